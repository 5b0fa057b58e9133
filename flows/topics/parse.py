"""The boolean language, read into a tree; what cannot be read is reported at its character.

either   = all ("OR" all)*
all      = single (["AND"] single)*
single   = "NOT" single | near
near     = part (("NEAR/n" | "NEAR/s") part)*
part     = [field ":"] ("(" either ")" | ["="] "phrase" | ["="] word)
"""

from __future__ import annotations

import re
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from flows.errors import CountercheckError

if TYPE_CHECKING:
    from collections.abc import Iterator

Field = Literal["text", "title", "body", "outlet"]
FIELDS: tuple[Field, ...] = ("text", "title", "body", "outlet")
MOST_APART = 50
_DEEPEST = 50
_SHORTEST_STEM = 2
_BEGINS_PART = {"field", "open", "phrase", "word"}
_WORD = re.compile(r"(?:[^\W_]|\*)+(?:['’](?:[^\W_]|\*)+)*")

_TOKEN = re.compile(
    r"""\s*(?:
        (?P<open>\() | (?P<close>\))
      | (?P<phrase>=?["“”„][^"“”„]*["“”„])
      | (?P<unclosed>=?["“”„])
      | (?P<field>[A-Za-z]+:)(?=\S)
      | (?P<operator>(?:AND|OR|NOT)(?![^\s()"]))
      | (?P<near>NEAR(?:/[^\s()"]*)?(?![^\s()"]))
      | (?P<word>[^\s()"“”„]+)
    )""",
    re.VERBOSE,
)


class QueryError(CountercheckError):
    """A topic's query that cannot be read.

    Attributes:
        query: as written.
        position: of the character where reading stopped, from 0.
    """

    def __init__(self, query: str, position: int, problem: str, hint: str = "") -> None:
        self.query = query
        self.position = position
        line = query.replace("\n", " ").replace("\t", " ")
        lines = [f"character {position + 1}: {problem}", f"    {line}", f"    {' ' * position}^"]
        super().__init__("\n".join([*lines, f"    {hint}"] if hint else lines))


@dataclass(frozen=True, slots=True)
class Words:
    """Words in a row: one word, or a phrase; `*` in them stands for any letters.

    Attributes:
        is_exact: whether they stand for themselves alone, not for other names of the same thing.
    """

    words: tuple[str, ...]
    field: Field
    position: int
    is_exact: bool = False


@dataclass(frozen=True, slots=True)
class Near:
    """Two things at most `apart` words from each other (None: in one sentence), in either order."""

    left: Node
    right: Node
    apart: int | None
    position: int


@dataclass(frozen=True, slots=True)
class Not:
    """What must not occur."""

    inner: Node
    position: int


@dataclass(frozen=True, slots=True)
class All:
    """Everything in it must hold."""

    parts: tuple[Node, ...]
    position: int


@dataclass(frozen=True, slots=True)
class Either:
    """One of these must hold."""

    parts: tuple[Node, ...]
    position: int


Node = Words | Near | Not | All | Either


@dataclass(frozen=True, slots=True)
class _Token:
    kind: str
    text: str
    position: int


def parse(query: str) -> Node:
    """Return the tree of `query`.

    Raises:
        QueryError: it cannot be read; says at which character, what was found and what was expected.
    """
    return _Parser(query).whole()


def words_of(text: str) -> tuple[str, ...]:
    """Return the words in `text` as they are searched for: U.S.-led is three."""
    return tuple(_WORD.findall(text))


class _Parser:
    def __init__(self, query: str) -> None:
        self.query = query
        self.tokens = _tokens(query)
        self.at = 0
        self.field: Field = "text"
        self.depth = 0

    def whole(self) -> Node:
        node = self.either()
        if self.next.kind == "close":
            raise self._error(self.next, 'found ")" that nothing opened', 'Remove it, or add a "(".')
        return node

    @property
    def next(self) -> _Token:
        return self.tokens[self.at]

    def take(self) -> _Token:
        token = self.next
        self.at += token.kind != "end"
        return token

    def either(self) -> Node:
        parts = [self.all()]
        while self.next.text == "OR":
            self.take()
            parts.append(self.all())
        return parts[0] if len(parts) == 1 else Either(tuple(parts), parts[0].position)

    def all(self) -> Node:
        parts = [self.single()]
        while self.next.text in {"AND", "NOT"} or self.next.kind in _BEGINS_PART:
            if self.next.text == "AND":
                self.take()
            parts.append(self.single())
        return parts[0] if len(parts) == 1 else All(tuple(parts), parts[0].position)

    def single(self) -> Node:
        if self.next.text != "NOT":
            return self.near()
        token = self.take()
        with self._deeper(token):
            return Not(self.single(), token.position)

    def near(self) -> Node:
        node = self.part()
        while self.next.kind == "near":
            token = self.take()
            node = Near(node, self.part(), self._apart(token), token.position)
        return node

    def part(self) -> Node:
        token = self.take()
        match token.kind:
            case "field":
                return self._in_field(token)
            case "open":
                return self._group(token)
            case "phrase":
                return self._words(token, token.text)
            case "word":
                return self._word(token)
        found = "the end of the query" if token.kind == "end" else repr(token.text)
        hint = "AND, OR and NEAR/n stand between two parts, NOT before one."
        raise self._error(token, f'found {found}, expected a word, a "phrase" or "("', hint)

    def _group(self, token: _Token) -> Node:
        with self._deeper(token):
            node = self.either()
        if self.next.kind != "close":
            raise self._error(token, 'this "(" is never closed', 'Add a ")" where the group ends.')
        self.take()
        return node

    def _in_field(self, token: _Token) -> Node:
        name = token.text[:-1].lower()
        before = self.field
        self.field = next((field for field in FIELDS if field == name), before)
        if self.field != name:
            hint = (
                f"Fields are {', '.join(FIELDS)}. To search for the words themselves, write them in quotes."
            )
            raise self._error(token, f"no field is called {name!r}", hint)
        node = self.part()
        self.field = before
        return node

    def _word(self, token: _Token) -> Node:
        if token.text in {"and", "or", "not"}:
            capitals = token.text.upper()
            hint = f'Operators are written in capitals: {capitals}. For the word itself write "{token.text}".'
            raise self._error(token, f"found {token.text!r} where an operator may be meant", hint)
        return self._words(token, token.text)

    def _words(self, token: _Token, text: str) -> Words:
        words = words_of(text)
        if not words:
            raise self._error(
                token,
                f"found {token.text!r}, which holds no letter or digit",
                "Articles are searched by words.",
            )
        short = next(
            (word for word in words if "*" in word and len(word.replace("*", "")) < _SHORTEST_STEM), None
        )
        if short is not None:
            raise self._error(
                token,
                f"{short!r} would match nearly every word",
                f"Give a * at least {_SHORTEST_STEM} letters or digits.",
            )
        return Words(words, self.field, token.position, token.text.startswith("="))

    def _apart(self, token: _Token) -> int | None:
        number = token.text.removeprefix("NEAR").removeprefix("/")
        if number in {"s", "S"}:
            return None
        if number.isascii() and number.isdigit() and 1 <= int(number) <= MOST_APART:
            return int(number)
        hint = (
            f"NEAR/5 means: at most 5 words between the two, from 1 to {MOST_APART}. "
            "NEAR/s means: in the same sentence."
        )
        raise self._error(token, f"found {token.text!r}, expected NEAR/ and a number or s", hint)

    @contextmanager
    def _deeper(self, token: _Token) -> Iterator[None]:
        self.depth += 1
        if self.depth > _DEEPEST:
            raise self._error(
                token, f"groups are nested more than {_DEEPEST} deep", "Split the topic into several."
            )
        yield
        self.depth -= 1

    def _error(self, token: _Token, problem: str, hint: str) -> QueryError:
        return QueryError(self.query, token.position, problem, hint)


def _tokens(query: str) -> list[_Token]:
    found: list[_Token] = []
    at = 0
    while match := _TOKEN.match(query, at):
        kind = match.lastgroup or ""
        if kind == "unclosed":
            raise QueryError(
                query, match.start(kind), "this quote is never closed", 'Add a " where the phrase ends.'
            )
        found.append(_Token(kind, match[kind], match.start(kind)))
        at = match.end()
    return [*found, _Token("end", "", len(query.rstrip()))]
