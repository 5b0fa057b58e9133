"""Who is given as the source of a number: the speakers of an article, looked up by place.

A number's speaker is the innermost statement that covers it; without one, the statement that the sentence goes on
from; without that, the outlet. Only the paragraphs asked about are read, and each once.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Literal

from flows.claims.lexicon import look_up
from flows.claims.names import Name, known_kind
from flows.claims.references import References
from flows.claims.rules import rules
from flows.claims.rules import words as vocabulary
from flows.claims.speech import Paragraph, paragraph_of, statements
from flows.claims.text import sentences as cut_sentences

if TYPE_CHECKING:
    from collections.abc import Sequence

    from flows.claims.statement import Statement
    from flows.claims.text import Sentence
    from flows.records import Article, Segment, SpeakerKind

Hint = Literal["expected", "possible", "denied"]

# A repeated title may carry a date before it.
_TITLE_SLACK = 30
# A number's own span may open with "perhaps".
_HEDGE = 8
_UNKNOWN_OUTLET = "outlet"


@dataclass(frozen=True, slots=True)
class Voice:
    """Who says it, as the article gives it.

    Attributes:
        name: the innermost speaker; the outlet when nobody else.
        chain: outermost first, ending in `name`.
        polarity: what the words of saying make of it ("expected", "possible", "denied"), None for plain assertion.
        is_inference: whether the outlet's writer reasons it out, with no source.
    """

    name: str
    kind: SpeakerKind
    chain: tuple[str, ...]
    polarity: Hint | None = None
    is_inference: bool = False


@cache
def _reports() -> dict[str, str]:
    return dict(vocabulary("speech", "reports"))


def is_report(said: Statement) -> bool:
    """Return whether the statement's cue reports words or knowledge (not a wish, a mood or an aim)."""
    return (said.word in _reports() or said.rule == "colon") and not said.is_withheld


class SpeakerMap:
    """The speakers of one article, found when asked for."""

    def __init__(self, article: Article, folded: str, sentences: Sequence[Sentence]) -> None:
        self._article = article
        self._folded = folded
        self._sentences = sentences
        self._sentence_starts = [sentence.start for sentence in sentences]
        self._segment_starts = [segment.start for segment in article.segments]
        self._read: dict[int, tuple[Paragraph, list[Statement]]] = {}
        self._references = References(folded, self.paragraph_at)
        self.outlet = article.outlet or _UNKNOWN_OUTLET

    def at(self, start: int, end: int) -> Voice:
        """Return who says what stands at `start` to `end`."""
        segment = self._segment(start)
        if segment is not None and segment.origin == "comment":
            author = segment.author or "reader"
            return Voice(author, "anonymous", (author,), self._hint(start, end))
        covering = self.statements_over(start, end)
        if not covering:
            covering = self._carried(start, end)
        names = self._chain(covering)
        hint = self._hint(start, end) or _hint_of(covering)
        if not names:
            is_inference = self._is_inference(start, end)
            return Voice(self.outlet, "media", (self.outlet,), None if is_inference else hint, is_inference)
        chain = _without_repeats((self.outlet, *(link for name in names for link in _links(name))))
        return Voice(chain[-1], names[-1].kind, chain, hint)

    def statements_over(self, start: int, end: int) -> list[Statement]:
        """Return the reporting statements whose contents cover `start` to `end`, the widest first."""
        _, found = self.paragraph_at(start)
        covering = [
            said for said in found if is_report(said) and said.covers(start, end) and said.source is not None
        ]
        return sorted(covering, key=lambda said: said.contents[0][0] - said.contents[-1][1])

    def paragraph_at(self, place: int) -> tuple[Paragraph, list[Statement]]:
        """Return the paragraph round `place` and its statements."""
        begin = self._folded.rfind("\n", 0, place) + 1
        newline = self._folded.find("\n", place)
        end = len(self._folded) if newline < 0 else newline
        segment = self._segment(place)
        if segment is not None:
            begin, end = max(begin, segment.start), min(end, segment.end)
        if begin not in self._read:
            first = bisect_left(self._sentence_starts, begin)
            last = bisect_left(self._sentence_starts, end)
            within = self._sentences[first:last] or cut_sentences(self._folded, begin, end)
            paragraph = paragraph_of(self._folded, begin, end, within)
            is_title = segment is not None and (
                segment.origin == "headline" or self._repeats_title(begin, end)
            )
            self._read[begin] = paragraph, statements(paragraph, is_title=is_title)
        return self._read[begin]

    def _repeats_title(self, begin: int, end: int) -> bool:
        """Return whether a paragraph of the body says the headline again, as pages copied with their titles do."""
        first = self._article.segments[0]
        title = self._folded[first.start : first.end].strip(" .")
        if first.origin != "headline" or end - begin > len(title) + _TITLE_SLACK:
            return False
        return bool(title) and title in self._folded[begin:end]

    def _segment(self, place: int) -> Segment | None:
        at = bisect_right(self._segment_starts, place) - 1
        if at < 0 or place >= self._article.segments[at].end:
            return None
        return self._article.segments[at]

    def _sentence_at(self, paragraph: Paragraph, place: int) -> int:
        return next(
            (at for at, sentence in enumerate(paragraph.sentences) if sentence.start <= place < sentence.end),
            0,
        )

    def _carried(self, start: int, end: int) -> list[Statement]:
        """Return the statement that the sentence at `start` goes on from, if it goes on from any."""
        paragraph, found = self.paragraph_at(start)
        at = self._sentence_at(paragraph, start)
        own = [
            said
            for said in found
            if said.sentence[0] <= start < said.sentence[1] and is_report(said) and said.source is not None
        ]
        if own:
            return []
        for back in range(at - 1, max(-1, at - 3), -1):
            before = paragraph.sentences[back]
            earlier = [
                said
                for said in found
                if said.sentence[0] == before.start and is_report(said) and said.source is not None
            ]
            if earlier:
                return earlier[-1:] if self._goes_on(paragraph, at, earlier[-1]) else []
        return self._announced(paragraph) if at == 0 or not found else []

    def _goes_on(self, paragraph: Paragraph, at: int, said: Statement) -> bool:
        """Return whether the sentence at `at` still gives what `said` began to give."""
        if _reports().get(said.word) == "admitted" or self._retells(paragraph, said):
            return True
        return any(rule.regex.match(paragraph.sentences[at].text) for rule in rules("speech", "going_on"))

    def _retells(self, paragraph: Paragraph, said: Statement) -> bool:
        """Return whether the paragraph opens by retelling another outlet ("According to the Harbour Echo, ...")."""
        opens = said.word == "according" and said.sentence[0] == paragraph.sentences[0].start
        return opens and said.source is not None and self._references.name(said.source).kind == "media"

    def _announced(self, paragraph: Paragraph) -> list[Statement]:
        """Return the statement of the paragraph before, when that ends in a colon and so announces this one."""
        close = self._folded.rfind("\n", 0, max(0, paragraph.start))
        before = self._folded[max(0, close - 2000) : max(0, close)].rstrip()
        if not before.endswith(":"):
            return []
        _, found = self.paragraph_at(max(0, close - 2000) + len(before) - 1)
        last = [said for said in found if is_report(said) and said.source is not None]
        return last[-1:]

    def _hint(self, start: int, end: int) -> Hint | None:
        """Return what the words before the number in its clause make of it ("may have killed 30")."""
        paragraph, _ = self.paragraph_at(start)
        sentence = paragraph.sentences[self._sentence_at(paragraph, start)] if paragraph.sentences else None
        if sentence is None:
            return None
        before = self._folded[max(sentence.start, start - 80) : start]
        before += self._folded[start : min(end, start + _HEDGE)]
        after = self._folded[end : min(sentence.end, end + 150)]
        for rule in rules("speech", "hints"):
            side = after if rule.yields.get("side") == "after" else before
            if rule.regex.search(side):
                return rule.yields["polarity"]  # type: ignore[no-any-return]
        return None

    def _is_inference(self, start: int, end: int) -> bool:
        paragraph, _ = self.paragraph_at(start)
        if not paragraph.sentences:
            return False
        text = paragraph.sentences[self._sentence_at(paragraph, start)].text
        return any(rule.regex.search(text) for rule in rules("speech", "inferences"))

    def _chain(self, covering: Sequence[Statement]) -> list[Name]:
        names = [self._references.name(said.source) for said in covering if said.source is not None]
        found = [name for name in names if name.name and _may_speak(name)]
        return sorted(found, key=lambda name: known_kind(name.name) != "media")


def _may_speak(name: Name) -> bool:
    """Return whether a name can be a speaker's: no event or thing ("the blast", "Saturday") is one."""
    if name.is_person or name.kind != "unknown" or name.name[:1].isupper():
        return True
    head = re.split(r"\s(?:of|in|at|for|from|on|with|to)\s", name.name, maxsplit=1)[0].rsplit(" ", 1)[-1]
    return look_up(head.lower()).kind in {"person", "group"} or head.lower() in vocabulary(
        "aliases", "collectives"
    )


def _links(name: Name) -> tuple[str, ...]:
    if name.body and name.body != name.name:
        return name.body, f"{name.name} ({name.body})" if name.is_person else name.name
    return (name.name,)


def _hint_of(covering: Sequence[Statement]) -> Hint | None:
    for said in reversed(covering):
        hint = _reports().get(said.word)
        if hint in {"expected", "possible", "denied"}:
            return hint  # type: ignore[return-value]
    return None


def _without_repeats(chain: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(name for at, name in enumerate(chain) if name not in chain[:at] or at == 0)


def speakers(article: Article, folded: str, sentences: Sequence[Sentence]) -> SpeakerMap:
    """Return the speakers of `article`, whose folded text is `folded`, cut into `sentences` in order of start."""
    return SpeakerMap(article, folded, sentences)
