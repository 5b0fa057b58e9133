"""The flows: what they report, and what becomes of a run by hand that is stopped or finds no server."""

from __future__ import annotations

import os
import shutil
import signal
import threading
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

import pytest

from flows import monitor
from flows.day import StepReport
from flows.records import Outcome
from flows.settings import Monitor, Settings
from tests.support.countercheck import Installation, install
from tests.support.site import open_site

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

FAILED = Outcome("feed", "http://127.0.0.1:9/", "failed", "refused the connection", "look at the address")


def test_a_report_becomes_rows_of_one_shape() -> None:
    """Counts, outcomes and failures are rows of one table, so that a person can read a run's outcomes at a glance."""
    came_to = {("feed", "failed"): 1, ("feed", "not_modified"): 9, ("page", "read"): 4}
    rows = monitor.outcome_rows(StepReport("ingest", {"new article": 3}, (FAILED,), outcomes=came_to))
    nothing = {"subject": "", "detail": "", "hint": ""}
    assert rows == [
        {"step": "ingest", "outcome": "new article", "number": 3, **nothing},
        {"step": "ingest", "outcome": "failed", "number": 1, **nothing, "subject": "feeds"},
        {"step": "ingest", "outcome": "not_modified", "number": 9, **nothing, "subject": "feeds"},
        {"step": "ingest", "outcome": "read", "number": 4, **nothing, "subject": "pages"},
        {
            "step": "ingest",
            "outcome": "failed",
            "number": 1,
            "subject": "http://127.0.0.1:9/",
            "detail": "refused the connection",
            "hint": "look at the address",
        },
    ]


def test_a_report_becomes_one_line() -> None:
    """The operator's log gets a line a run: what is not zero, then what failed."""
    line = monitor.summary(StepReport("ingest", {"new article": 3, "edited article": 0}, (FAILED,)))
    assert line == "ingest: 3 new articles; FAILED http://127.0.0.1:9/ (failed): refused the connection"
    assert monitor.summary(StepReport("digest", {"digest": 0})) == "digest: nothing new"


def test_a_past_day_is_worked_for_as_at_its_end() -> None:
    """`as_of` means the day's last second in the monitor's zone, and a day to come means now."""
    berlin = Settings(monitor=Monitor(timezone="Europe/Berlin"))
    assert monitor._moment(date(2017, 7, 1), berlin) == datetime(2017, 7, 1, 21, 59, 59, tzinfo=UTC)  # noqa: SLF001
    assert monitor._moment(date(9999, 1, 1), berlin) <= datetime.now(UTC)  # noqa: SLF001


def test_a_step_runs_without_prefect(tmp_path: Path) -> None:
    """A task is a plain function with a decorator: without it, it takes in the seeds, once."""
    here = install(tmp_path / "here")
    told: list[str] = []
    token = monitor.say_to.set(told.append)
    try:
        first, second = (monitor.take_in.fn(here.folder / "countercheck.toml", here.data) for _ in range(2))
    finally:
        monitor.say_to.reset(token)
    assert (first.step, first.counts["new article"], second.counts["new article"]) == ("ingest", 3, 0)


def test_every_parameter_is_described() -> None:
    """Who starts a flow from Prefect's pages sees what each parameter means."""
    for flow in (monitor.ingest, monitor.analyse, monitor.digest, monitor.monitor):
        undescribed = [name for name, it in flow.parameters.properties.items() if not it.get("description")]
        assert undescribed == []


@pytest.fixture
def here(tmp_path: Path, prefect_cache: Path) -> Installation:
    """An installation that is not the first."""
    fresh = install(tmp_path / "here")
    shutil.copytree(prefect_cache, fresh.data / "cache")
    return fresh


def test_a_server_that_does_not_answer_is_told(here: Installation) -> None:
    """Whoever configured a server wants the run to be seen there; the message says how to do without."""
    here.environment["PREFECT_API_URL"] = "http://127.0.0.1:9/api"
    ended = here.call("run")
    assert (ended.stdout, ended.returncode) == ("", 3)
    assert ended.stderr.startswith(
        "countercheck: the Prefect server configured at http://127.0.0.1:9/api does not"
    )
    assert "put PREFECT_API_URL= before the command" in ended.stderr
    assert "Traceback" not in ended.stderr


@pytest.mark.parametrize("sent", [signal.SIGINT, signal.SIGTERM])
def test_a_run_that_is_stopped_leaves_nothing_running(here: Installation, sent: signal.Signals) -> None:
    """A run ends when it is told to, whatever a feed does, and its server with it; Ctrl-C gets a line."""
    asked, answered = threading.Event(), threading.Event()

    def never(_send: Callable[[bytes], None]) -> None:
        asked.set()
        answered.wait(120)

    with open_site() as site:
        feed = f'\n[[feeds]]\nurl = "{site.on("/feed.xml", never)}"\noutlet = "Harbour Press"\n'
        with (here.folder / "countercheck.toml").open("a") as configuration:
            configuration.write('\n[fetching]\ntimeout_seconds = 600\nallow_hosts = ["127.0.0.1"]\n' + feed)
        run = here.start("run")
        while run.poll() is None and not asked.wait(0.1):
            pass
        os.kill(run.pid, sent)
        _, errors = run.communicate(timeout=60)
        answered.set()
    assert asked.is_set(), errors
    assert here.left_over() == []
    if sent is signal.SIGINT:
        assert (run.returncode, errors) == (3, "countercheck: stopped; the next run carries on from here\n")
