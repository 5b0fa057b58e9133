"""The one door to DuckDB: open, run a query file, add rows, all or nothing."""

from __future__ import annotations

import json
import os
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any

import duckdb

from flows.errors import StoreError
from flows.store.appending import append_few, append_many
from flows.store.files import sql_file
from flows.store.lake import Lake, copy_rows, open_lake
from flows.store.lock import writer_lock
from flows.store.migrations import migrate

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from pathlib import Path

    from flows.settings import Storage

# DuckDB 1.4, 1.5 and 2.0 can all open a file of this version.
STORAGE_VERSION = "v1.4.0"

Row = dict[str, Any]

# Rows handed over as one JSON value; reading ten times as many takes DuckDB thirty times as long.
_APPENDED_AT_ONCE = 500

# A list of strings as a parameter: DuckDB's Python looks for other libraries at each element of a list, 0.1 ms apiece.
STRINGS = """from_json(?, '["varchar"]')"""


def as_strings(values: Sequence[str]) -> str:
    """Return `values` for a parameter that the statement reads with `STRINGS`."""
    return json.dumps(values)


class Store:
    """An open database; one at a time in one data directory, or one of many in a lake.

    Attributes:
        data: the data directory.
        is_lake: whether it is a lake and no file.
    """

    def __init__(self, data: Path, connection: duckdb.DuckDBPyConnection, lake: Lake | None = None) -> None:
        self.data = data
        self.is_lake = lake is not None
        self._connection = connection
        self._lake = lake
        self._is_in_transaction = False
        self._known_columns: dict[str, dict[str, str]] = {}

    def rows(self, name: str, **parameters: object) -> list[Row]:
        """Return the rows of queries/`name`.sql, one dict each; parameters are DuckDB variables.

        In the file a parameter reads `getvariable('as_of')`, null when not given. Timestamps come in UTC.
        """
        with self._variables(parameters):
            return _dicts(self._connection.execute(sql_file(name).text))

    def run(self, name: str, **parameters: object) -> None:
        """Run the statements of queries/`name`.sql, all or none of them."""
        with self._variables(parameters), self.transaction():
            self._connection.execute(sql_file(name).text)

    def collect(self, name: str, table: str, **parameters: object) -> None:
        """Add the rows of queries/`name`.sql to the temporary table `table`, column by column in order."""
        with self._variables(parameters):
            self._connection.sql(sql_file(name).text).insert_into(table)

    def select(self, sql: str, parameters: Sequence[object] | Mapping[str, object] = ()) -> list[Row]:
        """Return the rows of one fixed statement; values go into `parameters`, never into `sql`."""
        return _dicts(self._connection.execute(sql, parameters))

    def execute(self, sql: str, parameters: Sequence[object] | Mapping[str, object] = ()) -> None:
        """Run one fixed statement that returns nothing."""
        self._connection.execute(sql, parameters)

    def append(self, table: str, rows: Sequence[Mapping[str, object]]) -> None:
        """Add `rows` to store.`table`; a key that is missing becomes null, one that is no column is an error.

        Values are what JSON holds, and dates and times. Many rows in one call are quick, many calls are slow.
        """
        if not rows:
            return
        columns = self._columns(table)
        unknown = sorted({key for row in rows for key in row} - columns.keys())
        if unknown:
            raise StoreError(f"store.{table} has no column {', '.join(unknown)}; it has {', '.join(columns)}")
        with self.transaction():
            if len(rows) > _APPENDED_AT_ONCE:
                append_many(self._connection, f"store.{table}", columns, rows)
            else:
                append_few(self._connection, f"store.{table}", columns, rows)

    def copy_all(self, target: str) -> None:
        """Copy everything to the attached database `target`: empty, or for a lake's rows with this schema."""
        if self._lake is not None:
            with self.transaction():
                copy_rows(self._connection, "countercheck", target, self._lake.filled_tables())
            return
        self._connection.execute(f"copy from database countercheck to {target}")

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Make everything in the block happen, or nothing; an inner block belongs to the outer one."""
        if self._is_in_transaction:
            yield
            return
        self._connection.execute("begin")
        self._is_in_transaction = True
        try:
            yield
        except BaseException:
            self._is_in_transaction = False
            self._connection.execute("rollback")
            raise
        self._is_in_transaction = False
        self._connection.execute("commit")

    @contextmanager
    def turn(self) -> Iterator[None]:
        """As `transaction`, around what workers write: one at a time looks what is there, and adds to it."""
        if self._lake is None or self._is_in_transaction:
            with self.transaction():
                yield
            return
        with self._lake.turn(), self.transaction():
            yield

    @contextmanager
    def _variables(self, values: Mapping[str, object]) -> Iterator[None]:
        for name, value in values.items():
            if not name.isidentifier():
                raise StoreError(f"{name!r} is no name for a variable")
            if isinstance(value, list) and all(isinstance(each, str) for each in value):
                self._connection.execute(f"set variable {name} = {STRINGS}", [as_strings(value)])
            else:
                self._connection.execute(f"set variable {name} = ?", [value])
        try:
            yield
        finally:
            with suppress(duckdb.Error):  # a failed transaction refuses everything until it is rolled back
                for name in values:
                    self._connection.execute(f"reset variable {name}")

    def _columns(self, table: str) -> dict[str, str]:
        if table in self._known_columns:
            return self._known_columns[table]
        # DuckDB's list of all columns would ask a lake's catalogue about every table.
        if not table.isidentifier():
            raise StoreError(f"{table!r} is no name for a table")
        try:
            found = self._connection.execute(f"describe store.{table}").fetchall()
        except duckdb.CatalogException:
            raise StoreError(f"there is no table store.{table}") from None
        self._known_columns[table] = {name: kind for name, kind, *_ in found}
        return self._known_columns[table]


@contextmanager
def open_store(  # noqa: PLR0913 - each is one thing it depends on
    data: Path,
    kept: Storage | None = None,
    *,
    wait_seconds: float = 60,
    notice: Callable[[str], None] = lambda _: None,
    memory: str | None = None,
    threads: int | None = None,
) -> Iterator[Store]:
    """Open the database in the directory `data` for writing, made and migrated where needed.

    Args:
        data: the data directory.
        kept: what the settings say of the store; None means a file in the data directory.
        wait_seconds: how long to wait for another run that writes.
        notice: told once that it waits.
        memory: the most memory DuckDB takes, such as "4GB"; None leaves it to DuckDB.
        threads: how many threads DuckDB uses; None means all.

    Raises:
        StoreError: another run writes, the directory cannot be written, the file is damaged, or from a newer
            Countercheck; or the disk failed meanwhile.
    """
    _make_directory(data)
    with writer_lock(data / "lock", wait_seconds=wait_seconds, notice=notice):
        if kept is not None and kept.kind == "ducklake":
            with (
                _disk_errors(data),
                open_lake(kept, data, _limits(memory, threads)) as lake,
                lake.run(wait_seconds, notice),
            ):
                _prepare(lake.connection, kept, data)
                yield Store(data, lake.connection, lake)
            return
        connection = connect(data / "countercheck.duckdb", memory, threads)
        try:
            with _disk_errors(data):
                migrate(connection, data / "countercheck.duckdb")
                yield Store(data, connection)
        finally:
            connection.close()


@contextmanager
def open_shared(
    data: Path, kept: Storage | None = None, *, notice: Callable[[str], None] = lambda _: None
) -> Iterator[Store]:
    """Open the database for one of many who write at the same time: only what takes turns (`Store.turn`) is written.

    A file is opened as `open_store` does; a lake is to be there, made and migrated by a run.
    """
    if kept is None or kept.kind == "embedded":
        with open_store(data, kept, notice=notice) as store:
            yield store
        return
    with _disk_errors(data), open_lake(kept, data, {}) as lake:
        yield Store(data, lake.connection, lake)


def _prepare(connection: duckdb.DuckDBPyConnection, kept: Storage, data: Path) -> None:
    """Make or migrate a lake; a new one takes over what a database file in the data directory holds."""
    is_new = migrate(connection, kept.catalogue, is_lake=True)
    file = data / "countercheck.duckdb"
    if not is_new or not file.is_file():
        return
    before = connect(file)
    migrate(before, file)
    tables = before.execute("select table_name from duckdb_tables() where schema_name = 'store'").fetchall()
    before.close()
    quoted = str(file).replace("'", "''")
    connection.execute(f"attach '{quoted}' as before (read_only)")
    connection.execute("begin")
    copy_rows(connection, "before", "countercheck", (table for (table,) in tables))
    connection.execute("commit")
    connection.execute("detach before")


def _make_directory(data: Path) -> None:
    try:
        data.mkdir(parents=True, exist_ok=True)
        handle = os.open(data / "lock", os.O_RDWR | os.O_CREAT, 0o644)
    except OSError as error:
        raise StoreError(
            f"{data}: the data directory cannot be written ({error.strerror}); "
            "give this user the right to write there, or choose another with --data"
        ) from error
    os.close(handle)


def connect(
    database: Path, memory: str | None = None, threads: int | None = None
) -> duckdb.DuckDBPyConnection:
    """Return a connection to a database file; whoever asks holds the lock.

    Raises:
        StoreError: it cannot be opened.
    """
    config = _limits(memory, threads) | {"storage_compatibility_version": STORAGE_VERSION}
    try:
        connection = duckdb.connect(database, config=config)
        connection.execute("set timezone = 'UTC'")
    except duckdb.InvalidInputException as error:
        raise StoreError(f"{database}: the database settings are wrong: {_first_line(error)}") from error
    except duckdb.Error as error:
        raise StoreError(_cannot_open(database, _first_line(error))) from error
    return connection


def _limits(memory: str | None, threads: int | None) -> dict[str, Any]:
    limits = {"memory_limit": memory, "threads": threads}
    return {name: value for name, value in limits.items() if value}


def _cannot_open(database: Path, found: str) -> str:
    if "lock" in found.lower():
        return (
            f"{database}: another program has the database open ({found}); "
            "close it. For questions there is the copy analyst.duckdb, which blocks nobody"
        )
    return (
        f"{database}: cannot be opened as a database ({found}); it may be damaged. Put a backup in "
        "its place, or move it away: the documents are kept beside it"
    )


@contextmanager
def _disk_errors(data: Path) -> Iterator[None]:
    try:
        yield
    except (
        duckdb.IOException,
        duckdb.FatalException,
        duckdb.InternalException,
        duckdb.OutOfMemoryException,
        duckdb.TransactionException,  # a commit that could not be written
    ) as error:
        raise StoreError(
            f"{data}: the database could not go on ({_first_line(error)}); "
            "look for a full or failing disk. What was finished is kept, and the next run carries on"
        ) from error


def _first_line(error: BaseException) -> str:
    return str(error).strip().splitlines()[0]


def _dicts(result: duckdb.DuckDBPyConnection) -> list[Row]:
    names = [column[0] for column in result.description or ()]
    return [dict(zip(names, row, strict=True)) for row in result.fetchall()]
