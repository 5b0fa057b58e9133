"""A sentence with its tokens, chunks and counted noun groups, as the event rules look at it."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING

from flows.claims.chunks import Chunk, chunk
from flows.claims.counted import Counted, counted
from flows.claims.dates import dates_in
from flows.claims.parts import settle_part
from flows.claims.places import Place, places
from flows.claims.tagging import Token, tag

if TYPE_CHECKING:
    import re
    from collections.abc import Sequence

    from flows.claims.numbers import Number
    from flows.claims.text import Sentence

# How many words, the brackets among them, an aside may have for the sentence to be read past it.
_ASIDE = 8
# What is written small in a name.
_WITHIN_NAMES = frozenset({"IN", "D", "CC"})
# How many words a name in quotation marks may have.
_LONGEST_NAME = 8


@dataclass(slots=True)
class Parsed:
    """A sentence read as far as the rules need.

    Attributes:
        items: what is counted, in order of the text.
        before: the sentence before; None at the start of a segment.
    """

    sentence: Sentence
    tokens: list[Token]
    chunks: list[Chunk]
    items: list[Counted] = field(default_factory=list)
    before: Sentence | None = None
    _dates: list[re.Match[str]] | None = None
    _places: list[Place] | None = None
    _verbs: list[int] | None = None

    @property
    def places(self) -> list[Place]:
        """The places the sentence names, in order."""
        if self._places is None:
            self._places = places(self.tokens)
        return self._places

    @property
    def dates(self) -> list[re.Match[str]]:
        """The dates the sentence gives, those of its rules one after the other."""
        if self._dates is None:
            self._dates = dates_in(self.sentence)
        return self._dates

    def at(self, index: int) -> Chunk | None:
        """Return the chunk at `index`, or None beyond the ends."""
        return self.chunks[index] if 0 <= index < len(self.chunks) else None

    def is_kind(self, index: int, *kinds: str) -> bool:
        """Whether there is a chunk at `index` of one of `kinds`."""
        return 0 <= index < len(self.chunks) and self.chunks[index].kind in kinds

    def has_verb(self, first: int, last: int) -> bool:
        """Whether one of the chunks from `first` to before `last` is a verb group."""
        if self._verbs is None:
            self._verbs = [at for at, group in enumerate(self.chunks) if group.kind == "verb"]
        after = bisect_left(self._verbs, first)
        return after < len(self._verbs) and self._verbs[after] < last

    def words(self, index: int) -> list[Token]:
        """Return the tokens of the chunk at `index`."""
        group = self.chunks[index]
        return self.tokens[group.first : group.last]

    def item_in(self, index: int) -> Counted | None:
        """Return the item whose noun groups hold the chunk at `index`."""
        return next((item for item in self.items if item.chunk <= index <= item.last), None)


def parse(sentence: Sentence, numbers: Sequence[Number], before: Sentence | None = None) -> Parsed:
    """Return `sentence` cut into tokens and chunks, with what its `numbers` count."""
    tokens = tag(sentence.text, sentence.start, numbers)
    if "(" in sentence.text:
        tokens = _without_asides(tokens)
    if '"' in sentence.text:
        tokens = _without_marks_of_names(tokens)
    chunks = chunk(tokens)
    made = Parsed(sentence, tokens, chunks, before=before)
    for at, group in enumerate(chunks):
        for token in group.numbers:
            made.items.append(counted(tokens, chunks, at, token))
    for item in made.items:
        settle_part(item, tokens, chunks)
    return made


def _without_asides(tokens: list[Token]) -> list[Token]:
    """Return `tokens` without short brackets inside a noun group or before a verb: "20 Free Valley (FV) fighters"."""
    kept: list[Token] = []
    at = 0
    while at < len(tokens):
        end = _aside_end(tokens, at) if tokens[at].lower == "(" else at
        if end == at:
            kept.append(tokens[at])
            end = at + 1
        at = end
    return kept


def _without_marks_of_names(tokens: list[Token]) -> list[Token]:
    """Return `tokens` without the quotation marks round a name: members of the "Lions of the Coast" militia."""
    marks = [at for at, token in enumerate(tokens) if token.lower == '"']
    dropped: set[int] = set()
    for first, last in pairwise(marks):
        inner = tokens[first + 1 : last]
        is_short = 0 < len(inner) <= _LONGEST_NAME and first not in dropped
        if is_short and not any(token.text.islower() and token.tag not in _WITHIN_NAMES for token in inner):
            dropped |= {first, last}
    return [token for at, token in enumerate(tokens) if at not in dropped] if dropped else tokens


def _aside_end(tokens: Sequence[Token], at: int) -> int:
    """Return the index after the bracket that opens at `at`, if it holds but a few words; else `at`."""
    for here in range(at + 1, min(at + _ASIDE, len(tokens))):
        token = tokens[here]
        if token.lower == ")":
            return here + 1
        if token.tag in {"#", "X", "PU"}:
            return at
    return at
