"""A query's tree made into rows: ways to satisfy it, each a list of patterns that must or must not match.

The patterns are RE2's, for text as the macro `searched` makes it; queries/topics/match.sql holds them against
articles.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from itertools import product
from typing import TYPE_CHECKING

from flows.topics.parse import All, Either, Near, Not, QueryError, Words, parse, words_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from flows.topics.parse import Field, Node

# More than this many would be slow on every article, and is nearly always a slip.
MOST_ALTERNATIVES = 100

# Texts hold ASCII marks only (the macro searched), so that whatever is beyond ASCII is a letter or digit: RE2
# reads these classes fifty times faster than those of Unicode.
_LETTER = r"[0-9A-Za-z\x80-\x{10ffff}]"
_GAP = r"[\x00-/:-@\[-`{-\x7f]+"
_BEGIN = r"(?:^|[\x00-/:-@\[-`{-\x7f])"
_END = r"(?:[\x00-/:-@\[-`{-\x7f]|$)"
# What may stand within a sentence: a full stop only after an abbreviation, before a small letter, or within a
# word or figure. A line's end ends a sentence: headlines and paragraphs are lines.
_GOES_ON = r"""[.!?]+["')\]]*[^\S\n]+(?-i:[a-z])"""
_WITHIN_SENTENCE = (
    r"(?:[^.!?\n]"
    r"|\b(?:[a-z]|mrs?|ms|dr|prof|gen|col|lt|sgt|capt|maj|brig|adm|st|no|rep|sen|gov|jan|feb|aug|sept?|oct|nov|dec)\."
    r"""|[.!?]+[^\s.!?"')\]]"""
    rf"|{_GOES_ON})*"
)
_BETWEEN_WORDS = r"[\x00-\t\x0b- \"-\-/:->@\[-`{-\x7f]"
_SENTENCE_GAP = rf"(?:{_BETWEEN_WORDS}|(?:{_BETWEEN_WORDS}|{_GOES_ON}){_WITHIN_SENTENCE}{_BETWEEN_WORDS})"
# Known short names (IS, WHO) are words too; they are looked for in capitals.
_LONGEST_IN_CAPITALS = 3


@dataclass(frozen=True, slots=True)
class PatternTerm:
    """A pattern that must (or must not) match a field, within one alternative; alternatives count from 1."""

    alternative: int
    field: Field
    pattern: str
    is_wanted: bool


@dataclass(frozen=True, slots=True)
class _Literal:
    field: Field
    core: str
    is_wanted: bool


_Alternatives = list[tuple[_Literal, ...]]


def compile_query(query: str, names: Iterable[Sequence[str]] = ()) -> list[PatternTerm]:
    """Return `query` as patterns; it is satisfied when all those of one alternative hold.

    Args:
        query: in the boolean language.
        names: the forms of each name that has several; a form in the query finds all of them.

    Raises:
        QueryError: it cannot be read, is too wide, or says only what must not occur.
    """
    alternatives = _Compiler(query, names).alternatives(parse(query), is_wanted=True)
    for alternative in alternatives:
        if not any(literal.is_wanted for literal in alternative):
            hint = "Add what must occur, such as: raqqa AND NOT football."
            raise QueryError(
                query, 0, "this would match nearly every article: it says only what must not occur", hint
            )
    return [
        PatternTerm(number, literal.field, f"(?i){_BEGIN}(?:{literal.core}){_END}", literal.is_wanted)
        for number, alternative in enumerate(alternatives, start=1)
        for literal in alternative
    ]


class _Compiler:
    def __init__(self, query: str, names: Iterable[Sequence[str]]) -> None:
        self.query = query
        self.names = {_key(words_of(form)): forms for forms in names for form in forms}

    def alternatives(self, node: Node, *, is_wanted: bool) -> _Alternatives:
        """Return `node` (not wanted: its denial) as alternatives; De Morgan brings every NOT to the words."""
        match node:
            case Not(inner):
                return self.alternatives(inner, is_wanted=not is_wanted)
            case Words(field=field):
                return [(_Literal(field, self._words(node), is_wanted),)]
            case Near():
                return [(_Literal(self._field(node), self._core(node), is_wanted),)]
            case All(parts) | Either(parts):
                found = [self.alternatives(part, is_wanted=is_wanted) for part in parts]
                is_both = isinstance(node, All) == is_wanted
                return self._both(found, node) if is_both else self._any(found, node, is_wanted=is_wanted)

    def _both(self, parts: list[_Alternatives], node: Node) -> _Alternatives:
        made: _Alternatives = [()]
        for part in parts:
            made = [tuple(dict.fromkeys((*left, *right))) for left, right in product(made, part)]
            self._check(made, node)
        return made

    def _any(self, parts: list[_Alternatives], node: Node, *, is_wanted: bool) -> _Alternatives:
        """Join alternatives; those that are one pattern on the same field become one pattern."""
        made: _Alternatives = []
        cores: dict[Field, list[str]] = {}
        for alternative in (alternative for part in parts for alternative in part):
            if len(alternative) == 1 and is_wanted and alternative[0].is_wanted:
                cores.setdefault(alternative[0].field, []).append(alternative[0].core)
            else:
                made.append(alternative)
        joined = [
            (_Literal(field, "|".join(dict.fromkeys(found)), is_wanted=True),)
            for field, found in cores.items()
        ]
        self._check(made := joined + made, node)
        return made

    def _check(self, made: _Alternatives, node: Node) -> None:
        if len(made) > MOST_ALTERNATIVES:
            hint = f"At most {MOST_ALTERNATIVES} combinations can be searched; split the topic into several."
            raise QueryError(self.query, node.position, "from here the query has too many combinations", hint)

    def _core(self, node: Node) -> str:
        match node:
            case Words():
                return f"(?:{self._words(node)})"
            case Either(parts):
                return "(?:" + "|".join(self._core(part) for part in parts) + ")"
            case Near(left, right, apart):
                one, other = self._core(left), self._core(right)
                between = f"{_GAP}(?:{_LETTER}+{_GAP}){{0,{apart}}}" if apart else _SENTENCE_GAP
                return f"(?:{one}{between}{other}|{other}{between}{one})"
            case _:
                hint = "NEAR takes words, phrases, and groups of them joined by OR."
                raise QueryError(self.query, node.position, "AND and NOT cannot stand within NEAR", hint)

    def _words(self, node: Words) -> str:
        """Return the words as a pattern, or as one for all names of what they name."""
        forms = () if node.is_exact else self.names.get(_key(node.words), ())
        own = _in_capitals(node.words) if forms and _is_short(node.words) else _in_a_row(node.words)
        others = (words_of(form) for form in forms if _key(words_of(form)) != _key(node.words))
        return "|".join(
            [own, *(_in_capitals(words) if _is_short(words) else _in_a_row(words) for words in others)]
        )

    def _field(self, node: Node) -> Field:
        fields = set(_fields(node))
        if len(fields) > 1:
            hint = "Put the field before the whole group: title:(convoy NEAR/5 raqqa)."
            raise QueryError(
                self.query, node.position, "both sides of NEAR must be searched in the same field", hint
            )
        return fields.pop()


def _fields(node: Node) -> list[Field]:
    match node:
        case Words(field=field):
            return [field]
        case Near(left, right):
            return _fields(left) + _fields(right)
        case Not(inner):
            return _fields(inner)
        case All(parts) | Either(parts):
            return [field for part in parts for field in _fields(part)]


def _in_a_row(words: Sequence[str]) -> str:
    return _GAP.join(_word(word) for word in words)


def _in_capitals(words: Sequence[str]) -> str:
    return f"(?-i:{_GAP.join(_word(word).upper() for word in words)})"


def _is_short(words: Sequence[str]) -> bool:
    return sum(map(len, words)) <= _LONGEST_IN_CAPITALS


def _key(words: Sequence[str]) -> str:
    return " ".join(_plain(word) for word in words)


def _word(word: str) -> str:
    return "".join(f"{_LETTER}*" if c == "*" else re.escape(c) for c in _plain(word))


def _plain(word: str) -> str:
    apart = unicodedata.normalize("NFD", word.lower().replace("’", "'"))
    return "".join(c for c in apart if not unicodedata.combining(c))
