"""Reading without disturbing anybody: the analyst's copy, opened read-only."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

import duckdb

from flows.errors import StoreError
from flows.store.database import Store

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@contextmanager
def open_copy(data: Path) -> Iterator[Store]:
    """Open the analyst's copy in the directory `data` for reading; runs go on meanwhile.

    Raises:
        StoreError: there is none yet, or it cannot be read.
    """
    copy = data / "analyst.duckdb"
    if not copy.is_file():
        raise StoreError(f"{copy}: there is no analyst's copy yet; `countercheck run` makes one")
    try:
        connection = duckdb.connect(copy, read_only=True)
        connection.execute("set timezone = 'UTC'")
    except duckdb.Error as error:
        found = str(error).strip().splitlines()[0]
        raise StoreError(
            f"{copy}: cannot be read ({found}); remove it, the next run makes it anew"
        ) from error
    try:
        yield Store(data, connection)
    finally:
        connection.close()
