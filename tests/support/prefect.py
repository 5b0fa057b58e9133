"""Prefect servers for tests: one that starts from nothing, whose traces all others start from."""

from __future__ import annotations

import contextlib
import json
import shutil
import sqlite3
from dataclasses import dataclass
from typing import TYPE_CHECKING
from unittest.mock import patch

import urllib3

from flows.prefect_server import OwnServer, empty_database

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True)
class FirstStart:
    """What was seen of a temporary server that found a damaged database and had to migrate its own.

    Attributes:
        database: the migrated empty database it kept for the next servers.
        before: whether its home was there, and whether it answered, inside its block.
        after: the same when the block had ended.
    """

    database: Path
    before: tuple[bool, bool]
    after: tuple[bool, bool]


def first_start(folder: Path) -> FirstStart:
    """Start a temporary server beside a damaged database and a Prefect that the user has set up otherwise.

    What was seen in `folder` before is returned as it was.
    """
    kept, seen = empty_database(folder), folder.with_suffix(".json")
    if seen.exists():
        before, after = json.loads(seen.read_text("utf-8"))
        return FirstStart(kept, tuple(before), tuple(after))
    folder.mkdir()
    kept.write_bytes(b"SQLite format 3\0 and then nothing")
    elsewhere = {"PREFECT_API_DATABASE_CONNECTION_URL": "sqlite+aiosqlite:////nowhere/at/all.db"}
    with patch.dict("os.environ", elsewhere), OwnServer(empty_database=kept) as server:
        url, home = server.url, server.home
        before = (home.is_dir(), answers(url))
    after = (home.exists(), answers(url))
    seen.write_text(json.dumps([before, after]), "utf-8")
    return FirstStart(kept, before, after)


def migrated_home(cache: Path, home: Path) -> Path:
    """Return `home`, made for a server that keeps its state there, which is spared the migration of a database."""
    (empty,) = cache.glob("*.db")
    home.mkdir(parents=True, exist_ok=True)
    shutil.copy(empty, home / "prefect.db")
    return home


def answers(url: str) -> bool:
    """Return whether a Prefect server answers at `url`."""
    with contextlib.suppress(urllib3.exceptions.HTTPError):
        return urllib3.request("GET", f"{url}/health", timeout=5, retries=False).status == 200
    return False


def migrations(database: Path) -> int:
    """Return how many rows Prefect's migrations left in `database`; 1 when it is migrated."""
    with contextlib.closing(sqlite3.connect(database)) as connection:
        return int(connection.execute("select count(*) from alembic_version").fetchone()[0])
