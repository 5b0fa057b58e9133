"""Web pages to articles, with trafilatura; the readers' comments are kept apart.

The article's text is made from the page: title, body and comments, each parted by blank lines. Segments and
claims point into that text; the page's own bytes stay the document.
"""

from __future__ import annotations

import logging
from functools import cache
from typing import TYPE_CHECKING, Any

from trafilatura import bare_extraction
from trafilatura.settings import use_config
from trafilatura.utils import load_html

from flows.records import Article, Segment
from flows.sources.clean import segment
from flows.sources.decode import UnreadableError, decode
from flows.sources.imprint import canonical_url, host_of, language_of, published_on
from flows.sources.threads import take_comments

if TYPE_CHECKING:
    from collections.abc import Iterable

    from lxml.html import HtmlElement

    from flows.sources.thread import Comment

_PARTED = "\n\n"
_WHOLE_PARAGRAPH = 80  # characters; what is shorter at either end of a text may be a label or a link
_ENDS_OF_SENTENCES = tuple('.!?"”’»)…')
_HINT = "save the article's text as .txt and put that here"

# What trafilatura says about single pages is said by our outcomes, in words for the operator.
logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
logging.getLogger("htmldate").setLevel(logging.CRITICAL)


def read_page(doc: str, raw: bytes, url: str | None = None) -> Article:
    """Return the article of an HTML page.

    Raises:
        UnreadableError: the bytes are no text, or the page holds no article ("no_text").
    """
    html = decode(raw, "text/html").text
    tree = load_html(html)
    if tree is None:
        raise UnreadableError("no_text", "this is no web page", _HINT)
    comments = take_comments(tree)
    found, body = _read(tree, url)
    if not body and not any(comment.author for comment in comments):
        comments = []  # what was taken out was the article
        found, body = _read(load_html(html), url)
    if not body:
        raise UnreadableError("no_text", "no article was found in this page", _HINT)
    text, segments = _compose(found.title, body, comments)
    published, note = published_on(tree, found.date)
    return Article(
        doc,
        text,
        segments,
        title=found.title or None,
        outlet=found.sitename or host_of(url or found.url),
        author=found.author or None,
        published_at=published,
        published_basis="stated" if published else "unknown",
        published_note=note,
        language=language_of(tree),
        url=canonical_url(found.url, url),
    )


def _read(tree: HtmlElement | None, url: str | None) -> tuple[Any, str]:
    """Return what trafilatura found and the body; the body is empty where there is none.

    Trafilatura reads either widely or narrowly. What only the wide reading has is taken where it lies between
    parts that both have, or next to them as whole paragraphs; at either end, the rest is labels and teasers.
    """
    wide = _extract(tree, url, is_narrow=False)
    if wide is None or not (wide.text or "").strip():
        return wide, ""
    narrow = _extract(tree, url, is_narrow=True)
    return wide, _between(wide.text.split("\n"), (narrow.text or "").split("\n") if narrow else [])


def _extract(tree: HtmlElement | None, url: str | None, *, is_narrow: bool) -> Any:  # noqa: ANN401 - trafilatura is untyped
    return bare_extraction(
        tree,
        url=url,
        include_comments=False,
        favor_precision=is_narrow,
        with_metadata=not is_narrow,
        config=_configuration(60 if is_narrow else 250),
    )


@cache
def _configuration(fewest_characters: int) -> Any:  # noqa: ANN401 - trafilatura is untyped
    """Return trafilatura's settings; a body of fewer characters makes it look elsewhere on the page.

    Its own number is 250; an agency's flash is two sentences long.
    """
    config = use_config()
    config.set("DEFAULT", "MIN_EXTRACTED_SIZE", str(fewest_characters))
    config.set("DEFAULT", "MIN_OUTPUT_SIZE", "20")
    return config


def _between(wide: list[str], narrow: list[str]) -> str:
    sure = set(narrow)
    places = [place for place, line in enumerate(wide) if line in sure]
    if sum(map(len, narrow)) * 3 < sum(map(len, wide)):
        return "\n".join(wide)  # so much is not left out for being furniture
    if len(places) * 2 < len(narrow):
        return "\n".join(narrow)
    first, last = places[0], places[-1]
    while first > 0 and _is_whole(wide[first - 1]):
        first -= 1
    while last + 1 < len(wide) and _is_whole(wide[last + 1]):
        last += 1
    return "\n".join(wide[first : last + 1])


def _is_whole(line: str) -> bool:
    return len(line) >= _WHOLE_PARAGRAPH and line.rstrip().endswith(_ENDS_OF_SENTENCES)


def _compose(title: str | None, body: str, comments: Iterable[Comment]) -> tuple[str, tuple[Segment, ...]]:
    """Return the article's text and segments; a thread left in the body is found as in pasted text."""
    segments: list[Segment] = []
    text = ""
    if title:
        text = title + _PARTED
        segments.append(Segment("headline", 0, len(title)))
    begin = len(text)
    lines = body.split("\n")
    text += _PARTED.join(lines[1:] if lines[0] == title else lines)
    segments += segment(text, begin, title=title or "", is_sure=True).segments
    for comment in comments:
        text += _PARTED
        segments.append(Segment("comment", len(text), len(text) + len(comment.text), comment.author))
        text += comment.text
    return text, tuple(segments)
