"""queries/discrepancies/count_conflict.sql: which counts disagree, and why."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from flows import store as stores

if TYPE_CHECKING:
    from tests.support.newsroom import Newsroom


def test_two_speakers_with_figures_apart_disagree(newsroom: Newsroom) -> None:
    """Independent speakers whose numbers do not stand together are a conflict, lowest position first."""
    newsroom.tell(
        """
        outlet | speaker | says      | place
        Post   | army    | about 250 | Rivertown
        Globe  | mayor   | 24..60    | Rivertown
        """
    )
    (row,) = newsroom.found()
    assert (row["verdict"], row["why"], row["ratio"]) == ("conflict", "sources differ", 4.17)
    assert newsroom.ladders()[0] == [["mayor"], ["army"]]
    assert [(position["low"], position["high"]) for position in row["positions"]] == [(24, 60), (250, 250)]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("250", "270"),  # within the tolerance
        ("about 250", "300"),  # the slack of "about", and the tolerance
        ("more than 50", "58"),
        ("almost 50", "46"),
        ("200..999", "250"),  # a vague word allows the figure
        ("24..99", "24..60"),
        ("300-350", "340"),
        ("about 13", "14"),
    ],
)
def test_figures_that_stand_together_are_no_disagreement(newsroom: Newsroom, one: str, other: str) -> None:
    """Close figures, and figures that a hedge or a vague word allows, are one position."""
    newsroom.tell(f"speaker | says\narmy | {one}\nmayor | {other}")
    assert newsroom.found() == []


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("10", "almost 50"),  # below 50 is a figure near 50, not anything below
        ("at least 58", "at least 72"),  # both could be true, yet they are two figures
        ("about 250", "about 300"),  # the same hedge gives no slack
        ("24..99", "200..999"),
        ("250", "300-350"),
        ("0", "3"),
        ("13", "14"),  # two digits are counted one by one, not rounded
    ],
)
def test_different_figures_are_different_positions(newsroom: Newsroom, one: str, other: str) -> None:
    """What is stated counts, not what could be true as well."""
    newsroom.tell(f"speaker | says\narmy | {one}\nmayor | {other}")
    assert newsroom.ladders() == [[["army"], ["mayor"]]]


def test_small_steps_do_not_chain(newsroom: Newsroom) -> None:
    """A position is held by its lowest figure, so that 100 and 120 do not meet over 109."""
    newsroom.tell("speaker | says\narmy | 100\nmayor | 109\nmonitor | 118")
    assert newsroom.ladders() == [[["army", "mayor"], ["monitor"]]]


def test_a_hedged_number_joins_the_nearest_of_those_counted_one_by_one(newsroom: Newsroom) -> None:
    """What more than 30 leaves open joins no two figures that differ."""
    newsroom.tell("speaker | says\narmy | 30\nmayor | 32\nmonitor | about 33")
    assert newsroom.ladders() == [[["army"], ["mayor", "monitor"]]]


def test_a_vague_word_joins_the_figure_nearest_to_its_middle(newsroom: Newsroom) -> None:
    """The word "dozens" stands with 43, not with 24, when both are stated."""
    newsroom.tell("speaker | says\narmy | 24\nmayor | 43\nmonitor | 24..99")
    assert newsroom.ladders() == [[["army"], ["mayor", "monitor"]]]


def test_an_inference_is_drawn_and_opens_no_gap(newsroom: Newsroom) -> None:
    """A writer's own reasoning is no source; beside a real gap it is shown, and moves no position."""
    newsroom.tell("speaker | says | is_inference\narmy | 250 |\nPost | 900 | yes")
    assert newsroom.found() == []
    newsroom.tell("speaker | says | is_inference\nmayor | 40 |")
    assert newsroom.ladders() == [[["mayor"], ["army"], ["Post"]]]
    assert newsroom.found()[0]["ratio"] == 6.25


@pytest.mark.parametrize("polarity", ["expected", "possible", "denied"])
def test_only_what_is_asserted_is_compared(newsroom: Newsroom, polarity: str) -> None:
    """An expectation is no report."""
    newsroom.tell(f"speaker | says | polarity\narmy | 250 |\nmayor | 40 | {polarity}")
    assert newsroom.found() == []


def test_a_comment_is_no_source(newsroom: Newsroom) -> None:
    """What readers write below an article is never compared."""
    newsroom.tell("speaker | says | origin\narmy | 250 |\nreader | 40 | comment")
    assert newsroom.found() == []


@pytest.mark.parametrize(
    ("column", "one", "other"),
    [
        ("event", "kill", "wound"),
        ("unit", "truck", "fighter"),
        ("place", "Rivertown", "Hilltown"),
        ("event_date", "2020-05-01", "2020-05-07"),
        ("modifiers", "foreign", ""),
        ("modifiers", "Red", "Blue"),
        ("part_of", "about 900 people", ""),
        ("kind", "money", "count"),
    ],
)
def test_what_is_not_the_same_is_not_compared(newsroom: Newsroom, column: str, one: str, other: str) -> None:
    """Another event, unit, place, day, side or narrowing is another measure, and so is a part."""
    newsroom.tell(f"speaker | says | {column}\narmy | 250 | {one}\nmayor | 40 | {other}")
    assert newsroom.found() == []


@pytest.mark.parametrize(
    ("column", "one", "other"),
    [
        ("place", "Rivertown", ""),
        ("place", "Rivertown", "Riverland"),  # the country it lies in
        ("event_date", "2020-05-01", ""),
        ("event_date", "2020-05-01", "2020-05-02"),
        ("modifiers", "Red", ""),
        ("modifiers", "RA", "RA"),
        ("unit", "militant", "fighter"),
    ],
)
def test_what_does_not_exclude_each_other_is_compared(
    newsroom: Newsroom, column: str, one: str, other: str
) -> None:
    """An unknown is read as the only value known; other names are one; a day's difference is reporting."""
    newsroom.tell(f"speaker | says | {column}\narmy | 250 | {one}\nmayor | 40 | {other}")
    assert newsroom.ladders() == [[["mayor"], ["army"]]]


def test_a_row_of_days_is_not_one_event(newsroom: Newsroom) -> None:
    """A day's difference is reporting, but daily strikes are many events."""
    newsroom.tell(
        """
        speaker | says | event_date
        army    | 250  | 2020-05-01
        mayor   | 260  | 2020-05-02
        monitor | 40   | 2020-05-03
        """
    )
    assert newsroom.found() == []


def test_an_unknown_place_does_not_join_two_known_ones(newsroom: Newsroom) -> None:
    """Where two places are known, a number without a place belongs to neither."""
    newsroom.tell(
        """
        speaker | says | place
        army    | 250  | Rivertown
        mayor   | 40   | Hilltown
        monitor | 900  |
        """
    )
    assert newsroom.found() == []


def test_an_article_lends_its_own_place(newsroom: Newsroom) -> None:
    """A number without a place is read as the only place its article names for that event."""
    newsroom.tell(
        """
        article | speaker | says | place     | unit
        one     | army    | 250  |           | fighter
        one     | army    | 30   | Rivertown | truck
        two     | mayor   | 40   | Rivertown | fighter
        three   | monitor | 900  | Hilltown  | fighter
        """
    )
    assert newsroom.ladders() == [[["mayor"], ["army"]]]


def test_one_claimant_in_one_article_does_not_disagree(newsroom: Newsroom) -> None:
    """Two numbers of one speaker in one article are parts or stages, whatever the words."""
    newsroom.tell("article | speaker | says\none | army | 250\none | army | 40")
    assert newsroom.found() == []


def test_an_outlet_that_repeats_another_is_no_second_source(newsroom: Newsroom) -> None:
    """A number keeps the speaker at the end of its chain, so that two outlets citing one are one claimant."""
    newsroom.tell(
        """
        outlet | speaker | speaker_kind | chain            | says
        Post   | guard   | anonymous    | Post Wire guard  | 250
        Globe  | guard   | anonymous    | Globe Wire guard | 40
        """
    )
    assert [(row["verdict"], row["why"]) for row in newsroom.found()] == [("drift", "revised by its source")]


def test_nameless_speakers_of_two_outlets_are_two(newsroom: Newsroom) -> None:
    """A witness here is not the witness there."""
    newsroom.tell(
        """
        outlet | speaker | speaker_kind | chain         | says
        Post   | witness | witness      | Post witness  | 250
        Globe  | witness | witness      | Globe witness | 40
        """
    )
    assert [(row["verdict"], row["why"]) for row in newsroom.found()] == [("conflict", "sources differ")]


def test_other_names_are_one_speaker(newsroom: Newsroom) -> None:
    """An alias stands for its name, so that a source that corrects itself is not taken for two."""
    newsroom.tell("day | speaker | says\n1 | UN | 40\n3 | the United Nations | 250")
    assert [row["why"] for row in newsroom.found()] == ["revised by its source"]


def test_a_toll_that_rises_is_no_conflict(newsroom: Newsroom) -> None:
    """When every higher number came after every lower one, the toll rose."""
    newsroom.tell(
        "day | speaker | says | event\n1 | army | 40 | kill\n2 | mayor | 60 | kill\n3 | monitor | 90 | kill"
    )
    assert [(row["verdict"], row["why"]) for row in newsroom.found()] == [("drift", "rose over time")]


def test_a_toll_that_falls_is_a_conflict(newsroom: Newsroom) -> None:
    """A later, lower number is explained by no rise."""
    newsroom.tell("day | speaker | says | event\n1 | army | 90 | kill\n2 | mayor | 40 | kill")
    assert [(row["verdict"], row["why"]) for row in newsroom.found()] == [("conflict", "sources differ")]


def test_the_dead_of_a_war_are_not_those_of_a_day(newsroom: Newsroom) -> None:
    """A count a hundred times the article's own toll is of something larger."""
    newsroom.tell(
        """
        article | speaker | says   | event | main
        one     | army    | 31     | kill  | yes
        one     | monitor | 280000 | kill  |
        two     | mayor   | 31     | kill  | yes
        """
    )
    assert newsroom.found() == []


def test_a_noun_of_its_own_is_a_part_of_a_class_with_parts(newsroom: Newsroom) -> None:
    """Relatives are people, yet their number is not that of the people."""
    newsroom.tell("speaker | says | unit\narmy | 3500 | relative\nmayor | 4500 | person")
    assert newsroom.found() == []


def test_a_day_is_shown_when_two_claims_state_it(newsroom: Newsroom) -> None:
    """A day that only one text gives is used to tell events apart, and not put into the others' mouths."""
    newsroom.tell("speaker | says | event_date\narmy | 250 | 2020-05-01\nmayor | 40 |")
    assert [row["event_date"] for row in newsroom.found()] == [None]
    newsroom.tell("speaker | says | event_date\nmonitor | 42 | 2020-05-01")
    assert [row["event_date"] for row in newsroom.found()] == ["2020-05-01"]


def test_names_that_fold_to_the_same_key_do_no_harm(newsroom: Newsroom) -> None:
    """U.N. and UN are one alias; two names for it are settled by the alphabet."""
    stores.sync_aliases(
        newsroom.store, [("U.N.", "United Nations"), ("UN", "United Nations"), ("un", "Union")]
    )
    newsroom.tell("speaker | says\narmy | 250\nUN | 40")
    assert newsroom.ladders() == [[["UN"], ["army"]]]


@pytest.mark.parametrize(
    ("text", "event", "ladder"),
    [
        ("thousands", "evacuate", [["mayor"], ["army"], ["chief"]]),
        ("thousands of people", "evacuate", [["mayor"], ["army"]]),  # says who is counted
        ("thousands", "kill", [["mayor"], ["army"]]),  # the dead without a noun are people
    ],
)
def test_a_number_that_does_not_say_who_is_counted_is_unclear(
    newsroom: Newsroom, text: str, event: str, ladder: list[list[str]]
) -> None:
    """It is drawn above the positions of the narrower count in its article, and does not move the ratio."""
    newsroom.tell(
        f"""
        article | speaker | unit    | says       | text      | event
        one     | army    | fighter | 250        | 250       | {event}
        one     | chief   | person  | 2000..9999 | {text}    | {event}
        two     | mayor   | fighter | 40         | 40        | {event}
        """
    )
    assert newsroom.ladders() == [ladder]
    assert [row["ratio"] for row in newsroom.found()] == [6.25]


def test_a_number_that_does_not_say_who_is_counted_opens_no_gap(newsroom: Newsroom) -> None:
    """Alone beside one position it is not shown."""
    newsroom.tell(
        """
        article | speaker | unit    | says       | text
        one     | army    | fighter | 250        | 250
        one     | chief   | person  | 2000..9999 | thousands
        """
    )
    assert newsroom.found() == []


def test_who_gives_several_numbers_in_an_article_opens_no_gap(newsroom: Newsroom) -> None:
    """They are parts or stages: who repeats one of them contradicts nobody, and they are drawn beside a real gap."""
    newsroom.tell(
        """
        article | speaker | says
        one     | army    | 250
        one     | army    | 40
        two     | mayor   | 250
        """
    )
    assert newsroom.found() == []
    newsroom.tell("article | speaker | says\nthree | monitor | 900")
    assert newsroom.ladders() == [[["army"], ["army", "mayor"], ["monitor"]]]
    assert [row["ratio"] for row in newsroom.found()] == [3.6]
