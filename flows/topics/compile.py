"""A query's tree made into rows: ways to satisfy it, each a list of patterns that must or must not match.

The patterns are RE2's, for text in lower case without accents; queries/topics/match.sql holds them against
articles.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from itertools import product
from typing import TYPE_CHECKING

from flows.topics.parse import All, Either, Near, Not, QueryError, Words, parse

if TYPE_CHECKING:
    from flows.topics.parse import Field, Node

# More than this many would be slow on every article, and is nearly always a slip.
MOST_ALTERNATIVES = 100

# RE2's \b and \w know ASCII only; these know every alphabet.
_LETTER = r"[\p{L}\p{N}]"
_GAP = r"[^\p{L}\p{N}]+"
_BEGIN = r"(?:^|[^\p{L}\p{N}])"
_END = r"(?:[^\p{L}\p{N}]|$)"


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


def compile_query(query: str) -> list[PatternTerm]:
    """Return `query` as patterns; it is satisfied when all those of one alternative hold.

    Raises:
        QueryError: it cannot be read, is too wide, or says only what must not occur.
    """
    alternatives = _Compiler(query).alternatives(parse(query), is_wanted=True)
    for alternative in alternatives:
        if not any(literal.is_wanted for literal in alternative):
            hint = "Add what must occur, such as: raqqa AND NOT football."
            raise QueryError(
                query, 0, "this would match nearly every article: it says only what must not occur", hint
            )
    return [
        PatternTerm(number, literal.field, f"{_BEGIN}(?:{literal.core}){_END}", literal.is_wanted)
        for number, alternative in enumerate(alternatives, start=1)
        for literal in alternative
    ]


class _Compiler:
    def __init__(self, query: str) -> None:
        self.query = query

    def alternatives(self, node: Node, *, is_wanted: bool) -> _Alternatives:
        """Return `node` (not wanted: its denial) as alternatives; De Morgan brings every NOT to the words."""
        match node:
            case Not(inner):
                return self.alternatives(inner, is_wanted=not is_wanted)
            case Words(field=field):
                return [(_Literal(field, _words(node), is_wanted),)]
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
                return _words(node)
            case Either(parts):
                return "(?:" + "|".join(self._core(part) for part in parts) + ")"
            case Near(left, right, apart):
                one, other = self._core(left), self._core(right)
                between = f"{_GAP}(?:{_LETTER}+{_GAP}){{0,{apart}}}"
                return f"(?:{one}{between}{other}|{other}{between}{one})"
            case _:
                hint = "NEAR takes words, phrases, and groups of them joined by OR."
                raise QueryError(self.query, node.position, "AND and NOT cannot stand within NEAR", hint)

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


def _words(node: Words) -> str:
    return _GAP.join(_word(word) for word in node.words)


def _word(word: str) -> str:
    plain = "".join(c for c in unicodedata.normalize("NFD", word.lower()) if not unicodedata.combining(c))
    return "".join({"*": f"{_LETTER}*", "'": "['’]", "’": "['’]"}.get(c, re.escape(c)) for c in plain)
