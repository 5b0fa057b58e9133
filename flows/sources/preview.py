"""What the system makes of a feed or a page, shown without storing anything; JSON-able tables.

Behind `countercheck feeds read` and `countercheck article`.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from flows.records import Article
    from flows.sources.parser import Parsers


def preview_feed(
    name: str, body: bytes, parsers: Parsers, *, url: str = "", content_type: str = ""
) -> dict[str, Any]:
    """Return what is read from a feed's `body`.

    Keys: feed (`name`), outcome, detail, title, entries (id, link, title, published in ISO 8601 or None), seconds, and
    peak_bytes, the most memory its reading process has had so far (0 where it had to be ended).
    """
    began = time.monotonic()
    reading = parsers.read(body, url, content_type)
    return {
        "feed": name,
        "outcome": reading.outcome,
        "detail": reading.detail,
        "title": reading.title,
        "entries": [
            {"id": entry.guid, "link": entry.link, "title": entry.title, "published": entry.published}
            for entry in reading.entries
        ],
        "seconds": round(time.monotonic() - began, 3),
        "peak_bytes": reading.peak_bytes,
    }


def preview_article(article: Article) -> dict[str, Any]:
    """Return what a page or text was made into.

    Keys: doc, title, outlet, author, published (ISO 8601 or None), language, url, body (its parts joined by blank
    lines), comments (author, text).
    """
    parts = [(part, article.text[part.start : part.end]) for part in article.segments]
    return {
        "doc": article.doc,
        "title": article.title,
        "outlet": article.outlet,
        "author": article.author,
        "published": article.published_at.isoformat() if article.published_at else None,
        "language": article.language,
        "url": article.url,
        "body": "\n\n".join(text for part, text in parts if part.origin == "body"),
        "comments": [
            {"author": part.author, "text": text} for part, text in parts if part.origin == "comment"
        ],
    }
