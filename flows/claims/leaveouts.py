"""Numbers that count nothing (ages, dates, scores, names of things), each with the rule that leaves it out."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from flows.claims.rules import RuleSet, rules

if TYPE_CHECKING:
    from collections.abc import Iterator


@dataclass(frozen=True, slots=True)
class LeaveOut:
    """A stretch of text whose numbers count nothing; with `unless_hedged` a hedge before the number saves it."""

    start: int
    end: int
    rule: str
    unless_hedged: bool = False


def leave_outs(lower: str, given: str) -> list[LeaveOut]:
    """Return the stretches of a sentence to leave out; `lower` is `given` in lower case, both folded."""
    either, as_written = _sets()
    return [*_found(either, lower), *_found(as_written, given)]


@cache
def _sets() -> tuple[RuleSet, RuleSet]:
    found = rules("leaveouts", "leave_outs")
    return RuleSet((rule for rule in found if not rule.case), lowered=True), RuleSet(
        (rule for rule in found if rule.case), lowered=True
    )


def _found(rule_set: RuleSet, text: str) -> Iterator[LeaveOut]:
    for rule, match in rule_set.finditer(text):
        unless_hedged = bool(rule.yields.get("unless_hedged"))
        named = rule.regex.match(text, match.start()) if rule.regex.groupindex else None
        marked = [named.span(name) for name in rule.regex.groupindex if named[name] is not None] if named else []
        for start, end in marked or [match.span()]:
            yield LeaveOut(start, end, rule.name, unless_hedged)
