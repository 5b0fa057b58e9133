"""One statement that a text gives to somebody, and one sentence while its statements are read."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from flows.claims.rules import words as vocabulary

if TYPE_CHECKING:
    from collections.abc import Sequence

    from flows.claims.sources import Range
    from flows.claims.text import Sentence, Word

Span = tuple[int, int]

# Marks that close a clause of speech, and those that may stand around what is said without being part of it.
STOPS = frozenset('.,;:!?")')
_LEADING_MARKS = frozenset({",", ":", ";", "-", "."})
_TRAILING_MARKS = frozenset({",", ":", ";", "-"})


@dataclass(frozen=True, slots=True)
class Statement:
    """A statement with its spans in the article.

    Attributes:
        source: who makes it, None where the text names nobody.
        contents: what is said, in one or more pieces, in order.
        word: the cue's head word in lower case; its base form when it is a verb.
        rule: how it was found.
        sentence: the span of the sentence its cue stands in.
        is_withheld: whether it is not made after all ("did not say", "wanted to admit").
    """

    source: Span | None
    cue: Span
    contents: tuple[Span, ...]
    word: str
    rule: str
    sentence: Span
    is_withheld: bool = False

    def covers(self, start: int, end: int) -> bool:
        """Return whether `start` to `end` lies in what is said."""
        return any(begin <= start and end <= close for begin, close in self.contents)


@dataclass(slots=True)
class SentenceReading:
    """A sentence while it is read: its words, which of them are quoted, and the source found last."""

    sentence: Sentence
    words: list[Word]
    quoted: list[bool]
    source: Range | None = None

    def span(self, found: Range) -> Span:
        """Return where the words of `found` stand in the article."""
        return self.words[found[0]].start, self.words[found[1] - 1].end


@dataclass(frozen=True, slots=True)
class Parts:
    """The parts of a statement as places in the sentence's words; `contents` may hold pieces that came out empty."""

    source: Range | None
    cue: Range
    contents: Sequence[Span | None]


def made(
    reading: SentenceReading, parts: Parts, *, rule: str, word: str, is_withheld: bool = False
) -> Statement:
    """Return the statement of `parts`; where no word is left of what is said, its cue stands for it."""
    pieces = tuple(piece for piece in parts.contents if piece is not None)
    return Statement(
        source=reading.span(parts.source) if parts.source is not None else None,
        cue=reading.span(parts.cue),
        contents=pieces or (reading.span(parts.cue),),
        word=word,
        rule=rule,
        sentence=(reading.sentence.start, reading.sentence.end),
        is_withheld=is_withheld,
    )


def piece(words: Sequence[Word], start: int, end: int) -> Span | None:
    """Return the span of `words[start:end]` without the marks at its ends, None when no word is left."""
    while start < end and words[start].text in _LEADING_MARKS:
        start += 1
    while start < end and words[end - 1].text in _TRAILING_MARKS:
        end -= 1
    return (words[start].start, words[end - 1].end) if start < end else None


@cache
def speech_words(name: str) -> frozenset[str]:
    """Return the words of a vocabulary of speech.toml."""
    return frozenset(vocabulary("speech", name))
