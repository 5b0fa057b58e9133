"""When a feed is asked again: what it brings, what its server wishes, what failed."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from flows.records import Outcome
from flows.settings import Feed, Fetching
from flows.sources.answers import Fetched, FetchError, Validators
from flows.sources.entry import Pace
from flows.sources.feed_state import Visit
from flows.sources.pace import pace_of
from flows.sources.pacing import Bounds, after_failure, demanded, fresh_minutes, next_fetch, next_interval
from flows.sources.taking import Taken

NOW = datetime(2024, 5, 1, 9, 30, tzinfo=UTC)  # a Wednesday
BOUNDS = Bounds(15, 240)
URL = "https://news.example.org/feed"
NOTHING = Taken("fetched", entries=5, overlaps=True)


@pytest.mark.parametrize(
    ("before", "brought", "missed", "after"),
    [
        (None, True, False, 30.0),
        (60.0, True, False, 30.0),
        (60.0, False, False, 75.0),
        (20.0, True, False, 15.0),
        (220.0, False, False, 240.0),
        (200.0, True, True, 15.0),
    ],
)
def test_a_feed_is_asked_by_what_it_brings(
    before: float | None, *, brought: bool, missed: bool, after: float
) -> None:
    """Sooner after something new, later after nothing, at once after entries may have been missed; within bounds."""
    assert next_interval(before, BOUNDS, brought=brought, missed=missed) == after


@pytest.mark.parametrize(
    ("headers", "minutes"),
    [
        ({}, 0),
        ({"cache-control": "public, max-age=3600"}, 60),
        ({"cache-control": "max-age=99999999999"}, 1_440),
        ({"cache-control": "no-cache", "expires": "Wed, 01 May 2024 10:30:00 GMT"}, 0),
        ({"expires": "Wed, 01 May 2024 10:30:00 GMT"}, 60),
        ({"expires": "0"}, 0),
        ({"expires": "Wed, 01 May 2019 10:30:00 GMT"}, 0),
    ],
)
def test_what_the_server_says_of_freshness_counts(headers: dict[str, str], minutes: float) -> None:
    """max-age before Expires, a day at most, and nonsense is nothing."""
    assert fresh_minutes(headers, NOW) == minutes


def test_feeds_of_one_interval_are_not_asked_all_at_once() -> None:
    """Up to a tenth is added, by the feed's address; the same feed at the same time gets the same."""
    plans = {next_fetch(NOW, 100, {}, Pace(), f"{URL}/{number}") for number in range(50)}
    assert len(plans) > 20
    assert all(NOW + timedelta(minutes=100) <= plan <= NOW + timedelta(minutes=110) for plan in plans)
    assert next_fetch(NOW, 100, {}, Pace(), URL) == next_fetch(NOW, 100, {}, Pace(), URL)


def test_hours_and_days_to_skip_are_skipped() -> None:
    """A plan that falls into them moves to their end."""
    assert next_fetch(NOW, 60, {}, Pace(hours=(10, 11)), URL) == datetime(2024, 5, 1, 12, tzinfo=UTC)
    assert next_fetch(NOW, 60, {}, Pace(days=(2, 3)), URL) == datetime(2024, 5, 3, 0, tzinfo=UTC)


def test_a_feed_says_its_pace() -> None:
    """ttl, skipHours, skipDays and updatePeriod are read; a feed that skips all hours says nothing."""
    rss = (
        b"<rss><channel><ttl> 90 </ttl><skipHours><hour>1</hour><hour>24</hour></skipHours>"
        b"<skipDays><day>Sunday</day><day>someday</day></skipDays><item/></channel></rss>"
    )
    assert pace_of(rss) == Pace(90, (0, 1), (6,))
    assert pace_of(
        b"<sy:updatePeriod>daily</sy:updatePeriod><sy:updateFrequency>4</sy:updateFrequency>"
    ) == Pace(360)
    every = b"".join(b"<hour>%d</hour>" % hour for hour in range(24))
    assert pace_of(b"<skipHours>" + every + b"</skipHours><ttl>0</ttl>") == Pace()


def test_failures_are_tried_at_doubling_intervals() -> None:
    """From the shortest interval to a day, for as long as it takes."""
    waits = [
        (after_failure(NOW, failures, BOUNDS, URL) - NOW).total_seconds() / 60 for failures in (1, 2, 4, 99)
    ]
    assert [
        round(wait / 1.1) <= least <= wait for wait, least in zip(waits, (15, 30, 120, 1_440), strict=True)
    ] == [True] * 4
    assert demanded(NOW, 3_600) == NOW + timedelta(hours=1)
    assert demanded(NOW, 1e9) == NOW + timedelta(days=7)
    assert demanded(NOW, None) is None


def visit(state: dict[str, object], now: datetime, **feed: object) -> Visit:
    """Return a visit to the feed at `now`."""
    return Visit.of(Feed.model_validate({"url": URL, "outlet": "A", **feed}), state, Fetching(), now)


def answer(permanent: str | None = None) -> Fetched:
    """Return an answer that came from where permanent redirects led."""
    return Fetched(permanent or URL, 200, {"cache-control": "max-age=7200"}, b"x", Validators(), permanent)


def test_a_permanent_redirect_is_adopted_after_a_week_in_one_place() -> None:
    """Not at once, not when it leads elsewhere meanwhile; an adopted address that is lost is given up again."""
    state: dict[str, object] = {}
    addresses = []
    for number, to in enumerate(["/b", "/b", "/c", *["/c"] * 7]):
        now = NOW + timedelta(days=number)
        state = visit(state, now).brought(answer("https://new.example.org" + to), NOTHING).state
        addresses.append(state["address"])
    assert addresses == [None] * 9 + ["https://new.example.org/c"]
    later = visit(state, NOW + timedelta(days=30))
    assert later.address == "https://new.example.org/c"
    gone = later.failed(Outcome("feed", URL, "gone"), FetchError("gone", "status 410"))
    assert (gone.state["address"], gone.state["retired_at"]) == (None, None)


def test_gone_retires_and_too_many_requests_wait() -> None:
    """410 ends it; Retry-After is heeded, also by a run by hand."""
    gone = visit({}, NOW).failed(Outcome("feed", URL, "gone"), FetchError("gone", "status 410")).state
    assert visit(gone, NOW + timedelta(days=99)).is_allowed is False
    error = FetchError("http_429", "status 429", status=429, retry_after=7_200)
    busy = visit({}, NOW).failed(Outcome("feed", URL, "http_429"), error).state
    assert [visit(busy, NOW + timedelta(hours=hours)).is_allowed for hours in (1, 2)] == [False, True]


def test_the_operators_interval_wins_over_every_wish() -> None:
    """Who sets an interval gets it, however long the server says that its answer stays good."""
    plans = [
        visit({}, NOW, **feed).brought(answer(), replace(NOTHING, pace=Pace(600))).state["next_fetch_at"]
        - NOW
        for feed in ({"interval_minutes": 20}, {})
    ]
    assert plans[0] < timedelta(minutes=23)
    assert plans[1] >= timedelta(minutes=600)
