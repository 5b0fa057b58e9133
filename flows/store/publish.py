"""The analyst's copy: a file of its own, replaced in one step, so that shells and runs never wait."""

from __future__ import annotations

import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import duckdb

from flows.errors import StoreError
from flows.store import filecopy
from flows.store.database import STORAGE_VERSION, connect
from flows.store.migrations import migrate

if TYPE_CHECKING:
    from flows.store.database import Store


def publish(store: Store, target: Path | None = None) -> Path:
    """Copy the database to `target` (analyst.duckdb in the data directory) and return its path.

    Whoever has the old file open keeps reading it as it was; whoever opens it later sees the new one. A file is
    copied as it lies on the disk, which costs a tenth of writing the tables anew; of a lake they are written anew.

    Raises:
        StoreError: the copy could not be written; the old one stays.
    """
    target = target or store.data / "analyst.duckdb"
    unfinished = target.with_name(f"{target.stem}.new.duckdb")
    try:
        remove_file(unfinished)
        if store.is_lake:
            copy_to(store, unfinished)
        else:
            # All that was written stands in the file then, and nothing in a log beside it.
            store.execute("checkpoint")
            _copy(store.data / "countercheck.duckdb", unfinished)
        unfinished.replace(target)
    except (OSError, duckdb.Error) as error:
        with suppress(OSError):
            unfinished.unlink(missing_ok=True)
        raise StoreError(
            f"{target}: the analyst's copy could not be written ({str(error).splitlines()[0]}); "
            "the one before stays. Make room, and run again"
        ) from error
    return target


def copy_to(store: Store, path: Path) -> None:
    """Write everything in the database, compactly, to the new file `path`."""
    # ATTACH takes no parameters: the path, our own, stands quoted in the statement.
    quoted = str(path).replace("'", "''")
    if store.is_lake:
        new = connect(path)
        migrate(new, path)
        new.close()
    store.execute(f"attach '{quoted}' as published (storage_version '{STORAGE_VERSION}')")
    try:
        store.copy_all("published")
    finally:
        store.execute("detach published")


def remove_file(path: Path) -> None:
    """Remove a database file, if it is there, and its log."""
    path.unlink(missing_ok=True)
    path.with_name(f"{path.name}.wal").unlink(missing_ok=True)


def _copy(source: Path, target: Path) -> None:
    """Copy a file in a process of its own, for the reason given in `filecopy`."""
    program = Path(filecopy.__file__)
    done = subprocess.run(  # noqa: S603 - our own program, by its path
        [sys.executable, "-I", "-S", str(program), str(source), str(target)],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise OSError(done.stderr.strip() or f"the process that copies ended with {done.returncode}")
