"""The analyst's copy: a file of its own, replaced in one step, so that shells and runs never wait."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import duckdb

from flows.errors import StoreError
from flows.store.database import STORAGE_VERSION

if TYPE_CHECKING:
    from pathlib import Path

    from flows.store.database import Store


def publish(store: Store, target: Path | None = None) -> Path:
    """Copy the database to `target` (analyst.duckdb in the data directory) and return its path.

    Whoever has the old file open keeps reading it as it was; whoever opens it later sees the new one.

    Raises:
        StoreError: the copy could not be written; the old one stays.
    """
    target = target or store.data / "analyst.duckdb"
    unfinished = target.with_name(f"{target.stem}.new.duckdb")
    try:
        remove_file(unfinished)
        copy_to(store, unfinished)
        with unfinished.open("rb") as file:
            os.fsync(file.fileno())
        unfinished.replace(target)
    except (OSError, duckdb.IOException) as error:
        raise StoreError(
            f"{target}: the analyst's copy could not be written ({str(error).splitlines()[0]}); "
            "the one before stays. Make room, and run again"
        ) from error
    return target


def copy_to(store: Store, path: Path) -> None:
    """Write everything in the database, compactly, to the new file `path`."""
    # ATTACH takes no parameters: the path, our own, stands quoted in the statement.
    quoted = str(path).replace("'", "''")
    store.execute(f"attach '{quoted}' as published (storage_version '{STORAGE_VERSION}')")
    try:
        store.execute("copy from database countercheck to published")
    finally:
        store.execute("detach published")


def remove_file(path: Path) -> None:
    """Remove a database file, if it is there, and its log."""
    path.unlink(missing_ok=True)
    path.with_name(f"{path.name}.wal").unlink(missing_ok=True)
