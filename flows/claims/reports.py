"""The statements of one passage that report something and name who says it, found by the place they speak of."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from functools import cache
from typing import TYPE_CHECKING

from flows.claims.passages import REACH
from flows.claims.rules import words as vocabulary

if TYPE_CHECKING:
    from collections.abc import Iterable

    from flows.claims.statement import Statement
    from flows.claims.text import Sentence


@cache
def report_words() -> dict[str, str]:
    """Return each verb or noun that reports words or knowledge, and what it makes of them."""
    return dict(vocabulary("speech", "reports"))


def is_sourced(said: Statement) -> bool:
    """Return whether a statement reports words or knowledge (not a wish, a mood or an aim) and names who says it."""
    is_report = said.word in report_words() or said.rule == "colon"
    return is_report and said.source is not None and not said.is_withheld


class Reports:
    """The sourced statements of a passage, indexed: a long passage is asked about as often as it holds numbers.

    Args:
        statements: all statements of the passage, in order of the sentences they stand in.
    """

    def __init__(self, statements: Iterable[Statement]) -> None:
        self._said = [said for said in statements if is_sourced(said)]
        self._begins = [said.sentence[0] for said in self._said]
        self._spans = [
            (min(begin for begin, _ in said.contents), max(close for _, close in said.contents))
            for said in self._said
        ]
        self._last = {said.sentence[0]: said for said in self._said}

    def over(self, start: int, end: int) -> list[Statement]:
        """Return the statements within reach whose contents cover `start` to `end`, the widest first."""
        first = bisect_left(self._begins, start - REACH)
        last = bisect_right(self._begins, start + REACH)
        covering = [
            self._said[at]
            for at, (begin, close) in enumerate(self._spans[first:last], first)
            if begin <= start and end <= close and self._said[at].covers(start, end)
        ]
        return sorted(covering, key=lambda said: said.contents[0][0] - said.contents[-1][1])

    def last_in(self, sentence: Sentence) -> Statement | None:
        """Return the last of the statements that stand in `sentence`, or None."""
        return self._last.get(sentence.start)
