"""queries/lifecycle: a discrepancy keeps its id, and its states tell its life."""

from __future__ import annotations

from datetime import timedelta
from itertools import permutations
from typing import TYPE_CHECKING

import pytest

from flows import store as stores
from tests.support.newsroom import MORNING, TOPIC, UNITS, open_newsroom

if TYPE_CHECKING:
    from pathlib import Path

    from tests.support.newsroom import Newsroom

GAP = "article | speaker | says | place\none | army | 250 | Rivertown\ntwo | mayor | 40 | Rivertown"


def test_looking_again_changes_nothing(newsroom: Newsroom) -> None:
    """A run without news adds no state."""
    assert newsroom.tell(GAP) == {"new": 1}
    assert newsroom.look() == {}


@pytest.mark.parametrize(
    ("says", "status"),
    [
        ("900", "widened"),
        ("20", "widened"),
        ("about 41", "unchanged"),  # one more voice, the same gap
    ],
)
def test_news_moves_a_known_discrepancy(newsroom: Newsroom, says: str, status: str) -> None:
    """The id stays, the status says what moved."""
    newsroom.tell(GAP)
    before = newsroom.found()[0]["id"]
    assert {status: 1} == newsroom.tell(f"speaker | says | place\nmonitor | {says} | Rivertown")
    assert [(before, status)] == [(row["id"], row["status"]) for row in newsroom.found()]


def test_a_corrected_article_narrows_and_settles(newsroom: Newsroom) -> None:
    """What an article no longer says stands no longer; when nobody differs, the discrepancy is settled."""
    newsroom.tell(GAP)
    corrected = "article | speaker | says | place | rule\ntwo | mayor | {} | Rivertown | corrected"
    assert newsroom.tell(corrected.format(100)) == {"narrowed": 1}
    assert newsroom.tell(corrected.replace("rule", "rule ").format(240)) == {"settled": 1, "new": 1}
    assert newsroom.found() == []
    assert newsroom.look() == {}


def test_a_settled_one_can_come_back(newsroom: Newsroom) -> None:
    """It is new again, under its old id."""
    newsroom.tell(GAP)
    before = newsroom.found()[0]["id"]
    newsroom.tell("article | speaker | says | place\ntwo | mayor | 240 | Rivertown")
    assert newsroom.tell("speaker | says | place\nmonitor | 900 | Rivertown") == {"new": 1}
    assert [before] == [row["id"] for row in newsroom.found()]


def test_what_leaves_the_topic_lapses(newsroom: Newsroom) -> None:
    """Nobody settled what only fell out of the window."""
    newsroom.tell(GAP)
    stores.sync_topics(newsroom.store, [TOPIC.model_copy(update={"days": 1})])
    assert newsroom.look() == {"lapsed": 1}


def test_an_earlier_day_can_be_asked_for(newsroom: Newsroom) -> None:
    """as_of shows what was known then: states, positions and articles."""
    newsroom.tell(GAP)
    newsroom.tell("speaker | says | place\nmonitor | 900 | Rivertown")
    then = stores.discrepancies_as_json(newsroom.store, as_of=MORNING + timedelta(hours=1, minutes=30))
    assert [(row["status"], len(row["positions"])) for row in then] == [("new", 2)]
    assert [(row["status"], len(row["positions"])) for row in newsroom.found()] == [("widened", 3)]


def test_a_muted_one_is_not_listed(newsroom: Newsroom) -> None:
    """What the analyst set aside stays in the database and out of the list."""
    newsroom.tell(GAP)
    muted = {
        "discrepancy_id": newsroom.found()[0]["id"],
        "mark": "muted",
        "note": "known",
        "marked_at": newsroom.clock,
    }
    newsroom.store.append("marks", [muted])
    assert newsroom.found() == []
    assert [row["mark"] for row in newsroom.store.select("from discrepancies")] == ["muted"]


def test_order_and_batches_change_nothing(tmp_path: Path) -> None:
    """The same articles give the same discrepancies and ids, in any order and in any number of runs."""
    rows = [
        "one | army | 250 | Rivertown",
        "two | mayor | 40 |",
        "three | monitor | 260 |",
        "four | driver | 9..20 |",
    ]
    seen = set()
    for number, order in enumerate(list(permutations(rows))[::5]):
        with open_newsroom(tmp_path / str(number)) as newsroom:
            batches = [order] if number % 2 else [order[:2], order[2:]]
            for batch in batches:
                newsroom.tell("\n".join(["article | speaker | says | place", *batch]))
            seen.add(str([(row["id"], row["ratio"], newsroom.ladders()) for row in newsroom.found()]))
    assert len(seen) == 1


def test_units_may_be_learnt_later(newsroom: Newsroom) -> None:
    """New vocabulary is used on the next run, for old claims too."""
    stores.sync_unit_classes(newsroom.store, [])
    newsroom.tell("speaker | says | unit\narmy | 250 | fighter\nmayor | 40 | militant")
    assert newsroom.found() == []
    stores.sync_unit_classes(newsroom.store, UNITS)
    assert newsroom.look() == {"new": 1}


def test_a_place_that_becomes_known_changes_no_id(newsroom: Newsroom) -> None:
    """What was reported first keeps its name when more is learnt of it."""
    newsroom.tell("speaker | says\narmy | 250\nmayor | 40")
    before = newsroom.found()[0]["id"]
    newsroom.tell("speaker | says | place | event_date\nmonitor | 41 | Rivertown | 2020-05-01")
    assert [row["id"] for row in newsroom.found()] == [before]


def test_the_past_is_not_rewritten(newsroom: Newsroom) -> None:
    """A run for an earlier moment than what is recorded leaves the states as they are."""
    newsroom.tell(GAP)
    newsroom.tell("speaker | says | place\nmonitor | 900 | Rivertown")
    before = newsroom.store.select("from store.discrepancy_states")
    assert stores.find_discrepancies(newsroom.store, "run for yesterday", MORNING) == {}
    assert newsroom.store.select("from store.discrepancy_states") == before


def test_the_past_stays_as_it_was_read(newsroom: Newsroom) -> None:
    """When better rules read an article otherwise, an earlier day still shows what was read then."""
    newsroom.tell(GAP)
    before = stores.discrepancies_as_json(newsroom.store)
    then = newsroom.clock
    assert newsroom.read_again(GAP.replace("| 40", "| 90").replace("mayor", "major")) == {"narrowed": 1}
    assert [["major"], ["army"]] == newsroom.ladders()[0]
    assert before == stores.discrepancies_as_json(newsroom.store, as_of=then)


def test_only_what_changed_is_compared_again(newsroom: Newsroom) -> None:
    """A new article of one story leaves what was worked out for the others as it is."""
    newsroom.with_stories = True
    newsroom.tell("story | speaker | says | event\nfire | army | 40 | kill\nflood | army | 90 | kill")
    stores.sync_topics(newsroom.store, [])
    newsroom.look()
    newsroom.tell("story | speaker | says | event\nfire | mayor | 400 | kill")
    measured = newsroom.store.select("from store.measured_scopes select scope_id, measured_at order by all")
    assert [("fire", newsroom.clock), ("flood", newsroom.clock - timedelta(hours=1))] == [
        (row["scope_id"], row["measured_at"]) for row in measured
    ]
    assert [["army"], ["mayor"]] == newsroom.ladders()[0]


def test_other_tolerances_compare_everything_again(newsroom: Newsroom) -> None:
    """What was worked out by other rules is worked out anew."""
    newsroom.tell("speaker | says\narmy | 250\nmayor | 280")
    later = newsroom.clock + timedelta(hours=1)
    assert stores.find_discrepancies(newsroom.store, "wider", later, tolerance_pct=20) == {"settled": 1}


def test_order_and_batches_change_nothing_in_any_family(tmp_path: Path, empty_newsroom: Path) -> None:
    """Revisions, misquotes and headlines have the same ids however their articles came."""
    head = "article | story | outlet | day | speaker | chain | says | event | origin"
    articles = [
        ["one | fire | Post | 1 | Post | | 90 | kill | headline", "one | fire | Post | 1 | mayor | | 40 | kill | body"],
        ["two | fire | Globe | 2 | Post | Globe Post | 250 | evacuate | body"],
        ["three | fire | Post | 1 | army | | 40 | evacuate | body"],
        ["four | flood | Star | 1 | army | | 12 | wound | body"],
        ["five | flood | Star | 3 | army | | 31 | wound | body"],
        ["six | fire | Times | 3 | monitor | | 160 | kill | body"],
    ]  # fmt: skip
    seen = set()
    for number, order in enumerate(list(permutations(articles))[::180]):
        with open_newsroom(tmp_path / str(number), like=empty_newsroom) as newsroom:
            newsroom.with_stories = True
            size = 1 + number * 2
            for first in range(0, len(order), size):
                rows = [row for article in order[first : first + size] for row in article]
                newsroom.tell("\n".join([head, *rows]))
            found = [(row["id"], row["family"], row["why"], row["ratio"]) for row in newsroom.all_found()]
            seen.add(str(sorted(found)))
    assert len(seen) == 1
    (told,) = seen
    families = {"revised", "citation_drift", "headline_body"}
    assert [family for family in families if family not in told] == []
