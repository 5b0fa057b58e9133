"""What tests of several folders share."""

from __future__ import annotations

import fcntl
import os
import signal
from typing import TYPE_CHECKING

import hypothesis
import pytest

from tests.support.prefect import FirstStart, first_start

if TYPE_CHECKING:
    from pathlib import Path

if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    # A shell starts background jobs deaf to Ctrl-C, and so would be every command that the tests interrupt.
    signal.signal(signal.SIGINT, signal.default_int_handler)

# How long an example takes, and how soon enough of them are found, is the machine's matter.
hypothesis.settings.register_profile(
    "untimed", deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow]
)
hypothesis.settings.load_profile("untimed")


@pytest.fixture(scope="session")
def prefect_first(tmp_path_factory: pytest.TempPathFactory) -> FirstStart:
    """Return what the first temporary Prefect server of all did; it is the only one that migrates a database.

    The processes that tests run in share it: whichever comes first starts it, and the others wait.
    """
    folder = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        folder = folder.parent
    with (folder / "prefect-first.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        return first_start(folder / "prefect-first")


@pytest.fixture(scope="session")
def prefect_cache(prefect_first: FirstStart) -> Path:
    """Return the folder `cache` that a first run leaves in its data directory; it spares the next ones 5 s."""
    return prefect_first.database.parent
