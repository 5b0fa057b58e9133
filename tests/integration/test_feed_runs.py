"""Runs over feeds leave the same tables in whatever order, however often, and by whatever parts."""

from __future__ import annotations

import tempfile
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from hypothesis import given, settings
from hypothesis import strategies as st

from flows import day, store
from flows.settings import Feed, Fetching, Monitor, Settings
from tests.support.site import Item, Site, open_site, rss_feed

if TYPE_CHECKING:
    import random

NOW = datetime(2024, 5, 2, 6, tzinfo=UTC)
TABLES = ("documents", "articles", "article_versions", "segments", "feed_memories", "feed_fetches", "feeds")
RSS = "application/rss+xml"
ITEMS = st.lists(
    st.builds(
        Item,
        st.sampled_from([None, "a", "b", "c", "d", "e"]),
        st.sampled_from([None, "Convoy leaves", "Bridge reopens"]),
        st.sampled_from(["40 trucks left.", "<p>50 trucks left.</p>", "The bridge is open."]),
        link=st.sampled_from([None, "/1", "/2", "/3"]),
    ),
    max_size=5,
)


class _Installation:
    """A data directory and the feeds of a site."""

    def __init__(self, folder: str, feeds: list[Feed]) -> None:
        self.data = Path(folder) / "data"
        self.settings = Settings(
            monitor=Monitor(seeds=Path(folder) / "seeds"),
            feeds=feeds,
            fetching=Fetching(allow_hosts=["127.0.0.1"], timeout_seconds=5),
        )

    def ingest(self, now: datetime) -> dict[str, int]:
        """Take in what the site has, and return what was new and edited."""
        return day.ingest(self.settings, self.data, now, print).counts

    def tables(self) -> dict[str, list[str]]:
        """Return the rows of every table about articles and feeds, sorted."""
        with store.open_store(self.data) as database:
            return {
                name: sorted(str(row) for row in database.select(f"select * from store.{name}"))  # noqa: S608
                for name in TABLES
            }


def _put(site: Site, contents: list[list[Item]]) -> list[Feed]:
    return [
        Feed(url=site.put(f"/{number}", rss_feed(f"Outlet {number}", items), RSS), outlet=f"Outlet {number}")
        for number, items in enumerate(contents)
    ]


@settings(max_examples=2)
@given(st.lists(ITEMS, min_size=2, max_size=4), st.lists(ITEMS, min_size=2, max_size=4), st.randoms())
def test_order_and_repetition_change_nothing(
    before: list[list[Item]], after: list[list[Item]], chance: random.Random
) -> None:
    """Two days of any feeds: shuffled they leave the same tables, and a run over unchanged feeds inserts nothing."""
    with (
        open_site() as site,
        tempfile.TemporaryDirectory() as first,
        tempfile.TemporaryDirectory() as second,
    ):
        feeds = _put(site, before)
        mixed = list(feeds)
        chance.shuffle(mixed)
        straight, shuffled = _Installation(first, feeds), _Installation(second, mixed)
        for number, contents in enumerate((before, after)):
            _put(site, contents)
            now = NOW + timedelta(days=number)
            straight.ingest(now)
            shuffled.ingest(now)
        assert straight.tables() == shuffled.tables()
        held = straight.tables()
        again = straight.ingest(NOW + timedelta(days=2))
        unchanged = straight.tables()
        assert {name: count for name, count in again.items() if count} == {}
        for name in ("documents", "articles", "article_versions", "segments", "feed_memories"):
            assert unchanged[name] == held[name]


def test_what_was_stored_before_a_run_was_killed_is_not_stored_twice() -> None:
    """A run that ended between storing the entries and noting so leaves, when done again, what one run leaves."""
    items = [Item(f"{n}", f"Item {n}", f"{n} trucks left.") for n in range(5)]
    with (
        open_site() as site,
        tempfile.TemporaryDirectory() as first,
        tempfile.TemporaryDirectory() as second,
    ):
        feeds = _put(site, [items, items[:2]])
        whole, killed = _Installation(first, feeds), _Installation(second, feeds)
        whole.ingest(NOW)
        killed.ingest(NOW)
        with store.open_store(killed.data) as database:
            for name in ("feeds", "feed_memories", "feed_fetches"):
                database.execute(f"delete from store.{name}")  # noqa: S608 - names from above
        assert killed.ingest(NOW)["new article"] == 0
        assert whole.tables() == killed.tables()
