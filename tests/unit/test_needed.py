"""What a text must hold for a pattern to be found: it must never say no where the pattern would be found."""

from __future__ import annotations

import re

import pytest

from flows.needed import Needle, needed
from flows.needles import steps_of


def _shown(needle: Needle) -> str:
    """Return the needle with a blank on the sides where it wants the end of a word."""
    return " " * needle.opens + needle.text + " " * needle.closes


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        (r"\b(?:denied|rejected)\b", [{" denied ", " rejected "}]),
        (r"\bin\ the\ (?:eyes|view)\ of\b", [{" eyes ", " view "}, {" in "}, {" of "}]),
        (r"kill(?:ed|ing)?", [{"kill", "killed", "killing"}]),
        (r"\bkill\w*", [{" kill"}]),
        (r"(?:dead|died)|\d+", [{"dead", "died", r"\d"}]),
        (r"(?:(?:dead|died)\ )?", []),
        (r"(?:(?:ab){2,})c", [{"ab"}]),
        (r"[0-9]+\s+yachts\b", [{" yachts "}, {r"\d"}]),
        (r"(?:one|two)\d|\d", [{r"\d"}]),
        ("Noon", [{"noon"}]),
        (r"(?<!\w)port(?=\ authority)", [{" authority"}, {" port"}]),
        (r"\bfor\s+(?P<month>jan(?:uary)?|may)\b\.?", [{" jan ", " january ", " may "}, {" for "}]),
        (r"the[\s-]+harbour(?!\w|-)", [{" harbour "}, {"the "}]),
        (r"(?:19|20)\d\d", [{"19", "20"}]),
        (r"\S+", []),
    ],
)
def test_what_is_rarest_of_what_a_pattern_cannot_do_without(pattern: str, expected: list[set[str]]) -> None:
    """Whole words where the pattern wants them whole, a mark or a digit for what cannot be spelt out."""
    assert [set(map(_shown, needles)) for needles in needed(steps_of(pattern))] == expected


@pytest.mark.parametrize(
    ("pattern", "text"),
    [
        (r"\bun(?:der|til)?\s*way\b", "underway"),
        (r"(?:a|b)\b-\bc", "a-c"),
        (r"\bx(?:\s|-)y\b", "x-y"),
        (r"pre\B(?:war|fab)", "prefab"),
        (r"(?:\.|,)?\bnot\b", "it.not"),
    ],
)
def test_what_is_asked_for_stands_where_the_pattern_is_found(pattern: str, text: str) -> None:
    """Optional blanks, marks between words and words written together are allowed for."""
    assert re.search(pattern, text)
    for needles in needed(steps_of(pattern)):
        assert any(_stands(needle, text) for needle in needles)


def _stands(needle: Needle, text: str) -> bool:
    before, behind = r"(?<!\w)" if needle.opens else "", r"(?!\w)" if needle.closes else ""
    return re.search(before + re.escape(needle.text) + behind, text) is not None
