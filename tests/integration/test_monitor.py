"""The flows: what they report, and that a run by hand is quiet, complete, and leaves nothing running."""

from __future__ import annotations

import os
import re
import shutil
import signal
import threading
import time
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from flows import monitor
from flows.config import Monitor, Settings
from flows.day import StepReport
from flows.prefect_server import OwnServer, empty_database
from flows.records import Outcome
from tests.support.countercheck import Installation, install
from tests.support.outward import attempts, watching
from tests.support.site import open_site

if TYPE_CHECKING:
    from collections.abc import Callable

FAILED = Outcome("feed", "http://127.0.0.1:9/", "failed", "refused the connection", "look at the address")


def processes_of(installation: Installation) -> list[str]:
    """Return the command lines of the processes that run in the installation or hold its home."""
    found = []
    for directory in Path("/proc").glob("[0-9]*"):
        try:
            environment = (directory / "environ").read_bytes()
            words = (directory / "cmdline").read_bytes().replace(b"\0", b" ").decode()
        except OSError:
            continue
        if f"HOME={installation.folder}/home\0".encode() in environment:
            found.append(words)
    return found


def left_over(installation: Installation) -> list[str]:
    """Return what still runs a few seconds after the command has ended."""
    until = time.monotonic() + 20
    while processes_of(installation) and time.monotonic() < until:
        time.sleep(0.05)
    return processes_of(installation)


def test_a_report_becomes_rows_of_one_shape() -> None:
    """Counts and failures are rows of one table, so that a person can read a run's outcomes at a glance."""
    rows = monitor.outcome_rows(StepReport("ingest", {"new article": 3}, (FAILED,)))
    nothing = {"subject": "", "detail": "", "hint": ""}
    assert rows == [
        {"step": "ingest", "outcome": "new article", "number": 3, **nothing},
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


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder `cache` as a first run leaves it; it spares each test's run a migration."""
    folder = tmp_path_factory.mktemp("data") / "cache"
    with OwnServer(empty_database=empty_database(folder)) as server:
        assert server.url
    return folder


@pytest.fixture
def here(tmp_path: Path, cache: Path) -> Installation:
    """An installation whose processes are watched for reaching out."""
    (tmp_path / "watch").mkdir()
    fresh = install(tmp_path / "here", **watching(tmp_path / "watch"))
    shutil.copytree(cache, fresh.data / "cache")
    return fresh


def test_a_run_is_quiet_and_leaves_nothing_running(here: Installation, tmp_path: Path) -> None:
    """With an empty home and no server: nothing of Prefect to be seen, nothing reaches out."""
    ended = here.call("run")
    assert (ended.stderr, ended.returncode) == ("", 0)
    assert "prefect" not in ended.stdout.lower()
    assert left_over(here) == []
    assert [str(path) for path in (here.folder / "home").iterdir()] == []
    assert attempts(tmp_path / "watch") == []


def test_two_runs_at_once_without_a_home_both_end_well(here: Installation) -> None:
    """A service account often has no home; a second run waits for the first to have written, and disturbs nothing."""
    here.environment["HOME"] = "/proc/no/home"
    runs = [here.start("run") for _ in range(2)]
    ends = [(run.communicate(timeout=150), run.returncode) for run in runs]
    assert [code for _, code in ends] == [0, 0]
    assert "Warning" not in "".join(errors for (_, errors), _ in ends)
    taken_in = re.findall(r"took in\s+(\d+) new articles", "".join(output for (output, _), _ in ends))
    assert taken_in == ["3"]


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
    """However a run ends, its server ends with it; Ctrl-C gets one line instead of a traceback."""
    asked, answered = threading.Event(), threading.Event()

    def never(_send: Callable[[bytes], None]) -> None:
        asked.set()
        answered.wait(120)

    with open_site() as site:
        feed = f'\n[[feeds]]\nurl = "{site.on("/feed.xml", never)}"\noutlet = "Harbour Press"\n'
        with (here.folder / "countercheck.toml").open("a") as configuration:
            configuration.write('\n[fetching]\ntimeout_seconds = 3\nallow_hosts = ["127.0.0.1"]\n' + feed)
        run = here.start("run")
        while run.poll() is None and not asked.wait(0.1):
            pass
        os.kill(run.pid, sent)
        _, errors = run.communicate(timeout=60)
        answered.set()
    assert asked.is_set(), errors
    assert left_over(here) == []
    if sent is signal.SIGINT:
        assert (run.returncode, errors) == (3, "countercheck: stopped; the next run carries on from here\n")
