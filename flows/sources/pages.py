"""Web pages to articles, with trafilatura; the readers' comments are kept apart.

The article's text is made from the page: title, body and comments, each parted by blank lines. Segments and
claims point into that text; the page's own bytes stay the document.
"""

from __future__ import annotations

import logging
import re
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from trafilatura import bare_extraction
from trafilatura.settings import use_config

from flows.records import Article, Segment
from flows.sources.clean import segment
from flows.sources.decode import UnreadableError, decode

if TYPE_CHECKING:
    from collections.abc import Iterable

_PARTED = "\n\n"
_PUBLISHED = re.compile(
    r"""(?:property|name|itemprop)\s*=\s*["'](?:(?:article|og):published_time|datePublished|date)["']"""
    r"""\s+content\s*=\s*["'](\d{4}-\d{2}-\d{2}T[^"']{5,30})["']"""
    r"""|"datePublished"\s*:\s*"(\d{4}-\d{2}-\d{2}T[^"]{5,30})\"""",
    re.IGNORECASE,
)
_COMMENT = re.compile(r"comment|kommentar|discussion|respon[ds]|forum", re.IGNORECASE)

# What comment systems and newspapers call the part with the comments in their templates. Trafilatura knows most of
# them outside of the article's own element; within it, they are taken out by name.
_COMMENT_NAMES = [
    "wpdcom",
    "wpd-comment",
    "wpd-thread-list",
    "disqus_thread",
    "comment-list",
    "commentlist",
    "comments-area",
    "fb-comments",
    "livefyre",
    "hyvor-talk-view",
    "coral-stream",
    "spotim",
    "reader-comments",
    "leserkommentare",
    "commentaires",
    "comentarios",
]
_COMMENT_PARTS = (
    "//*[self::div or self::section or self::ol or self::ul or self::dl or self::aside][{}]".format(
        " or ".join(
            f"@id = '{name}' or contains(concat(' ', normalize-space(@class), ' '), ' {name} ')"
            for name in _COMMENT_NAMES
        )
    )
)

# What trafilatura says about single pages is said by our outcomes, in words for the operator.
logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
logging.getLogger("htmldate").setLevel(logging.CRITICAL)


def read_page(doc: str, raw: bytes, url: str | None = None) -> Article:
    """Return the article of an HTML page.

    Raises:
        UnreadableError: the bytes are no text, or the page holds no article ("no_text").
    """
    html = decode(raw, "text/html").text
    found = _extract(html, url, with_comments=False)
    if found is None or not (found.text or "").strip():
        raise UnreadableError(
            "no_text",
            "no article was found in this page",
            "save the article's text as .txt and put that here",
        )
    comments = _extract(html, url, with_comments=True) if _COMMENT.search(html) else None
    text, segments = _compose(found.title, found.text, _paragraphs(comments, found.text))
    published, basis = _published(html, found.date)
    return Article(
        doc,
        text,
        segments,
        title=found.title or None,
        outlet=found.sitename or _host(found.url),
        author=found.author or None,
        published_at=published,
        published_basis="stated" if published else "unknown",
        published_note=basis,
        language=_language(html),
        url=found.url or url,
    )


def _extract(html: str, url: str | None, *, with_comments: bool) -> Any:  # noqa: ANN401 - trafilatura is untyped
    return bare_extraction(
        html,
        url=url,
        include_comments=with_comments,
        favor_precision=True,
        prune_xpath=None if with_comments else _COMMENT_PARTS,
        with_metadata=not with_comments,
        config=_configuration(),
    )


def _configuration() -> Any:  # noqa: ANN401 - trafilatura is untyped
    """Return trafilatura's settings with short articles allowed: an agency's flash is two sentences long."""
    config = use_config()
    config.set("DEFAULT", "MIN_EXTRACTED_SIZE", "60")
    config.set("DEFAULT", "MIN_OUTPUT_SIZE", "20")
    return config


def _paragraphs(comments: Any, body: str) -> list[str]:  # noqa: ANN401 - trafilatura is untyped
    """Return the comments of a page, one a paragraph, without what is in the body as well."""
    if comments is None:
        return []
    lines = (line.strip(" \t-•") for line in (comments.comments or "").splitlines())
    return [line for line in lines if line and line not in body]


def _compose(title: str | None, body: str, comments: Iterable[str]) -> tuple[str, tuple[Segment, ...]]:
    """Return the article's text and segments; comments left in the body are found as in pasted text."""
    segments: list[Segment] = []
    text = ""
    if title:
        text = title + _PARTED
        segments.append(Segment("headline", 0, len(title)))
    begin = len(text)
    text += "\n\n".join(body.split("\n"))
    segments += segment(text, begin, title=title or "").segments
    for comment in comments:
        text += _PARTED
        segments.append(Segment("comment", len(text), len(text) + len(comment)))
        text += comment
    return text, tuple(segments)


def _published(html: str, day: str | None) -> tuple[datetime | None, str | None]:
    """Return when the page says it was published; to the second where its metadata do, else the day."""
    match = _PUBLISHED.search(html)
    if match:
        try:
            instant = datetime.fromisoformat((match[1] or match[2]).strip())
        except ValueError:
            pass
        else:
            return (instant if instant.tzinfo else instant.replace(tzinfo=UTC)), "from the page's metadata"
    try:
        found = date.fromisoformat(day or "")
    except ValueError:
        return None, None
    return datetime(found.year, found.month, found.day, tzinfo=UTC), "the day only, from the page"


def _language(html: str) -> str | None:
    match = re.search(r"<html\b[^>]{0,300}?\blang\s*=\s*[\"']?([A-Za-z]{2,3})\b", html, re.IGNORECASE)
    return match[1].lower() if match else None


def _host(url: str | None) -> str | None:
    host = urlsplit(url or "").hostname
    return host.removeprefix("www.") if host else None
