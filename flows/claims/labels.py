"""Speakers set apart by a mark instead of a verb: "Ministry: two boats sank", "Two boats sink in bay - coast guard"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flows.claims.contents import SHORTEST_CLAUSE
from flows.claims.names import known_kind, role_of
from flows.claims.sources import context, is_name, object_group
from flows.claims.statement import Parts, made, piece

if TYPE_CHECKING:
    from collections.abc import Sequence

    from flows.claims.sources import Range
    from flows.claims.statement import SentenceReading, Statement
    from flows.claims.text import Word

# The most words of a label before a colon or at a title's end, and of a title.
_LONGEST_LABEL = 6
_LONGEST_TITLE = 60
_SOURCES = frozenset({"monitor", "media"})
# Words that tie what follows them to what goes before: no source stands bare behind one.
_TIES = frozenset({"preposition", "determiner", "conjunction", "be", "to"})


def labelled(reading: SentenceReading, *, is_title: bool) -> list[Statement]:
    """Return the statement of "SOURCE: CONTENT" and, in a title, of "CONTENT: source" or "CONTENT - source"."""
    words = reading.words
    colons = (
        at for at, word in enumerate(words[:_LONGEST_TITLE]) if word.text == ":" and not reading.quoted[at]
    )
    colon = next(colons, None)
    if colon is not None and 0 < colon <= _LONGEST_LABEL and _is_label(words, colon):
        return _statements(reading, (0, colon), (colon, colon + 1), (colon, len(words)))
    return _by_tail(reading) if is_title else []


def _is_label(words: Sequence[Word], colon: int) -> bool:
    """Return whether what stands before a colon may be a speaker ("Ministry: ..."), and no clock shows "6:05"."""
    is_clock = colon + 1 < len(words) and words[colon].end == words[colon + 1].start
    if is_clock or words[0].text[0].isdigit() or object_group(words, 0) != (0, colon):
        return False
    return is_name(words[colon - 1]) or role_of(words[colon - 1].lower) != "unknown"


def _by_tail(reading: SentenceReading) -> list[Statement]:
    """Return a title that ends in its source: "Three boats sink in bay: coast guard", its mark maybe lost."""
    words, count = reading.words, len(reading.words)
    for start in range(max(SHORTEST_CLAUSE, count - _LONGEST_LABEL), count):
        before = words[start - 1]
        tail = reading.sentence.text[words[start].start - reading.sentence.start :].strip(" .")
        is_apart = before.text in {":", "-"} and before.end < words[start].start
        is_source = role_of(tail) in _SOURCES or known_kind(tail) in _SOURCES
        speaks = role_of(tail) != "unknown" if is_apart else is_source and _stands_bare(words, start)
        if speaks or (is_apart and is_source):
            return _statements(reading, (start, count), (start, count), (0, start))
    return []


def _stands_bare(words: Sequence[Word], start: int) -> bool:
    """Return whether a title's last words are a source without any mark: "Blast kills six Utopian state TV"."""
    return is_name(words[start]) and context(words[start - 1]) not in _TIES


def _statements(reading: SentenceReading, source: Range, cue: Range, said: Range) -> list[Statement]:
    """Return the one statement, or none when no word is left of what is said."""
    content = piece(reading.words, *said)
    if content is None:
        return []
    return [made(reading, Parts(source, cue, [content]), rule="colon", word=":")]
