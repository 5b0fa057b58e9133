"""How far a count reaches: parts and totals, a war or an event, fact or expectation, and the main toll."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from flows.claims import extract
from flows.claims.dates import dates_in, event_date
from flows.claims.places import canonical_place, nearest, places
from flows.claims.tagging import tag
from flows.claims.text import Sentence
from flows.records import Article, Claim, Segment

PUBLISHED = datetime(2017, 10, 14, 12, tzinfo=UTC)  # a Saturday


def claims_of(*paragraphs: str) -> list[Claim]:
    """Return the counts of a headline and paragraphs published on Saturday, 14 October 2017."""
    text = "\n".join(paragraphs)
    title = len(paragraphs[0])
    segments = (Segment("headline", 0, title), Segment("body", title + 1, len(text)))
    return extract(
        Article("a.txt", text, segments, title=paragraphs[0], outlet="The Herald", published_at=PUBLISHED)
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "The quake killed at least 40 people, including five children.",
            {"five children": "at least 40 people"},
        ),
        ("Six nurses were among at least 31 dead.", {"Six nurses": "at least 31 dead"}),
        ("The crash killed 26 people, among them nine women.", {"nine women": "26 people"}),
        ("The crash killed 26 people. Seven of the dead were children.", {"Seven of the dead": "26 people"}),
        ("We took 4,000 people out. In my bus alone there were 112 people fleeing.", {}),
        ("The raid killed 12 people and wounded 40.", {}),
        (
            "The toll rose to 61. Those killed included six women, five children and three guards.",
            {"six women": "61", "five children": "61", "three guards": "61"},
        ),
        ("Some 250 fighters left with 3,500 of their family members.", {}),
        # parts that are together their total
        (
            "The slide killed 12 people, seven in the north and five in the south.",
            {"seven": "12 people", "five": "12 people"},
        ),
        (
            "The slide killed 12 people: seven miners and five cooks.",
            {"seven miners": "12 people", "five cooks": "12 people"},
        ),
        ("Twelve people died in the north, six in the south and two in the capital.", {}),
        # parts taken out of a set
        ("The crash killed 26 people. Nine were women.", {"Nine": "26 people"}),
        ("Of the 31 people killed, nine were women.", {"nine": "31 people"}),
        (
            "Dozens of people were killed, police said, including 29 in one village.",
            {"29": "Dozens of people"},
        ),
    ],
)
def test_a_part_names_its_total(text: str, expected: dict[str, str]) -> None:
    """A count that the text takes out of another has that other's words as `part_of`."""
    assert expected == {claim.text: claim.part_of for claim in claims_of("News", text) if claim.part_of}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The storm killed nine people.", "asserted"),
        ("Up to 300 people may still be trapped.", "possible"),
        ("Some 50 fighters will be evacuated.", "expected"),
        ("Around 50 rebels are expected to surrender.", "expected"),
        ("We thought there were 200 people to collect.", "expected"),
        ("The ministry denied that 40 soldiers had been killed.", "denied"),
    ],
)
def test_the_polarity_is_what_the_verbs_say(text: str, expected: str) -> None:
    """Modal verbs, verbs of expecting and denying make a count something other than a fact."""
    assert [expected] == [claim.polarity for claim in claims_of("News", text)]


@pytest.mark.parametrize(
    ("paragraphs", "expected"),
    [
        (("Blast kills 12", "A blast killed 12 people and wounded 30 on Monday."), ["12", "30"]),
        (("Dozens killed in blast", "A blast killed 38 people on Monday."), ["38 people"]),
        (("Nine children killed in raid", "A raid killed 23 people, monitors said."), ["23 people"]),
        (
            ("More war", "The war has killed more than 90,000 people since 2010. A raid killed six men."),
            ["six men"],
        ),
        (("Scores of nurses die", "Fifteen nurses were killed, she said."), ["Fifteen nurses"]),
        (("Blast kills over 1,000", "A total of 1,500 people were killed."), ["A total of 1,500 people"]),
        (("Bomb kills woman", "It killed a woman. Last week some 100 villagers were killed."), ["woman"]),
        (("Quake", "It killed 26 people. Seven of the dead were children."), ["26 people"]),
        (
            ("Bomb", "A bomb killed six people in the town, where 400 have died since the war began."),
            ["six people"],
        ),
        (
            (
                "Years of war",
                "It has killed 30,000 soldiers and 9,000 nurses since 2011. A raid killed two men.",
            ),
            ["two men"],
        ),
        (
            ("Rocket kills four pupils", "A child was also among nine people killed in a raid elsewhere."),
            ["four pupils"],
        ),
        (
            (
                "Bomb in the north",
                "In May a bomb killed 40 people there. On Thursday a bomb killed six people.",
            ),
            ["six people"],
        ),
    ],
)
def test_the_main_toll_is_the_first_count_made_exact_and_whole(
    paragraphs: tuple[str, ...], expected: list[str]
) -> None:
    """Parts, war-long totals and vague words give way to the toll of the event."""
    assert expected == [claim.text for claim in claims_of(*paragraphs) if claim.main]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Nine people died in Ar-Raqqah.", "Raqqa"),
        ("Nine people died in the old quarter of Mosul in Iraq.", "Mosul"),
        ("Nine people died near the village of Tal Zahran in Lebanon.", "Tal Zahran"),
        ("Washington said nine people died.", None),
        ("Nine people died in Wadi al-Tin on Monday.", "Wadi al-Tin"),
        ("Nine people died in Marzan Lebanon.", "Marzan"),
        ("A monitor based in Geneva said nine people died.", None),
        ("Nine people died in MOAB Bombing.", None),
        ("Nine people died in Parisian suburb.", None),
        ("Nine people died near Taliban town.", None),
        ("Nine people died in Syria, a day after talks in Geneva.", "Syria"),
    ],
)
def test_a_count_has_the_finest_place_it_is_tied_to(text: str, expected: str | None) -> None:
    """A town stands before its country, a place right beside the count before any other."""
    assert expected == nearest(places(tag(text, 0, ())), text.index("ine"))


def test_a_place_has_one_name() -> None:
    """Transliterations of one town have one canonical name; an unknown name keeps its own."""
    assert ["Deir ez-Zor", "Deir ez-Zor", "Little Town"] == [
        canonical_place(name) for name in ("Deir Ezzor", "deir al-zor", "Little Town")
    ]


def _dated(text: str, published: datetime | None) -> str | None:
    return event_date(dates_in(Sentence(text, 0, len(text))), 0, published)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Nine died on 12 October 2016.", "2016-10-12"),
        ("Nine died on October 12.", "2017-10-12"),
        ("Nine died on December 12.", "2016-12-12"),
        ("Nine died in March 2011.", "2011-03"),
        ("Nine died on Tuesday.", "2017-10-10"),
        ("Nine died yesterday.", "2017-10-13"),
        ("Nine died last month.", "2017-09"),
        ("The mayor tweeted Monday that nine had died.", None),
        ("The mayor said on Friday that nine died on Tuesday.", "2017-10-10"),
        ("Nine died in 2014.", "2014"),
        ("Nine died on 31 February 2016.", None),
        ("Nine died.", None),
    ],
)
def test_a_date_is_as_precise_as_its_words(text: str, expected: str | None) -> None:
    """Absolute and relative dates resolve against the publication; what is not said stays open."""
    assert expected == _dated(text, PUBLISHED)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Fifteen died on Saturday and 22 on Sunday.", {"Fifteen": "2017-10-14", "22": "2017-10-08"}),
        (
            "On Saturday nine died in Velm and 12 were hurt on Sunday.",
            {"nine": "2017-10-14", "12": "2017-10-08"},
        ),
        ("Nine died on Tuesday, up from six the day before.", {"Nine": "2017-10-10", "six": "2017-10-09"}),
        ("Nine died, up from six the day before.", {"Nine": None, "six": None}),
    ],
)
def test_a_count_has_the_date_of_its_own_clause(text: str, expected: dict[str, str | None]) -> None:
    """Another clause sets a date apart, and "the day before" is counted back from the day the sentence names."""
    dates = dates_in(Sentence(text, 0, len(text)))
    assert expected == {count: event_date(dates, text.index(count), PUBLISHED) for count in expected}


def test_a_place_of_another_clause_is_not_the_counts() -> None:
    """What "while" sets against a count does not place it."""
    found = claims_of("Twelve people died in Homs, while in Aleppo three were killed.")
    assert [claim.place for claim in found] == ["Homs", "Aleppo"]


def test_a_relative_date_needs_the_publication() -> None:
    """Without a publication date a weekday says nothing, a full date still does."""
    assert [None, "2016-10-12"] == [_dated(text, None) for text in ("on Tuesday", "on 12 October 2016")]


def test_a_sentence_that_goes_on_keeps_place_and_date() -> None:
    """A sentence that opens with "The bombing" has the place and the day of the one before it."""
    found = claims_of(
        "News", "Jets bombed a depot outside Deir Ezzor on September 17. The bombing killed 62 soldiers."
    )
    assert [("Deir ez-Zor", "2017-09-17")] == [(claim.place, claim.event_date) for claim in found]
