"""The shallow parse: what a word can be, its tag in place, and the chunks of a sentence."""

from __future__ import annotations

import pytest

from flows.claims.chunks import chunk
from flows.claims.lexicon import is_word, look_up, singular, verb_base
from flows.claims.numbers import find_numbers
from flows.claims.tagging import tag
from flows.claims.text import Sentence


def chunks_of(text: str) -> list[tuple[str, str]]:
    """Return (kind, words) of each chunk of `text`, stops left out."""
    sentence = Sentence(text, 0, len(text))
    tokens = tag(text, 0, find_numbers(sentence))
    return [
        (group.kind, " ".join(token.text for token in tokens[group.first : group.last]))
        for group in chunk(tokens)
        if group.kind != "stop"
    ]


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("soldiers", "soldier"),
        ("families", "family"),
        ("gunmen", "gunman"),
        ("losses", "loss"),
        ("wives", "wife"),
        ("police", "police"),
        ("bus", "bus"),
    ],
)
def test_a_noun_has_its_singular(word: str, expected: str) -> None:
    """Regular and irregular plurals lead back to the singular."""
    assert expected == singular(word)


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("killed", ("kill", "past or participle")),
        ("fleeing", ("flee", "ing")),
        ("took", ("take", "past")),
        ("taken", ("take", "participle")),
        ("dies", ("die", "s")),
        ("trapping", ("trap", "ing")),
        ("table-like", ("", "")),
    ],
)
def test_a_verb_form_has_its_base(word: str, expected: tuple[str, str]) -> None:
    """Regular and irregular verb forms lead back to the base, with the form they are."""
    assert expected == verb_base(word)


def test_an_unknown_word_is_a_name_or_a_noun() -> None:
    """What no dictionary knows is no English word, and stands as a noun."""
    assert (False, True) == (is_word("zarbalino"), is_word("trucks"))
    assert look_up("zarbalino").noun == 9


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Six people were killed and dozens of others wounded.",
            [
                ("noun", "Six people"),
                ("verb", "were killed"),
                ("and", "and"),
                ("noun", "dozens"),
                ("prep", "of"),
                ("noun", "others"),
                ("state", "wounded"),
            ],
        ),
        ("The raid left 12 dead.", [("noun", "The raid"), ("verb", "left"), ("noun", "12 dead")]),
        (
            "A bomb attack killed 16 oil workers who had been trapped.",
            [
                ("noun", "A bomb attack"),
                ("verb", "killed"),
                ("noun", "16 oil workers"),
                ("who", "who"),
                ("verb", "had been trapped"),
            ],
        ),
        (
            "They seized three T-72 tanks.",
            [("noun", "They"), ("verb", "seized"), ("noun", "three T-72 tanks")],
        ),
        (
            "Forty displaced farmers may not have left.",
            [("noun", "Forty displaced farmers"), ("verb", "may not have left")],
        ),
    ],
)
def test_a_sentence_falls_into_chunks(text: str, expected: list[tuple[str, str]]) -> None:
    """Noun groups end at their head, verb groups hold their auxiliaries, and states stand for themselves."""
    assert expected == chunks_of(text)
