"""What words tell of their sentence: nothing that is there may be taken for absent."""

from __future__ import annotations

import pytest

from flows.claims.marks import CUE, NUMBER, alternatives, marked, marks
from flows.claims.rules import Rule, rules
from flows.claims.text import fold
from flows.needles import alternatives as pieces_of

GROUPS = [
    ("dates", "date"),
    ("dates", "reported"),
    ("leaveouts", "leave_outs"),
    ("scope", "cumulative"),
    ("speech", "hints"),
    ("speech", "phrases"),
]


def _examples(file: str, group: str) -> list[tuple[Rule, str]]:
    return [(rule, fold(example)) for rule in rules(file, group) for example in rule.examples]


@pytest.mark.parametrize(("file", "group"), GROUPS)
def test_a_rule_is_marked_wherever_it_is_found(file: str, group: str) -> None:
    """Every example of a rule carries the rule's bit."""
    lost = [
        (rule.name, example)
        for rule, example in _examples(file, group)
        if rule not in marked(file, group, marks(example.lower()))
    ]
    assert not lost


@pytest.mark.parametrize(("file", "group"), GROUPS)
def test_the_first_alternative_finds_what_the_rule_finds(file: str, group: str) -> None:
    """Where a rule matches, the first of its alternatives that does takes as much."""
    for rule, example in _examples(file, group):
        text = example if rule.case else example.lower()
        found = rule.lowered.search(text)
        assert found is not None
        matches = (one.lowered.match(text, found.start()) for one in rule.alternatives)
        assert found.span() == next(match.span() for match in matches if match is not None)


@pytest.mark.parametrize(
    ("file", "group", "text"),
    [
        ("speech", "phrases", "in the harbour of the town"),
        ("dates", "date", "in the harbour on a sunless day"),
        ("dates", "reported", "the island said"),
    ],
)
def test_a_rule_is_not_asked_for_by_common_words(file: str, group: str, text: str) -> None:
    """What a rule shares with every sentence ("in the"), or with longer words, does not call for it."""
    assert {rule.name for rule in marked(file, group, marks(text))} <= {"day-of-the-report"}


def test_a_rule_is_asked_for_only_with_all_it_needs() -> None:
    """A year alone wants a digit beside its "in"."""
    year = next(bits for rule, bits in alternatives("dates", "date") if rule.name == "year-alone")
    assert year & marks("in may") not in {0, year}
    assert year & marks("in 1970") == year


def test_a_pattern_is_parted_outside_its_brackets_only() -> None:
    """A bar in a group, in a set or behind a backslash parts nothing."""
    assert ["(a|b)", "[|)]c", r"\|d"] == pieces_of(r"(a|b)|[|)]c|\|d")


@pytest.mark.parametrize(
    ("text", "bit"),
    [
        ('the mayor "said"', CUE),
        ("a half-denied claim", CUE),
        ("a third of them", NUMBER),
        ("(forty-one)", NUMBER),
        ("dozens fled", NUMBER),
        ("a couple dozen", NUMBER),
        ("½ cup", NUMBER),
        ("in 2011", NUMBER),
    ],
)
def test_words_tell_of_speech_and_of_numbers(text: str, bit: int) -> None:
    """A word of saying and a number are seen with marks and hyphens beside them."""
    assert marks(text) & bit
    assert not marks("the sky over the bay") & bit
