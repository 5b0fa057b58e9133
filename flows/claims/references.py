"""Whom a pronoun, a last name or a short form means: "he", "Dillard", "the monitor", "the source", "HWU".

Everything is looked up in the article itself: the speakers named before, the subjects of the sentences before, the
full name that stands elsewhere (`flows.claims.fullnames`). Looking back is bounded to a few paragraphs.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING

from flows.claims.cues import contexts
from flows.claims.fullnames import FullNames
from flows.claims.lexicon import look_up
from flows.claims.names import Name, known_kind, name_of
from flows.claims.passages import REACH
from flows.claims.rules import words as vocabulary
from flows.claims.sources import is_finite, object_group

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flows.claims.passages import Passage, Passages
    from flows.claims.statement import Span
    from flows.claims.text import Sentence

NOBODY = Name("", "unknown")

# How many paragraphs back a pronoun or a short form is looked for, how many speakers and subjects in each, and how
# many sentences may have a person for a subject.
_PARAGRAPHS_BACK = 4
_CANDIDATES = 24
_SUBJECTS = 6
# "He" may stand for the "he" before it, and so on; a longer chain is nobody.
_LONGEST_CHAIN = 40
# "the source" stands for a speaker introduced in so many words at least ("a source in the port").
_INTRODUCED = 3
_SINGULAR_PERSON = frozenset({"he", "she", "him", "her", "his"})
_BODY = frozenset({"it", "its"})
_PRONOUNS = _SINGULAR_PERSON | _BODY | {"their"}
_PRONOUN_CLASSES = frozenset({"pronoun", "object", "question"})


class References:
    """Resolves the sources of one article's statements.

    Args:
        folded: the article's folded text.
        passages: its passages.
    """

    def __init__(self, folded: str, passages: Passages) -> None:
        self._folded = folded
        self._passages = passages
        self._full_names = FullNames(folded)
        self._names: dict[Span, Name] = {}
        self._introduced: dict[int, tuple[list[int], list[tuple[Span, frozenset[str]]]]] = {}
        self._depth = 0

    def name(self, span: Span) -> Name:
        """Return whom the words at `span` mean; `NOBODY` when a pronoun has nobody to stand for."""
        if span not in self._names:
            self._names[span] = NOBODY  # a circle of pronouns ends here
            self._depth += 1
            if self._depth <= _LONGEST_CHAIN:
                self._names[span] = self._resolved(span)
            self._depth -= 1
        return self._names[span]

    def _resolved(self, span: Span) -> Name:
        text = self._folded[span[0] : span[1]].strip()
        lower = text.lower()
        if lower in _PRONOUNS or contexts().get(lower) in _PRONOUN_CLASSES:
            return self._antecedent(span[0], lower)
        name = name_of(text)
        if not name.name:
            return NOBODY
        if name.is_person:
            return self._with_body(self._full_names.person(name, span[0]), span[0])
        if _is_proper(name.name) and not _is_bare_role(name.name):
            return self._full_names.organisation(name)
        return self._described(span[0], lower, name)

    def _antecedent(self, place: int, pronoun: str) -> Name:
        if pronoun in _SINGULAR_PERSON:
            return self._singular_person(place)
        if pronoun in _BODY and (body := self._subject_body(place)).name:
            return body
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

    def _subject_body(self, place: int) -> Name:
        """Return the body that the sentence before the one at `place` is about: "The Front differed. It said"."""
        passage = self._passages.at(place)
        at = passage.sentence_at(place) - 1 if passage is not None else -1
        span = _subject_group(passage.paragraph.sentences[at]) if passage is not None and at >= 0 else None
        if span is None:
            return NOBODY
        text = self._folded[slice(*span)]
        name = self.name(span)
        if name.is_person and text.lower().startswith("the "):
            name = replace(name, is_person=False)  # "The Bay Front": no person's name has an article
        is_body = not name.is_person and _is_proper(name.name)
        return name if is_body and not _is_plural(text) else NOBODY

    def _before(self, place: int) -> Iterator[tuple[int, Name, bool]]:
        """Return the speakers and subjects before `place`, the nearest first: where, who, and whether many."""
        spans = (span for passage in self._back_from(place) for span in _spans_before(passage, place))
        for span in islice(spans, _CANDIDATES):
            name = self.name(span)
            if name.name:
                yield span[0], name, _is_plural(self._folded[span[0] : span[1]])

    def _back_from(self, place: int) -> Iterator[Passage]:
        """Return the passage at `place` and those before it, as far as references reach."""
        passage = self._passages.at(place)
        for _ in range(_PARAGRAPHS_BACK):
            if passage is None:
                return
            yield passage
            passage = self._passages.before(passage)

    def _described(self, place: int, text: str, name: Name) -> Name:
        """Return whom a description means: "the source" one named before, "a monitor" the monitor the article names."""
        if text.startswith("the ") and len(name.name.split()) == 1:
            earlier = self._same_noun(place, name.name)
            if earlier is not None:
                return earlier
        if name.kind == "monitor" and not _is_plural(text):
            body = self._full_names.body_of_kind(place, "monitor")
            if body is not None:
                return Name(body, "monitor")
        if name.body is not None:
            return self._with_body(name, place)
        return name

    def _same_noun(self, place: int, noun: str) -> Name | None:
        """Return the last speaker before `place` whose description has `noun` in it ("the source", "the group")."""
        sought = noun.lower()
        for passage in self._back_from(place):
            begins, introduced = self._introduced_in(passage)
            first, last = bisect_left(begins, place - REACH), bisect_right(begins, place + REACH)
            for source, words in reversed(introduced[first:last]):
                if sought in words and source[1] <= place:
                    return self.name(source)
        return None

    def _introduced_in(self, passage: Passage) -> tuple[list[int], list[tuple[Span, frozenset[str]]]]:
        """Return where the sentences of introduced sources begin, and these sources with the words they come in."""
        begin = passage.paragraph.start
        if begin not in self._introduced:
            found = [
                (said.sentence[0], said.source, self._folded[slice(*said.source)].lower().split())
                for said in passage.statements
                if said.source is not None
            ]
            long = [(at, source, words) for at, source, words in found if len(words) >= _INTRODUCED]
            self._introduced[begin] = (
                [at for at, _, _ in long],
                [(source, frozenset(word.strip(".,'") for word in words)) for _, source, words in long],
            )
        return self._introduced[begin]

    def _with_body(self, name: Name, place: int) -> Name:
        """Return `name` with the organisation it speaks for under that organisation's full name."""
        if name.body is None:
            return name
        body = name_of(name.body)
        if _is_proper(body.name):
            return replace(name, body=self._full_names.organisation(body).name)
        if body.kind == "monitor":
            return replace(name, body=self._full_names.body_of_kind(place, "monitor"), kind="monitor")
        return replace(name, body=body.name if body.name[:1].isupper() else None)


def _spans_before(passage: Passage, place: int) -> list[Span]:
    """Return the spans of sources and of persons as subjects in `passage` before `place`, the nearest first."""
    sources: set[Span] = set()
    sentence = -1
    for said in reversed(passage.near(place)):  # sentence by sentence, until there are enough
        if said.source is None or said.source[1] > place:
            continue
        if len(sources) >= _CANDIDATES and said.sentence[0] != sentence:
            break
        sources.add(said.source)
        sentence = said.sentence[0]
    last = passage.sentence_at(place) + 1
    subjects = map(_subject_person, passage.paragraph.sentences[max(0, last - _SUBJECTS) : last])
    spans = sources | {span for span in subjects if span is not None}
    return sorted((span for span in spans if span[1] <= place), reverse=True)[:_CANDIDATES]


def _subject_group(sentence: Sentence) -> Span | None:
    """Return the span of the noun group that opens `sentence` right before its verb, None when something else does."""
    words = sentence.words
    found = object_group(words, 0) if words else None
    if found is None or found[1] >= len(words) or contexts().get(words[0].lower) in {"pronoun", "object"}:
        return None
    is_subject = is_finite(words, found[1])
    return (words[found[0]].start, words[found[1] - 1].end) if is_subject else None


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


def _is_bare_role(name: str) -> bool:
    """Return whether a title's capital makes a name of a mere noun for speakers ("Monitor", "NGO")."""
    return name.lower() in vocabulary("aliases", "roles")


def _is_body(name: Name) -> bool:
    return not name.is_person and name.kind in {"monitor", "media", "party"} and _is_proper(name.name)


def _is_plural(text: str) -> bool:
    """Return whether a noun group names many ("officials in the city", "people we met")."""
    words = re.findall(r"[\w'-]+", text.lower().split(",")[0])
    for word, following in zip(words, [*words[1:], ""], strict=True):
        if contexts().get(word) == "preposition":
            return False
        entry, after = look_up(word), look_up(following)
        is_narrowing = after.kind == "person" and not after.is_plural  # "the police chief"
        is_many = entry.is_plural and entry.kind in {"person", "group", ""} and not word.endswith("'s")
        if is_many and not is_narrowing:
            return True
    return False
