"""queries/topics and the views on it: which articles belong to a topic, and how many there are."""

from __future__ import annotations

import hashlib
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

import pytest

from flows import store as stores
from flows.errors import ConfigurationError
from flows.records import Article, Document, Incoming, Segment
from flows.settings import Topic

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from flows.store import Store

NOW = datetime(2020, 5, 10, 7, tzinfo=UTC)
TITLE = "Convoy leaves Düsseldorf"
BODY = "Some 13 buses took the tired fighters of Ar-Raqqa’s guard away."
COMMENT = "I saw a zeppelin."
NAMES = [("ar-raqqah", "raqqa", "raqa"), ("guardians of ash", "goa", "ashmen"), ("some", "who knows")]


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """A store with one article by The Post."""
    with stores.open_store(tmp_path / "data") as opened:
        add(opened, "one")
        yield opened


@pytest.fixture(scope="module")
def one_article(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """A store with the same article, for tests that only ask."""
    with stores.open_store(tmp_path_factory.mktemp("topics") / "data") as opened:
        add(opened, "one")
        yield opened


def add(
    store: Store, name: str, outlet: str = "The Post", published: datetime | None = NOW, body: str = BODY
) -> None:
    """Store one more article with the words above."""
    text = f"{TITLE}\n{body}\n{COMMENT}\n{name}"
    begin, comment = text.index(body), text.index(COMMENT)
    segments = (
        Segment("headline", 0, len(TITLE)),
        Segment("body", begin, begin + len(body)),
        Segment("comment", comment, comment + len(COMMENT)),
    )
    article = Article(name, text, segments, title=TITLE, outlet=outlet, published_at=published)
    document = Document(hashlib.sha256(text.encode()).hexdigest(), text.encode(), "text/plain")
    stores.store_incoming(store, [Incoming(document, article, "seed", "seeds", name)], NOW)


def matched(store: Store, query: str, **window: object) -> list[str]:
    """Return the articles that belong to a topic with this query, by name."""
    topic = Topic.model_validate({"id": "t", "title": "T", "query": query, **window})
    stores.sync_topics(store, [topic], NAMES)
    stores.match_topics(store)
    rows = store.rows("topics/matched_docs", as_of=NOW)
    return [row["doc"] for row in rows]


@pytest.mark.parametrize(
    "query",
    [
        "convoy",
        "CONVOY dusseldorf",  # any case, without accents
        "düsseldorf",
        "raqqa",  # within a name
        "ar-raqqa",
        '"ar raqqa\'s guard"',  # whatever stands between words, curly quotes
        "fight*",
        "*fighters",
        "b*ses",
        "13",
        '"took the tired"',
        "buses NEAR/3 fighters",
        "fighters NEAR/3 buses",  # either way round
        "(trucks OR buses) NEAR/3 (rebels OR fighters)",
        "convoy AND NOT zeppelin",  # a comment is not the article
        "outlet:post",
        "title:convoy body:buses",
        "trucks OR (convoy AND buses)",
        "raqa",  # another name of what the article names
        "title:convoy NOT raqa NEAR/3 buses",
        "buses NEAR/3 ashmen OR buses NEAR/9 raqa",
        "buses NEAR/s guard",
        "guard NEAR/s buses",
    ],
)
def test_a_query_finds_the_article(one_article: Store, query: str) -> None:
    """Words are found in title and body, whatever their case, accents and punctuation."""
    assert matched(one_article, query) == ["one"]


@pytest.mark.parametrize(
    "query",
    [
        "con",  # part of a word
        "zeppelin",  # only in a comment
        "convoy AND trucks",
        "convoy AND NOT buses",
        '"tired took"',
        "buses NEAR/2 fighters",
        "title:buses",
        "body:convoy",
        "outlet:globe",
        "=raqa",  # this form alone
        "leaves NEAR/s buses",  # the headline is a sentence of its own
        "NOT raqa AND convoy",
    ],
)
def test_a_query_leaves_the_article(one_article: Store, query: str) -> None:
    """What is not there, not so near, or not in that field is not found."""
    assert matched(one_article, query) == []


@pytest.mark.parametrize(
    ("body", "finds"),
    [
        ("Goa fell, and the sea was calm.", False),  # the town, not the group
        ("Then GOA fell.", True),
        ("The Guardians of  Ash fell.", True),
        ("Ashmen’s camp", True),
    ],
)
def test_a_short_name_is_looked_for_in_capitals(store: Store, body: str, *, finds: bool) -> None:
    """IS and WHO are words too; the other names are found in any case, and each finds the rest."""
    add(store, "group", body=body)
    for query in ("goa", "GOA", "ashmen", '"guardians of ash"'):
        assert ("group" in matched(store, query)) is finds, query


@pytest.mark.parametrize(
    ("body", "finds"),
    [
        ("The mayor spoke to Gen. Ash of the U.S. forces about 3.5 million litres of water.", True),
        ("“Where is the mayor?” asked a man who wanted water.", True),
        ("The mayor left, water!", True),
        ("The mayor left. Water came.", False),
        ("The mayor left! “Water came.”", False),
        ("The mayor left\nWater came.", False),
        ("Water came... Mayor gone", False),
    ],
)
def test_near_s_stays_within_a_sentence(store: Store, body: str, *, finds: bool) -> None:
    """A full stop within a figure, after an abbreviation or before a small letter ends no sentence."""
    add(store, "water", body=body)
    for query in ("mayor NEAR/s water", "water NEAR/s mayor", "(mayor OR town) NEAR/s wat*"):
        assert (matched(store, query) == ["water"]) is finds, query


def test_the_longest_distance_between_many_names_can_be_searched(one_article: Store) -> None:
    """No query that can be written is too large a pattern."""
    names = " OR ".join(f'"long name number {n}"' for n in range(60))
    assert matched(
        one_article, f"({names} OR buses) NEAR/50 ({names} OR fighters) NEAR/50 (guard OR {names})"
    ) == ["one"]


@pytest.mark.parametrize(
    ("window", "docs"),
    [
        ({"since": date(2020, 5, 10)}, ["one"]),
        ({"since": date(2020, 5, 11)}, []),
        ({"until": date(2020, 5, 10)}, ["one"]),
        ({"until": date(2020, 5, 9)}, []),
        ({"days": 1}, ["one"]),
    ],
)
def test_the_window_includes_its_days(store: Store, window: dict[str, object], docs: list[str]) -> None:
    """Since and until are inclusive; days counts back from the day asked for."""
    assert docs == matched(store, "convoy", **window)


def test_an_old_article_leaves_a_window_of_days(store: Store) -> None:
    """The window moves with the day."""
    add(store, "old", published=datetime(2020, 4, 1, tzinfo=UTC))
    assert matched(store, "convoy", days=7) == ["one"]
    assert matched(store, "convoy", days=60) == ["old", "one"]


def test_an_article_without_a_date_is_taken_by_when_it_came(store: Store) -> None:
    """Nothing is lost for want of a date."""
    add(store, "undated", published=None)
    assert matched(store, "convoy", days=7) == ["one", "undated"]


def test_only_what_is_new_is_matched(store: Store) -> None:
    """An article is held against a query once, and again when the query changes."""
    topic = Topic(id="t", title="T", query="convoy")
    stores.sync_topics(store, [topic])
    assert [stores.match_topics(store), stores.match_topics(store)] == [1, 0]
    add(store, "two")
    assert stores.match_topics(store) == 1
    stores.sync_topics(store, [topic.model_copy(update={"query": "convoy AND trucks"})])
    stores.match_topics(store)
    assert store.rows("topics/matched_docs") == []


def test_volume_counts_by_day_and_outlet(store: Store) -> None:
    """One row per topic, day and outlet."""
    add(store, "two", outlet="The Globe")
    add(store, "three")
    matched(store, "convoy")
    rows = store.select("select day, outlet, article_count from topic_volume order by outlet")
    assert [(date(2020, 5, 10), "The Globe", 1), (date(2020, 5, 10), "The Post", 2)] == [
        tuple(row.values()) for row in rows
    ]


def test_every_mistake_is_reported_at_once(store: Store) -> None:
    """Two topics with mistakes are two problems of one error, and the topics of the last run stay."""
    matched(store, "convoy")
    topics = [Topic(id="one", title="One", query="("), Topic(id="two", title="Two", query="a AND")]
    with pytest.raises(ConfigurationError, match="2 problems") as caught:
        stores.sync_topics(store, topics)
    assert [problem[:11] for problem in caught.value.problems] == ['topic "one"', 'topic "two"']
    assert store.select("select topic_id from store.topics") == [{"topic_id": "t"}]
