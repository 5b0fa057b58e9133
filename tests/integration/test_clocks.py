"""Clocks that jump, and schedules that come late or twice: no issue is lost or doubled."""

from __future__ import annotations

import asyncio
import shutil
from collections import Counter
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest
from prefect.server.schemas.schedules import CronSchedule

from flows import day
from flows.deployments import digest_times
from flows.issuing import issue_digests
from flows.issuing.editions import Press
from flows.settings import Monitor, Reader, Settings, Topic
from flows.store import open_store
from tests.support.newsroom import Newsroom, open_newsroom

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from flows.store import Store

TOLD = """
    outlet | says | unit  | event    | place     | speaker | speaker_kind
    Post   | 10   | truck | evacuate | Rivertown | police  | official
    Herald | 500  | truck | evacuate | Rivertown | drivers | witness
"""
MORNING = datetime(2020, 5, 11, 7, tzinfo=UTC)
HOUR = timedelta(hours=1)


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a data directory with one discrepancy."""
    data = tmp_path_factory.mktemp("told") / "data"
    with open_newsroom(data) as opened:
        opened.tell(TOLD)
    return data


@pytest.fixture
def newsroom(told: Path, tmp_path: Path) -> Iterator[Newsroom]:
    """Return a copy of it, for each test its own."""
    with open_newsroom(shutil.copytree(told, tmp_path / "data")) as opened:
        yield opened


@pytest.fixture(scope="module")
def store(told: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """Return the store of such a directory."""
    with open_store(shutil.copytree(told, tmp_path_factory.mktemp("store") / "data")) as opened:
        yield opened


def issue(newsroom: Newsroom, now: datetime, zone: str) -> list[str]:
    """Issue what is due for a reader in `zone`, and return the periods that are new."""
    settings = Settings(readers=[Reader(id="ana", address="ana@example.org", timezone=zone)])
    issues, failures = issue_digests(newsroom.store, settings, newsroom.store.data, now)
    assert failures == []
    return [one.period for one in issues if one.is_new]


@pytest.mark.parametrize(
    ("zone", "change"),
    [
        ("Europe/Berlin", date(2026, 3, 29)),
        ("Europe/Berlin", date(2026, 10, 25)),
        ("America/New_York", date(2026, 3, 8)),
        ("America/New_York", date(2026, 11, 1)),
        ("Australia/Lord_Howe", date(2026, 10, 4)),
        ("Africa/Cairo", date(2026, 4, 24)),
        ("Africa/Cairo", date(2026, 10, 30)),
        ("Asia/Kathmandu", date(2026, 3, 29)),
    ],
)
def test_each_day_has_one_issue_when_clocks_change(store: Store, zone: str, change: date) -> None:
    """What Prefect starts in the days around the change makes the issue of each day, in the reader's hour or after."""
    wanted = [change + timedelta(days=days) for days in range(-1, 3)]
    begin = datetime.combine(wanted[0], time(), ZoneInfo(zone))
    for hour in (0, 1, 2, 3, 7, 23):
        reader = Reader(id="ana", address="ana@example.org", timezone=zone, hour=hour)
        settings = Settings(readers=[reader])
        presses = [Press(store, settings, now) for now in started(settings, begin)]
        due = {
            press.period(reader): press.local_time(reader).hour for press in presses if press.is_due(reader)
        }
        assert due.keys() >= {each.isoformat() for each in wanted}, hour
        assert min(due.values()) >= hour


def started(settings: Settings, begin: datetime) -> Sequence[datetime]:
    """Return when Prefect starts digests for the readers in the five days from `begin` on."""
    found: set[datetime] = set()
    for slug, cron, zone in digest_times(settings):
        if slug != "digest":
            schedule = CronSchedule(cron=cron, timezone=zone)
            found |= set(asyncio.run(schedule.get_dates(n=10, start=begin.astimezone(UTC))))
    return sorted(found)


def test_a_clock_set_back_an_hour_doubles_no_issue(newsroom: Newsroom) -> None:
    """The hour that comes again finds the day's issue there, the next day's tells what came since."""
    assert issue(newsroom, MORNING, "UTC") == ["2020-05-11"]
    assert issue(newsroom, MORNING - HOUR, "UTC") == []
    assert issue(newsroom, MORNING, "UTC") == []
    assert issue(newsroom, MORNING + 24 * HOUR, "UTC") == ["2020-05-12"]


def test_what_comes_in_an_hour_that_comes_again_is_found_when_it_is_over(newsroom: Newsroom) -> None:
    """The past is not rewritten: a discrepancy seen in the second hour is recorded after it, once."""
    newsroom.clock -= HOUR + timedelta(minutes=30)
    again = TOLD.replace("truck", "ship ")
    assert newsroom.tell(again) == {}
    newsroom.clock += HOUR
    assert newsroom.look()["new"] == 1
    assert newsroom.look() == {}


def test_a_reader_who_moves_west_gets_no_day_twice(newsroom: Newsroom) -> None:
    """Where the day begins again it has been told; the day after it has its issue."""
    assert issue(newsroom, MORNING + 12 * HOUR, "Pacific/Auckland") == ["2020-05-12"]
    assert issue(newsroom, MORNING + 13 * HOUR, "America/Los_Angeles") == []
    assert issue(newsroom, MORNING + 36 * HOUR, "America/Los_Angeles") == []
    assert issue(newsroom, MORNING + 60 * HOUR, "America/Los_Angeles") == ["2020-05-13"]


def test_a_reader_who_moves_east_misses_no_day_there(newsroom: Newsroom) -> None:
    """The day that it is there already has its issue, with what came since the last one."""
    assert issue(newsroom, MORNING + 8 * HOUR, "America/Los_Angeles") == ["2020-05-11"]
    assert issue(newsroom, MORNING + 9 * HOUR, "Pacific/Auckland") == ["2020-05-12"]


def test_a_past_day_can_still_be_issued(newsroom: Newsroom) -> None:
    """Working for a past day is no move to the west: at its end nobody had the later issue."""
    assert issue(newsroom, MORNING, "UTC") == ["2020-05-11"]
    assert issue(newsroom, MORNING - 10 * HOUR, "UTC") == ["2020-05-10"]


def test_runs_that_come_late_and_twice_do_everything_once(tmp_path: Path) -> None:
    """After an outage what was due is started in a row: the first run does it all, whatever the clock says then."""
    seeds = tmp_path / "seeds"
    seeds.mkdir()
    (seeds / "a.txt").write_text(
        "Trucks leave\n2020-05-01\n\nThe mayor said 40 trucks left Northgate.", "utf-8"
    )
    settings = Settings(
        monitor=Monitor(seeds=seeds),
        topics=[Topic(id="trucks", title="Trucks", query="trucks")],
        readers=[Reader(id="ana", address="ana@example.org")],
    )
    data = tmp_path / "data"
    done: Counter[str] = Counter()
    for late in (timedelta(), -HOUR):
        for step in (day.ingest, day.analyse, day.digest):
            done.update(step(settings, data, MORNING + late, print).counts)
    assert (done["new article"], done["article"], done["digest"]) == (1, 1, 1)
    with open_store(data) as store:
        assert len(store.select("from store.issues")) == 1
    assert len(list((data / "outbox").glob("*.eml"))) == 1
