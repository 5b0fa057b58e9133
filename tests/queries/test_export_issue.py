"""queries/export: an issue's claims as files that spreadsheets and programs take."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

import pytest

from flows.store.export import issue_tables

if TYPE_CHECKING:
    from tests.support.newsroom import Newsroom

FORMULAS = [
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    '=HYPERLINK("http://x.example","y")',
    "=cmd|' /C calc'!A0",
]


@pytest.mark.parametrize("text", FORMULAS)
def test_no_text_is_a_formula_in_a_spreadsheet(newsroom: Newsroom, text: str) -> None:
    """What outlets write stays text in every column that comes from outside; parquet has it as it was."""
    outside = ("text", "unit", "speaker", "outlet", "title", "url")
    tables = issue_tables(newsroom.store, [dict.fromkeys(outside, text)])
    (row,) = csv.DictReader(io.StringIO(tables["claims.csv"].decode(), newline=""))
    assert {f"'{text}"} == {row[name] for name in outside}
    assert tables["claims.parquet"].startswith(b"PAR1")


def test_what_is_no_formula_stays_as_it_is(newsroom: Newsroom) -> None:
    """An ordinary number in words has nothing put before it."""
    tables = issue_tables(newsroom.store, [{"text": "250 fighters", "outlet": "Post"}])
    (row,) = csv.DictReader(io.StringIO(tables["claims.csv"].decode()))
    assert ("250 fighters", "Post", "") == (row["text"], row["outlet"], row["url"])
