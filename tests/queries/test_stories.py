"""queries/measures: what is compared among articles that tell one event."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from flows import store as stores
from tests.support.newsroom import TOPIC

if TYPE_CHECKING:
    from tests.support.newsroom import Newsroom


def tell_story(newsroom: Newsroom, drawn: str) -> None:
    """Take in the articles of the table, and those before, as one story that no topic holds."""
    stores.sync_topics(newsroom.store, [])
    newsroom.with_stories = True
    newsroom.tell(drawn)
    newsroom.store.execute("delete from store.story_articles")
    keys = newsroom.store.select("select article_id, version from articles")
    newsroom.store.append("story_articles", [{"story_id": "s", **key} for key in keys])
    newsroom.look()


def test_a_story_is_compared_without_a_topic(newsroom: Newsroom) -> None:
    """Articles that tell one event are compared, whatever the analyst follows."""
    tell_story(newsroom, "article | speaker | says | event\none | army | 30 | kill\ntwo | mayor | 43 | kill")
    (row,) = newsroom.found()
    assert (row["verdict"], row["why"], row["topic"]) == ("conflict", "sources differ", None)
    assert newsroom.ladders() == [[["army"], ["mayor"]]]


def test_a_toll_that_rises_in_a_story_is_drift(newsroom: Newsroom) -> None:
    """A later, higher toll of one story is no lie."""
    tell_story(
        newsroom,
        "article | day | speaker | says | event\none | 1 | army | 30 | kill\ntwo | 2 | mayor | 43 | kill",
    )
    assert [(row["verdict"], row["why"]) for row in newsroom.found()] == [("drift", "rose over time")]


@pytest.mark.parametrize(
    ("column", "one", "other"),
    [
        ("place", "Rivertown", "Mill Street"),  # town and landmark
        ("unit", "civilian", "person"),
        ("event_date", "2020-05-01", "2020-05-02"),
    ],
)
def test_a_story_is_told_in_different_words(newsroom: Newsroom, column: str, one: str, other: str) -> None:
    """Neither the name of the place nor who the dead are called keeps figures of one event apart."""
    tell_story(
        newsroom,
        f"article | speaker | says | event | {column}\none | army | 30 | kill | {one}\n"
        f"two | mayor | 43 | kill | {other}",
    )
    assert newsroom.ladders() == [[["army"], ["mayor"]]]


@pytest.mark.parametrize(
    "background",
    [
        "two | mayor | 90 | kill | | | 2020-04-02 | 90 people",  # another day
        "two | mayor | 12 | kill | | 43 people | | 12",  # a part of a total
        "two | mayor | 12 | kill | | | | 12 of the dead",  # a part of something
        "two | mayor | 1 | kill | | | | a man",  # a single person
        "two | mayor | 280000 | kill | | | | 280000 people",  # the dead of a war
        "two | mayor | 60 | other | | | | 60 people",  # nobody says what happened to them
    ],
)
def test_background_is_not_compared(newsroom: Newsroom, background: str) -> None:
    """What is not the figure an article gives for the event stands aside."""
    tell_story(
        newsroom,
        "article | speaker | says | event | main | part_of | event_date | text\n"
        f"one | army | 30 | kill | yes | | 2020-05-01 | 30 people\n{background}",
    )
    assert newsroom.found() == []


def test_an_article_with_several_figures_speaks_with_its_main_one(newsroom: Newsroom) -> None:
    """An earlier attack that an article recalls is not held against the others' toll."""
    tell_story(
        newsroom,
        """
        article | speaker | says | event | main
        one     | army    | 30   | kill  | yes
        one     | army    | 90   | kill  |
        two     | mayor   | 43   | kill  |
        """,
    )
    assert newsroom.ladders() == [[["army"], ["mayor"]]]


def test_words_tell_which_of_two_incidents_a_figure_is_of(newsroom: Newsroom) -> None:
    """A second strike of the same day, in the same story, is held against reports of itself alone."""
    tell_story(
        newsroom,
        """
        article | speaker | says | event | sentence
        one     | army    | 30   | kill  | Rockets on the fish market at the quay killed 30.
        one     | mayor   | 90   | kill  | A drone that fell on the school beside the mill killed 90.
        two     | chief   | 43   | kill  | At the quay 43 died when rockets struck the fish market.
        three   | nurse   | 60   | kill  | The drone killed 60 in the school at the mill.
        """,
    )
    assert newsroom.ladders() == [[["army"], ["chief"]], [["nurse"], ["mayor"]]]


def test_towns_that_several_articles_name_are_several_incidents(newsroom: Newsroom) -> None:
    """Two like strikes on one day are told apart by their towns."""
    tell_story(
        newsroom,
        """
        article | outlet | speaker | says | event | place    | sentence
        one     | Post   | army    | 30   | kill  | Millside | A strike on the market of Millside killed 30.
        two     | Globe  | mayor   | 43   | kill  | Millside | In Millside 43 died when the market was struck.
        three   | Times  | chief   | 12   | kill  | Hillside | A strike on a clinic in Hillside killed 12.
        four    | Echo   | nurse   | 16   | kill  | Hillside | The clinic of Hillside was struck and 16 died.
        """,
    )
    assert newsroom.ladders() == [[["army"], ["mayor"]], [["chief"], ["nurse"]]]


def test_the_dead_are_people_whatever_they_are_called(newsroom: Newsroom) -> None:
    """Relatives who died are those who died; given as a part of the dead they are compared with such parts."""
    tell_story(
        newsroom,
        """
        article | outlet | speaker | says | event | unit     | part_of
        one     | Post   | army    | 30   | kill  | relative |
        two     | Globe  | mayor   | 43   | kill  | person   |
        two     | Globe  | mayor   | 12   | kill  | civilian | 43
        three   | Times  | chief   | 16   | kill  | civilian | 43
        """,
    )
    assert newsroom.ladders() == [[["army"], ["mayor"]], [["mayor"], ["chief"]]]


@pytest.mark.parametrize(
    ("fourth", "ladders"),
    [
        ("four | driver | 7 | other | village", [[["army", "driver", "monitor"], ["mayor"]]]),
        ("four | driver | 7 | other | tent", []),
    ],
)
def test_a_count_without_an_event_is_compared_where_four_articles_give_it(
    newsroom: Newsroom, fourth: str, ladders: list[list[list[str]]]
) -> None:
    """What many articles count is of the event, though nobody says what happened to it."""
    tell_story(
        newsroom,
        f"""
        article | speaker | says | event | unit
        one     | army    | 7    | other | village
        two     | mayor   | 12   | other | village
        three   | monitor | 7    | other | village
        {fourth}
        """,
    )
    assert newsroom.ladders() == ladders


def test_a_story_within_a_topic_is_not_compared_again(newsroom: Newsroom) -> None:
    """What the topic shows is not shown twice."""
    drawn = "article | speaker | says | event\none | army | 30 | kill\ntwo | mayor | 43 | kill"
    tell_story(newsroom, drawn)
    stores.sync_topics(newsroom.store, [TOPIC])
    newsroom.look()
    assert [row["topic"] for row in newsroom.found()] == ["rivertown"]


def test_a_story_that_reaches_out_of_a_topic_shows_only_what_is_new(newsroom: Newsroom) -> None:
    """With an article beside the topic, a gap of which the topic shows every claim is not shown again."""
    tell_story(newsroom, "article | speaker | says | event\none | army | 30 | kill\ntwo | mayor | 43 | kill")
    tell_story(newsroom, "article | outlet | speaker | says | event\nthree | Globe | chief | 5 | wound")
    stores.sync_topics(newsroom.store, [TOPIC.model_copy(update={"query": "rivertown AND NOT outlet:globe"})])
    newsroom.look()
    assert [row["topic"] for row in newsroom.found()] == ["rivertown"]
