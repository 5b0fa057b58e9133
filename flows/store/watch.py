"""The analyst's own queries, asked where they can do no harm.

A file is asked of the analyst's copy, read-only, with little memory, without the disk or the net, and for so long
only; what it does wrong is its answer.
"""

from __future__ import annotations

import threading
import time
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

import duckdb

from flows.store.files import header, sql_files

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

LONGEST_SECONDS = 5.0
MOST_ROWS = 1000
# What a file shows that names no limit, and the most it may name: a digest is read in a minute.
USUAL_LIMIT = 10
HIGHEST_LIMIT = 50


@dataclass(frozen=True, slots=True)
class Watch:
    """One of the analyst's own queries, and what it answers.

    Attributes:
        file: its name, as in "watch/trucks.sql".
        title: the first line of its header, else the file's name.
        question: what it asks, as its header says.
        limit: how many rows a digest shows.
        rows: all of them, as text.
        error: why there is no answer; empty when there is one.
        seconds: how long it took.
    """

    file: str
    title: str
    question: str = ""
    limit: int = USUAL_LIMIT
    columns: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    error: str = ""
    seconds: float = 0


def ask_watches(data: Path, folder: Path | None, asked: Mapping[str, object]) -> list[Watch]:
    """Return what the shipped queries of queries/watch, then those in `folder`, answer.

    `asked` are variables they may read: as_of, since, topics. There is no answer before there is an analyst's copy.
    """
    copy = data / "analyst.duckdb"
    files = [(f"queries/{file.name}.sql", file.text) for file in sql_files("watch")]
    own = sorted(folder.glob("*.sql")) if folder else []
    if not copy.is_file() or not files + own:
        return []
    with _locked_copy(copy, asked) as connection:
        watches = [_ask(connection, name, text) for name, text in files]
        return watches + [_ask_file(connection, path) for path in own]


def _ask_file(connection: duckdb.DuckDBPyConnection, path: Path) -> Watch:
    name = f"{path.parent.name}/{path.name}"
    try:
        return _ask(connection, name, path.read_text("utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        return Watch(name, name, error=f"{path}: cannot be read as UTF-8 text ({error})")


def _ask(connection: duckdb.DuckDBPyConnection, name: str, text: str) -> Watch:
    said = header(text)
    title, question = said.get("title") or name, said.get("question", "")
    given = said.get("limit", str(USUAL_LIMIT))
    if not given.isdecimal() or not 1 <= int(given) <= HIGHEST_LIMIT:
        wrong = f"{name}: its header has the limit {given!r}; expected a number from 1 to {HIGHEST_LIMIT}"
        return Watch(name, title, question, error=wrong)
    began = time.monotonic()
    try:
        columns, rows = _answer(connection, text)
    except duckdb.Error as error:
        return Watch(name, title, question, error=f"{name}: {_why(error)}", seconds=time.monotonic() - began)
    taken = time.monotonic() - began
    if len(rows) > MOST_ROWS:
        wrong = f"{name}: answers with more than {MOST_ROWS:,} rows; narrow it down, or end it with a limit"
        return Watch(name, title, question, error=wrong, seconds=taken)
    return Watch(name, title, question, int(given), columns, rows, "", taken)


def _answer(
    connection: duckdb.DuckDBPyConnection, text: str
) -> tuple[tuple[str, ...], tuple[tuple[str, ...], ...]]:
    """Return columns and rows as text, at most one row more than may be; raises duckdb.Error."""
    alarm = threading.Timer(LONGEST_SECONDS, connection.interrupt)
    alarm.start()
    try:
        connection.execute(text)
        rows = connection.fetchmany(MOST_ROWS + 1)
    finally:
        alarm.cancel()
    columns = tuple(column[0] for column in connection.description or ())
    return columns, tuple(tuple("" if cell is None else str(cell) for cell in row) for row in rows)


def _why(error: duckdb.Error) -> str:
    if isinstance(error, duckdb.InterruptException):
        return f"took more than {LONGEST_SECONDS:g} s; ask for less, such as the last day only"
    if isinstance(error, duckdb.OutOfMemoryException):
        return "needs more memory than a watch may take; ask for less, such as the last day only"
    return " ".join(str(error).split())


@contextmanager
def _locked_copy(copy: Path, asked: Mapping[str, object]) -> Iterator[duckdb.DuckDBPyConnection]:
    """Open the analyst's copy in an instance of its own, in which nothing else can be reached or changed."""
    connection = duckdb.connect(":memory:", config={"threads": 2, "memory_limit": "1GB"})
    try:
        quoted = str(copy).replace("'", "''")  # ATTACH takes no parameters; the path is our own
        connection.execute(f"attach '{quoted}' as analyst (read_only); use analyst; set timezone = 'UTC'")
        for name, value in asked.items():
            connection.execute(f"set variable {name} = ?", [value])
        connection.execute("set enable_external_access = false; set lock_configuration = true")
        yield connection
    finally:
        connection.close()
