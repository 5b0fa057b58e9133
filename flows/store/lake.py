"""A store that several machines write at once: a DuckLake, its catalogue in PostgreSQL, its rows in Parquet files.

The same schema and queries as in a file, but for what DuckLake has not: keys (so that who writes takes turns, and what
is stored twice is found by looking), and comments on macros and on columns of views (the analyst's copy, a file, has
them). docs/decisions/0011 says what was found out.
"""

from __future__ import annotations

import importlib.util
import re
import time
from contextlib import contextmanager, suppress
from functools import cache
from typing import TYPE_CHECKING, Any

import duckdb

from flows.errors import StoreBusyError, StoreError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from flows.settings import Storage

# Numbers of PostgreSQL's advisory locks, which hold within one catalogue: any two will do.
_RUN, _TURN = 730_501, 730_502
_POLL_SECONDS = 0.02
_LONGEST_TURN = 600.0  # seconds to wait for one's turn; a turn takes less than one
_EXTENSIONS = ("postgres_scanner", "ducklake")
_KEY_OF_COLUMN = re.compile(r"\bprimary key(?! *\()")
_KEY_OF_TABLE = re.compile(r",\s*primary key \([^)]*\)")


class Lake:
    """An open lake: `connection` asks and writes, in the database "countercheck" as in a file."""

    def __init__(self, kept: Storage, connection: duckdb.DuckDBPyConnection) -> None:
        self.connection = connection
        self._name = kept.catalogue

    @contextmanager
    def run(self, wait_seconds: float, notice: Callable[[str], None]) -> Iterator[None]:
        """Be the only run in this block; workers write meanwhile.

        Raises:
            StoreBusyError: another was there all the time.
        """
        with self._lock(_RUN, wait_seconds, notice):
            yield

    @contextmanager
    def turn(self) -> Iterator[None]:
        """Be the only one who writes what workers write, in this block.

        Raises:
            StoreBusyError: others did all the time.
        """
        with self._lock(_TURN, _LONGEST_TURN, lambda _: None):
            yield

    def filled_tables(self) -> list[str]:
        """Return the names of the tables that hold, or have held, rows.

        DuckDB's own list would ask the catalogue about every table, one by one.
        """
        ask = (
            "select table_name from ducklake_table join ducklake_table_stats using (table_id) "
            "where end_snapshot is null and record_count > 0"
        )
        found = self.connection.execute(f"from postgres_query('turns', '{ask}')").fetchall()
        return [table for (table,) in found]

    @contextmanager
    def _lock(self, number: int, wait_seconds: float, notice: Callable[[str], None]) -> Iterator[None]:
        # PostgreSQL lets the lock go with the transaction, however it ends, also when this process is killed.
        holding = self.connection.cursor()
        holding.execute("begin")
        try:
            self._wait(holding, number, wait_seconds, notice)
            yield
        finally:
            with suppress(duckdb.Error):
                holding.execute("rollback")
            holding.close()

    def _wait(
        self,
        holding: duckdb.DuckDBPyConnection,
        number: int,
        wait_seconds: float,
        notice: Callable[[str], None],
    ) -> None:
        deadline = time.monotonic() + wait_seconds
        is_told = False
        ask = f"from postgres_query('turns', 'select pg_try_advisory_xact_lock({number})')"
        while holding.execute(ask).fetchall() != [(True,)]:
            if time.monotonic() >= deadline:
                raise StoreBusyError(
                    f"{self._name}: another run is writing, on this machine or another, and did not finish within "
                    f"{wait_seconds:g} s. Wait for it to end, or end it: nothing is lost by that"
                )
            if not is_told:
                notice(f"another run is writing to {self._name}; waiting up to {wait_seconds:g} s for it")
                is_told = True
            time.sleep(_POLL_SECONDS)


@contextmanager
def open_lake(kept: Storage, data: Path, config: dict[str, Any]) -> Iterator[Lake]:
    """Open the lake that the settings name; `config` is DuckDB's.

    Raises:
        StoreError: an extension is not installed, or the catalogue cannot be reached.
    """
    # Signatures were looked at already: that reads 70 MB, and one process opens a lake many times.
    checked = {"allow_unsigned_extensions": _are_signed()}
    connection = duckdb.connect(config=config | checked | {"temp_directory": str(data / "lake.tmp")})
    try:
        _load_extensions(connection)
        _attach(connection, kept)
        yield Lake(kept, connection)
    finally:
        connection.close()


@cache
def _are_signed() -> bool:
    """Return True, once a process: DuckDB itself has looked at the signatures of the extensions.

    Raises:
        StoreError: an extension is not installed.
    """
    with duckdb.connect() as connection:
        _load_extensions(connection)
    return True


def _load_extensions(connection: duckdb.DuckDBPyConnection) -> None:
    for name in _EXTENSIONS:
        connection.execute(f"load {_quoted(_extension(name))}")


def _attach(connection: duckdb.DuckDBPyConnection, kept: Storage) -> None:
    # ATTACH takes no parameters: what the operator configured stands quoted in the statement.
    files = f"(data_path {_quoted(kept.data_path)})"
    turns = kept.catalogue.removeprefix("postgres:")
    try:
        connection.execute(f"attach {_quoted('ducklake:' + kept.catalogue)} as countercheck {files}")
        connection.execute(f"attach {_quoted(turns)} as turns (type postgres, read_only)")
        connection.execute("use countercheck")
        connection.execute("set timezone = 'UTC'")
    except duckdb.Error as error:
        raise StoreError(
            f"{kept.catalogue}: the catalogue cannot be opened ({str(error).strip().splitlines()[0]}); look whether "
            "PostgreSQL runs there, has that database, and lets this user in (the password comes from PGPASSWORD or "
            f"PGPASSFILE), and whether {kept.data_path} is the folder it was made with"
        ) from error


def _extension(name: str) -> str:
    """Return the file of an extension of DuckDB that a package brings: it is loaded from there, and put nowhere."""
    found = importlib.util.find_spec(f"duckdb_extension_{name}")
    if found is None or not found.submodule_search_locations:
        raise StoreError(
            f'store.kind = "ducklake" needs duckdb-extension-{name.replace("_", "-")}, which is not installed; '
            "`make scaleout` brings it in a checkout, `pip install 'countercheck[scaleout]'` elsewhere"
        )
    folder = found.submodule_search_locations[0]
    return f"{folder}/extensions/v{duckdb.__version__}/{name}.duckdb_extension"


def _quoted(text: object) -> str:
    return "'" + str(text).replace("'", "''") + "'"


def fitted(text: str, *, with_comments: bool) -> str:
    """Return the statements of a file of the schema or the views as a lake takes them."""
    text = _KEY_OF_TABLE.sub("", _KEY_OF_COLUMN.sub("not null", text))
    statements = duckdb.extract_statements(text)
    kept = (one.query for one in statements if with_comments or one.type != duckdb.StatementType.ALTER)
    return ";\n".join(kept)


def copy_rows(connection: duckdb.DuckDBPyConnection, source: str, target: str, tables: Iterable[str]) -> None:
    """Add the rows of `tables` of one attached database to those of the same names in another of the same schema."""
    for table in sorted({*tables} - {"migrations"}):
        connection.execute(f"insert into {target}.store.{table} by name from {source}.store.{table}")
