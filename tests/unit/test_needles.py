"""What is read off a pattern to save searches: it must never say no where the pattern would be found."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from flows.claims.rules import Rule, data_files, rule_file
from flows.needles import endings, openings, steps_of

if TYPE_CHECKING:
    import re

RULES = [rule for file in data_files() for group in rule_file(file).groups.values() for rule in group]


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        (r"\b(?:the|a)\ port", {"the", "a p"}),
        (r"(?:un)?do", {"do", "und"}),
        (r"x*yes", {"x", "yes"}),
        (r"ab|c\d", {"ab", *(f"c{digit}" for digit in range(10))}),
        (r"(?:bo)[^s]*at", {"bo", "boa"}),
        (r".?port", None),
        (r"(?:port)?", None),
    ],
)
def test_openings_are_how_a_match_can_begin(pattern: str, expected: set[str] | None) -> None:
    """Beginnings are cut at three characters, or where anything may follow."""
    assert openings(steps_of(pattern)) == expected


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        (r"(?:more|less)\s+than\b", ("than",)),
        (r"as\ (?:many|few)(?:\ as)?", (" as", "few", "many")),
        (r"about(?:\ a)?\s*", None),
        (r"(?:about)?", None),
        (r"up\ to[:=]", (":", "=")),
    ],
)
def test_endings_are_how_a_match_can_end(pattern: str, expected: tuple[str, ...] | None) -> None:
    """Endings are the last letters that stand fast."""
    assert endings(steps_of(pattern)) == expected


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_no_rule_is_passed_over_where_it_would_be_found(rule: Rule) -> None:
    """Every match in a rule's examples is let through."""
    for example in (*rule.examples, *rule.counterexamples):
        text = example if rule.case else example.lower()
        for match in rule.lowered.finditer(text):
            assert rule.may_be_in(example.lower())
            assert rule.openings is None or _opens(match, rule.openings)
            assert rule.endings is None or match.group().endswith(rule.endings)


def _opens(match: re.Match[str], openings: frozenset[str]) -> bool:
    head = match.group()[:3]
    return not head.isascii() or any(head[:length] in openings for length in (1, 2, 3))
