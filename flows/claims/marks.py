"""What may be found in a sentence, read off its words: what a word tells is worked out once for all texts.

Every alternative of a rule has a bit. A word carries the bits of those one of whose needles stands in it
(flows.needles), a sentence those of all its words; what has no bit there is not there, and is not searched for.
"""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cache, reduce
from itertools import count
from operator import or_
from typing import TYPE_CHECKING

from flows.claims.cues import lexicon
from flows.claims.numerals import is_number
from flows.claims.rules import rules

if TYPE_CHECKING:
    from collections.abc import Sequence

    from flows.claims.rules import Rule

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
# So many words are kept; news has some tens of thousands.
_MOST = 200_000
# A needle is filed under so many of its first characters.
_HEAD = 2


def marks(lower: str) -> int:
    """Return the bits of the rules that may be found in the lower-case text."""
    known = _known()
    return reduce(or_, map(known.words.__getitem__, lower.split()), known.anywhere)


def marked(file: str, group: str, bits: int) -> Sequence[Rule]:
    """Return the rules of `[[group]]` in data/`file`.toml one of whose bits is among `bits`, in the order written."""
    return _whole(file, group).among(bits)


def alternatives(file: str, group: str) -> Sequence[tuple[Rule, int]]:
    """Return the alternatives of the rules of `[[group]]` in data/`file`.toml in the order written, with their bits."""
    return _known().groups[file, group].rules


@cache
def _whole(file: str, group: str) -> Marked:
    bits: dict[str, int] = defaultdict(int)
    for one, bit in alternatives(file, group):
        bits[one.name] |= bit
    return Marked([(rule, bits[rule.name]) for rule in rules(file, group)])


class Marked:
    """Rules with their bits, and which of them go with given bits."""

    def __init__(self, found: Sequence[tuple[Rule, int]]) -> None:
        self.rules = found
        self._every = reduce(or_, (bit for _, bit in found), 0)
        self._among: dict[int, Sequence[Rule]] = {0: ()}

    def among(self, bits: int) -> Sequence[Rule]:
        """Return the rules whose bits are among `bits`, in the order written."""
        bits &= self._every
        found = self._among.get(bits)
        if found is None:
            found = self._among[bits] = tuple(rule for rule, bit in self.rules if bit & bits)
        return found


class _Words(dict[str, int]):
    """The bits of each word seen; a word is what stands between blanks, marks included.

    Args:
        needles: each needle, none with a blank in it, and the bits of its rules.
    """

    def __init__(self, needles: dict[str, int]) -> None:
        super().__init__()
        self._by_head: dict[str, list[tuple[str, int]]] = defaultdict(list)
        for needle, bits in needles.items():
            self._by_head[needle[:_HEAD]].append((needle, bits))

    def __missing__(self, word: str) -> int:
        if len(self) >= _MOST:
            self.clear()
        letters = _LETTERS.findall(word)
        bits = 0 if lexicon().graded.isdisjoint(letters) else CUE
        bits |= NUMBER if is_number(word, letters) else 0
        for at in range(len(word)):
            for head in {word[at : at + _HEAD], word[at]}:
                for needle, its in self._by_head.get(head, ()):
                    if word.startswith(needle, at):
                        bits |= its
        self[word] = bits
        return bits


class _Known:
    """The groups with their rules' bits, the words seen, and the bits of rules that may be found in any text."""

    def __init__(self) -> None:
        self.groups: dict[tuple[str, str], Marked] = {}
        self.anywhere = 0
        bits = map((1).__lshift__, count(NUMBER.bit_length()))
        needles: dict[str, int] = defaultdict(int)
        for file, group in _GROUPS:
            found = [(one, next(bits)) for rule in rules(file, group) for one in rule.alternatives]
            for one, bit in found:
                for needle in one.needles or ("",):
                    needles[max(needle.split() or [""], key=len)] |= bit
            self.groups[file, group] = Marked(found)
        self.anywhere = needles.pop("", 0)
        self.words = _Words(needles)


@cache
def _known() -> _Known:
    return _Known()
