"""queries/views/13_events.sql: which claims tell of one event, and why their numbers differ."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from flows.store import Row
    from tests.support.newsroom import Newsroom

FLOOD = """
    outlet | speaker | says | event    | place     | event_date | story | unit
    Post   | army    | 40   | kill     | Rivertown | 2020-05-01 | flood | person
    Globe  | mayor   | 60   | kill     | Millside  | 2020-05-01 | flood | person
    Globe  | mayor   | 90   | wound    | Millside  | 2020-05-01 | flood | person
    Post   | army    | 70   | kill     | Rivertown | 2020-05-01 | raid  | person
    Post   | army    | 300  | evacuate | Rivertown | 2020-05-01 | flood | person
    Globe  | mayor   | 20   | evacuate | Rivertown | 2020-05-01 | flood | bus
    Post   | army    | 500  | evacuate | Rivertown | 2020-05-07 | flood | person
    Post   | army    | 800  | evacuate | Hilltown  | 2020-05-07 | flood | person
"""


def events(newsroom: Newsroom) -> list[Row]:
    """Return the events in order of what, where and when, without their ids."""
    return newsroom.store.select(
        "select event, place, day::varchar as day, claim_count, is_disputed from events order by all"
    )


def test_an_event_is_a_kind_a_place_and_a_day_in_its_story(newsroom: Newsroom) -> None:
    """A story tells of one flood in two places; who left is told apart by town and day."""
    newsroom.tell(FLOOD)
    assert [
        ("evacuate", "Hilltown", "2020-05-07", 1, False),
        ("evacuate", "Rivertown", "2020-05-01", 2, False),
        ("evacuate", "Rivertown", "2020-05-07", 1, False),
        ("kill", "Millside", "2020-05-01", 2, True),
        ("kill", "Rivertown", "2020-05-01", 1, False),
        ("wound", "Millside", "2020-05-01", 1, False),
    ] == [tuple(row.values()) for row in events(newsroom)]


def test_an_event_keeps_its_id_when_more_is_learnt_of_it(newsroom: Newsroom) -> None:
    """A place and a day that become known change what is said of the event, not which it is."""
    newsroom.tell("outlet | says | event | unit\nPost | 40 | kill | person")
    (before,) = newsroom.store.select("from events")
    newsroom.tell(
        "outlet | says | event | unit | place | event_date\nGlobe | 60 | kill | person | Millside | 2020-05-01"
    )
    (after,) = newsroom.store.select("from events")
    assert before["event_id"] == after["event_id"]
    assert (None, "Millside") == (before["place"], after["place"])
    told = newsroom.store.select("select low from timeline(?)", [after["event_id"]])
    assert [40, 60] == [row["low"] for row in told]


@pytest.mark.parametrize(
    "sentence",
    [
        "The army says shelling killed 90 in the past three days.",
        "Shelling has killed 90 since Monday.",
        "So far this year 90 have died of shelling.",
    ],
)
def test_a_number_over_a_span_of_time_is_of_another_scope(newsroom: Newsroom, sentence: str) -> None:
    """One source speaks of a day, the other of many: both may be right."""
    newsroom.tell(
        f"""
        speaker | says | event | sentence
        mayor   | 40   | kill  | The shelling killed 40.
        army    | 90   | kill  | {sentence}
        """
    )
    assert [("unclear", "scope differs")] == [(row["verdict"], row["why"]) for row in newsroom.found()]


def test_the_worst_since_a_day_happened_at_once(newsroom: Newsroom) -> None:
    """What is compared with the past is no count over it."""
    newsroom.tell(
        """
        speaker | says | event | sentence
        mayor   | 40   | kill  | The shelling killed 40.
        army    | 90   | kill  | It killed 90 in the deadliest shelling since Monday.
        """
    )
    assert ["sources differ"] == [row["why"] for row in newsroom.found()]


def test_one_number_with_two_units_is_a_matter_of_unit(newsroom: Newsroom) -> None:
    """Two hundred feet here, two hundred metres there: somebody took one for the other."""
    newsroom.with_stories = True
    newsroom.tell(
        """
        outlet | kind   | unit  | says | text       | sentence
        Post   | length | metre | 200  | 200 metres | The climber fell 200 metres from a ridge near the hut.
        Globe  | length | foot  | 280  | 280 feet   | The climber fell 280 feet from a ridge near the hut.
        Herald | length | metre | 280  | 280 metres | The climber fell 280 metres from a ridge near the hut.
        Times  | length | foot  | 700  | 700 feet   | The climber fell 700 feet from a ridge near the hut.
        """
    )
    rows = [row for row in newsroom.all_found() if row["kind"] == "quantity"]
    assert [("unclear", "unit")] == [(row["verdict"], row["why"]) for row in rows]
