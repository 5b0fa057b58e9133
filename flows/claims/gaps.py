"""Rivals' figures whose verb of saying is left out: "the rebels spoke of 52 dead, the army of 17"."""

from __future__ import annotations

from bisect import bisect_left
from itertools import pairwise
from typing import TYPE_CHECKING

from flows.claims.contents import gives_figure
from flows.claims.sources import is_finite
from flows.claims.statement import Parts, made, piece

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from flows.claims.statement import SentenceReading, Statement
    from flows.claims.text import Word

_LEADING = frozenset({"of", "at"})
_JOINTS = frozenset({";", ",", "and", "while", "but"})
# How many words behind the verb its figures are looked for.
_REACH = 40
# How many words may name who gives the second figure.
_LONGEST_RIVAL = 6


def gapped(reading: SentenceReading, found: Sequence[Statement]) -> Iterator[Statement]:
    """Yield the statements that go on from one of `found` with its preposition and another's figure."""
    words = reading.words
    for said in found:
        first = bisect_left(words, said.cue[1], key=lambda word: word.start)
        leads = [
            at
            for at in range(first, min(len(words), first + _REACH))
            if words[at].lower in _LEADING and gives_figure(words, at + 1)
        ]
        for last, at in pairwise(leads):
            joint = _joint(words, last, at)
            if joint is None or words[at].lower != words[leads[0]].lower or reading.quoted[at]:
                break
            content = piece(words, at + 1, len(words))
            yield made(
                reading, Parts((joint + 1, at), (at, at + 1), [content]), rule="gapped", word=said.word
            )


def _joint(words: Sequence[Word], last: int, at: int) -> int | None:
    """Return the joint behind the figure at `last` after which nothing but a name stands before `at`."""
    for joint in range(at - 2, max(last, at - 2 - _LONGEST_RIVAL), -1):
        if words[joint].lower in _JOINTS:
            return joint
        if is_finite(words, joint) or not words[joint].text[0].isalpha():
            return None
    return None
