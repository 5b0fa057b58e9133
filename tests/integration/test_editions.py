"""Readers with wishes: each gets what was asked for, when it was asked for; equal wishes make one digest."""

from __future__ import annotations

import json
import shutil
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import duckdb
import pytest

from flows.deployments import digest_times
from flows.issuing import issue_digests
from flows.settings import Monitor, Reader, Schedule, Settings
from tests.support.newsroom import Newsroom, open_newsroom

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

TOLD = """
    outlet | says  | unit    | event    | place     | speaker | speaker_kind
    Post   | 1000 | truck   | evacuate | Rivertown | police  | official
    Herald | 5000 | truck   | evacuate | Rivertown | drivers | witness
    Post   | 100   | fighter | kill     | Rivertown | army    | military
    Herald | 130   | fighter | kill     | Rivertown | council | official
"""
MONDAY = datetime(2020, 5, 11, 7, tzinfo=UTC)


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a data directory in which sources differ fivefold on trucks and by a third on fighters."""
    data = tmp_path_factory.mktemp("told") / "data"
    with open_newsroom(data) as opened:
        opened.tell(TOLD)
    return data


@pytest.fixture
def newsroom(told: Path, tmp_path: Path) -> Iterator[Newsroom]:
    """Return a copy of it, for each test its own."""
    with open_newsroom(shutil.copytree(told, tmp_path / "data")) as opened:
        yield opened


def issue(newsroom: Newsroom, now: datetime, *readers: Reader) -> dict[str, Any]:
    """Issue what is due and return the digests' data, by reader."""
    settings = Settings(readers=list(readers), monitor=Monitor(name="Watch"))
    issues, failures = issue_digests(newsroom.store, settings, newsroom.store.data, now)
    assert failures == []
    return {
        one.reader: json.loads((newsroom.store.data / one.folder / "data.json").read_text("utf-8"))
        for one in issues
    }


def reader(name: str, **wishes: Any) -> Reader:  # noqa: ANN401 - keys of [[readers]]
    """Return a reader with these wishes."""
    return Reader(id=name, address=f"{name}@example.org", **wishes)


def test_the_claims_an_issue_shows_lie_beside_it(newsroom: Newsroom) -> None:
    """CSV and Parquet hold the same claims as the digest, and no others."""
    made = issue(newsroom, MONDAY, reader("high", severity="high"))
    folder = newsroom.store.data / "issues" / "2020-05-11" / "high"
    shown = {
        claim["claim_id"]
        for block in made["high"]["disagreements"]
        for step in block["steps"]
        for claim in step["evidence"]
    }
    for name in ("claims.csv", "claims.parquet"):
        kept = (
            duckdb.read_csv(str(folder / name))
            if name.endswith("csv")
            else duckdb.read_parquet(str(folder / name))
        )
        assert {row[0] for row in kept.project("claim_id").fetchall()} == shown


def titles(digest: dict[str, Any]) -> list[str]:
    """Return what a digest shows disagreements on."""
    return [block["title"] for block in digest["disagreements"]]


def test_a_reader_sees_no_less_than_the_severity_asked_for(newsroom: Newsroom) -> None:
    """A fivefold gap is high; a gap of a third is medium."""
    made = issue(newsroom, MONDAY, reader("all"), reader("high", severity="high"))
    assert titles(made["all"]) == ["Trucks that left Rivertown", "Fighters killed in Rivertown"]
    assert titles(made["high"]) == ["Trucks that left Rivertown"]


def test_a_reader_sees_the_families_asked_for(newsroom: Newsroom) -> None:
    """Whoever wants denials alone sees no counts."""
    made = issue(newsroom, MONDAY, reader("denials", families=["stance_conflict"]))
    assert titles(made["denials"]) == []


def test_numbers_and_dates_are_written_as_the_reader_writes_them(newsroom: Newsroom) -> None:
    """The sentences stay English."""
    made = issue(newsroom, MONDAY, reader("de", locale="de"), reader("en"))
    assert "Mo. 11 Mai 2020" in made["de"]["dateline"]
    assert "Mon 11 May 2020" in made["en"]["dateline"]
    steps = [step["value"] for step in made["de"]["disagreements"][0]["steps"]]
    assert steps == ["1.000", "5.000"]


def test_an_edition_is_named_after_a_reader_who_gets_it(newsroom: Newsroom) -> None:
    """What a mail says of where its web copy lies holds also where the first of its readers got none."""
    newsroom.tell(TOLD)
    wrong = Reader(id="wrong", address=f"nobody@{'x' * 70}.org")
    everyone = [wrong, reader("quiet", quiet=True), reader("ana"), reader("ben")]
    settings = Settings(readers=everyone, monitor=Monitor(name="Watch"))
    data = newsroom.store.data
    for day, names in ((0, ["quiet", "ana", "ben"]), (1, ["ana", "ben"])):
        issues, failures = issue_digests(newsroom.store, settings, data, MONDAY + timedelta(days=day))
        assert ([one.reader for one in issues], [one.subject for one in failures]) == (names, ["wrong"])
        for one in issues:
            named = json.loads((data / one.folder / "data.json").read_text("utf-8"))["folder"]
            assert (data / named / "web.html").samefile(data / one.folder / "web.html")


def test_equal_wishes_make_one_digest(newsroom: Newsroom) -> None:
    """Thirty readers with five different wishes share five web copies; each has a mail of its own."""
    locales = ["en", "de", "fr", "es", "it"]
    readers = [reader(f"r{number}", locale=locales[number % 5]) for number in range(30)]
    issue(newsroom, MONDAY, *readers)
    folders = list((newsroom.store.data / "issues" / "2020-05-11").iterdir())
    assert len(folders) == len(readers)
    assert len({(folder / "web.html").stat().st_ino for folder in folders}) == len(locales)
    assert len({(folder / "claims.parquet").stat().st_ino for folder in folders}) == len(locales)
    assert len({(folder / "mail.eml").read_bytes() for folder in folders}) == len(readers)


@pytest.mark.parametrize(
    ("wishes", "now", "is_due"),
    [
        ({"hour": 8}, MONDAY, False),
        ({"hour": 8}, MONDAY + timedelta(hours=1), True),
        ({"hour": 8, "timezone": "Asia/Damascus"}, MONDAY, True),  # 10:00 there
        ({"days": ["tue"]}, MONDAY, False),
        ({"days": ["mon"], "hour": 7}, MONDAY, True),
        (
            {"days": ["tue"], "timezone": "Pacific/Kiritimati"},
            MONDAY + timedelta(hours=4),
            True,
        ),  # 1:00 there
    ],
)
def test_a_digest_comes_at_the_hour_and_on_the_days_asked_for(
    newsroom: Newsroom, wishes: dict[str, Any], now: datetime, *, is_due: bool
) -> None:
    """Hours and days are those of the reader's zone."""
    assert list(issue(newsroom, now, reader("ana", **wishes))) == (["ana"] if is_due else [])


def test_a_quiet_reader_hears_only_of_what_is_new(newsroom: Newsroom) -> None:
    """The next day brings nothing, so nothing is issued; the day after that something does."""
    quiet, other = reader("quiet", quiet=True), reader("other")
    assert set(issue(newsroom, MONDAY, quiet, other)) == {"quiet", "other"}
    assert set(issue(newsroom, MONDAY + timedelta(days=1), quiet, other)) == {"other"}
    newsroom.clock = MONDAY + timedelta(days=1, hours=3)
    newsroom.tell(
        "outlet | says | unit | event | place | speaker\nTimes | 9000 | truck | evacuate | Rivertown | mayor"
    )
    made = issue(newsroom, MONDAY + timedelta(days=2), quiet, other)
    assert set(made) == {"quiet", "other"}
    assert "covers 11 May" in made["quiet"]["covers"]


def test_the_digest_flow_is_started_at_every_hour_a_reader_chose() -> None:
    """Readers with the same hour, days and zone share a schedule."""
    readers = [
        reader("ana", hour=6, timezone="Asia/Damascus"),
        reader("ben", hour=6, timezone="Asia/Damascus"),
        reader("cho", hour=18, days=["mon", "fri"]),
        reader("dee"),
    ]
    settings = Settings(readers=readers, schedule=Schedule(digest="0 7 * * *"))
    assert digest_times(settings) == [
        ("digest", "0 7 * * *", "UTC"),
        ("digest-ana", "0 6,7 * * *", "Asia/Damascus"),
        ("digest-cho", "0 18,19 * * mon,fri", "UTC"),
    ]
