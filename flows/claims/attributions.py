"""Every statement that an article gives to somebody, with the spans of who, of the words that say so, and of what."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flows.records import Attribution

if TYPE_CHECKING:
    from flows.claims.passages import Passages
    from flows.claims.statement import Statement
    from flows.records import Article, Segment


def attributions(article: Article, passages: Passages) -> list[Attribution]:
    """Return every statement that `article` gives to somebody, in order of cue; comments are left out."""
    found = [
        _attribution(article, passage.segment, said)
        for passage in passages.outside_comments()
        for said in passage.statements
    ]
    return sorted(found, key=lambda attribution: attribution.cue)


def _attribution(article: Article, segment: Segment, said: Statement) -> Attribution:
    return Attribution(
        doc=article.doc,
        origin=segment.origin,
        sentence=article.text[said.sentence[0] : said.sentence[1]],
        source=said.source,
        cue=said.cue,
        content=(said.contents[0][0], said.contents[-1][1]),
        rule=said.rule,
    )
