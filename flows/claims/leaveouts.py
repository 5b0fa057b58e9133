"""Numbers that count nothing (ages, dates, scores, names of things), each with the rule that says so."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from functools import cache
from typing import TYPE_CHECKING

from flows.claims.marks import alternatives
from flows.claims.rules import Rule

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from flows.claims.text import Sentence

_Found = tuple[Rule, re.Match[str]]

# A rule that covers a number begins at most so many characters and words before it.
_REACH = 64
_WORDS = 10
_BEGIN = re.compile(r"(?<!\w)(?=[\w(\['+])")
# Rules that look at case begin with a capital, a digit or an article before a name.
_BEGIN_AS_WRITTEN = re.compile(r"[a-z]?[A-Z0-9]|the|an?\b")
# How many characters of its beginning a rule is told by.
_HEAD = 3
# So many answers are kept of which rules are to be tried.
_MOST_KEPT = 20_000


class LeaveOuts:
    """The rules by which numbers of one sentence count nothing; each word is looked at once, however many ask."""

    def __init__(self, sentence: Sentence) -> None:
        self._lower = sentence.lower
        self._begins: list[int] | None = None
        self._found: dict[int, Sequence[_Found]] = {}
        marks = sentence.marks
        either, as_written = _sets()
        self._asked = [
            (rules, text, alive)
            for rules, text in ((either, sentence.lower), (as_written, sentence.text))
            if (alive := rules.alive(marks))
        ]

    def rule_at(self, at: int, *, hedged: bool, measured: bool) -> str | None:
        """Return the name of the rule by which the number that begins at `at` counts nothing, or None.

        A rule may yield `unless_hedged` (a hedge before the number saves it) or `unless_measured` (a unit after it
        does).
        """
        for rule, match in self._reaching(at):
            saved = (hedged and rule.yields.get("unless_hedged")) or (
                measured and rule.yields.get("unless_measured")
            )
            if not saved and any(start <= at < end for start, end in _marked(match)):
                return rule.name
        return None

    def _reaching(self, at: int) -> Iterator[_Found]:
        """Yield the rules found where a word begins, up to the number itself, and reaching it."""
        if not self._asked:
            return
        if self._begins is None:
            self._begins = [begin.start() for begin in _BEGIN.finditer(self._lower)]
        last = bisect_right(self._begins, at)
        first = max(last - _WORDS, bisect_left(self._begins, at - _REACH))
        for begin in self._begins[first:last]:
            found = self._found.get(begin)
            if found is None:
                found = self._found[begin] = self._found_at(begin)
            for one in found:
                if one[1].end() > at:
                    yield one

    def _found_at(self, begin: int) -> Sequence[_Found]:
        """Return the first of the rules that ignore case and the first of the others that are found at `begin`."""
        found = (rules.first_at(text, begin, alive) for rules, text, alive in self._asked)
        return [one for one in found if one is not None]


class _Set:
    """Rules of which the first that is found at a place counts. Each has a bit, by its place among them.

    Args:
        found: the rules, each with the bits its sentence must carry.
        begin: what every place where one is found begins with.
    """

    def __init__(self, found: Sequence[tuple[Rule, int]], begin: re.Pattern[str]) -> None:
        self._begin = begin
        self._rules = [rule for rule, _ in found]
        self._needed = [(bits, 1 << at) for at, (_, bits) in enumerate(found)]
        self._openers: dict[str, int] = {}
        self._chosen: dict[int, Sequence[Rule]] = {0: ()}

    def alive(self, marks: int) -> int:
        """Return which of the rules may be found in a sentence with `marks`."""
        alive = 0
        for bits, bit in self._needed:
            if bits & marks == bits:
                alive |= bit
        return alive

    def first_at(self, text: str, begin: int, alive: int) -> _Found | None:
        """Return the first of the rules `alive` that matches `text` at `begin`."""
        head = text[begin : begin + _HEAD]
        openers = self._openers.get(head)
        if openers is None:
            openers = self._opened_by(head)
        wanted = alive & openers
        chosen = self._chosen.get(wanted)
        if chosen is None:
            chosen = self._choose(wanted)
        for rule in chosen:
            match = rule.lowered.match(text, begin)
            if match is not None:
                return rule, match
        return None

    def _choose(self, wanted: int) -> Sequence[Rule]:
        if len(self._chosen) >= _MOST_KEPT:
            self._chosen = {0: ()}
        chosen = self._chosen[wanted] = [rule for at, rule in enumerate(self._rules) if wanted & (1 << at)]
        return chosen

    def _opened_by(self, head: str) -> int:
        """Return which of the rules may begin with `head`; kept for plain letters, which come again."""
        heads = {head[:size] for size in range(1, _HEAD + 1)}
        found = 0
        for at, rule in enumerate(self._rules) if self._begin.match(head) else ():
            if not head.isascii() or rule.openings is None or not heads.isdisjoint(rule.openings):
                found |= 1 << at
        if head.isascii():
            self._openers[head] = found
        return found


@cache
def _sets() -> tuple[_Set, _Set]:
    """Return the rules that ignore case and those that do not."""
    found = alternatives("leaveouts", "leave_outs")
    return (
        _Set([(rule, bit) for rule, bit in found if not rule.case], _BEGIN),
        _Set([(rule, bit) for rule, bit in found if rule.case], _BEGIN_AS_WRITTEN),
    )


def _marked(match: re.Match[str]) -> list[tuple[int, int]]:
    """Return the spans of the rule's named groups, or the whole match where it names none."""
    return [span for span in match.regs[1:] if span[0] >= 0] or [match.span()]
