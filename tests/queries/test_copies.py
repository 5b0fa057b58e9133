"""queries/copies/: which articles are one source, because one copies the other."""

from __future__ import annotations

import hashlib
import re
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from flows import store as stores
from flows.records import Article, Document, Incoming, Segment
from tests.support.newsroom import MORNING, table

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from flows.store import Store


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """An empty store."""
    with stores.open_store(tmp_path) as opened:
        yield opened


def words(spoken: str) -> str:
    """Return a text of made-up words: "a40 b20" is the first forty words of text a and twenty of text b."""
    return " ".join(f"{part[0]}{n}" for part in spoken.split() for n in range(int(part[1:])))


def incoming(row: dict[str, str]) -> Incoming:
    """Return the article of a row: article, outlet, day of May 2020 (or later), words, comment."""
    body, comment = words(row["words"]), words(row.get("comment", ""))
    text = f"{body}\n{comment}"
    segments = (Segment("body", 0, len(body)), Segment("comment", len(body) + 1, len(text)))
    article = Article(
        doc=row["article"],
        text=text,
        segments=segments,
        outlet=row.get("outlet"),
        published_at=datetime(2020, 5, 1, tzinfo=UTC) + timedelta(days=int(row.get("day", "1")) - 1),
        published_basis="stated",
    )
    raw = f"{row['article']} {text}".encode()
    document = Document(hashlib.sha256(raw).hexdigest(), raw, "text/plain")
    return Incoming(document, article, "seed", "seeds", row["article"])


def take_in(store: Store, rows: Sequence[dict[str, str]]) -> None:
    """Take in the articles of `rows` and look for copies."""
    stores.store_incoming(store, [incoming(row) for row in rows], MORNING)
    stores.find_copies(store)


def copies(store: Store) -> dict[str, str]:
    """Return the first publication of each copy."""
    return {row["doc"]: row["first_doc"] for row in store.select("from copies order by doc")}


def test_copies_are_linked_to_what_was_published_first(store: Store) -> None:
    """Whoever came in first: what was published first is the source."""
    take_in(
        store,
        table(
            """
            article | outlet | day | words
            late    | Globe  | 3   | a60
            wire    | Wire   | 1   | a60
            early   | Post   | 2   | a60 b30
            other   | Herald | 2   | c60
            """
        ),
    )
    assert copies(store) == {"late": "wire", "early": "wire"}


def test_copies_share_more_than_a_fifth(store: Store) -> None:
    """In runs of six words of the shorter article; within thirty days, between outlets, comments apart."""
    pairs = """
        article  | outlet | day | words    | comment
        one      | Post   | 1   | a99      |
        copy     | Globe  | 2   | a30 b70  |        # 25 of 95 runs of six words
        two      | Post   | 1   | c99      |
        quote    | Globe  | 2   | c20 d80  |        # 15 of 95
        three    | Post   | 1   | e99      |
        short    | Globe  | 2   | e40      |        # all of a short article, a third of the long one
        four     | Post   | 1   | f99      |
        month    | Globe  | 31  | f99      |        # thirty days later
        five     | Post   | 1   | g99      |
        longer   | Globe  | 32  | g99      |        # a day more
        six      | Post   | 1   | h99      |
        repeat   | Post   | 2   | h99      |        # what one outlet repeats is one source as it is
        seven    | Post   | 1   | i99      |
        comment  | Globe  | 2   | j99      | i99    # a reader quotes the other outlet
        eight    | Post   | 1   | k4       |
        brief    | Globe  | 2   | k4       |        # too short to tell
    """
    take_in(store, table(re.sub(r" *#.*", "", pairs)))
    assert copies(store) == {"copy": "one", "month": "four", "short": "three"}


def test_an_outlet_that_is_not_known_is_another_one(store: Store) -> None:
    """Two articles of unknown outlets may be of two outlets."""
    take_in(store, table("article | day | words\none | 1 | a60\ntwo | 2 | a60"))
    assert copies(store) == {"two": "one"}


def test_a_new_version_may_be_no_copy_any_more(store: Store) -> None:
    """What is asked is what the articles say now."""
    drawn = "article | outlet | day | words\nmiddle | Wire | 1 | a60 b60\none | Post | 2 | a60\ntwo | Globe | 3 | b60"
    take_in(store, table(drawn))
    assert copies(store) == {"one": "middle", "two": "middle"}
    take_in(store, table("article | outlet | day | words\nmiddle | Wire | 1 | c60"))
    assert copies(store) == {}


def empty(store: Store) -> None:
    """Forget every article."""
    for name in (
        "articles",
        "article_versions",
        "segments",
        "article_samples",
        "copy_pairs",
        "copied_articles",
    ):
        store.execute(f"delete from store.{name}")  # noqa: S608 - the names stand above


PRESS = table(
    """
    article | outlet | day | words
    a       | Wire   | 2   | a60
    b       | Post   | 1   | a60 b60
    c       | Globe  | 3   | b60
    d       | Herald | 4   | c60 b40
    e       | Wire   | 4   | d60
    f       | Post   | 20  | c60
    """
)


@settings(max_examples=6, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(order=st.permutations(PRESS), cuts=st.sets(st.integers(1, len(PRESS) - 1), max_size=3))
def test_order_and_batches_change_nothing(order: list[dict[str, str]], cuts: set[int], store: Store) -> None:
    """The same articles give the same sources, in any order and number of batches."""
    empty(store)
    for start, end in pairwise([0, *sorted(cuts), len(order)]):
        take_in(store, order[start:end])
    assert copies(store) == {"a": "b", "c": "b", "d": "b", "f": "b"}
