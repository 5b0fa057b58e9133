"""Speakers set apart by a mark instead of a verb: "Ministry: two boats sank", "Two boats sink in bay - coast guard"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flows.claims.contents import SHORTEST_CLAUSE
from flows.claims.cues import is_quote_mark
from flows.claims.lexicon import is_word
from flows.claims.names import known_kind, role_of
from flows.claims.sources import context, is_finite, is_name, object_group
from flows.claims.statement import Parts, made, piece, speech_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from flows.claims.sources import Range
    from flows.claims.statement import SentenceReading, Statement
    from flows.claims.text import Word

# The most words of a label before a colon or at a title's end, and of a title.
_LONGEST_LABEL = 6
_LONGEST_TITLE = 60
# Endings of the adjectives of countries and peoples.
_OF_A_COUNTRY = ("ian", "ean", "an", "ish", "ese", "i")
_SOURCES = frozenset({"monitor", "media"})
# "UN" and "EU" stand before nouns too often.
_SHORTEST_LETTERS = 3
# Words that tie what follows them to what goes before: no source stands bare behind one.
_TIES = frozenset({"preposition", "determiner", "conjunction", "be", "to"})


def labelled(reading: SentenceReading, *, is_title: bool) -> list[Statement]:
    """Return the statement of "SOURCE: CONTENT" and, in a title, of "CONTENT: source" or "CONTENT - source"."""
    words = reading.words
    if ":" not in reading.sentence.text and not is_title:
        return []
    colons = (
        at for at, word in enumerate(words[:_LONGEST_TITLE]) if word.text == ":" and not reading.quoted[at]
    )
    colon = next(colons, None)
    if colon is not None and 0 < colon <= _LONGEST_LABEL and _is_label(words, colon) and _says(words, colon):
        return _statements(reading, (0, colon), (colon, colon + 1), (colon, len(words)))
    name = _name_before_quote(words, colon) if colon is not None else None
    if colon is not None and name is not None:
        return _statements(reading, name, (colon, colon + 1), (colon, len(words)))
    return _by_tail(reading) if is_title else []


def _is_label(words: Sequence[Word], colon: int) -> bool:
    """Return whether what stands before a colon may be a speaker ("Ministry: ..."), and no clock shows "6:05"."""
    is_clock = colon + 1 < len(words) and words[colon].end == words[colon + 1].start
    if is_clock or words[0].text[0].isdigit() or object_group(words, 0) != (0, colon):
        return False
    is_role = role_of(words[colon - 1].lower) != "unknown"
    return is_role or (is_name(words[colon - 1]) and not _is_shouted(words[:colon]))


def _is_shouted(label: Sequence[Word]) -> bool:
    """Return whether a label is words in capitals and no name: "HORROR CRASH:", "EXCLUSIVE:"."""
    is_shouted = all(word.text.isupper() for word in label) and is_word(label[-1].lower)
    return is_shouted and known_kind(" ".join(word.text for word in label)) is None


def _says(words: Sequence[Word], colon: int) -> bool:
    """Return whether something is said behind a colon: more than a figure ("Smith: 1,769."), a part or a note."""
    said = [word for word in words[colon + 1 :] if word.text[0].isalpha()]
    return bool(said) and words[colon - 1].lower not in speech_words("no_speakers")


def _name_before_quote(words: Sequence[Word], colon: int) -> Range | None:
    """Return the name right before a colon that opens a quotation ("- Ann Lee: "We won.")."""
    if colon + 1 >= len(words) or not is_quote_mark(words, colon + 1):
        return None
    start = colon
    while start and is_name(words[start - 1]) and colon - start < _LONGEST_LABEL:
        start -= 1
    is_apart = start == 0 or not words[start - 1].text[0].isalnum()
    return (start, colon) if start < colon and is_apart and _says(words, colon) else None


def _by_tail(reading: SentenceReading) -> list[Statement]:
    """Return a title that ends in its source: "Three boats sink in bay: coast guard", its mark maybe lost."""
    count = len(reading.words)
    starts = range(max(SHORTEST_CLAUSE, count - _LONGEST_LABEL), count)
    apart = (start for start in starts if _is_set_apart(reading, start))
    bare = (start for start in reversed(starts) if _stands_bare(reading, start))
    start = next(apart, None) or next(bare, None)
    if start is None:
        return []
    return _statements(reading, (start, count), (start, count), (0, start))


def _is_set_apart(reading: SentenceReading, start: int) -> bool:
    """Return whether a speaker stands at a title's end behind a colon or a dash."""
    before, first = reading.words[start - 1], reading.words[start]
    tail = _tail(reading, start)
    is_somebody = role_of(tail) != "unknown" or known_kind(tail) in _SOURCES
    return before.text in {":", "-"} and before.end < first.start and is_somebody


def _stands_bare(reading: SentenceReading, start: int) -> bool:
    """Return whether a title ends in a source without any mark: "Blast kills six Utopian state TV".

    The source is the shortest that is one, with the words before it that only narrow it.
    """
    words = reading.words
    tail = _tail(reading, start)
    is_source = role_of(tail) in _SOURCES or known_kind(tail) in _SOURCES
    if not is_source and not _is_agency(words, start, tail):
        return False
    if not is_name(words[start]) or context(words[start - 1]) in _TIES:
        return False
    return not _narrows(words[start - 1]) and known_kind(_tail(reading, start - 1)) not in _SOURCES


def _is_agency(words: Sequence[Word], start: int, tail: str) -> bool:
    """Return whether a title ends in the letters of a public body that nothing before it is done to or counts."""
    before = words[start - 1]
    is_letters = tail.isupper() and len(tail) >= _SHORTEST_LETTERS and known_kind(tail) == "official"
    return is_letters and not before.text[0].isdigit() and not is_finite(words, start - 1)


def _narrows(word: Word) -> bool:
    """Return whether `word` narrows the source behind it ("state", "Utopian")."""
    return word.lower in speech_words("narrowing") or (is_name(word) and word.lower.endswith(_OF_A_COUNTRY))


def _tail(reading: SentenceReading, start: int) -> str:
    return reading.sentence.text[reading.words[start].start - reading.sentence.start :].strip(" .")


def _statements(reading: SentenceReading, source: Range, cue: Range, said: Range) -> list[Statement]:
    """Return the one statement, or none when no word is left of what is said."""
    content = piece(reading.words, *said)
    if content is None:
        return []
    return [made(reading, Parts(source, cue, [content]), rule="colon", word=":")]
