"""What feedparser finds to plain entries; `flows.sources.usual` finds the same kind of table by itself."""

from __future__ import annotations

import calendar
from datetime import UTC, datetime
from typing import Any

from flows.sources.entry import OLDEST_YEAR, Entry, absolute, language_code, said
from flows.sources.markup import plain_text


def about(found: Any) -> tuple[str | None, str | None]:  # noqa: ANN401 - feedparser is untyped
    """Return the feed's title and language."""
    return said(found.feed, "title"), language_code(said(found.feed, "language"))


def entry_of(entry: Any, base: str, mark: str = "") -> Entry:  # noqa: ANN401 - feedparser is untyped
    """Return what feedparser, or `flows.sources.usual` in its place, made of one entry."""
    contents = [said(content, "value") or "" for content in entry.get("content", ())]
    html = max([*contents, said(entry, "summary") or ""], key=len)
    title = said(entry, "title")
    return Entry(
        guid=said(entry, "id"),
        link=absolute(base, said(entry, "link")),
        title=" ".join(plain_text(title).split()) or None if title else None,
        text=plain_text(html),
        html=html,
        author=said(entry, "author"),
        published=_published(entry),
        media=tuple(_media(entry, base)),
        mark=mark,
    )


def _media(entry: Any, base: str) -> list[str]:  # noqa: ANN401 - feedparser is untyped
    found = [
        said(item, "href") or said(item, "url")
        for item in (*entry.get("enclosures", ()), *entry.get("media_content", ()))
    ]
    addresses = (absolute(base, address) for address in found)
    return list(dict.fromkeys(address for address in addresses if address))


def _published(entry: Any) -> str | None:  # noqa: ANN401 - feedparser is untyped
    for key in ("published_parsed", "updated_parsed"):
        parsed = dict.get(entry, key)  # feedparser's own `get` puts one date for the other, with a warning
        if parsed is None:
            continue
        try:
            instant = datetime.fromtimestamp(calendar.timegm(parsed), UTC)
        except (ValueError, OverflowError, OSError):
            continue
        if instant.year >= OLDEST_YEAR:
            return instant.isoformat()
    return None
