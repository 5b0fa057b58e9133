"""Articles of plain sentences, and who is found to say what in them."""

from __future__ import annotations

from flows.claims.attributions import attributions
from flows.claims.speakers import SpeakerMap, Voice, speakers
from flows.claims.text import fold, sentences
from flows.records import Article, Attribution, Segment

OUTLET = "Harbour Press"


def article_of(*paragraphs: str, title: str = "") -> Article:
    """Return an article of the Harbour Press with its title, if any, and one paragraph a line."""
    text = "\n".join((title, *paragraphs) if title else paragraphs)
    first = len(title) + 1 if title else 0
    head = (Segment("headline", 0, len(title)),) if title else ()
    body = (Segment("body", first, len(text)),) if len(text) > first else ()
    return Article("a.txt", text, (*head, *body), title=title or None, outlet=OUTLET)


def speakers_of(article: Article) -> SpeakerMap:
    """Return the speakers of an article."""
    folded = fold(article.text)
    cut = [found for one in article.segments for found in sentences(folded, one.start, one.end)]
    return speakers(article, folded, cut)


def attributions_of(article: Article) -> list[Attribution]:
    """Return the statements of an article in order of cue."""
    return attributions(article, speakers_of(article).passages)


def voice_at(article: Article, words: str) -> Voice:
    """Return who says the last `words` of the article."""
    start = article.text.rindex(words)
    return speakers_of(article).at(start, start + len(words))
