"""The project's SQL files: where a query stands, what its header says."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from flows.errors import StoreError
from flows.places import shipped

if TYPE_CHECKING:
    from pathlib import Path

_NAME = re.compile(r"[a-z0-9_]+(/[a-z0-9_]+)*")


@dataclass(frozen=True, slots=True)
class SqlFile:
    """A file below queries/: `name` is its path without the suffix."""

    name: str
    text: str


@cache
def sql_file(name: str) -> SqlFile:
    """Return the query `name`, such as "digest/topics" for queries/digest/topics.sql.

    Raises:
        StoreError: there is no such file.
    """
    path = shipped("queries") / f"{name}.sql"
    if not _NAME.fullmatch(name) or not path.is_file():
        raise StoreError(f"{path}: there is no such query; expected a file below {shipped('queries')}")
    return SqlFile(name, path.read_text(encoding="utf-8"))


def sql_files(folder: str) -> list[SqlFile]:
    """Return the queries in `folder` below queries/, in order of name; none when there is no such folder."""
    return [sql_file(f"{folder}/{path.stem}") for path in sorted(_folder(folder).glob("*.sql"))]


def header(text: str) -> dict[str, str]:
    r"""Return what the comment on top of a query says: fields in lower case, values on one line.

    The first line is the title. A field is a line `-- Name: value`; lines that follow indented go on with it.

    >>> header("-- Trucks\n--\n-- Question: how many\n--   trucks?\nselect 1")
    {'title': 'Trucks', 'question': 'how many trucks?'}
    """
    found: dict[str, str] = {}
    field = ""
    for line in text.splitlines():
        if not line.startswith("--"):
            break
        words = line[2:].strip()
        named = re.fullmatch(r"([A-Z][a-z]+): *(.*)", words)
        if not found and words:
            found["title"] = words.rstrip(".")
        elif named:
            field = named[1].lower()
            found[field] = named[2]
        elif field and words:
            found[field] = f"{found[field]} {words}".strip()
        else:
            field = ""
    return found


def _folder(name: str) -> Path:
    return shipped("queries") / name
