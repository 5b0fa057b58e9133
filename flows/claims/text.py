"""Text as the rules see it: folded to plain characters, cut into sentences and words, offsets kept.

Folding never changes the length of a text, so that an offset in the folded text is an offset in the text as
given. Nothing folded is ever stored.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import partial
from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple, cast

from flows.claims.marks import marked, marks

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from flows.claims.rules import Rule

# One character for one: typographic quotes, dashes and spaces become the plain ones the patterns are written
# in. Bidi marks and zero-width characters (U+200B-F, U+202A-E, U+2060-9, U+FEFF) become spaces.
_PLAIN = {
    **dict.fromkeys("‘’‚‛ʼ′`´", "'"),
    **dict.fromkeys("“”„‟″«»", '"'),
    **dict.fromkeys("‐‑‒–—―−", "-"),
    **dict.fromkeys(
        "\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000\t\u00ad",
        " ",
    ),
    **dict.fromkeys(
        map(chr, (*range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x206A), 0xFEFF)), " "
    ),
}

# A dot after one of these does not end a sentence (list after the Punkt and pySBD abbreviation sets).
_ABBREVIATION = re.compile(
    r"(?:\b(?:mr|mrs|ms|dr|prof|gen|col|lt|maj|capt|sgt|brig|adm|cpl|pvt|gov|sen|rep|pres|st|jr|sr|vs|no|nos|"
    r"approx|est|jan|feb|mar|apr|jun|jul|aug|sept|sep|oct|nov|dec|inc|ltd|co|corp|u\.s|u\.n|u\.k|e\.g|i\.e|a\.m|p\.m|govt)"
    r"|\b[a-z])\.$",
    re.IGNORECASE,
)
# It begins with a set of characters, so that Python's `re` leaps from one of them to the next.
_SENTENCE_END = re.compile(
    r"[.!?\n](?:(?<=\n)(?:\s*\n|(?!\s*[a-z]))|(?<!\n)[.!?]*[\"')\]]*(?=\s+[\"'(\[]*[A-Z0-9]|\s*$|\s*\n))"
)
# No sentence is longer than this: what goes on is cut at a blank, so that reading stays linear on any text.
_LONGEST = 1200
_WORD = r"(\d+(?:[.,]\d+)*(?:st|nd|rd|th)?\+?|[^\W\d_]+(?:(?:\.[^\W\d_]\.?)+|'[^\W\d_]+)?|[^\w\s]|_|\w)"


def ascii_pattern(pattern: str) -> str:
    """Return the word pattern `pattern` as it reads on ASCII, in ranges, which Python's `re` is twice as quick with."""
    for letters, ranges in (
        (r"[^\W\d_]", "[A-Za-z]"),
        (r"[^\W_]", "[A-Za-z0-9]"),
        (r"[^\w\s]", r"[^A-Za-z0-9_\s]"),
        (r"[\w", "[A-Za-z0-9_"),
        (r"\w", "[A-Za-z0-9_]"),
        (r"\d", "[0-9]"),
    ):
        pattern = pattern.replace(letters, ranges)
    return pattern


class Splitter:
    """Splits a text into its words and the gaps between them."""

    def __init__(self, pattern: str) -> None:
        self._any, self._ascii = re.compile(pattern), re.compile(ascii_pattern(pattern))

    def split(self, text: str) -> list[str]:
        """Return gap, word, gap, word ... gap: `text` in pieces, the words at odd places."""
        return (self._ascii if text.isascii() else self._any).split(text)


_WORDS = Splitter(_WORD)


def fold(text: str) -> str:
    """Return `text` with quotes, dashes and spaces made plain, of the same length."""
    for (
        given,
        plain,
    ) in _PLAIN.items():  # a text has few of these: looking for each is quicker than translating all
        if given in text:
            text = text.replace(given, plain)
    return text


class Word(NamedTuple):
    """A word, number or punctuation mark of a sentence, as folded, at its offset in the article."""

    text: str
    lower: str
    start: int
    end: int


_MAKE = cast("Callable[[tuple[str, str, int, int]], Word]", partial(tuple.__new__, Word))


def lowered(text: str) -> str:
    """Return `text` in lower case and of the same length: İ stays, which would become two characters."""
    lower = text.lower()
    if len(lower) == len(text):
        return lower
    return "".join(small if len(small := character.lower()) == 1 else character for character in text)


@dataclass(slots=True)
class Sentence:
    """A sentence of an article: `text` is folded, `start` its offset, `end` exclusive; never changed."""

    text: str
    start: int
    end: int
    _lower: str | None = field(default=None, repr=False, compare=False)
    _marks: int | None = field(default=None, repr=False, compare=False)
    _words: list[Word] | None = field(default=None, repr=False, compare=False)

    @property
    def lower(self) -> str:
        """The text in lower case and of the same length."""
        if self._lower is None:
            self._lower = lowered(self.text)
        return self._lower

    @property
    def marks(self) -> int:
        """The bits of the rules that may be found in the sentence (flows.claims.marks)."""
        if self._marks is None:
            self._marks = marks(self.lower)
        return self._marks

    def rules(self, file: str, group: str) -> Sequence[Rule]:
        """Return the rules of `[[group]]` in data/`file`.toml that may be found in the sentence, in order."""
        return marked(file, group, self.marks)

    def matches(self, rule: Rule) -> Iterator[re.Match[str]]:
        """Return where `rule` is found in the sentence, in order."""
        return rule.lowered.finditer(self.text if rule.case else self.lower)

    @property
    def words(self) -> list[Word]:
        """The words in order; made when first asked for, since most sentences hold no number."""
        if self._words is None:
            gaps_and_words = _WORDS.split(self.text)
            edges = list(accumulate(map(len, gaps_and_words), initial=self.start))
            texts = gaps_and_words[1::2]
            # One pass in C instead of a call a word: this is the most used line of the extractor.
            self._words = list(
                map(_MAKE, zip(texts, map(str.lower, texts), edges[1::2], edges[2::2], strict=False))
            )
        return self._words


def sentences(folded: str, start: int, end: int) -> list[Sentence]:
    """Return the sentences of `folded[start:end]` in order, trimmed, none empty; a line end always ends one."""
    found: list[Sentence] = []
    for begin, stop in _pieces(folded, start, end):
        piece = folded[begin:stop]
        stripped = piece.strip()
        if stripped:
            first = begin + len(piece) - len(piece.lstrip())
            found.append(Sentence(stripped, first, first + len(stripped)))
    return found


def _pieces(folded: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield where each sentence of `folded[start:end]` begins and ends, blanks around it included."""
    begin = start
    for match in _SENTENCE_END.finditer(folded, start, end):
        head = folded[max(begin, match.start() - 12) : match.start() + 1]
        if match.group()[0] == "." and _ABBREVIATION.search(head) and "\n" not in match.group():
            continue
        yield from _bounded(folded, begin, match.end())
        begin = match.end()
    yield from _bounded(folded, begin, end)


def _bounded(folded: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield `start` to `end`, cut at blanks into pieces of at most `_LONGEST` characters."""
    while end - start > _LONGEST:
        cut = folded.rfind(" ", start + 1, start + _LONGEST)
        cut = cut if cut > start else start + _LONGEST
        yield start, cut
        start = cut
    yield start, end
