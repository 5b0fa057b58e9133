"""Numbers that count nothing (ages, dates, scores, names of things), each with the rule that says so."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from flows.claims.rules import Rule, RuleSet, rules

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_Found = tuple[Rule, re.Match[str]]

# A rule that covers a number begins at most so many characters and words before it.
_REACH = 64
_WORDS = 10
_BEGIN = re.compile(r"(?<!\w)(?=[\w(\['+])")
# Rules that look at case begin with a capital, a digit or an article before a name.
_BEGIN_AS_WRITTEN = re.compile(r"[a-z]?[A-Z0-9]|(?:the|an?)\ ")


def left_out(lower: str, given: str, at: int, *, hedged: bool, measured: bool) -> str | None:
    """Return the name of the rule by which the number that begins at `at` counts nothing, or None.

    `lower` is `given` in lower case, both folded. A rule may yield `unless_hedged` (a hedge before the number
    saves it) or `unless_measured` (a unit after it does).
    """
    for rule, match in _matches(lower, given, at):
        saved = (hedged and rule.yields.get("unless_hedged")) or (
            measured and rule.yields.get("unless_measured")
        )
        if not saved and any(start <= at < end for start, end in _marked(rule, match)):
            return rule.name
    return None


def _matches(lower: str, given: str, at: int) -> Iterator[tuple[Rule, re.Match[str]]]:
    """Yield the rules found where a word begins, up to the number itself, and reaching it."""
    begins = [begin.start() for begin in _BEGIN.finditer(lower, max(0, at - _REACH), at + 1)]
    for begin in begins[-_WORDS:]:
        for rule, match in _matches_at(lower, given, begin):
            if match.end() > at:
                yield rule, match


@lru_cache(maxsize=512)
def _matches_at(lower: str, given: str, begin: int) -> tuple[_Found, ...]:
    """Return the rules found at `begin`; kept, since numbers of one sentence look at the same words."""
    found = [_first_at(lower, begin)]
    if _BEGIN_AS_WRITTEN.match(given, begin):
        found.append(_one_of(_sets().as_written, given, begin))
    return tuple(filter(None, found))


def _first_at(lower: str, begin: int) -> _Found | None:
    """Return the first of the rules that ignore case that matches at `begin`; most words open none and cost little."""
    sets = _sets()
    head = lower[begin : begin + 3]
    if not head.isascii() or not sets.heads.isdisjoint((head, head[:2], head[:1])):
        return _one_of(sets.either, lower, begin)
    for rule in _possible(lower):
        match = rule.lowered.match(lower, begin)
        if match is not None:
            return rule, match
    return None


def _one_of(one: RuleSet, text: str, begin: int) -> _Found | None:
    match = one.regex.match(text, begin)
    return (one.rule_of(match), match) if match is not None else None


@lru_cache(maxsize=16)
def _possible(lower: str) -> list[Rule]:
    """Return the rules that any word opens and that can be found in the sentence at all."""
    return [rule for rule in _sets().anywhere if rule.may_be_in(lower)]


def _marked(rule: Rule, match: re.Match[str]) -> list[tuple[int, int]]:
    """Return the spans of the rule's named groups, or the whole match where it names none."""
    named = rule.lowered.match(match.string, match.start())
    spans = [span for span in named.regs[1:] if span[0] >= 0] if named is not None else []
    return spans or [match.span()]


@dataclass(frozen=True)
class _Sets:
    """The rules that ignore case and those that do not, each as one pattern.

    Attributes:
        heads: the first characters of what a rule of `either` matches, but for the rules of `anywhere`.
        anywhere: the rules of `either` that any word may open.
    """

    either: RuleSet
    as_written: RuleSet
    heads: frozenset[str]
    anywhere: Sequence[Rule]


@cache
def _sets() -> _Sets:
    found = rules("leaveouts", "leave_outs")
    either = [rule for rule in found if not rule.case]
    openings = {rule.name: rule.openings for rule in either}
    anywhere = [rule for rule in either if _opens_anywhere(openings[rule.name])]
    rest = (openings[rule.name] or frozenset() for rule in either if rule not in anywhere)
    return _Sets(
        RuleSet(either, lowered=True),
        RuleSet((rule for rule in found if rule.case), lowered=True),
        frozenset().union(*rest),
        anywhere,
    )


def _opens_anywhere(openings: frozenset[str] | None) -> bool:
    return openings is None or any(len(head) == 1 and head.isalpha() for head in openings)
