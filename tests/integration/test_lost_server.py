"""A Prefect server that is killed while a run goes on: the run says so, and its work is whole."""

from __future__ import annotations

import os
import signal
import threading
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from flows.errors import ExitCode
from flows.prefect_server import OwnServer
from tests.support.countercheck import LONGEST
from tests.support.crowd import found_in, write_seeds
from tests.support.prefect import migrated_home
from tests.support.site import open_site

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

FEED = """
[fetching]
allow_hosts = ["127.0.0.1"]

[[feeds]]
url = "{url}"
outlet = "Slow News"
"""


@pytest.mark.timeout(400)  # Prefect tries again for a while, and the machine may have other things to do
def test_a_server_killed_in_mid_run_costs_no_work(tmp_path: Path, prefect_cache: Path) -> None:
    """The run ends with a message in words; the next one finds nothing lost, and nothing twice."""
    is_asked, may_answer = threading.Event(), threading.Event()

    def answer(write: Callable[[bytes], None]) -> None:
        is_asked.set()
        may_answer.wait(LONGEST)
        write(b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n")

    home = migrated_home(prefect_cache, tmp_path / "server")
    with open_site() as site, OwnServer(home) as server:
        configuration = FEED.format(url=site.on("/feed.xml", answer))
        told = {"PREFECT_API_URL": server.url, "PREFECT_CLIENT_MAX_RETRIES": "0"}
        here = write_seeds(tmp_path / "here", configuration, articles=5, **told)
        alone = write_seeds(tmp_path / "alone", configuration, articles=5)
        running = here.start("run")
        assert is_asked.wait(LONGEST)
        os.kill(server.process_id, signal.SIGKILL)
        may_answer.set()
        output, errors = running.communicate(timeout=LONGEST)
        [again, first] = [installation.work() for installation in (here, alone)]
    assert (running.returncode, output) == (ExitCode.COULD_NOT_RUN, "")
    assert (
        f"countercheck: the Prefect server at {server.url} stopped answering while the run was on" in errors
    )
    assert "nothing is lost or doubled, and the next run does what is left" in errors
    assert "Traceback" not in errors
    asked_at = datetime.now(UTC)
    assert found_in(here, asked_at) == found_in(alone, asked_at)
    assert (again[0].counts["new article"], first[0].counts["new article"]) == (0, 5)
    assert [len(list((one.data / "issues").glob("*/*/mail.eml"))) for one in (here, alone)] == [1, 1]
