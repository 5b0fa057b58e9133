"""JSON Feed (jsonfeed.org, version 1 and 1.1) to plain entries."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

from flows.sources.entry import OLDEST_YEAR, Entry, FeedReading, absolute, language_code, said
from flows.sources.markup import plain_text

_VERSIONS = "https://jsonfeed.org/version/"


def read_json_feed(body: bytes, url: str, most: int) -> FeedReading:
    """Return the first `most` entries of a JSON Feed's body; "not_a_feed" for JSON of another kind."""
    try:
        table = json.loads(body.decode("utf-8-sig", errors="replace"))
    except (ValueError, RecursionError):
        return FeedReading("not_a_feed", "begins like JSON and is not")
    items = table.get("items") if isinstance(table, dict) else None
    if not isinstance(items, list) or not (str(table.get("version", "")).startswith(_VERSIONS) or items):
        return FeedReading("not_a_feed", "JSON, but no JSON Feed")
    entries = tuple(_entry(item, url) for item in items[:most] if isinstance(item, dict))
    return FeedReading(
        "fetched",
        f"the first {most} of {len(items)} entries" if len(items) > most else "",
        said(table, "title"),
        language_code(said(table, "language")),
        entries,
    )


def _entry(item: dict[str, Any], base: str) -> Entry:
    html = said(item, "content_html") or ""
    plain = said(item, "content_text") or said(item, "summary") or ""
    authors = item.get("authors") or [item.get("author")]
    first = authors[0] if isinstance(authors, list) and authors else None
    attachments = item.get("attachments")
    media = (
        [absolute(base, said(each, "url")) for each in attachments if isinstance(each, dict)]
        if isinstance(attachments, list)
        else []
    )
    number = item.get("id")
    return Entry(
        guid=str(number) if isinstance(number, int | float) else said(item, "id"),
        link=absolute(base, said(item, "url") or said(item, "external_url")),
        title=said(item, "title"),
        text=plain_text(html) if html else plain,
        html=html or plain,
        author=said(first, "name") if isinstance(first, dict) else None,
        published=_date(said(item, "date_published") or said(item, "date_modified")),
        media=tuple(address for address in media if address),
    )


def _date(text: str | None) -> str | None:
    try:
        instant = datetime.fromisoformat(text or "")
    except ValueError:
        return None
    aware = instant if instant.tzinfo else instant.replace(tzinfo=UTC)
    return aware.astimezone(UTC).isoformat() if aware.year >= OLDEST_YEAR else None
