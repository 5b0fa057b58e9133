"""Feeds held against their own past: dead, thin, recovered, and not each weekend."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from flows import store as stores
from flows.records import Article, Document, Incoming, Outcome

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from flows.store import Store

URL = "https://news.example.org/feed"
FIRST = datetime(2024, 3, 4, 9, tzinfo=UTC)  # a Monday
EVERY_DAY = [8, 10, 7, 12, 9, 11, 8] * 4
WEEKDAYS = [12, 14, 13, 15, 12, 0, 0] * 4
RARE = [1, 0, 0, 0, 0, 0, 0] * 6


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """An empty database."""
    with stores.open_store(tmp_path) as opened:
        yield opened


def health(store: Store, days: list[int | str]) -> tuple[str, str]:
    """Return state and words for a feed that brought so many entries each day, or failed with an outcome.

    Before them lies the day on which the feed was added and brought its fifty entries.
    """
    rows: list[dict[str, object]] = []
    failing_since = None
    for number, came in enumerate([50, *days]):
        now = FIRST + timedelta(days=number)
        is_fine = isinstance(came, int)
        failing_since = None if is_fine else failing_since or now
        row = {"url": URL, "day": now.date(), "first_at": now, "last_at": now, "times": 1, "hint": ""}
        row |= {
            "outcome": "fetched" if is_fine else came,
            "detail": "what was found",
            "is_failure": not is_fine,
        }
        rows.append(row | {"brought": came if is_fine else 0})
    store.append("feed_fetches", rows)
    state = {"url": URL, "failures": int(failing_since is not None), "failing_since": failing_since}
    stores.save_feed_states(store, [state])
    as_of = FIRST + timedelta(days=len(days), hours=1)
    store.execute("set variable as_of = ?", [as_of])
    (row,) = store.select("select state, said from feed_health")
    return str(row["state"]), str(row["said"])


@pytest.mark.parametrize(
    ("days", "state"),
    [
        (EVERY_DAY, "well"),
        ([*EVERY_DAY, 0, 0], "well"),  # today is not over
        ([*EVERY_DAY, 0, 0, 0, 0, 0], "dead"),
        ([*EVERY_DAY, 1, 2, 1, 0], "thin"),
        ([*EVERY_DAY, 1, 2, 1, 9], "thin"),
        (WEEKDAYS, "well"),
        ([*WEEKDAYS, *WEEKDAYS[:6]], "well"),
        ([*WEEKDAYS, *[0] * 14], "dead"),
        (RARE, "well"),
        ([*RARE, *[0] * 14], "well"),
        ([*RARE, *[0] * 70], "dead"),
        (EVERY_DAY[:5], "well"),
        ([*EVERY_DAY[:3], 0, 0, 0, 0], "well"),  # too young to be judged
        ([*EVERY_DAY, "http_500"], "failing"),
    ],
)
def test_a_feed_is_held_against_its_own_past(store: Store, days: list[int | str], state: str) -> None:
    """Silence and thinness count by what the feed used to bring, and by how unevenly."""
    assert health(store, days)[0] == state


def test_the_words_say_what_it_used_to_bring(store: Store) -> None:
    """Since when, and how much was normal."""
    assert health(store, [*EVERY_DAY, 0, 0, 0, 0, 0]) == (
        "dead",
        "answers, but brought nothing since 2024-04-01; it used to bring 9.3 a day",
    )


def test_repeats_are_one_row(store: Store) -> None:
    """A feed that fails all day has one row with how often, and what was found last."""
    for minutes in range(0, 600, 15):
        outcome = Outcome("feed", URL, "timeout", f"after {minutes} minutes")
        stores.note_fetches(store, [(outcome, 0)], FIRST + timedelta(minutes=minutes))
    stores.note_fetches(store, [(Outcome("feed", URL, "fetched"), 3)], FIRST + timedelta(hours=11))
    rows = store.select("select outcome, times, detail, brought from store.feed_fetches order by last_at")
    assert [tuple(row.values()) for row in rows] == [
        ("timeout", 40, "after 585 minutes", 0),
        ("fetched", 1, "", 3),
    ]
    stores.save_feed_states(store, [{"url": URL, "failures": 0}])
    store.execute("set variable as_of = ?", [FIRST + timedelta(hours=12)])
    (row,) = store.select("select state, said from feed_health")
    assert row == {"state": "recovered", "said": "answers again; it had failed with: after 585 minutes"}


def test_a_feed_that_is_not_configured_any_more_is_forgotten(store: Store) -> None:
    """Its state goes, with what is remembered of its entries; what its fetches came to stays."""
    stores.save_feed_states(store, [{"url": URL, "failures": 0}], {URL: "{}"})
    stores.note_fetches(store, [(Outcome("feed", URL, "fetched"), 3)], FIRST)
    stores.sync_feeds(store, [])
    counts = [
        store.select(f"select count(*) as n from store.{table}")[0]["n"]  # noqa: S608 - names from below
        for table in ("feeds", "feed_memories", "feed_fetches")
    ]
    assert counts == [0, 0, 1]


def test_an_outlet_whose_pages_fail_is_named_and_one_that_has_its_reasons_is_not(store: Store) -> None:
    """Half of the pages of a week, and at least three: the digest and `doctor` say so, with the commonest outcome."""
    looks = {
        "Harbour Press": ["read", "paywall", "paywall", "http_500", "paywall"],
        "Northgate Post": ["read", "robots", "film", "waiting", "waiting", "timeout", "timeout"],
        "Quiet Daily": ["timeout", "timeout"],
    }
    pages = []
    for outlet, outcomes in looks.items():
        for number, outcome in enumerate(outcomes):
            url = f"https://news.example.org/{outlet[0]}/{number}"
            document = Document(f"{outlet} {number}", b"x", "text/plain")
            article = Article(url, "x", (), title="x", outlet=outlet, url=url)
            [stored] = stores.store_incoming(store, [Incoming(document, article, "feed", URL, url)], FIRST)
            page = {"article_id": stored.article_id, "url": url, "outcome": outcome, "detail": ""}
            pages.append(page | {"first_asked_at": FIRST, "asked_at": FIRST, "summary_length": 9})
    stores.save_pages(store, pages, [])
    store.execute("set variable as_of = ?", [FIRST + timedelta(hours=1)])
    [failing] = store.rows("doctor/failing_pages")
    [told] = store.rows("digest/health", as_of=FIRST + timedelta(hours=1), fine=[])
    assert (told["subject_kind"], told["subject"], told["outcome"]) == (
        "pages",
        "of Harbour Press",
        "paywall",
    )
    assert (failing["outlet"], failing["said"]) == ("Harbour Press", told["detail"])
    assert told["detail"].startswith(
        "4 of 5 pages of the last seven days could not be taken, such as https://"
    )
