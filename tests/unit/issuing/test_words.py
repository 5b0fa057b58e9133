"""Sentences from data: number, agreement, names, how far apart."""

from __future__ import annotations

import pytest

from flows.issuing import local, words


@pytest.mark.parametrize(
    ("bound", "low", "high", "read"),
    [
        ("exact", 250, 250, "250"),
        ("about", 3750, 3750, "~3,750"),
        ("vague", 24, 60, "24–60"),
        ("range", 300, 350, "300–350"),
        ("above", 100, None, "≥\u00a0100"),
        ("below", None, 50, "≤\u00a050"),
        ("exact", 2.5, 2.5, "2.5"),
        ("exact", 0, 0, "0"),
        ("exact", None, None, "no number"),
    ],
)
def test_a_reading_shows_hedge_and_open_ends(
    bound: str, low: float | None, high: float | None, read: str
) -> None:
    """A reading never looks more certain than the words: ~ for about, a sign for an open end."""
    assert read == words.reading(bound, low, high)


@pytest.mark.parametrize(
    ("text", "bound", "low", "high", "said"),
    [
        ("almost 50 trucks", "below", None, 50, "almost 50"),
        ("more than 100 of the group’s vehicles", "above", 100, None, "more than 100"),
        ("Some 250 fighters", "about", 250, 250, "Some 250"),
        ("13 buses", "exact", 13, 13, "13"),
        ("a dozen or more lorries", "above", 12, None, "≥\u00a012"),
        ("140+ vehicles", "above", 140, None, "140+"),
    ],
)
def test_a_table_cell_keeps_the_hedge_in_its_own_words(
    text: str, bound: str, low: float | None, high: float | None, said: str
) -> None:
    """A cell says "almost 50", not "≤\u00a050", where the words have a numeral; else it says how they were read."""
    assert said == words.hedged(text, bound, low, high)


@pytest.mark.parametrize(
    ("unit", "bent"),
    [
        ("fighter", "fighters"),
        ("person", "people"),
        ("family member", "family members"),
        ("bus", "buses"),
        ("child", "children"),
        ("body", "bodies"),
        ("aircraft", "aircraft"),
        ("casualty", "casualties"),
        ("convoy", "convoys"),
        ("blast", "blasts"),
    ],
)
def test_plurals(unit: str, bent: str) -> None:
    """The last word of a unit is bent as English bends it."""
    assert bent == words.plural(unit)


def test_one_is_singular() -> None:
    """A count agrees with its noun."""
    assert ["0 claims", "1 claim", "1,200 claims"] == [words.counted(n, "claim") for n in (0, 1, 1200)]


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("SDF", "SDF says"),
        ("coalition", "the coalition says"),
        ("eyewitnesses", "eyewitnesses say"),
        ("ISIS intelligence chief", "the ISIS intelligence chief says"),
        ("the governor", "the governor says"),
        ("Walid Muallem", "Walid Muallem says"),
        ("a spokesman", "a spokesman says"),
        ("dock workers", "dock workers say"),
        ("Raqqa is being Slaughtered Silently", "Raqqa is being Slaughtered Silently says"),
    ],
)
def test_a_speaker_gets_article_and_verb(name: str, said: str) -> None:
    """Common nouns get "the" and their number; names stand as they are."""
    assert said == words.says(name)


@pytest.mark.parametrize(
    ("low", "high", "is_exact", "apart"),
    [
        (60, 250, False, "at least fourfold"),
        (10, 50, True, "fivefold"),
        (13, 30, True, "more than twofold"),
        (58, 72, True, "by 14"),
        (58, 72, False, "by at least 14"),
        (0, 40, False, "by at least 40"),
        (5, 60, True, "12-fold"),
        (1, 2500, True, "2,500-fold"),
    ],
)
def test_how_far_apart_is_never_overstated(low: float, high: float, is_exact: bool, apart: str) -> None:  # noqa: FBT001 - a column of the table above
    """A ratio is rounded down and hedged unless both numbers are exact; below twofold the difference is told."""
    assert apart == words.apart(low, high, is_exact=is_exact)


@pytest.mark.parametrize(
    ("kinds", "word"),
    [
        (["official", "military"], "Officials"),
        (["military", "party"], "The parties"),
        (["official", "witness"], "Sources"),
        (["witness"], "Witnesses"),
        ([], "Sources"),
        (["unknown"], "Sources"),
    ],
)
def test_speakers_are_named_by_what_all_of_them_are(kinds: list[str], word: str) -> None:
    """The headline calls speakers officials only when each of them is one."""
    assert word == words.speakers_word(kinds)


def test_titles_and_questions_follow_the_event() -> None:
    """People are who, things are that; a place is left out when it is not known; unknown events are counted."""
    assert "Foreign fighters who left Raqqa" == words.title_of("evacuate", "fighter", ["foreign"], "Raqqa")
    assert "Trucks and buses that left" == words.joint_title("evacuate", ["truck", "bus"], None)
    assert "how many soldiers were killed in Deir Ezzor" == words.question_of(
        "kill", "soldier", [], "Deir Ezzor"
    )
    assert "People counted" == words.title_of("no such event", None, [], None)
    assert "Was there a deal? (Harbour)" == words.stance_title("deal", "Harbour")
    assert "Ceasefire: asserted and denied" == words.stance_title("ceasefire", None)


def test_a_brace_in_a_place_is_a_brace() -> None:
    """Names from outside are put into phrases as text."""
    assert "People killed in {0.__class__}" == words.title_of("kill", "person", [], "{0.__class__}")
    assert "{unit}s killed" == words.title_of("kill", "{unit}", [], None)


@pytest.mark.parametrize(
    ("date", "said"),
    [
        ("2017-10-12", "12 October 2017"),
        ("2017-10", "October 2017"),
        ("2017", "2017"),
        (None, ""),
        ("2017-13", ""),
        ("soon", ""),
    ],
)
def test_dates_keep_their_precision(date: str | None, said: str) -> None:
    """A month is not made a day; what is no date is left out."""
    assert said == local.when(date)
