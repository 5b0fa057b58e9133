"""The Prefect server of our own: it answers, ends with its owner, leaves nothing, says why it cannot start."""

from __future__ import annotations

import contextlib
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest
import urllib3

from flows.errors import CountercheckError
from flows.prefect_server import OwnServer, empty_database
from tests.support.countercheck import ROOT

OWNER = """
import sys, time
from flows.prefect_server import OwnServer
server = OwnServer(empty_database=__import__("pathlib").Path(sys.argv[1]))
print(server.home, server.url, flush=True)
time.sleep(600)
"""


def answers(url: str) -> bool:
    """Return whether a Prefect server answers at `url`."""
    with contextlib.suppress(urllib3.exceptions.HTTPError):
        return urllib3.request("GET", f"{url}/health", timeout=5, retries=False).status == 200
    return False


def migrations(database: Path) -> int:
    """Return how many rows Prefect's migrations left in `database`; 1 when it is migrated."""
    with contextlib.closing(sqlite3.connect(database)) as connection:
        return int(connection.execute("select count(*) from alembic_version").fetchone()[0])


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated empty database, as a first temporary server leaves it."""
    kept = empty_database(tmp_path_factory.mktemp("cache"))
    with OwnServer(empty_database=kept) as server:
        assert answers(server.url)
    return kept


def test_a_temporary_server_keeps_a_migrated_database_for_the_next(empty: Path) -> None:
    """Migrating takes as long as all the rest of a start, so it is done once."""
    assert migrations(empty) == 1


def test_a_temporary_server_leaves_nothing(empty: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """When the block ends it is gone with its state; the database of the user's own Prefect it never touched."""
    monkeypatch.setenv("PREFECT_API_DATABASE_CONNECTION_URL", "sqlite+aiosqlite:////nowhere/at/all.db")
    with OwnServer(empty_database=empty) as server:
        home, url = server.home, server.url
        assert (home.is_dir(), answers(url)) == (True, True)
    assert (home.exists(), answers(url)) == (False, False)


def test_a_server_ends_with_an_owner_that_was_killed(empty: Path) -> None:
    """A killed run leaves no server running and no files."""
    owner = subprocess.Popen(
        [sys.executable, "-c", OWNER, str(empty)], cwd=ROOT, stdout=subprocess.PIPE, text=True
    )
    assert owner.stdout is not None
    home, url = owner.stdout.readline().split()
    assert answers(url)
    owner.send_signal(signal.SIGKILL)
    owner.communicate()
    until = time.monotonic() + 30
    while (answers(url) or Path(home).exists()) and time.monotonic() < until:
        time.sleep(0.05)
    assert (answers(url), Path(home).exists()) == (False, False)


def test_a_damaged_database_is_made_anew(tmp_path: Path) -> None:
    """A file that is no database, or that a crash cut off, costs time and nothing else."""
    damaged = empty_database(tmp_path)
    damaged.write_bytes(b"SQLite format 3\0 and then nothing")
    with OwnServer(empty_database=damaged) as server:
        assert answers(server.url)
    assert migrations(damaged) == 1


def test_a_cache_that_cannot_be_written_does_no_harm(empty: Path) -> None:
    """Where no database can be kept the server starts all the same."""
    with OwnServer(empty_database=empty / "not" / "a" / "directory.db") as server:
        assert answers(server.url)


def test_a_server_that_cannot_start_says_why(tmp_path: Path) -> None:
    """The message ends in the server's own last words, and says what to do."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        with (
            OwnServer(tmp_path, port=taken.getsockname()[1]) as server,
            pytest.raises(CountercheckError, match=r"Address already in use\nRun again; .* PREFECT_API_URL"),
        ):
            print(server.url)  # noqa: T201 - asking for it is the test
