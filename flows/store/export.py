"""Exports: the views people ask, as files of other programs, with a dictionary of their columns."""

from __future__ import annotations

import json
import shutil
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING

import duckdb

from flows.errors import StoreError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from flows.store.database import Row, Store

# The name of a form, which is that of its query in queries/export, and how its files end.
FORMS = {"parquet": "parquet", "csv": "csv", "json": "jsonl"}
_DICTIONARY = "dictionary.md"


@dataclass(frozen=True, slots=True)
class Exported:
    """A file that was written, and how many rows it holds."""

    file: Path
    row_count: int


def export(copy: Store, folder: Path, form: str) -> list[Exported]:
    """Write each view of `FROM start_here` to a file in `folder`, and dictionary.md; return the data files.

    A file of an earlier export is replaced when the new one is whole. JSON files hold one object a line.

    Raises:
        StoreError: the folder cannot be written.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        written = [
            _write(copy, row["name"], folder / f"{row['name']}.{FORMS[form]}", form)
            for row in copy.rows("export/views")
        ]
        (folder / _DICTIONARY).write_text(_dictionary(copy.rows("export/dictionary")), "utf-8")
    except (OSError, duckdb.IOException) as error:
        found = str(error).strip().splitlines()[0]
        raise StoreError(
            f"{folder}: cannot be written ({found}); make room, or name a folder this user may write"
        ) from error
    return written


def _write(copy: Store, view: str, file: Path, form: str) -> Exported:
    unfinished = file.with_name(f".{file.name}.part")
    try:
        [counted] = copy.rows(f"export/{form}", exported=view, target=str(unfinished))
        unfinished.replace(file)
    finally:
        unfinished.unlink(missing_ok=True)
    return Exported(file, next(iter(counted.values())))


def _dictionary(columns: list[Row]) -> str:
    """Return the columns of each view as a page of Markdown."""
    lines = ["# Data dictionary", ""]
    for view, rows in groupby(columns, key=itemgetter("view_name")):
        described = list(rows)
        lines += [
            f"## {view}",
            "",
            described[0]["question"],
            "",
            "| column | type | meaning |",
            "| --- | --- | --- |",
        ]
        lines += [
            f"| {row['column_name']} | {row['data_type']} | {row['meaning'] or ''} |" for row in described
        ]
        lines.append("")
    return "\n".join(lines)


def issue_tables(store: Store, claims: Sequence[Row]) -> dict[str, bytes]:
    """Return the claims an issue shows, rows of digest/standings, as the files claims.csv and claims.parquet."""
    made: dict[str, bytes] = {}
    folder = store.data / ".issue-tables"  # one name, so that the next run clears what a killed one left
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    try:
        told = folder / "told.jsonl"
        told.write_text("".join(f"{json.dumps(row, default=str)}\n" for row in claims), "utf-8")
        store.run("export/issue_claims", told=str(told))
        for form in ("csv", "parquet"):
            target = folder / f"claims.{form}"
            store.rows(f"export/issue_as_{form}", target=str(target))
            made[target.name] = target.read_bytes()
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    return made
