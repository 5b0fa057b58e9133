"""Stories, from articles to discrepancies: real extraction, real store, invented news."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flows import claims
from flows import store as stores
from flows.records import Document, Incoming
from flows.sources.reading import read_article

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from flows.store import Store

NOW = datetime(2020, 5, 20, 7, tzinfo=UTC)

# Two market bombings of one kind, five days and two towns apart, and a flood.
NEWS = {
    "harlow-post": (
        "Bomb kills 12 at Harlow market\n"
        "The Post\n"
        "2020-05-01\n"
        "\n"
        "A bomb in a parked van killed 12 people at the Harlow cattle market on Friday, Mayor Edna "
        "Brisk said. The van had been stolen in Upper Tansley, said Inspector Colm Varga. Farmers "
        "of the Tansley valley had come to sell sheep."
    ),
    "harlow-globe": (
        "Harlow market bomb: 19 dead\n"
        "The Globe\n"
        "2020-05-02\n"
        "\n"
        "The bomb that went off at the Harlow cattle market killed 19 people, the Tansley hospital "
        "said on Saturday. Inspector Colm Varga said the stolen van had stood beside the sheep "
        "pens since dawn. Mayor Edna Brisk closed the market."
    ),
    "harlow-wire": (
        "Bomb kills 12 at Harlow market\n"
        "The Courier\n"
        "2020-05-01\n"
        "\n"
        "A bomb in a parked van killed 12 people at the Harlow cattle market on Friday, Mayor Edna "
        "Brisk said. The van had been stolen in Upper Tansley, said Inspector Colm Varga. Farmers "
        "of the Tansley valley had come to sell sheep."
    ),
    "quay-post": (
        "Bomb kills 31 at Quayside market\n"
        "The Post\n"
        "2020-05-06\n"
        "\n"
        "A bomb under a stall killed 31 people at the Quayside fish market on Wednesday, Governor "
        "Lotte Amsel said. The stall belonged to Piet Okker, a fishmonger from Saltholm, who is "
        "being looked for by Captain Irma Dey."
    ),
    "quay-globe": (
        "Quayside market bomb kills 31\n"
        "The Globe\n"
        "2020-05-06\n"
        "\n"
        "A bomb killed 31 people at the Quayside fish market, said Governor Lotte Amsel. Captain "
        "Irma Dey said that the fishmonger Piet Okker, of Saltholm, had left his stall an hour "
        "before."
    ),
    "flood-post": (
        "River floods Marlow cellars\n"
        "The Post\n"
        "2020-05-03\n"
        "\n"
        "The Ouseburn river rose by two metres and filled the cellars of Marlow old town, wrote "
        "the water board. Engineer Sten Halvor expects the sluices at Bray to hold."
    ),
    "flood-globe": (
        "Marlow cellars under water\n"
        "The Globe\n"
        "2020-05-03\n"
        "\n"
        "The cellars of Marlow old town filled when the Ouseburn river rose by two metres. The "
        "sluices at Bray will hold, expects Sten Halvor, engineer of the water board."
    ),
}
ARTICLES = sorted(NEWS)


def take_in(store: Store, names: Sequence[str]) -> None:
    """Do a day's work on the named articles."""
    incoming = []
    for name in names:
        raw = NEWS[name].encode()
        document = Document(hashlib.sha256(raw).hexdigest(), raw, "text/plain")
        article = read_article(f"{name}.txt", raw, "text/plain", None)
        incoming.append(Incoming(document, article, "seed", "seeds", name))
    stores.store_incoming(store, incoming, NOW)
    read = [
        (pending, claims.extract_all(pending.article)[0]) for pending in stores.pending_articles(store, "1")
    ]
    stores.save_claims(store, read, "1", NOW)
    stores.find_copies(store)
    stores.find_stories(store)


def told(store: Store) -> dict[str, list[str]]:
    """Return the articles of each story by its id."""
    rows = store.select(
        "select story_id, doc from store.story_articles inner join articles using (article_id) order by doc"
    )
    found: dict[str, list[str]] = {}
    for row in rows:
        found.setdefault(row["story_id"], []).append(row["doc"].removesuffix(".txt"))
    return found


def disputed(store: Store) -> list[tuple[str, float, list[list[str]]]]:
    """Return id, ratio and who stands where of each discrepancy."""
    stores.sync_unit_classes(store, claims.unit_classes())
    stores.find_discrepancies(store, "run", NOW)
    return [
        (
            row["id"],
            row["ratio"],
            [sorted({claim["doc"] for claim in position["claims"]}) for position in row["positions"]],
        )
        for row in stores.discrepancies_as_json(store)
    ]


def test_like_events_are_two_stories(tmp_path: Path) -> None:
    """Two bombings in two towns stay apart; updates and wire copies of one come together."""
    with stores.open_store(tmp_path) as store:
        take_in(store, ARTICLES)
        assert sorted(told(store).values()) == [
            ["flood-globe", "flood-post"],
            ["harlow-globe", "harlow-post", "harlow-wire"],
            ["quay-globe", "quay-post"],
        ]


def test_tolls_are_compared_within_their_story(tmp_path: Path) -> None:
    """12 and 19 dead of one bombing are held against each other, and not against the 31 of another."""
    with stores.open_store(tmp_path) as store:
        take_in(store, ARTICLES)
        assert [places for _, _, places in disputed(store)] == [
            [["harlow-post.txt", "harlow-wire.txt"], ["harlow-globe.txt"]]
        ]


def test_nothing_new_is_nothing_to_do(tmp_path: Path) -> None:
    """Stories are looked for when an article came in, and only then."""
    with stores.open_store(tmp_path) as store:
        take_in(store, ARTICLES)
        assert stores.find_stories(store) == 0


def empty(store: Store) -> None:
    """Forget every article."""
    for table in (
        "documents",
        "articles",
        "article_versions",
        "segments",
        "extractions",
        "claims",
        "story_links",
    ):
        store.execute(f"delete from store.{table}")  # noqa: S608 - the names stand above
    for table in (
        "article_samples",
        "article_terms",
        "copy_pairs",
        "copied_articles",
        "story_articles",
        "story_merges",
    ):
        store.execute(f"delete from store.{table}")  # noqa: S608 - the names stand above


@pytest.fixture(scope="module")
def shared_store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """A store that is opened once."""
    with stores.open_store(tmp_path_factory.mktemp("shared")) as store:
        yield store


@pytest.fixture(scope="module")
def at_once(shared_store: Store) -> dict[str, list[str]]:
    """The stories of all articles taken in at once."""
    empty(shared_store)
    take_in(shared_store, ARTICLES)
    return told(shared_store)


@settings(max_examples=6)
@given(order=st.permutations(ARTICLES), cuts=st.sets(st.integers(1, len(ARTICLES) - 1), max_size=3))
def test_order_and_batches_change_nothing(
    order: list[str], cuts: set[int], at_once: dict[str, list[str]], shared_store: Store
) -> None:
    """The same articles give the same stories and ids, in any order and number of batches."""
    empty(shared_store)
    for start, end in pairwise([0, *sorted(cuts), len(order)]):
        take_in(shared_store, order[start:end])
    assert at_once == told(shared_store)
