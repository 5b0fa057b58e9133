"""Numbers that count nothing (ages, dates, scores, names of things), each with the rule that says so."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from flows.claims.rules import Rule, RuleSet, rules

if TYPE_CHECKING:
    from collections.abc import Iterator

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
def _matches_at(lower: str, given: str, begin: int) -> tuple[tuple[Rule, re.Match[str]], ...]:
    """Return the rules found at `begin`; kept, since numbers of one sentence look at the same words."""
    either, as_written = _sets()
    match = either.regex.match(lower, begin)
    found = [(either.rule_of(match), match)] if match else []
    match = as_written.regex.match(given, begin) if _BEGIN_AS_WRITTEN.match(given, begin) else None
    return (*found, (as_written.rule_of(match), match)) if match else tuple(found)


def _marked(rule: Rule, match: re.Match[str]) -> list[tuple[int, int]]:
    """Return the spans of the rule's named groups, or the whole match where it names none."""
    if not rule.regex.groupindex:
        return [match.span()]
    named = rule.regex.match(match.string, match.start())
    spans = [named.span(name) for name in rule.regex.groupindex if named[name] is not None] if named else []
    return spans or [match.span()]


@cache
def _sets() -> tuple[RuleSet, RuleSet]:
    found = rules("leaveouts", "leave_outs")
    return (
        RuleSet((rule for rule in found if not rule.case), lowered=True),
        RuleSet((rule for rule in found if rule.case), lowered=True),
    )
