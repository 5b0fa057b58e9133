"""What may be found in a sentence, read off its words: what a word tells is worked out once for all texts.

Every set of needles (flows.needed) has a bit. A word carries the bits of the sets one of whose needles stands in it, a
sentence those of all its words. A rule one of whose bits is missing there is not there, and is not searched for.
"""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cache, partial, reduce
from itertools import count
from operator import or_
from typing import TYPE_CHECKING

from flows.claims.cues import lexicon
from flows.claims.numerals import is_number
from flows.claims.rules import rules
from flows.needed import DIGIT, Needle

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from flows.claims.rules import Rule
    from flows.needed import Set

# The groups that are asked about sentence by sentence: file and group.
_GROUPS = (
    ("dates", "date"),
    ("dates", "reported"),
    ("events", "harm"),
    ("leaveouts", "leave_outs"),
    ("scope", "alone"),
    ("scope", "cumulative"),
    ("scope", "superlative"),
    ("speech", "hints"),
    ("speech", "inferences"),
    ("speech", "phrases"),
)
# The bits of words that may be a cue of speech, and of those without which there is no number.
CUE, NUMBER = 1, 2
_LETTERS = re.compile(r"[a-z]+")
_WORDLY = re.compile(r"\w")
_STARTS = re.compile(r"(?<!\w)\w")
_DIGIT = re.compile(r"\d")
# So many words are kept; news has some tens of thousands.
_MOST = 200_000
# What is longer is no word, and may hold anything.
_LONGEST = 100
# A needle is filed under so many of its first characters.
_HEAD = 2
# So many answers are kept of which rules go with which bits.
_MOST_ANSWERS = 20_000


def marks(lower: str) -> int:
    """Return the bits of the lower-case text."""
    return reduce(or_, map(_known().words.__getitem__, lower.split()), 0)


def marked(file: str, group: str, bits: int) -> Sequence[Rule]:
    """Return the rules of `[[group]]` in data/`file`.toml that may be found where `bits` are, in the order written."""
    return _known().groups[file, group].among(bits)


def alternatives(file: str, group: str) -> Sequence[tuple[Rule, int]]:
    """Return the alternatives of the rules of `[[group]]` in data/`file`.toml in the order written, with their bits."""
    return [(one, _known().bits_of(one)) for rule in rules(file, group) for one in rule.alternatives]


class Marked:
    """Rules, and which of them go with given bits.

    Args:
        found: the rules, and for each the bits of its alternatives: one of these has to be there whole.
    """

    def __init__(self, found: Sequence[tuple[Rule, Sequence[int]]]) -> None:
        self._rules = found
        self._every = reduce(or_, (bits for _, ways in found for bits in ways), 0)
        self._among: dict[int, Sequence[Rule]] = {}

    def among(self, bits: int) -> Sequence[Rule]:
        """Return the rules that may be found where `bits` are, in the order written."""
        bits &= self._every
        found = self._among.get(bits)
        if found is None:
            if len(self._among) >= _MOST_ANSWERS:
                self._among.clear()
            found = tuple(rule for rule, ways in self._rules if any(way & bits == way for way in ways))
            self._among[bits] = found
        return found


class _Words(dict[str, int]):
    """The bits of each word seen; a word is what stands between blanks, marks included.

    Args:
        sets: each set of needles and its bit.
    """

    def __init__(self, sets: Mapping[Set, int]) -> None:
        super().__init__()
        bits: dict[Needle, int] = defaultdict(int)
        for needles, bit in sets.items():
            for needle in needles:
                bits[needle] |= bit
        self._digit = bits.pop(Needle(DIGIT), 0)
        # Needles by their first letters: those that open a word, and those that may stand anywhere.
        self._opening: dict[str, list[tuple[Needle, int]]] = defaultdict(list)
        self._anywhere: dict[str, list[tuple[Needle, int]]] = defaultdict(list)
        for needle, its in bits.items():
            place = self._opening if needle.opens else self._anywhere
            place[needle.text[:_HEAD]].append((needle, its))

    def __missing__(self, word: str) -> int:
        if len(self) >= _MOST:
            self.clear()
        if len(word) > _LONGEST:
            return -1  # every bit
        letters = _LETTERS.findall(word)
        bits = 0 if lexicon().graded.isdisjoint(letters) else CUE
        bits |= NUMBER if is_number(word, letters) else 0
        bits |= self._digit if _DIGIT.search(word) else 0
        bits |= _found(word, self._anywhere, range(len(word)))
        bits |= _found(word, self._opening, [start.start() for start in _STARTS.finditer(word)])
        self[word] = bits
        return bits


def _found(word: str, needles: Mapping[str, Sequence[tuple[Needle, int]]], places: Iterable[int]) -> int:
    """Return the bits of the needles, given by their heads, that stand in `word` at one of `places`."""
    bits = 0
    for at in places:
        for head in (word[at : at + _HEAD], word[at]):
            for needle, its in needles.get(head, ()):
                end = at + len(needle.text)
                if word.startswith(needle.text, at) and not (needle.closes and _WORDLY.match(word, end)):
                    bits |= its
    return bits


class _Known:
    """The groups, the words seen, and the bits of each set of needles."""

    def __init__(self) -> None:
        bits = map((1).__lshift__, count(NUMBER.bit_length()))
        self._bits: dict[Set, int] = defaultdict(partial(next, bits))
        self.groups: dict[tuple[str, str], Marked] = {}
        for file, group in _GROUPS:
            ways = [(rule, [self.bits_of(one) for one in rule.alternatives]) for rule in rules(file, group)]
            self.groups[file, group] = Marked(ways)
        self.words = _Words(dict(self._bits))

    def bits_of(self, rule: Rule) -> int:
        """Return the bits that have to be there for a rule to be found; 0 where nothing has to."""
        return reduce(or_, (self._bits[needles] for needles in rule.needed), 0)


@cache
def _known() -> _Known:
    return _Known()
