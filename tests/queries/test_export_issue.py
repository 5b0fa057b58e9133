"""queries/export: an issue's claims, and the views, as files that spreadsheets and programs take."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

import pytest

from flows.store.export import export, issue_tables

if TYPE_CHECKING:
    from pathlib import Path

    from tests.support.newsroom import Newsroom

FORMULAS = [
    "=1+1",
    "+1+1",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    '=HYPERLINK("http://x.example","y")',
    "=cmd|' /C calc'!A0",
    "-1+cmd|' /C calc'!A0",
    "＝1+1",
]


@pytest.mark.parametrize("text", FORMULAS)
def test_no_text_is_a_formula_in_a_spreadsheet(newsroom: Newsroom, text: str) -> None:
    """What outlets write stays text in every column that comes from outside; parquet has it as it was."""
    outside = ("text", "unit", "speaker", "outlet", "title", "url")
    tables = issue_tables(newsroom.store, [dict.fromkeys(outside, text)])
    (row,) = csv.DictReader(io.StringIO(tables["claims.csv"].decode(), newline=""))
    assert {f"'{text}"} == {row[name] for name in outside}
    assert tables["claims.parquet"].startswith(b"PAR1")


@pytest.mark.parametrize("text", ["250 fighters", "-12", "+3.5%", "-1,200", "a=1", ""])
def test_what_is_no_formula_stays_as_it_is(newsroom: Newsroom, text: str) -> None:
    """A number, also a negative one in words, has nothing put before it."""
    tables = issue_tables(
        newsroom.store, [{"text": text, "outlet": "Post", "low": -12.5, "chain": ["=A", "B"]}]
    )
    (row,) = csv.DictReader(io.StringIO(tables["claims.csv"].decode()))
    assert (text, "Post", "", "-12.5", "['=A', B]") == tuple(
        row[name] for name in ("text", "outlet", "url", "low", "chain")
    )


def test_an_exported_view_has_no_formulas_and_its_numbers_as_they_were(
    newsroom: Newsroom, tmp_path: Path
) -> None:
    """As beside an issue; the first line names the columns of the view."""
    newsroom.tell("""
        outlet | says  | unit    | speaker
        =Post  | 2.5   | fighter | -army
    """)
    export(newsroom.store, tmp_path, "csv")
    (row,) = csv.DictReader(io.StringIO((tmp_path / "claims.csv").read_text("utf-8")))
    assert ("'=Post", "'-army", "2.5", "fighter") == tuple(
        row[name] for name in ("outlet", "speaker", "low", "unit")
    )
