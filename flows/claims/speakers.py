"""Who is given as the source of a number: the speakers of an article, looked up by place.

A number's speaker is the innermost statement that covers it; without one, the statement that the sentence goes on
from; without that, the outlet. Only the paragraphs asked about are read, and each once.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, cast

from flows.claims.lexicon import look_up
from flows.claims.names import Name, known_kind, role_of
from flows.claims.passages import Passages
from flows.claims.references import References
from flows.claims.reports import Reports, is_sourced, report_words
from flows.claims.rules import rules
from flows.claims.rules import words as vocabulary
from flows.claims.text import lowered
from flows.claims.units import unit_class

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from flows.claims.passages import Passage
    from flows.claims.speech import Paragraph
    from flows.claims.statement import Span, Statement
    from flows.claims.text import Sentence
    from flows.records import Article, SpeakerKind

Hint = Literal["expected", "possible", "denied"]

# How many sentences back a statement may be carried on from.
_CARRIED = 2
# Whom a source names for its own source, at its end or at the end of the sentence.
_CITING = re.compile(r",\s(?:citing|quoting)\s(?P<cited>[^,.;]+)[.]?$")
# How many characters before its end that begins at most.
_CITED = 120
# What never speaks, whoever it belongs to: "regime warplanes".
_THINGS = frozenset({"aircraft", "weapon", "vehicle", "truck", "bus", "ship", "strike"})
# How far before and behind a number its clause is looked at for hints, in characters.
_HINTS_BEFORE = 80
_HINTS_AFTER = 150
# A number's own span may open with "perhaps".
_HEDGE = 8


@dataclass(frozen=True, slots=True)
class Voice:
    """Who says it, as the article gives it.

    Attributes:
        name: the innermost speaker; the outlet when nobody else; None when the outlet is not known either.
        chain: outermost first, ending in `name`.
        polarity: what the words of saying make of it ("expected", "possible", "denied"), None for plain assertion.
        is_inference: whether the outlet's writer reasons it out, with no source.
    """

    name: str | None
    kind: SpeakerKind
    chain: tuple[str, ...]
    polarity: Hint | None = None
    is_inference: bool = False


class SpeakerMap:
    """The speakers of one article, found when asked for."""

    def __init__(self, article: Article, folded: str, sentences: Sequence[Sentence]) -> None:
        self._folded = folded
        self.passages = Passages(article, folded, sentences)
        self._references = References(folded, self.passages)
        self._reports: dict[int, Reports] = {}
        self._outlet = (article.outlet,) if article.outlet else ()

    def at(self, start: int, end: int) -> Voice:
        """Return who says what stands at `start` to `end`."""
        passage = self.passages.at(start)
        if passage is None:
            return self._own(None)
        hint = self._hint(passage, start, end)
        if passage.segment.origin == "comment":
            author = passage.segment.author or "reader"
            return Voice(author, "anonymous", (author,), hint)
        covering = self._reports_of(passage).over(start, end) or self._carried(passage, start)
        names = self._chain(covering)
        hint = hint or self._hint_of(covering)
        if not names:
            is_inference = _is_inference(passage, start)
            return self._own(None if is_inference else hint, is_inference=is_inference)
        chain = _without_repeats((*self._outlet, *(link for name in names for link in _links(name))))
        return Voice(chain[-1], names[-1].kind, chain, hint)

    def _own(self, hint: Hint | None, *, is_inference: bool = False) -> Voice:
        """Return the outlet's own voice; nobody's where the outlet is not known."""
        outlet = next(iter(self._outlet), None)
        return Voice(outlet, "media" if outlet else "unknown", self._outlet, hint, is_inference)

    def statements_over(self, start: int, end: int) -> list[Statement]:
        """Return the reporting statements whose contents cover `start` to `end`, the widest first."""
        passage = self.passages.at(start)
        return self._reports_of(passage).over(start, end) if passage is not None else []

    def _reports_of(self, passage: Passage) -> Reports:
        begin = passage.paragraph.start
        if begin not in self._reports:
            self._reports[begin] = Reports(passage.statements)
        return self._reports[begin]

    def _carried(self, passage: Passage, place: int) -> list[Statement]:
        """Return the statement that the sentence at `place` goes on from, if it goes on from any."""
        at = passage.sentence_at(place)
        sentences = passage.paragraph.sentences
        reports = self._reports_of(passage)
        if not sentences or reports.last_in(sentences[at]) is not None:
            return []
        for back in range(at - 1, max(-1, at - 1 - _CARRIED), -1):
            earlier = reports.last_in(sentences[back])
            if earlier is not None:
                return [earlier] if self._goes_on(passage.paragraph, at, earlier) else []
        return self._announced(passage) if at == 0 or not passage.statements else []

    def _goes_on(self, paragraph: Paragraph, at: int, said: Statement) -> bool:
        """Return whether the sentence at `at` still gives what `said` began to give."""
        if report_words().get(said.word) == "admitted" or self._retells(paragraph, said):
            return True
        return any(rule.regex.match(paragraph.sentences[at].text) for rule in rules("speech", "going_on"))

    def _retells(self, paragraph: Paragraph, said: Statement) -> bool:
        """Return whether the paragraph opens by retelling another outlet ("According to the Harbour Echo, ...")."""
        opens = said.word == "according" and said.sentence[0] == paragraph.sentences[0].start
        return opens and said.source is not None and self._references.name(said.source).kind == "media"

    def _announced(self, passage: Passage) -> list[Statement]:
        """Return the statement of the passage before, when that ends in a colon and so announces this one."""
        before = self.passages.before(passage)
        if before is None or not self._folded[
            before.paragraph.start : before.paragraph.end
        ].rstrip().endswith(":"):
            return []
        near = before.near(before.paragraph.end)
        return next(([said] for said in reversed(near) if is_sourced(said)), [])

    def _hint(self, passage: Passage, start: int, end: int) -> Hint | None:
        """Return what the words round the number in its clause make of it ("may have killed 30")."""
        if not passage.paragraph.sentences:
            return None
        sentence = passage.paragraph.sentences[passage.sentence_at(start)]
        possible = sentence.rules("speech", "hints")
        if not possible:
            return None
        before = self._folded[max(sentence.start, start - _HINTS_BEFORE) : start]
        before += self._folded[start : min(end, start + _HEDGE)]
        after = self._folded[end : min(sentence.end, end + _HINTS_AFTER)]
        for rule in possible:
            text = after if rule.yields.get("side") == "after" else before
            if rule.lowered.search(text if rule.case else lowered(text)):
                return cast("Hint", rule.yields["polarity"])
        return None

    def _hint_of(self, covering: Sequence[Statement]) -> Hint | None:
        """Return what the words of saying make of it, the innermost first; who says it does not deny it there."""
        if not covering:
            return None
        last = covering[-1]
        says = report_words().get(last.word) == "asserted" and last.source is not None
        for said in reversed(covering):
            hint = report_words().get(said.word)
            if hint in {"expected", "possible", "denied"} and not (says and self._is_same(said, last)):
                return cast("Hint", hint)
        return None

    def _sources_of(self, said: Statement) -> Iterator[Span]:
        """Yield who makes a statement and whom they cite for it: "the agency, citing a clerk, said", "said, citing"."""
        if said.source is None:
            return
        yield said.source
        for first, last in (said.source, (said.cue[1], said.sentence[1])):
            cited = _CITING.search(self._folded, max(first, last - _CITED), last)
            if cited is not None:
                yield cited.span("cited")

    def _is_same(self, one: Statement, other: Statement) -> bool:
        """Return whether two statements are given to one and the same."""
        return one.source is not None and one.source == other.source

    def _chain(self, covering: Sequence[Statement]) -> list[Name]:
        names = [self._references.name(span) for said in covering for span in self._sources_of(said)]
        found = [name for name in names if name.name and _may_speak(name)]
        return sorted(found, key=lambda name: known_kind(name.name) != "media")


def _is_inference(passage: Passage, place: int) -> bool:
    if not passage.paragraph.sentences:
        return False
    sentence = passage.paragraph.sentences[passage.sentence_at(place)]
    possible = sentence.rules("speech", "inferences")
    return any(next(sentence.matches(rule), None) is not None for rule in possible)


def _may_speak(name: Name) -> bool:
    """Return whether a name can be a speaker's: no event, thing or place ("the blast", "positions near the port")."""
    if name.is_person or name.name[:1].isupper():
        return True
    head = re.split(r"\s(?:of|in|at|for|from|on|with|to|near)\s", name.name, maxsplit=1)[0]
    noun = head.rpartition(" ")[2].lower()
    if unit_class(look_up(noun).noun_lemma) in _THINGS:
        return False
    is_group = look_up(noun).kind in {"person", "group"} or noun in vocabulary("aliases", "collectives")
    return is_group or role_of(head) != "unknown"


def _links(name: Name) -> tuple[str, ...]:
    if name.body and name.body != name.name:
        return name.body, f"{name.name} ({name.body})" if name.is_person else name.name
    return (name.name,)


def _without_repeats(chain: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(name for at, name in enumerate(chain) if name not in chain[:at] or at == 0)


def speakers(article: Article, folded: str, sentences: Sequence[Sentence]) -> SpeakerMap:
    """Return the speakers of `article`, whose folded text is `folded`, cut into `sentences` in order of start."""
    return SpeakerMap(article, folded, sentences)
