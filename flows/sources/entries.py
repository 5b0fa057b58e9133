"""A feed's body to plain entries: RSS, Atom and RDF with feedparser, JSON Feed by itself.

This is the part that hostile bodies attack; `flows.sources.parser` runs it in a process that can be killed.
feedparser neither sanitises nor resolves links here (three times as fast, same entries), and its `bozo` is
no error: what could be recovered is kept.
"""

from __future__ import annotations

import calendar
import io
import json
import re
import sys
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from itertools import islice
from typing import Any
from urllib.parse import urljoin, urlsplit

import feedparser

from flows.sources.markup import plain_text, without_controls

MOST_ENTRIES = 2_000  # of a feed; the rest is left for the next fetch, newest first as feeds have it
_JSON_FEED = "https://jsonfeed.org/version/"
_ITEM = re.compile(rb"<(?:[a-zA-Z]{1,20}:)?(item|entry)[\s>/]", re.IGNORECASE)
_HTML = re.compile(rb"\s*(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html)\b", re.IGNORECASE | re.DOTALL)
_REFERENCE = re.compile(rb"&#(x[0-9a-f]{1,40}|[0-9]{1,40});", re.IGNORECASE)
_ENCODING = re.compile(rb"encoding=(?:\"[^\"]*\"|'[^']*'|[\"'].*?[\"'])", re.DOTALL)
_FIRST_SURROGATE, _LAST_SURROGATE = 0xD800, 0xDFFF
_OLDEST_YEAR = 1990  # before, there was no web: such a date stands for none


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry as the feed gives it, strings trimmed, None where it gives nothing.

    Attributes:
        text: plain text of the longest of content and summary.
        html: that content as it came.
        published: ISO 8601 in UTC.
        media: addresses of sound, film and pictures.
    """

    guid: str | None
    link: str | None
    title: str | None
    text: str
    html: str
    author: str | None = None
    published: str | None = None
    media: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FeedReading:
    """What a body held.

    Attributes:
        outcome: "fetched", "empty", "html_instead" or "not_a_feed"; "parse_timeout" or "parse_failed" where
            the process that read it had to be ended.
        peak_bytes: the most memory that process has had so far; 0 when not known.
    """

    outcome: str
    detail: str = ""
    title: str | None = None
    language: str | None = None
    entries: tuple[Entry, ...] = ()
    peak_bytes: int = 0


def read_feed(body: bytes, url: str = "", content_type: str = "") -> FeedReading:
    """Return the entries of a feed's body; `url` is what relative links are relative to."""
    if not body.strip(b"\x00 \t\r\n\xef\xbb\xbf"):
        return FeedReading("empty", "the body is empty")
    if body.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] == b"{":
        return _read_json(body, url)
    try:
        found = _parsed(_cut(body), content_type)
    except ValueError:  # feedparser's own, on a character reference or an encoding's name that cannot be
        found = _parsed(_mended(_cut(body)), content_type)
    if not found.entries and not found.get("version"):
        return _no_feed(body)
    about = found.feed
    entries = tuple(_entry(entry, url) for entry in found.entries[:MOST_ENTRIES])
    return FeedReading("fetched", "", _said(about, "title"), _language(_said(about, "language")), entries)


def as_json(reading: FeedReading) -> str:
    """Return `reading` as JSON text, for the way between two processes."""
    return json.dumps(asdict(reading), ensure_ascii=True)


def from_json(text: str) -> FeedReading:
    """Return the reading that `as_json` wrote."""
    table = json.loads(text)
    entries = tuple(Entry(**{**entry, "media": tuple(entry["media"])}) for entry in table.pop("entries"))
    return FeedReading(entries=entries, **table)


def _no_feed(body: bytes) -> FeedReading:
    if _HTML.match(body[:4096]):
        return FeedReading("html_instead", "a web page was answered instead of a feed")
    return FeedReading("not_a_feed", "neither RSS, Atom nor JSON Feed")


def _parsed(body: bytes, content_type: str) -> Any:  # noqa: ANN401 - feedparser is untyped
    return feedparser.parse(
        io.BytesIO(body),
        response_headers={"content-type": content_type},  # no address: it would be put before relative guids
        resolve_relative_uris=False,
        sanitize_html=False,
    )


def _mended(body: bytes) -> bytes:
    """Return `body` without NUL, references beyond Unicode, and without an encoding that is none."""
    body = _REFERENCE.sub(lambda match: match[0] if _is_character(match[1]) else b"\xef\xbf\xbd", body)
    body = _ENCODING.sub(lambda match: match[0] if match[0].isascii() else b"encoding='utf-8'", body, count=1)
    return body.replace(b"\x00", b"")


def _is_character(reference: bytes) -> bool:
    digits = reference.lower()
    code = int(digits[1:], 16) if digits.startswith(b"x") else int(digits)
    return 0 < code <= sys.maxunicode and not _FIRST_SURROGATE <= code <= _LAST_SURROGATE


def _cut(body: bytes) -> bytes:
    """Return `body` up to its two-thousandth entry; feedparser recovers the ends that are missing then."""
    beyond = next(islice(_ITEM.finditer(body), MOST_ENTRIES, None), None)
    return body[: beyond.start()] if beyond else body


def _entry(entry: Any, base: str) -> Entry:  # noqa: ANN401 - feedparser is untyped
    contents = [_said(content, "value") or "" for content in entry.get("content", ())]
    html = max([*contents, _said(entry, "summary") or ""], key=len)
    title = _said(entry, "title")
    return Entry(
        guid=_said(entry, "id"),
        link=_absolute(base, _said(entry, "link")),
        title=" ".join(plain_text(title).split()) or None if title else None,
        text=plain_text(html),
        html=html,
        author=_said(entry, "author"),
        published=_published(entry),
        media=tuple(_media(entry, base)),
    )


def _said(table: Any, key: str) -> str | None:  # noqa: ANN401 - feedparser is untyped
    value = table.get(key)
    return without_controls(value).strip() or None if isinstance(value, str) else None


def _media(entry: Any, base: str) -> list[str]:  # noqa: ANN401 - feedparser is untyped
    found = [
        _said(item, "href") or _said(item, "url")
        for item in (*entry.get("enclosures", ()), *entry.get("media_content", ()))
    ]
    absolute = (_absolute(base, address) for address in found)
    return list(dict.fromkeys(address for address in absolute if address))


def _absolute(base: str, link: str | None) -> str | None:
    """Return `link` as an absolute web address; None for what a reader should not be led to."""
    if link is None:
        return None
    try:
        absolute = urljoin(base, link)
        scheme = urlsplit(absolute).scheme
    except ValueError:
        return None
    return absolute if scheme in ("http", "https") else None


def _published(entry: Any) -> str | None:  # noqa: ANN401 - feedparser is untyped
    for key in ("published_parsed", "updated_parsed"):
        parsed = dict.get(entry, key)  # feedparser's own `get` puts one date for the other, with a warning
        if parsed is None:
            continue
        try:
            instant = datetime.fromtimestamp(calendar.timegm(parsed), UTC)
        except (ValueError, OverflowError, OSError):
            continue
        if instant.year >= _OLDEST_YEAR:
            return instant.isoformat()
    return None


def _language(text: str | None) -> str | None:
    code = re.match(r"[A-Za-z]{2,3}(?![A-Za-z])", text or "")
    return code.group().lower() if code else None


def _read_json(body: bytes, url: str) -> FeedReading:
    """Return the entries of a JSON Feed (jsonfeed.org, version 1 and 1.1)."""
    try:
        table = json.loads(body.decode("utf-8-sig", errors="replace"))
    except (ValueError, RecursionError):
        return FeedReading("not_a_feed", "begins like JSON and is not")
    items = table.get("items") if isinstance(table, dict) else None
    if not isinstance(items, list) or not (str(table.get("version", "")).startswith(_JSON_FEED) or items):
        return FeedReading("not_a_feed", "JSON, but no JSON Feed")
    entries = tuple(_json_entry(item, url) for item in items[:MOST_ENTRIES] if isinstance(item, dict))
    return FeedReading("fetched", "", _said(table, "title"), _language(_said(table, "language")), entries)


def _json_entry(item: dict[str, Any], base: str) -> Entry:
    html = _said(item, "content_html") or ""
    plain = _said(item, "content_text") or _said(item, "summary") or ""
    authors = item.get("authors") or [item.get("author")]
    first = authors[0] if isinstance(authors, list) and authors else None
    attachments = item.get("attachments")
    media = (
        [_absolute(base, _said(each, "url")) for each in attachments if isinstance(each, dict)]
        if isinstance(attachments, list)
        else []
    )
    number = item.get("id")
    return Entry(
        guid=str(number) if isinstance(number, int | float) else _said(item, "id"),
        link=_absolute(base, _said(item, "url") or _said(item, "external_url")),
        title=_said(item, "title"),
        text=plain_text(html) if html else plain,
        html=html or plain,
        author=_said(first, "name") if isinstance(first, dict) else None,
        published=_json_date(_said(item, "date_published") or _said(item, "date_modified")),
        media=tuple(address for address in media if address),
    )


def _json_date(text: str | None) -> str | None:
    try:
        instant = datetime.fromisoformat(text or "")
    except ValueError:
        return None
    aware = instant if instant.tzinfo else instant.replace(tzinfo=UTC)
    return aware.astimezone(UTC).isoformat() if aware.year >= _OLDEST_YEAR else None
