"""The full names an article gives: "Dillard" is Tom Dillard of the Harbour Authority, "HWU" the Harbour Workers' Union.

Names are looked up in the article's first part, indexed once by their words, so that looking costs little however many
names are asked for.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING

from flows.claims.names import PARTICLES, Name, known_kind, name_of, role_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flows.records import SpeakerKind

# The longest stretch of text searched for full names, in characters, and the most names that share a word looked at.
_SEARCHED = 60_000
_CANDIDATES = 200
# How far before a last name its first names and its introduction reach, and how far behind, in characters.
_FIRST_NAMES = 60
_INTRODUCED = 90
_BEHIND = 100
# A name of more words than this is full already.
_SHORT = 2
_CAPITALS = r"(?:[A-Z][\w'-]*)"
_LINKED = r"(?: +(?:(?:for|of|and|on|the|de|al|in) +){0,2}"
_PROPER = re.compile(rf"{_CAPITALS}{_LINKED}{_CAPITALS}){{1,7}}")
_BEFORE_BRACKET = re.compile(rf"{_CAPITALS}{_LINKED}{_CAPITALS}){{1,7}} *$")
_FIRST = re.compile(rf"(?:{_CAPITALS} +(?:(?:{PARTICLES}) +)?){{0,4}}(?:[aeu][a-z]h?-)?$")
# Words before a name that may introduce it, within its clause.
_INTRODUCTION = re.compile(r"(?:[\w'-]+ +){1,9}$")
_END = re.compile(r"[.\n]")
_ABBREVIATION = re.compile(r"[A-Z]{2,6}$")
# "HWU" may stand for as many words as it has letters and so many small ones.
_SMALL_WORDS = 3
# The longest name in front of "(HWU)", in characters.
_LONGEST = 160


class FullNames:
    """The full names of persons and organisations in one article's folded text."""

    def __init__(self, folded: str) -> None:
        self._folded = folded
        self._full: dict[str, str] = {}
        self._bodies: dict[SpeakerKind, list[tuple[int, str]]] = {}
        self._persons: dict[Name, tuple[int, Name]] = {}

    def person(self, name: Name, place: int) -> Name:
        """Return the person `name` as the article introduces them before `place`, when `name` gives less."""
        if name.body is not None and len(name.name.split()) > 1:
            return name
        scanned, best = self._persons.get(name, (max(0, place - _SEARCHED), name))
        for introduced in self._introductions(name, scanned, place):
            if _is_introduced(best):
                break
            if len(introduced.name.split()) >= len(best.name.split()) and (introduced.body or not best.body):
                kind = introduced.kind if introduced.kind != "unknown" else name.kind
                best = replace(introduced, kind=kind)
        self._persons[name] = max(scanned, place), best
        return best

    def _introductions(self, name: Name, start: int, end: int) -> Iterator[Name]:
        """Yield what the mentions of a person's last name between `start` and `end` call them."""
        last = name.name.rsplit(" ", maxsplit=1)[-1]
        at = self._folded.find(last, start, end)
        while at >= 0:
            after = at + len(last)
            if _stands_alone(self._folded, at, after):
                first = _FIRST.search(self._folded, max(0, at - _FIRST_NAMES), at)
                opens = first.start() if first is not None else at
                opening = _INTRODUCTION.search(self._folded, max(0, opens - _INTRODUCED), opens)
                dot = _END.search(self._folded, after, min(end, after + _BEHIND))
                after = dot.start() if dot is not None else min(end, after + _BEHIND)
                text = self._folded[opening.start() if opening is not None else opens : after]
                full = name_of(text.strip())
                if full.is_person and full.name.endswith(last):
                    yield full
            at = self._folded.find(last, after, end)

    def organisation(self, name: Name) -> Name:
        """Return an organisation under the longest name the article gives it ("the Observatory", "HWU")."""
        if name.name not in self._full:
            self._full[name.name] = self._longest(name)
        full = self._full[name.name]
        kind = name.kind if name.kind != "unknown" else role_of(full)
        full = full.removeprefix("The ") if name.kind == "monitor" else full
        return replace(name, name=full, kind=known_kind(full) or kind)

    def _longest(self, name: Name) -> str:
        short = name.name
        if _ABBREVIATION.match(short):
            return self._spelt_out(short)
        if len(short.split()) > _SHORT or known_kind(short) not in {None, "monitor"}:
            return short
        if role_of(short, "unknown") == "unknown" and known_kind(short) is None:
            return short
        longer = [name_of(full).name for full in self._longer(frozenset(short.split()))]
        known = (full for full in longer if known_kind(full) is not None)
        alike = (full for full in longer if role_of(full, "unknown") == name.kind)
        return next(known, None) or next(alike, short)

    def _longer(self, pieces: frozenset[str]) -> list[str]:
        """Return the names of the article that hold all of `pieces` and more, in order."""
        rarest = min((self._by_word.get(piece, []) for piece in pieces), key=len)
        return [full for full in rarest[:_CANDIDATES] if pieces < frozenset(full.split())]

    @cached_property
    def _proper(self) -> list[tuple[int, str]]:
        """The names of two words or more in the article, in order, with their places."""
        return [(found.start(), found.group()) for found in _PROPER.finditer(self._folded[:_SEARCHED])]

    @cached_property
    def _by_word(self) -> dict[str, list[str]]:
        """The names of the article under each of their words, each name once, in order."""
        found: dict[str, dict[str, None]] = defaultdict(dict)
        for _, full in self._proper:
            for piece in full.split():
                found[piece][full] = None
        return {piece: list(names) for piece, names in found.items()}

    def _spelt_out(self, short: str) -> str:
        """Return the name that stands before "(HWU)" in the article, else `short`."""
        for bracketed in (f"({short})", f"[{short}]"):
            at = self._folded.find(bracketed, 0, _SEARCHED)
            found = _BEFORE_BRACKET.search(self._folded, max(0, at - _LONGEST), at) if at > 0 else None
            pieces = found.group().split() if found is not None else []
            for skipped, piece in enumerate(pieces):
                if piece[0] == short[0] and len(pieces) - skipped <= len(short) + _SMALL_WORDS:
                    return " ".join(pieces[skipped:])
        return short

    def body_of_kind(self, place: int, kind: SpeakerKind) -> str | None:
        """Return the organisation of `kind` that the article names last before `place`, or first after it."""
        if kind not in self._bodies:
            named = list(self._named_bodies(kind))
            known = [(at, name) for at, name in named if known_kind(name) is not None]
            self._bodies[kind] = known or named
        bodies = self._bodies[kind]
        if not bodies:
            return None
        after = bisect_left(bodies, place, key=lambda body: body[0])
        return bodies[max(0, after - 1)][1]

    def _named_bodies(self, kind: SpeakerKind) -> Iterator[tuple[int, str]]:
        for at, text in self._proper:
            if self._folded[at + len(text) : at + len(text) + 1] in {"", "\n"}:
                continue  # a title's last words: "Storm hits Utopia Monitor"
            name = name_of(text)
            if name.kind == kind and not name.is_person and " " in name.name:
                yield at, name.name


def _is_introduced(name: Name) -> bool:
    return name.body is not None and " " in name.name


def _stands_alone(folded: str, start: int, end: int) -> bool:
    """Return whether `folded[start:end]` is a whole word, not the first of a hyphenated one."""
    before, after = folded[max(0, start - 1) : start], folded[end : end + 1]
    return not before.isalnum() and not after.isalnum() and after != "-"
