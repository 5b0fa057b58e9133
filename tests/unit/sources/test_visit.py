"""Which feeds a run asks."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from flows.settings import Feed, Fetching
from flows.sources.feed_state import Visit

NOW = datetime(2024, 5, 2, 6, tzinfo=UTC)


def test_a_run_that_is_done_again_does_not_ask_again() -> None:
    """What a killed run had stored of a feed stands; the next run asks."""
    feed = Feed(url="http://127.0.0.1/feed", outlet="Harbour Press")
    state = {"fetched_at": NOW}
    assert not Visit.of(feed, state, Fetching(), NOW).is_allowed
    assert Visit.of(feed, state, Fetching(), NOW + timedelta(seconds=1)).is_allowed
