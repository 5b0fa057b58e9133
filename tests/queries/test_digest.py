"""queries/digest: what each section of a digest is made of."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from flows import store as stores
from flows.issuing.rows import read_rows
from flows.records import Outcome

if TYPE_CHECKING:
    from datetime import datetime

    from flows.issuing.rows import DigestRows
    from tests.support.newsroom import Newsroom

TWO_SIDES = """
    outlet | says | unit   | event    | place     | speaker | speaker_kind
    Post   | 10   | truck  | evacuate | Rivertown | police  | official
    Herald | 50   | truck  | evacuate | Rivertown | drivers | witness
"""


def rows(newsroom: Newsroom, since: datetime | None = None, topics: tuple[str, ...] = ()) -> DigestRows:
    """Return what a digest would be made of now."""
    return read_rows(newsroom.store, newsroom.clock, {"since": since, "topics": list(topics) or None})


def test_a_discrepancy_comes_with_its_claims_as_written(newsroom: Newsroom) -> None:
    """Place and words are those of the articles, the claims come in order of position, and all of it is news."""
    newsroom.tell(TWO_SIDES)
    found = rows(newsroom)
    (measure,) = found.discrepancies
    assert ("truck", "Rivertown", "conflict", True) == tuple(
        measure[name] for name in ("unit", "place", "verdict", "is_news")
    )
    assert [(1, "police", 10), (2, "drivers", 50)] == [
        (row["position"], row["speaker"], row["low"]) for row in found.standings
    ]


def test_words_before_and_after_are_those_of_the_paragraph(newsroom: Newsroom) -> None:
    """Before, words and after put together stand in the article exactly so."""
    newsroom.tell(TWO_SIDES)
    newsroom.store.execute("""
        update store.standing_claims set span_start = 5, span_end = 9, text = substr(kept.text, 6, 4)
        from store.article_versions as kept where kept.article_id = standing_claims.article_id
    """)
    texts = {
        row["article_id"]: row["text"]
        for row in newsroom.store.select("select * from store.article_versions")
    }
    for row in newsroom.store.rows("digest/standings", as_of=newsroom.clock):
        assert row["before"] + row["text"] + row["after"] in texts[row["article_id"]]
        assert "\n" not in row["before"] + row["after"]


def test_after_an_issue_only_what_changed_is_news(newsroom: Newsroom) -> None:
    """What stood before the last issue is no news; without a change there are no rows of changes."""
    newsroom.tell(TWO_SIDES)
    found = rows(newsroom, since=newsroom.clock)
    assert [False] == [row["is_news"] for row in found.discrepancies]
    assert [] == found.changes


def test_a_wider_gap_is_told_with_the_gap_before(newsroom: Newsroom) -> None:
    """A change after the last issue names both ratios."""
    newsroom.tell(TWO_SIDES)
    issued_at = newsroom.clock
    newsroom.tell("""
        outlet | says | unit  | event    | place     | speaker | speaker_kind
        Radio  | 100  | truck | evacuate | Rivertown | nurses  | witness
    """)
    (change,) = rows(newsroom, since=issued_at).changes
    assert ("widened", 10, 5) == (change["status"], change["ratio"], change["ratio_before"])


def test_muted_discrepancies_stay_out(newsroom: Newsroom) -> None:
    """What the analyst muted is not in the digest."""
    newsroom.tell(TWO_SIDES)
    (measure,) = rows(newsroom).discrepancies
    newsroom.store.append(
        "marks",
        [
            {
                "discrepancy_id": measure["discrepancy_id"],
                "mark": "muted",
                "note": "",
                "marked_at": newsroom.clock,
            }
        ],
    )
    assert [] == rows(newsroom).discrepancies


def test_a_reader_gets_the_topics_asked_for(newsroom: Newsroom) -> None:
    """A list of topics leaves out the others; no list means all."""
    newsroom.tell(TWO_SIDES)
    assert 1 == len(rows(newsroom, topics=("rivertown",)).discrepancies)
    assert [] == rows(newsroom, topics=("another",)).discrepancies
    assert [] == rows(newsroom, topics=("another",)).topics


def test_comments_and_expectations_are_counted_as_set_aside(newsroom: Newsroom) -> None:
    """Numbers that are compared with nothing are counted with their reason and an example."""
    newsroom.tell("""
        outlet | says | unit  | event    | origin  | polarity
        Post   | 275  | truck | evacuate | comment | asserted
        Post   | 200  | truck | evacuate | body    | expected
        Post   | 13   | truck | evacuate | body    | asserted
    """)
    assert [("expectations and possibilities", 1), ("reader comments", 1)] == [
        (row["reason"], row["claim_count"]) for row in rows(newsroom).set_aside
    ]


def test_changes_that_moved_a_gap_come_first(newsroom: Newsroom) -> None:
    """A mail has room for seven: one more voice on an old gap takes none from what is new, though it came later."""
    newsroom.tell(TWO_SIDES)
    since = newsroom.clock
    newsroom.tell(TWO_SIDES.replace("truck  ", "fighter"))
    newsroom.tell("""
        outlet | says     | unit  | event    | place     | speaker
        Globe  | about 11 | truck | evacuate | Rivertown | monitor
    """)
    found = [(row["unit"], row["status"]) for row in rows(newsroom, since).changes]
    assert found == [("fighter", "new"), ("truck", "unchanged")]


def test_topics_tell_what_came_in_since_the_last_issue(newsroom: Newsroom) -> None:
    """Articles count when they were first seen; the outlets are those of the fresh ones."""
    newsroom.tell(TWO_SIDES)
    (first,) = rows(newsroom).topics
    (later,) = rows(newsroom, since=newsroom.clock).topics
    assert (2, 2, ["Herald", "Post"]) == (
        first["fresh_count"],
        first["article_count"],
        first["fresh_outlets"],
    )
    assert (0, 2, []) == (later["fresh_count"], later["article_count"], later["fresh_outlets"])


def test_health_holds_failures_of_the_newest_run_with_since_when(newsroom: Newsroom) -> None:
    """A feed that fails says since when; outcomes with which nothing is wrong and older runs are left out."""
    store, now = newsroom.store, newsroom.clock
    feed: dict[str, Any] = {
        "url": "https://dead.example/",
        "failures": 3,
        "failing_since": now - timedelta(days=2),
    }
    stores.save_feed_states(store, [feed, {"url": "https://well.example/", "failures": 0}])
    fetches = [
        Outcome("feed", "https://dead.example/", "unreachable", "no host"),
        Outcome("feed", "https://well.example/", "fetched"),
    ]
    for hours, name in ((0, "old.txt"), (1, "new.txt")):
        run = stores.start_run(store, "ingest", now + timedelta(hours=hours))
        stores.note_fetches(store, [(outcome, 0) for outcome in fetches], now + timedelta(hours=hours))
        failed = [Outcome("seed", name, "binary", "a picture", "remove it")]
        stores.record_outcomes(store, run, failed, now + timedelta(hours=hours))
    newsroom.clock = now + timedelta(hours=2)
    found = rows(newsroom)
    assert [("https://dead.example/", now - timedelta(days=2)), ("new.txt", None)] == [
        (row["subject"], row["failing_since"]) for row in found.health
    ]
    assert ("unreachable", "no host") == (found.health[0]["outcome"], found.health[0]["detail"])
    assert (2, 1) == (found.coverage[0]["feed_count"], found.coverage[0]["answering_count"])


def test_the_last_issue_is_the_one_of_an_earlier_period(newsroom: Newsroom) -> None:
    """A digest made again for its own period does not count itself as the issue before; corrections count never."""
    told = {"reader": "ana", "message_id": "<x>", "subject": "s", "issued_at": newsroom.clock}
    days = ("2020-05-08", "2020-05-09")
    issues = [told | {"period": day, "folder": day, "covers_until": f"{day} 07:00:00Z"} for day in days]
    again = told | {"period": "2020-05-08 correction 1", "folder": "c", "corrects": "2020-05-08"}
    newsroom.store.append("issues", [*issues, again])
    asked = newsroom.store.rows("digest/readers", periods=[*days, "2020-05-10"], now=newsroom.clock)
    had = {
        row["period"]: (row["folder"], row["since"] and row["since"].day, row["has_later"]) for row in asked
    }
    assert had == {
        "2020-05-08": ("2020-05-08", None, True),
        "2020-05-09": ("2020-05-09", 8, False),
        "2020-05-10": (None, 9, False),
    }
    assert {"ana"} == {row["reader"] for row in asked}
