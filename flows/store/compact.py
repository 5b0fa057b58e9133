"""A smaller file with the same content: what deleted rows left empty is given back to the disk."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import duckdb

from flows.errors import StoreError
from flows.store.database import Store, connect, open_store
from flows.store.lock import writer_lock
from flows.store.publish import copy_to, remove_file

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from flows.settings import Storage

# Below this the copying costs more than the room is worth; DuckDB fills the holes itself as new rows come.
_LEAST_SHARE = 0.25
_LEAST_BYTES = 16 << 20


def compact(
    data: Path,
    kept: Storage | None = None,
    *,
    notice: Callable[[str], None],
    least_share: float = _LEAST_SHARE,
    least_bytes: int = _LEAST_BYTES,
) -> int:
    """Write the database in `data` anew when much of its file is empty; return how many bytes that gave back.

    Everything is copied to a file beside it, which takes its place in one step: whenever this ends, one of the two
    is there, whole.

    A lake puts its small Parquet files together, and removes those that its last week of snapshots does not need.

    Raises:
        StoreError: another run writes, or the disk refused; the database is as it was.
    """
    if kept is not None and kept.kind == "ducklake":
        with open_store(data, kept, notice=notice) as lake:
            lake.execute("checkpoint countercheck")
        return 0
    database = data / "countercheck.duckdb"
    if not database.is_file():
        return 0
    unfinished = data / "countercheck.new.duckdb"
    with writer_lock(data / "lock", wait_seconds=60, notice=notice):
        try:
            remove_file(unfinished)
            before = database.stat().st_size
            connection = connect(database)
            try:
                connection.execute("checkpoint")
                if not _is_worth_it(connection, least_share, least_bytes):
                    return 0
                copy_to(Store(data, connection), unfinished)
            finally:
                connection.close()
            with unfinished.open("rb") as file:
                os.fsync(file.fileno())
            if database.with_name(f"{database.name}.wal").exists():
                return 0  # something of the old file is not in the new one
            unfinished.replace(database)
        except (OSError, duckdb.Error) as error:
            raise StoreError(
                f"{database}: could not be written anew ({str(error).splitlines()[0]}); it is as it was. "
                "Make room for a second file of its size"
            ) from error
        finally:
            remove_file(unfinished)
        return before - database.stat().st_size


def _is_worth_it(connection: duckdb.DuckDBPyConnection, least_share: float, least_bytes: int) -> bool:
    [(block, total, free)] = connection.execute(
        "select block_size, total_blocks, free_blocks from pragma_database_size() "
        "where database_name = current_database()"
    ).fetchall()
    return bool(free * block >= least_bytes and free >= least_share * total)
