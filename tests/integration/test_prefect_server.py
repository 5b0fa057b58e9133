"""The Prefect server of our own: it answers, ends with its owner, leaves nothing, says why it cannot start."""

from __future__ import annotations

import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from flows.errors import CountercheckError
from flows.prefect_server import OwnServer
from flows.prefect_server_process import _is_migrated
from tests.support.countercheck import ROOT
from tests.support.prefect import migrations

if TYPE_CHECKING:
    from tests.support.prefect import FirstStart

OWNER = """
import time
from flows.prefect_server import OwnServer
server = OwnServer()
print(server.home, flush=True)
time.sleep(600)
"""


def test_a_temporary_server_leaves_nothing(prefect_first: FirstStart) -> None:
    """When the block ends it is gone with its state; the database of the user's own Prefect it never touched."""
    assert (prefect_first.before, prefect_first.after) == ((True, True), (False, False))


def test_a_damaged_database_is_made_anew_and_kept_for_the_next(prefect_first: FirstStart) -> None:
    """Migrating takes as long as all the rest of a start, so it is done once; damage costs time and nothing else."""
    assert migrations(prefect_first.database) == 1


def test_only_a_sound_database_is_started_from(prefect_first: FirstStart, tmp_path: Path) -> None:
    """What a crash cut off, what was never migrated and what is not there are no database to start from."""
    whole = prefect_first.database.read_bytes()
    (tmp_path / "cut.db").write_bytes(whole[: len(whole) // 2])
    (tmp_path / "empty.db").touch()
    found = {name: _is_migrated(tmp_path / name) for name in ("cut.db", "empty.db", "missing.db")}
    assert found == {"cut.db": False, "empty.db": False, "missing.db": False}
    assert _is_migrated(prefect_first.database)


def test_a_server_ends_with_an_owner_that_was_killed_while_it_started() -> None:
    """A killed run leaves no files, however early it was killed."""
    owner = subprocess.Popen([sys.executable, "-c", OWNER], cwd=ROOT, stdout=subprocess.PIPE, text=True)
    assert owner.stdout is not None
    home = Path(owner.stdout.readline().strip())
    assert home.is_dir()
    owner.send_signal(signal.SIGKILL)
    owner.communicate()
    until = time.monotonic() + 60
    while home.exists() and time.monotonic() < until:
        time.sleep(0.02)
    assert not home.exists()


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
