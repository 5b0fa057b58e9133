"""Who is said to say what: the source, the cue and the content of each statement."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flows.claims.quotes import around, quotations
from flows.records import Article, Attribution, Segment
from tests.support.speech import article_of, attributions_of


def told(text: str, *, title: str = "") -> list[tuple[str | None, str, str]]:
    """Return the words of source, cue and content of each statement in `text`."""
    article = article_of(text, title=title) if text else article_of(title=title)
    return [_words(article, found) for found in attributions_of(article)]


def _words(article: Article, found: Attribution) -> tuple[str | None, str, str]:
    source = article.text[slice(*found.source)] if found.source is not None else None
    return source, article.text[slice(*found.cue)], article.text[slice(*found.content)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The mayor said that two boats sank.", ("The mayor", "said", "two boats sank.")),
        ("The mayor said two boats sank.", ("The mayor", "said", "two boats sank.")),
        ("Amal Noor told reporters that two boats sank.", ("Amal Noor", "told", "two boats sank.")),
        ("The port said on Monday that two boats sank.", ("The port", "said", "two boats sank.")),
        ("The port has repeatedly warned that boats sink.", ("The port", "warned", "boats sink.")),
        ('"Two boats sank," the mayor said.', ("the mayor", "said", '"Two boats sank,"')),
        ("Two boats sank, the mayor said.", ("the mayor", "said", "Two boats sank")),
    ],
)
def test_a_verb_of_saying_has_its_subject_for_source(text: str, expected: tuple[str, str, str]) -> None:
    """Direct and indirect speech: who stands before the verb says what stands on its other side."""
    assert [expected] == told(text)


@pytest.mark.parametrize(
    "text",
    [
        "The town has 41 registered voters.",
        "A club called Rovers won by two.",
        "They continued their search for two boats.",
        "He appeared at two fairs.",
        "Amal Noor: 1,769.",
        "The 20 states with a coast voted.",
    ],
)
def test_words_of_saying_in_other_uses_say_nothing(text: str) -> None:
    """Adjectives, names and plain verbs that look like saying give nothing to anybody."""
    assert told(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('"Two boats sank," said Amal Noor.', ("Amal Noor", "said", '"Two boats sank,"')),
        ("Two boats sank, said Amal Noor.", ("Amal Noor", "said", "Two boats sank")),
        ('"Two boats sank," said a clerk at the port.', ("a clerk at the port", "said", '"Two boats sank,"')),
    ],
)
def test_a_speaker_may_stand_behind_the_verb(text: str, expected: tuple[str, str, str]) -> None:
    """Inverted speech: what was said, the verb, then who said it."""
    assert [expected] == told(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("According to the port, two boats sank.", ("the port", "According to", "two boats sank.")),
        (
            "In a city poll last week, forty percent wanted rain.",
            ("a city poll last week", "In", "forty percent wanted rain."),
        ),
        ("The port records show that ten boats sank.", ("The port records", "show", "ten boats sank.")),
        ('- Amal Noor: "Two boats sank."', ("Amal Noor", ":", '"Two boats sank."')),
        ("Two boats sank, according to Amal Noor.", ("Amal Noor", "according to", "Two boats sank")),
    ],
)
def test_according_to_stands_before_or_behind(text: str, expected: tuple[str, str, str]) -> None:
    """What somebody is the source of stands on either side of "according to"."""
    assert [expected] == told(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Amal Noor, a clerk at the port, said two boats sank.", "Amal Noor, a clerk at the port"),
        ("The clerk, who saw the storm, said two boats sank.", "The clerk, who saw the storm"),
        ("Amal Noor (53) said two boats sank.", "Amal Noor"),
        ("The storm passed and the mayor said two boats sank.", "the mayor"),
        ("Officials in the city said two boats sank.", "Officials in the city"),
        ("The mayor's office said two boats sank.", "The mayor's office"),
    ],
)
def test_a_source_is_a_whole_noun_group(text: str, expected: str) -> None:
    """A source has its apposition and its prepositional phrases, and nothing of the clause before."""
    assert [expected] == [source for source, _, _ in told(text)]


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Ministry: two boats sank in the bay", ("Ministry", ":", "two boats sank in the bay")),
        ("Two boats sink in bay: coast guard officials", ("coast guard officials", "Two boats sink in bay")),
        ("Two boats sink in bay - Ministry", ("Ministry", "Two boats sink in bay")),
        ("Two boats sink in bay Utopian state TV", ("Utopian state TV", "Two boats sink in bay")),
        ("Two boats sink in Utopia Monitor", ("Monitor", "Two boats sink in Utopia")),
    ],
)
def test_a_mark_gives_a_title_to_its_source(title: str, expected: tuple[str, ...]) -> None:
    """A colon or a dash, even a lost one, sets the source of a title apart."""
    found = told("", title=title)
    assert [(expected[0], expected[-1])] == [(source, content) for source, _, content in found]


@pytest.mark.parametrize("text", ["At 6:05 two boats sank.", "Three things: rope, sails and tar."])
def test_not_every_colon_gives_words_to_somebody(text: str) -> None:
    """Clocks and lists have colons too."""
    assert told(text) == []


@pytest.mark.parametrize(
    ("text", "source", "cue"),
    [
        ("Two boats are expected to sail.", None, "expected"),
        ("The storm was described by Amal Noor as the worst.", "Amal Noor", "described"),
        ("The mayor was quoted as saying that two boats sank.", "The mayor", "quoted"),
    ],
)
def test_a_passive_has_its_source_behind_by(text: str, source: str | None, cue: str) -> None:
    """In the passive the subject is what is spoken of; "by" names who speaks, if anything does."""
    assert [(source, cue)] == [(found, word) for found, word, _ in told(text)]


def test_a_noun_of_saying_has_its_owner_for_source() -> None:
    """A claim is its owner's: "the port's claim that"."""
    assert [("The port's", "claim", "two boats sank")] == [
        (source, cue, content)
        for source, cue, content in told("The port's claim that two boats sank")
        if source
    ]


def test_a_phrase_can_say_that_somebody_counts() -> None:
    """To put a number at something is to state it."""
    found = told("The mayor put the number of guests at forty.")
    assert [("The mayor", "put")] == [(source, cue) for source, cue, _ in found]


def test_a_quotation_goes_on_over_sentences() -> None:
    """A quotation belongs to one speaker to its closing mark, and so does the next one that nobody else says."""
    text = '"Two boats sank. Three came back," said Amal Noor. "Nobody was hurt."'
    (_, _, content), *_ = told(text)
    assert text == content


def test_words_inside_quotation_marks_make_no_statements() -> None:
    """What somebody quotes is their own: the "said" inside is no cue."""
    assert ["said"] == [cue for _, cue, _ in told('"He claimed that boats said nothing," said Amal Noor.')]


def test_two_statements_share_a_sentence() -> None:
    """Each statement ends where the next one begins."""
    found = told("The mayor said two boats sank but the port said three sank.")
    assert [("The mayor", "two boats sank"), ("the port", "three sank.")] == [
        (source, content) for source, _, content in found
    ]


def test_comments_make_no_attributions() -> None:
    """What readers write is theirs."""
    text = "The mayor said two boats sank."
    article = Article("a.txt", text, (Segment("comment", 0, len(text), "Reader"),))
    assert attributions_of(article) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('He said "two boats" sank.', [(8, 19)]),
        ("''Two boats'' sank", [(0, 13)]),
        ('A 6" plank', []),
        ('"Two boats sank', [(0, 15)]),
        ("The sailors' boats didn't sink", []),
    ],
)
def test_quotations_are_told_by_what_stands_beside_a_mark(text: str, expected: list[tuple[int, int]]) -> None:
    """Folded marks have no direction; an apostrophe and a mark alone are none, an opening one runs on."""
    assert expected == quotations(text, 0, len(text))


def test_a_place_is_inside_a_quotation_strictly() -> None:
    """The place right at a mark is outside."""
    spans = [(2, 5), (8, 12)]
    assert [None, None, (2, 5), (2, 5), None, (8, 12)] == [around(spans, at) for at in (1, 2, 3, 4, 5, 9)]


WORDS = st.sampled_from(
    [
        "The",
        "mayor",
        "said",
        "that",
        "two",
        "boats",
        "sank",
        ",",
        "according",
        "to",
        "Amal",
        "Noor",
        ".",
        '"',
        ":",
        ";",
        "-",
        "claim",
        "by",
        "was",
        "told",
        "it",
        "he",
        "\n",
        "who",
        "(",
        ")",
    ]
)


@settings(max_examples=300)
@given(st.lists(WORDS, max_size=60).map(" ".join))
def test_attributions_are_slices_in_order_and_the_same_each_time(text: str) -> None:
    """Whatever the text: spans stand inside it in order, nothing raises, and reading twice gives the same."""
    article = article_of(text) if text else article_of("x")
    found = attributions_of(article)
    assert found == attributions_of(article)
    assert found == sorted(found, key=lambda one: one.cue)
    for one in found:
        for start, end in filter(None, (one.source, one.cue, one.content)):
            assert 0 <= start < end <= len(article.text)
        assert one.sentence in article.text


@settings(max_examples=150)
@given(st.text(max_size=200))
def test_any_text_at_all_is_read(text: str) -> None:
    """Nothing raises on text of any kind."""
    found = attributions_of(article_of(text or "x"))
    assert all(one.cue[0] < one.cue[1] for one in found)
