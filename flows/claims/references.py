"""Whom a pronoun, a last name or a short form means: "he", "Dillard", "the monitor", "the source", "HWU".

Everything is looked up in the article itself: the speakers named before, the subjects of the sentences before, the
full name that stands elsewhere. Looking is bounded to a few paragraphs, or to one search of the text for each name.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from flows.claims.cues import contexts
from flows.claims.lexicon import look_up
from flows.claims.names import PARTICLES, Name, known_kind, name_of, role_of
from flows.claims.sources import object_group

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from flows.claims.speech import Paragraph
    from flows.claims.statement import Statement
    from flows.claims.text import Sentence
    from flows.records import SpeakerKind

Span = tuple[int, int]

NOBODY = Name("", "unknown")

# How many paragraphs back a pronoun or a short form is looked for, and how many speakers and subjects.
_PARAGRAPHS_BACK = 4
_CANDIDATES = 24
# The longest stretch of text searched for full names.
_SEARCHED = 60_000
_SINGULAR_PERSON = frozenset({"he", "she", "him", "her", "his"})
_BODY = frozenset({"it", "its"})
_CAPITALS = r"(?:[A-Z][\w'-]*)"
_PROPER = re.compile(rf"{_CAPITALS}(?: +(?:(?:for|of|and|on|the|de|al|in) +){{0,2}}{_CAPITALS}){{1,7}}")
# Words before a name that may introduce it, within its clause.
_INTRODUCTION = re.compile(r"(?:[\w'-]+ +){1,9}$")
_ABBREVIATION = re.compile(r"[A-Z]{2,6}$")


class References:
    """Resolves the sources of one article's statements.

    Args:
        folded: the article's folded text.
        paragraph_at: returns the paragraph round a place, with its statements.
    """

    def __init__(self, folded: str, paragraph_at: Callable[[int], tuple[Paragraph, list[Statement]]]) -> None:
        self._folded = folded
        self._paragraph_at = paragraph_at
        self._names: dict[Span, Name] = {}
        self._bodies: dict[SpeakerKind, list[tuple[int, str]]] = {}
        self._full: dict[str, str] = {}

    def name(self, span: Span) -> Name:
        """Return whom the words at `span` mean; `NOBODY` when a pronoun has nobody to stand for."""
        if span not in self._names:
            self._names[span] = NOBODY  # a circle of pronouns ends here
            self._names[span] = self._resolved(span)
        return self._names[span]

    def _resolved(self, span: Span) -> Name:
        text = self._folded[span[0] : span[1]].strip()
        if contexts().get(text.lower()) in {
            "pronoun",
            "object",
            "question",
        } or text.lower() in _BODY | _SINGULAR_PERSON | {"their"}:
            return self._antecedent(span[0], text.lower())
        name = name_of(text)
        if not name.name:
            return NOBODY
        if name.is_person:
            return self._with_body(self._full_person(span, name), span[0])
        if _is_proper(name.name):
            return self._full_name(name)
        return self._described(span[0], text.lower(), name)

    def _antecedent(self, place: int, pronoun: str) -> Name:
        if pronoun in _SINGULAR_PERSON:
            return self._singular_person(place)
        for _, name, plural in self._before(place):
            if pronoun in _BODY and not name.is_person and not plural:
                return name
            if pronoun not in _BODY:
                return name
        return NOBODY

    def _singular_person(self, place: int) -> Name:
        """Return the last person before `place`: one with a name, else one described in the same paragraph."""
        described = NOBODY
        newline = self._folded.rfind("\n", 0, place)
        for at, name, plural in self._before(place):
            if described.name and at < newline:
                break
            if name.is_person:
                return name
            if not described.name and not plural and not _is_body(name) and known_kind(name.name) is None:
                described = name
        return described

    def _before(self, place: int) -> Iterator[tuple[int, Name, bool]]:
        """Return the speakers and subjects before `place`, the nearest first: where, who, and whether many."""
        at, count = place, 0
        for _ in range(_PARAGRAPHS_BACK):
            paragraph, found = self._paragraph_at(at)
            for span in self._spans_before(paragraph, found, place):
                name = self.name(span)
                if name.name:
                    yield span[0], name, _is_plural(self._folded[span[0] : span[1]])
                count += 1
                if count >= _CANDIDATES:
                    return
            at = _end_of_text_before(self._folded, paragraph.start)
            if at < 0:
                return

    def _spans_before(self, paragraph: Paragraph, found: list[Statement], place: int) -> list[Span]:
        """Return the spans of sources and of persons as subjects in `paragraph` before `place`, the nearest first."""
        spans = {said.source for said in found if said.source is not None and said.source[1] <= place}
        for sentence in _last_before(paragraph.sentences, place):
            span = _subject_person(sentence)
            if span is not None and span[1] <= place:
                spans.add(span)
        return sorted(spans, reverse=True)[:_CANDIDATES]

    def _described(self, place: int, text: str, name: Name) -> Name:
        """Return whom a description means: "the source" one named before, "a monitor" the monitor the article names."""
        if text.startswith("the ") and len(name.name.split()) == 1:
            earlier = self._same_noun(place, name.name)
            if earlier is not None:
                return earlier
        if name.kind == "monitor" and not _is_plural(text):
            body = self._body_of_kind(place, "monitor")
            if body is not None:
                return Name(body, "monitor")
        if name.body is not None:
            return self._with_body(name, place)
        return name

    def _same_noun(self, place: int, noun: str) -> Name | None:
        """Return the last speaker before `place` whose description has `noun` in it ("the source", "the group")."""
        at = place
        for _ in range(_PARAGRAPHS_BACK):
            paragraph, found = self._paragraph_at(at)
            for said in reversed(found):
                if said.source is None or said.source[1] > place:
                    continue
                words = self._folded[said.source[0] : said.source[1]].lower().split()
                if len(words) > 2 and any(word.strip(".,'") == noun.lower() for word in words):
                    return self.name(said.source)
            at = _end_of_text_before(self._folded, paragraph.start)
            if at < 0:
                break
        return None

    def _full_person(self, span: Span, name: Name) -> Name:
        """Return a person as the article introduces them, when a later mention gives less."""
        pieces = name.name.split()
        if name.body is not None and len(pieces) > 1:
            return name
        pattern = re.compile(
            rf"(?:{_CAPITALS} +(?:(?:{PARTICLES}) +)?){{0,4}}{re.escape(pieces[-1])}\b(?!-)[^.\n]{{0,100}}"
        )
        best = name
        for found in pattern.finditer(self._folded, max(0, span[0] - _SEARCHED), span[0]):
            opening = _INTRODUCTION.search(self._folded, max(0, found.start() - 90), found.start())
            start = opening.start() if opening is not None else found.start()
            full = name_of(self._folded[start : found.end()].strip())
            if not full.is_person or full.name.split()[-1] != pieces[-1]:
                continue
            if len(full.name.split()) >= len(best.name.split()) and (full.body or not best.body):
                best = replace(full, kind=full.kind if full.kind != "unknown" else name.kind)
            if best.body and len(best.name.split()) > 1:
                break
        return best

    def _with_body(self, name: Name, place: int) -> Name:
        """Return `name` with the organisation it speaks for under that organisation's full name."""
        if name.body is None:
            return name
        body = name_of(name.body)
        if _is_proper(body.name):
            return replace(name, body=self._full_name(body).name)
        if body.kind == "monitor":
            return replace(name, body=self._body_of_kind(place, "monitor"), kind="monitor")
        return replace(name, body=body.name if body.name[:1].isupper() else None)

    def _full_name(self, name: Name) -> Name:
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
        if len(short.split()) > 2 or known_kind(short) not in {None, "monitor"}:
            return short
        if role_of(short, "unknown") == "unknown" and known_kind(short) is None:
            return short
        pieces = set(short.split())
        for found in _PROPER.finditer(self._folded[:_SEARCHED]):
            if pieces < set(found.group().split()) and known_kind(found.group()) is not None:
                return found.group()
        for found in _PROPER.finditer(self._folded[:_SEARCHED]):
            if pieces < set(found.group().split()) and role_of(found.group(), "unknown") == name.kind:
                return found.group()
        return short

    def _spelt_out(self, short: str) -> str:
        """Return the name that stands before "(HWU)" in the article, else `short`."""
        found = re.search(
            rf"(?P<name>{_CAPITALS}(?: +(?:(?:for|of|and|the|on|in) +){{0,2}}{_CAPITALS}){{1,7}}) *[(\[]{short}[)\]]",
            self._folded[:_SEARCHED],
        )
        if found is None:
            return short
        pieces = found["name"].split()
        for at, piece in enumerate(pieces):
            if piece[0] == short[0] and len(pieces) - at <= len(short) + 3:
                return " ".join(pieces[at:])
        return short

    def _body_of_kind(self, place: int, kind: SpeakerKind) -> str | None:
        """Return the organisation of `kind` that the article names last before `place`, or first after it."""
        if kind not in self._bodies:
            self._bodies[kind] = list(_named_bodies(self._folded[:_SEARCHED], kind))
        known = [(at, name) for at, name in self._bodies[kind] if known_kind(name) is not None]
        if known:
            self._bodies[kind] = known
        before = [name for at, name in self._bodies[kind] if at < place]
        after = [name for at, name in self._bodies[kind] if at >= place]
        return before[-1] if before else next(iter(after), None)


def _named_bodies(folded: str, kind: SpeakerKind) -> Iterator[tuple[int, str]]:
    """Return the organisations of `kind` named in `folded` by two words or more, with their places."""
    for found in _PROPER.finditer(folded):
        name = name_of(found.group())
        if name.kind == kind and not name.is_person and len(name.name.split()) > 1:
            yield found.start(), name.name


def _last_before(sentences: tuple[Sentence, ...], place: int) -> list[Sentence]:
    return [sentence for sentence in sentences if sentence.start < place][-6:]


def _subject_person(sentence: Sentence) -> Span | None:
    """Return the span of the noun group for a person that opens `sentence`, None when something else does."""
    words = sentence.words
    found = object_group(words, 0) if words else None
    if found is None or contexts().get(words[0].lower) in {"pronoun", "object"}:
        return None
    span = words[found[0]].start, words[found[1] - 1].end
    heads = [word.lower for word in words[found[0] : found[1]]]
    is_person = any(look_up(word).kind == "person" and not look_up(word).is_plural for word in heads)
    return span if is_person else None


def _is_proper(name: str) -> bool:
    """Return whether `name` is a name rather than a description that opens with one ("Utopia-based monitor")."""
    return name.rsplit(" ", 1)[-1][:1].isupper() or (name[:1].isupper() and known_kind(name) is not None)


def _is_body(name: Name) -> bool:
    return not name.is_person and name.kind in {"monitor", "media", "party"} and _is_proper(name.name)


def _is_plural(text: str) -> bool:
    """Return whether a noun group names many ("officials in the city", "people we met")."""
    for word in re.findall(r"[\w'-]+", text.lower().split(",")[0]):
        if contexts().get(word) == "preposition":
            return False
        entry = look_up(word)
        if entry.is_plural and entry.kind in {"person", "group", ""} and not word.endswith("'s"):
            return True
    return False


def _end_of_text_before(folded: str, start: int) -> int:
    """Return the place of the last character before `start` that is no blank, -1 when there is none."""
    at = start - 1
    while at >= 0 and folded[at].isspace():
        at -= 1
    return at
