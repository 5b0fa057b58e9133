"""queries/discrepancies: what each family finds, and what it must leave alone, as small tables."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.support.newsroom import Newsroom


def findings(newsroom: Newsroom, family: str) -> list[tuple[str, str, float | None, list[list[str]]]]:
    """Return verdict, why, ratio and the words of each position of what a family found."""
    return [
        (
            row["verdict"],
            row["why"],
            row["ratio"],
            [sorted({claim["text"] for claim in position["claims"]}) for position in row["positions"]],
        )
        for row in newsroom.all_found()
        if row["family"] == family
    ]


def test_count_drift(newsroom: Newsroom) -> None:
    """A toll whose every higher number came later than the lower ones rose; nobody is contradicted."""
    newsroom.tell(
        """
        day | speaker | says | event | main
        1   | army    | 40   | kill  | yes
        2   | mayor   | 60   | kill  | yes
        3   | monitor | 90   | kill  | yes
        """
    )
    assert [("drift", "rose over time", 2.25, [["40"], ["60"], ["90"]])] == findings(newsroom, "count_drift")
    assert findings(newsroom, "count_conflict") == []


def test_what_is_no_count_drift(newsroom: Newsroom) -> None:
    """The newest number is not the highest, or nothing says that it moved: sources differ."""
    newsroom.tell(
        """
        story            | day | speaker | says | event
        it fell          | 1   | army    | 90   | kill
        it fell          | 2   | mayor   | 40   | kill
        on one day       | 1   | army    | 40   | kill
        on one day       | 1   | mayor   | 90   | kill
        the old one came | 1   | army    | 40   | kill
        the old one came | 2   | mayor   | 90   | kill
        the old one came | 3   | monitor | 41   | kill
        no toll          | 1   | army    | 40   | evacuate
        no toll          | 2   | mayor   | 90   | evacuate
        """
    )
    assert findings(newsroom, "count_drift") == []
    assert ["conflict"] * 4 == [verdict for verdict, *_ in findings(newsroom, "count_conflict")]


@pytest.mark.parametrize(
    "rows",
    [
        "1 | army | 40\n3 | army | 250",
        "1 | army | 40\n2 | mayor | 250\n3 | army | 250",  # it came round to the other's number
    ],
)
def test_revised(newsroom: Newsroom, rows: str) -> None:
    """What each speaker said last stands together, because one changed its number."""
    newsroom.tell(f"day | speaker | says\n{rows}")
    assert [("drift", "revised by its source", 6.25, [["40"], ["250"]])] == findings(newsroom, "revised")
    assert findings(newsroom, "count_conflict") == []


def test_a_number_others_hold_to_is_not_settled_by_a_revision(newsroom: Newsroom) -> None:
    """One speaker changed its number, another still says the old one: sources differ."""
    newsroom.tell("day | speaker | says\n1 | army | 40\n1 | mayor | 41\n3 | army | 250")
    assert findings(newsroom, "revised") == []
    assert ["sources differ"] == [why for _, why, *_ in findings(newsroom, "count_conflict")]


def test_who_is_counted_may_be_unclear(newsroom: Newsroom) -> None:
    """The lower number is of civilians, the higher of people: both may be right."""
    newsroom.tell(
        """
        speaker | says | unit     | event
        army    | 40   | civilian | kill
        mayor   | 60   | person   | kill
        """
    )
    expected = [("unclear", "unclear who is counted", 1.5, [["40"], ["60"]])]
    assert expected == findings(newsroom, "count_conflict")


def test_silent_edit(newsroom: Newsroom) -> None:
    """A number that the next version of an article gives otherwise, with both versions' words."""
    newsroom.tell("article | speaker | says\none | army | 40")
    assert newsroom.tell("article | speaker | says\none | army | 250") == {"new": 1}
    assert [("drift", "revised by its source", 6.25, [["40"], ["250"]])] == findings(newsroom, "silent_edit")
    assert newsroom.look() == {}


def test_what_is_no_silent_edit(newsroom: Newsroom) -> None:
    """Numbers that stayed, came, went, are of something else, or were changed with a word about it."""
    newsroom.tell(
        """
        article | speaker | says | event
        stayed  | army    | 40   | evacuate
        came    | army    | 40   | evacuate
        went    | army    | 40   | evacuate
        went    | army    | 250  | evacuate
        else    | army    | 40   | evacuate
        said so | army    | 40   | evacuate
        summary | army    | 40   | evacuate
        """
    )
    newsroom.tell(
        """
        article | speaker          | says | event    | media_type
        stayed  | mayor            | 40   | evacuate |
        came    | army             | 40   | evacuate |
        came    | mayor            | 250  | evacuate |
        went    | army             | 250  | evacuate |
        else    | army             | 250  | kill |
        said so | army (corrected) | 250  | evacuate |
        summary | army             | 250  | evacuate | text/html
        """
    )
    assert findings(newsroom, "silent_edit") == []


def test_citation_drift(newsroom: Newsroom) -> None:
    """The Globe gives a number as the Post's that the Post's own article does not give."""
    newsroom.tell(
        """
        outlet | speaker | chain      | says
        Post   | army    | Post army  | 40
        Globe  | Post    | Globe Post | 250
        """
    )
    assert [("unclear", "sources differ", 6.25, [["40"], ["250"]])] == findings(newsroom, "citation_drift")


def test_what_is_no_citation_drift(newsroom: Newsroom) -> None:
    """The number is the cited outlet's, somebody else's, its own, or of an article nobody has."""
    newsroom.tell(
        """
        place    | outlet | speaker | chain        | says
        as given | Post   | army    | Post army    | 40
        as given | Globe  | Post    | Globe Post   | about 41
        another  | Post   | army    | Post army    | 40
        another  | Globe  | mayor   | Globe mayor  | 250
        unseen   | Post   | army    | Post army    | 40
        unseen   | Globe  | Herald  | Globe Herald | 250
        its own  | Post   | army    | Post army    | 40
        its own  | Post   | Post    | Post         | 250
        """
    )
    assert findings(newsroom, "citation_drift") == []


def test_headline_body(newsroom: Newsroom) -> None:
    """The headline's number is not that of its own article."""
    newsroom.tell(
        """
        article | speaker | says | event | origin   | main
        one     | Post    | 90   | kill  | headline |
        one     | mayor   | 40   | kill  | body     | yes
        """
    )
    assert [("unclear", "sources differ", 2.25, [["40"], ["90"]])] == findings(newsroom, "headline_body")


def test_what_is_no_gap_between_headline_and_body(newsroom: Newsroom) -> None:
    """The body bears the headline out, or speaks of something else."""
    newsroom.tell(
        """
        article       | says  | event | origin
        close         | 410   | kill  | headline
        close         | 400   | kill  | body
        further down  | 90    | kill  | headline
        further down  | 40    | kill  | body
        further down  | 90    | kill  | body
        added up      | 90    | kill  | headline
        added up      | 40    | kill  | body
        added up      | 50    | kill  | body
        something else| 90    | kill  | headline
        something else| 40    | wound | body
        the war       | 90    | kill  | headline
        the war       | 40000 | kill  | body
        one article   | 90    | kill  | headline
        another       | 40    | kill  | body
        one of them   | 1     | kill  | headline
        one of them   | 40    | kill  | body
        """
    )
    assert findings(newsroom, "headline_body") == []


def test_two_sources_side_by_side(newsroom: Newsroom) -> None:
    """Beside its own toll an article gives two sources' numbers for one of the strikes."""
    newsroom.tell(
        """
        article | speaker | says        | event | main | text               | sentence
        one     | Post    | 360         | kill  | yes  | 360 people         | In all 360 people died.
        one     | monitor | at least 23 | kill  |      | at least 23 people | 23 people died at the mill.
        one     | mayor   | 40          | kill  |      | 40                 | The mayor put it at 40.
        """
    )
    expected = [("conflict", "sources differ", 1.74, [["40"], ["at least 23 people"]])]
    assert [(*one[:3], sorted(one[3])) for one in findings(newsroom, "count_conflict")] == expected


def test_tolls_of_two_stories_are_not_compared(newsroom: Newsroom) -> None:
    """A topic holds several events; the dead of one are not those of another."""
    rows = "speaker | says | event | story\narmy | 40 | kill | flood\nmayor | 90 | kill | strike"
    newsroom.tell(rows)
    assert findings(newsroom, "count_conflict") == []
    newsroom.tell(rows.replace("strike", "flood"))
    assert len(findings(newsroom, "count_conflict")) == 1


FELL = """
    outlet | kind   | unit  | says | text       | sentence
    Post   | length | metre | 60   | 60 metres  | The climber fell 60 metres from a ridge near the hut.
    Globe  | length | foot  | 500  | 500 feet   | A climber died after he fell 500 feet near the hut.
    Herald | length | foot  | 200  | 200 feet   | The ridge near the hut where the climber fell 200 feet is closed.
    Times  | length | metre | 70   | 70 metres  | The rope bridge over the gorge is 70 metres long.
"""


def test_lengths_said_of_the_same_thing(newsroom: Newsroom) -> None:
    """What stands beside a length says what it is of; feet are held against metres."""
    newsroom.with_stories = True
    newsroom.tell(FELL)
    (row,) = [row for row in newsroom.all_found() if row["kind"] == "quantity"]
    assert ("metre", 2.54) == (row["unit"], row["ratio"])
    assert [["Herald", "Post"], ["Globe"]] == [
        sorted(claim["outlet"] for claim in position["claims"]) for position in row["positions"]
    ]


def test_shares_said_of_different_things(newsroom: Newsroom) -> None:
    """A share of one town's wells says nothing of another's."""
    newsroom.with_stories = True
    newsroom.tell(
        """
        kind    | unit    | says | text       | sentence
        percent | percent | 40   | 40 percent | In Rivertown, 40 percent of the wells ran dry.
        percent | percent | 60   | 60 percent | In the north, 60 percent of the roads to Hilltown were cut.
        """
    )
    assert [] == [row for row in newsroom.all_found() if row["kind"] == "quantity"]


LIVED = """
    outlet | says         | unit   | event | place     | text         | sentence
    Post   | about 250000 | person | other | Rivertown | about 250000 | In the besieged old quarter about 250000 live.
    Globe  | about 300000 | person | other | Rivertown | about 300000 | In the old quarter about 300000 are besieged.
    Herald | about 400000 | person | other | Rivertown | about 400000 | The harbour side holds about 400000.
    Times  | about 360000 | person | other | Hilltown  | about 360000 | Beyond the river about 360000 go hungry.
"""


def test_people_of_whom_nothing_but_the_words_beside_them_tells(newsroom: Newsroom) -> None:
    """Those of one place with like words beside them are the same people, whatever is counted elsewhere."""
    newsroom.with_stories = True
    newsroom.tell(LIVED)
    assert [("conflict", "sources differ", 1.2, [["about 250000"], ["about 300000"]])] == findings(
        newsroom, "count_conflict"
    )


def test_a_noun_of_no_class_needs_like_words_beside_it(newsroom: Newsroom) -> None:
    """Four articles count games: those missed are held against each other, those won are of another thing."""
    newsroom.with_stories = True
    newsroom.tell(
        """
        says | unit | event | text     | sentence
        9    | game | other | 9 games  | Hill missed 9 games with his knee.
        10   | game | other | 10 games | The captain missed 10 games.
        10   | game | other | 10 games | Hill missed 10 games.
        16   | game | other | 16 games | They won 16 games on the road.
        """
    )
    (row,) = newsroom.found()
    assert [1, 2] == [len(position["claims"]) for position in row["positions"]]


def test_a_vague_main_toll_is_the_one_number_it_allows(newsroom: Newsroom) -> None:
    """The lead says that dozens were hurt, and further down who: 30 in the blast, three elsewhere."""
    newsroom.tell(
        """
        article | speaker | says   | event | main
        one     | Post    | 24..99 | wound | yes
        one     | Post    | 30     | wound |
        one     | Post    | 3      | wound |
        two     | mayor   | 45     | wound | yes
        """
    )
    assert [("conflict", "sources differ", 1.5, [["30"], ["45"]])] == findings(newsroom, "count_conflict")


def test_a_story_told_again_after_weeks_is_of_another_event(newsroom: Newsroom) -> None:
    """Two weeks of silence part what would otherwise be one toll."""
    rows = "day | speaker | says | event\n1 | army | 40 | kill\n{} | mayor | 90 | kill"
    newsroom.tell(rows.format(20))
    assert newsroom.all_found() == []
    newsroom.tell(rows.format(10))
    assert len(newsroom.all_found()) == 1


def test_support_is_counted_in_independent_sources(newsroom: Newsroom) -> None:
    """Five outlets, two sources: a speaker counts once, whoever cites it, and copied words are their first outlet's."""
    newsroom.tell(
        """
        article | outlet | speaker | chain       | says | copies
        wire    | Wire   | Wire    |             | 250  |
        copy    | Post   | Post    |             | 250  | wire
        again   | Globe  | Globe   |             | 250  | wire
        one     | Herald | army    | Herald army | 250  |
        two     | Times  | army    | Times army  | 250  |
        three   | Star   | mayor   | Star mayor  | 40   |
        """
    )
    (row,) = newsroom.found()
    assert [(1, 1), (5, 2)] == [(position["outlets"], position["sources"]) for position in row["positions"]]


def test_a_copy_with_another_number_is_no_second_source(newsroom: Newsroom) -> None:
    """An outlet that copied an article and changed its number is not held against it as a source."""
    newsroom.tell(
        """
        article | outlet | speaker | says | copies
        wire    | Wire   | Wire    | 40   |
        copy    | Post   | Post    | 250  | wire
        """
    )
    assert [("unclear", "copied", 6.25, [["40"], ["250"]])] == findings(newsroom, "count_conflict")
