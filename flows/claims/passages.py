"""An article cut into passages, its paragraphs with the statements in them: each is read once, when first asked for."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

from flows.claims.quotes import quotations
from flows.claims.speech import Paragraph, statements

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from flows.claims.statement import Span, Statement
    from flows.claims.text import Sentence
    from flows.records import Article, Segment

# A title said again in the body may carry a date before it, of so many characters.
_TITLE_SLACK = 30
# What is said stands at most so many characters from the sentence that says who says it.
REACH = 6000


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph, the segment it stands in, and its statements in order of cue."""

    paragraph: Paragraph
    segment: Segment
    statements: Sequence[Statement]

    def near(self, place: int) -> Sequence[Statement]:
        """Return the statements whose sentences begin within reach of `place`, in order of cue."""
        first = bisect_left(self.statements, place - REACH, key=_begin)
        last = bisect_right(self.statements, place + REACH, key=_begin)
        return self.statements[first:last]

    def sentence_at(self, place: int) -> int:
        """Return which sentence holds `place`: the last that begins before it, the first at least."""
        at = bisect_right(self.paragraph.sentences, place, key=lambda sentence: sentence.start) - 1
        return max(0, at)


def _begin(said: Statement) -> int:
    return said.sentence[0]


class Passages:
    """The passages of one article, comments included, each read when first asked for.

    Args:
        article: whose text is read.
        folded: the text, folded.
        sentences: its sentences in order of start, segment by segment.
    """

    def __init__(self, article: Article, folded: str, sentences: Sequence[Sentence]) -> None:
        self._article = article
        self._folded = folded
        self._sentences = sentences
        self._paragraphs: list[tuple[Span, Segment]] = list(_paragraphs(article, folded, sentences))
        self._read: dict[int, Passage] = {}

    def outside_comments(self) -> Iterator[Passage]:
        """Return the passages of the article itself in order."""
        return (
            self._passage(at)
            for at, (_, segment) in enumerate(self._paragraphs)
            if segment.origin != "comment"
        )

    def at(self, place: int) -> Passage | None:
        """Return the passage that holds `place`, None between them."""
        at = bisect_right(self._paragraphs, place, key=lambda paragraph: paragraph[0][0]) - 1
        return self._passage(at) if at >= 0 and place < self._paragraphs[at][0][1] else None

    def before(self, passage: Passage) -> Passage | None:
        """Return the passage before `passage`, None before the first."""
        at = bisect_left(self._paragraphs, passage.paragraph.start, key=lambda paragraph: paragraph[0][0]) - 1
        return self._passage(at) if at >= 0 else None

    def _passage(self, at: int) -> Passage:
        if at not in self._read:
            (start, end), segment = self._paragraphs[at]
            first = bisect_left(self._sentences, start, key=lambda sentence: sentence.start)
            last = bisect_left(self._sentences, end, key=lambda sentence: sentence.start)
            marks = tuple(quotations(self._folded, start, end))
            paragraph = Paragraph(self._folded, start, end, tuple(self._sentences[first:last]), marks)
            is_title = segment.origin == "headline" or self._repeats_title(start, end)
            self._read[at] = Passage(paragraph, segment, statements(paragraph, is_title=is_title))
        return self._read[at]

    def _repeats_title(self, start: int, end: int) -> bool:
        """Return whether a paragraph of the body says the headline again, as pages copied with their titles do."""
        first = self._article.segments[0]
        title = self._folded[first.start : first.end].strip(" .")
        if first.origin != "headline" or end - start > len(title) + _TITLE_SLACK:
            return False
        return bool(title) and title in self._folded[start:end]


def _paragraphs(
    article: Article, folded: str, sentences: Sequence[Sentence]
) -> Iterator[tuple[Span, Segment]]:
    """Yield the paragraphs of every segment in order: sentences with no line end between them."""
    for segment in article.segments:
        first = bisect_left(sentences, segment.start, key=lambda sentence: sentence.start)
        last = bisect_left(sentences, segment.end, key=lambda sentence: sentence.start)
        start = end = -1
        for sentence in sentences[first:last]:
            if end >= 0 and "\n" in folded[end : sentence.start]:
                yield (start, end), segment
                start = -1
            start = sentence.start if start < 0 else start
            end = sentence.end
        if end >= 0:
            yield (start, end), segment
