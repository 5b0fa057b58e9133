"""Views of volume: how much is published on a topic, whether that is usual, who was first, which words are new."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from flows import store as stores
from flows.settings import Topic, Volume
from tests.support.newsroom import table

if TYPE_CHECKING:
    from flows.store import Row
    from tests.support.newsroom import Newsroom

FORGET = """
    delete from store.articles; delete from store.article_versions;
    delete from store.topic_articles; delete from store.copied_articles;
"""
NOON = datetime(2020, 5, 30, 12, tzinfo=UTC)


@dataclass
class Archive:
    """Articles written straight into the tables, so many a day, all of one topic called t."""

    newsroom: Newsroom
    written: list[Row] = field(default_factory=list)

    def add(
        self, days_ago: float, outlet: str = "Post", *, says: str = "", copy_of: str | None = None
    ) -> str:
        """Add an article published so many days before noon and return its id."""
        name = f"a{len(self.written)}"
        at = NOON - timedelta(days=days_ago)
        self.written.append(
            {"article_id": name, "outlet": outlet, "at": at, "says": says, "first": copy_of or name}
        )
        return name

    def keep(self) -> None:
        """Put the articles into the store."""
        store = self.newsroom.store
        stores.sync_topics(store, [Topic(id="t", title="T", query="t")])
        common: dict[str, Any] = {"version": 1, "document_id": "d", "published_basis": "stated"}
        for table_name, rows in {
            "articles": [
                {"article_id": row["article_id"], "source_kind": "seed", "source": "s", "identity": "i",
                 "first_seen_at": row["at"]}
                for row in self.written
            ],
            "article_versions": [
                common
                | {"article_id": row["article_id"], "doc": row["article_id"], "outlet": row["outlet"],
                   "title": row["says"], "text": "", "published_at": row["at"], "seen_at": row["at"]}
                for row in self.written
            ],
            "topic_articles": [
                {"topic_id": "t", "article_id": row["article_id"], "version": 1, "is_match": True,
                 "fingerprint": ""}
                for row in self.written
            ],
            "copied_articles": [
                {"article_id": row["article_id"], "first_id": row["first"]} for row in self.written
            ],
        }.items():  # fmt: skip
            store.append(table_name, rows)

    def ask(self, sql: str, at: datetime = NOON) -> list[tuple[Any, ...]]:
        """Return the rows of a question asked at `at`."""
        self.newsroom.store.execute("set variable as_of = ?", [at])
        return [tuple(row.values()) for row in self.newsroom.store.select(sql)]


@pytest.fixture
def archive(newsroom: Newsroom) -> Archive:
    """An archive without an article."""
    return Archive(newsroom)


def days(archive: Archive, counts: list[int]) -> None:
    """Add articles, so many a day; the last count is of the last 24 hours."""
    for ago, count in enumerate(reversed(counts)):
        for nth in range(count):
            archive.add(ago + 0.5, f"Outlet {nth}")
    archive.keep()


@pytest.mark.parametrize(
    "drawn",
    [
        """
        usual                     | today | level
        4 5 3 4 6 4 5 4 3 5 4 4   | 4     | normal
        4 5 3 4 6 4 5 4 3 5 4 4   | 10    | high
        4 5 3 4 6 4 5 4 3 5 4 4   | 14    | burst
        4 5 3 4 6 4 5 4 3 5 4 4   | 0     | quiet
        9 9 8 9 8 9 9 9 8 9 8 9   | 2     | quiet
        1 0 0 0 0 0 0 0 0 0 0 0   | 2     | normal
        1 0 0 0 0 0 0 0 0 0 0 0   | 3     | high
        1 0 0 0 0 0 0 0 0 0 0 0   | 5     | burst
        0 9 0 0 1 12 0 2 0 0 9 0  | 9     | normal
        0 9 0 0 1 12 0 2 0 0 9 0  | 20    | high
        4 5 3                     | 30    | new
        """
    ],
)
def test_a_day_is_held_against_the_days_before(newsroom: Newsroom, drawn: str) -> None:
    """What varies much has to be much more to be high; a few on a topic that is asleep are a burst."""
    for row in table(drawn):
        archive = Archive(newsroom)
        newsroom.store.execute(FORGET)
        days(archive, [*map(int, row["usual"].split()), int(row["today"])])
        assert archive.ask("select level from topic_levels where days_ago = 0") == [(row["level"],)], row


def test_copies_make_no_burst(archive: Archive) -> None:
    """One text at thirty outlets is one origin; addresses are counted beside it."""
    for ago in range(1, 15):
        archive.add(ago + 0.5)
    first = archive.add(0.9, "Agency")
    for nth in range(30):
        archive.add(0.1, f"Outlet {nth}", copy_of=first)
    archive.keep()
    asked = "select article_count, origin_count, outlet_count, first_outlet, level from topic_levels where days_ago = 0"
    assert archive.ask(asked) == [(31, 1, 31, "Agency", "normal")]


def test_after_a_burst_only_a_greater_one_is_called_so(archive: Archive) -> None:
    """For some days the same again is high, and more is a burst again."""
    days(archive, [2, 3, 2, 2, 3, 2, 2, 3, 2, 2, 3, 2, 20, 19, 60, 30])
    asked = "select level from topic_levels where days_ago < 5 order by days_ago desc"
    assert [level for (level,) in archive.ask(asked)] == ["normal", "burst", "high", "burst", "high"]


@pytest.mark.parametrize(("rare_days", "level"), [(4, "burst"), (40, "high"), (10_000, "normal")])
def test_how_rare_a_day_must_be_is_a_setting(archive: Archive, rare_days: float, level: str) -> None:
    """The same day is a burst for one who wants to hear of much, and normal for one who does not."""
    stores.sync_volume_rules(archive.newsroom.store, Volume(rare_days=rare_days))
    days(archive, [4, 5, 3, 4, 6, 4, 5, 4, 3, 5, 4, 4, 9])
    assert archive.ask("select level from topic_levels where days_ago = 0") == [(level,)]


def test_a_day_ends_at_the_moment_asked_for(archive: Archive) -> None:
    """The last 24 hours are a whole day at any hour, and what came later is not known yet."""
    for ago in (0.1, 0.9, 1.1):
        archive.add(ago)
    archive.keep()
    asked = "select days_ago, article_count from topic_days order by days_ago"
    assert archive.ask(asked) == [(0, 2), (1, 1)]
    assert archive.ask(asked, NOON - timedelta(days=0.5)) == [(0, 2)]


def test_volume_tells_shares_and_copies(archive: Archive) -> None:
    """An outlet's articles on the topic, those it copied from nobody, and their share of its own and of all."""
    first = archive.add(1, "Post")
    archive.add(1, "Post", copy_of=first)
    archive.add(1, "Globe")
    archive.keep()
    archive.newsroom.store.execute("delete from store.topic_articles where article_id = 'a2'")
    asked = (
        "select outlet, article_count, own_count, share_of_outlet, round(share_of_day, 2) from topic_volume"
    )
    assert archive.ask(asked) == [("Post", 2, 1, 1.0, 0.67)]


def test_new_words_stand_out_against_those_of_the_weeks_before(archive: Archive) -> None:
    """A word that many use today and few did before is new; one that copies repeat counts once."""
    for ago in range(1, 20):
        archive.add(ago + 0.5, says="The convoy of Ashford left the harbour quietly")
    for nth in range(6):
        archive.add(0.5, f"Outlet {nth}", says="The convoy of Ashford: a ceasefire at the harbour")
    for _ in range(6):
        archive.add(0.4, says="Zeppelin over the convoy", copy_of="a0")
    archive.keep()
    found = archive.ask("select term, recent_count, usual_count from emerging_terms")
    assert found == [("ceasefire", 6, 0)]


def test_the_digest_says_what_moves(archive: Archive) -> None:
    """The row of a topic has its level, its origins and its new words; the first issue calls all new."""
    days(archive, [2, 3, 2, 2, 3, 2, 2, 3, 2, 2, 3, 2, 20])
    store = archive.newsroom.store
    since = NOON - timedelta(days=1)
    (row,) = store.rows("digest/topics", as_of=NOON, since=since)
    assert (20, 20, "burst", []) == tuple(
        row[name] for name in ("fresh_count", "fresh_origin_count", "level", "new_terms")
    )
    assert [row["level"] for row in store.rows("digest/topics", as_of=NOON)] == ["new"]
