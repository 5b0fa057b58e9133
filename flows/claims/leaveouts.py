"""Numbers that count nothing (ages, dates, scores, names of things), each with the rule that says so."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from functools import cache
from typing import TYPE_CHECKING

from flows.claims.marks import Marked, alternatives
from flows.claims.rules import Rule

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

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


class LeaveOuts:
    """The rules by which numbers of one sentence count nothing; each word is looked at once, however many ask."""

    def __init__(self, sentence: Sentence) -> None:
        self._sentence = sentence
        self._begins: list[int] | None = None
        self._found: dict[int, Sequence[_Found]] = {}

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
        if self._begins is None:
            self._begins = [begin.start() for begin in _BEGIN.finditer(self._sentence.lower)]
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
        sentence = self._sentence
        either, as_written = _sets()
        found = either.first_at(sentence.lower, begin, sentence.marks)
        cased = as_written.first_at(sentence.text, begin, sentence.marks)
        return [one for one in (found, cased) if one is not None]


class _Set:
    """Rules of which the first that is found at a place counts.

    Args:
        found: the rules with their bits.
        begin: what every place where one is found begins with.
    """

    def __init__(self, found: Iterable[tuple[Rule, int]], begin: re.Pattern[str]) -> None:
        self._begin = begin
        self._rules = list(found)
        self._marked = Marked(self._rules)
        self._openers: dict[str, int] = {}

    def first_at(self, text: str, begin: int, marks: int) -> _Found | None:
        """Return the first rule that matches `text` at `begin`, of those whose bits are among `marks`."""
        head = text[begin : begin + _HEAD]
        openers = self._openers.get(head)
        if openers is None:
            openers = self._opened_by(head)
        for rule in self._marked.among(marks & openers):
            match = rule.lowered.match(text, begin)
            if match is not None:
                return rule, match
        return None

    def _opened_by(self, head: str) -> int:
        """Return the bits of the rules that may begin with `head`; kept for plain letters, which come again."""
        heads = {head[:size] for size in range(1, _HEAD + 1)}
        bits = 0
        for rule, bit in self._rules if self._begin.match(head) else ():
            if not head.isascii() or rule.openings is None or not heads.isdisjoint(rule.openings):
                bits |= bit
        if head.isascii():
            self._openers[head] = bits
        return bits


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
