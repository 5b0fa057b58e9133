"""A feed's body to plain entries: RSS, Atom and RDF with feedparser, JSON Feed by itself.

This is the part that hostile bodies attack; `flows.sources.parser` runs it in a process that can be killed.
feedparser neither sanitises nor resolves links here (three times as fast, same entries), and its `bozo` is
no error: what could be recovered is kept. A well-formed feed is read a hundred entries at a time, and of those only
the ones that are not known; where the time runs out, what was read until then is what there is.
"""

from __future__ import annotations

import calendar
import io
import re
import sys
import time
from dataclasses import replace
from datetime import UTC, datetime
from itertools import islice, pairwise
from typing import TYPE_CHECKING, Any

import feedparser
import feedparser.api

from flows.sources.entry import OLDEST_YEAR, Entry, FeedReading, absolute, language_code, said
from flows.sources.jsonfeeds import read_json_feed
from flows.sources.markup import plain_text
from flows.sources.pace import pace_of
from flows.sources.slices import slices_of
from flows.sources.usual import usual_entries

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from flows.sources.slices import Slices

MOST_ENTRIES = 20_000  # of a feed; longer ones are archives, newest first as feeds have them
_BARE_HEAD = b'<rss version="2.0"><channel>'
_STRETCH, _STRETCH_BYTES = 200, 1_000_000  # of a feed that is not well-formed
SECONDS = 5.0  # for the pieces of one feed
_PIECE = 100
_ITEM = re.compile(rb"<(?:[a-zA-Z]{1,20}:)?(item|entry)[\s>/]", re.IGNORECASE)
_HTML = re.compile(rb"\s*(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html)\b", re.IGNORECASE | re.DOTALL)
_REFERENCE = re.compile(rb"&#(x[0-9a-f]{1,40}|[0-9]{1,40});", re.IGNORECASE)
_ENCODING = re.compile(rb"encoding=(?:\"[^\"]*\"|'[^']*'|[\"'].*?[\"'])", re.DOTALL)
_FIRST_SURROGATE, _LAST_SURROGATE = 0xD800, 0xDFFF


feedparser.api.PREFERRED_XML_PARSERS.insert(0, "flows.sources.sax")


def read_feed(
    body: bytes, url: str = "", content_type: str = "", known: Collection[str] = (), seconds: float = SECONDS
) -> FeedReading:
    """Return the entries of a feed's body.

    Args:
        body: as the server sent it.
        url: what relative links are relative to.
        content_type: what the server calls it.
        known: the marks of entries that need not be read again.
        seconds: how long to go on reading pieces.
    """
    if not body.strip(b"\x00 \t\r\n\xef\xbb\xbf"):
        return FeedReading("empty", "the body is empty")
    if body.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] == b"{":
        return read_json_feed(body, url, MOST_ENTRIES)
    slices = slices_of(body)
    if slices is not None:
        reading = _read_pieces(slices, url, content_type, frozenset(known), time.monotonic() + seconds)
        if reading is not None:
            return replace(reading, pace=pace_of(slices.head))
    until = time.monotonic() + seconds
    return replace(_read_broken(body, url, content_type, until), pace=pace_of(body))


def _read_pieces(
    slices: Slices, url: str, content_type: str, known: frozenset[str], until: float
) -> FeedReading | None:
    """Return the entries that are not known; None where feedparser sees other entries than there are slices."""
    fresh = [
        place
        for place, mark in enumerate(slices.marks)
        if mark not in known and place not in slices.monstrous
    ]
    about = _parsed(slices.body_of(()), content_type)
    if about is None or about.entries or not about.get("version"):
        return None
    entries: list[Entry] = []
    for first in range(0, min(len(fresh), MOST_ENTRIES), _PIECE):
        if first and time.monotonic() >= until:
            break
        piece = fresh[first : first + _PIECE]
        found = _read_piece(slices, piece, content_type)
        if found is None:
            return None
        entries += [
            _entry(entry, url, slices.marks[place]) for place, entry in zip(piece, found, strict=True)
        ]
    seen = tuple(mark for mark in slices.marks if mark in known)
    missing = len(slices.entries) - len(entries) - len(seen)
    detail = f"{missing} of {len(slices.entries)} entries could not be read in time" if missing else ""
    return FeedReading("fetched", detail, *_about(about), tuple(entries), seen)


def _read_piece(slices: Slices, places: Sequence[int], content_type: str) -> list[Any] | None:
    """Return the entries at `places`; None where feedparser sees other entries than there are slices."""
    found: list[Any] = usual_entries(slices, places, content_type)
    odd = [place for place, entry in zip(places, found, strict=True) if entry is None]
    if not odd:
        return found
    parsed = _parsed(slices.body_of(odd), content_type)
    if parsed is None or len(parsed.entries) != len(odd):
        return None
    others = iter(parsed.entries)
    return [next(others) if entry is None else entry for entry in found]


def _read_broken(body: bytes, url: str, content_type: str, until: float) -> FeedReading:
    """Return what feedparser makes of a body that only it can read; a long one is read in stretches of entries.

    Each stretch is the head with some entries, without an end: feedparser recovers what is missing then.
    """
    starts = [match.start() for match in islice(_ITEM.finditer(body), MOST_ENTRIES)]
    step = max(1, min(_STRETCH, len(starts) * _STRETCH_BYTES // len(body)))
    if len(starts) <= _STRETCH and len(body) <= _STRETCH_BYTES:
        whole = _read_whole(body, url, content_type)
        return whole or _read_apart(body, starts, url, content_type, until)
    reading = FeedReading("not_a_feed", "neither RSS, Atom nor JSON Feed")
    entries: list[Entry] = []
    for first in range(0, len(starts), step):
        if first and time.monotonic() >= until:
            detail = f"{len(starts) - first} of {len(starts)} entries could not be read in time"
            return replace(reading, entries=tuple(entries), detail=detail)
        end = starts[first + step] if first + step < len(starts) else len(body)
        stretch = body[: starts[0]] + body[starts[first] : end]
        part = _read_whole(stretch, url, content_type)
        if part is None:
            places = [start - starts[first] + starts[0] for start in starts[first : first + step]]
            part = _read_apart(stretch, places, url, content_type, until)
        entries += part.entries
        reading = part if part.outcome == "fetched" or not first else reading
    if starts:
        return replace(reading, entries=tuple(entries))
    return _read_whole(body, url, content_type) or reading


def _read_apart(body: bytes, starts: Sequence[int], url: str, content_type: str, until: float) -> FeedReading:
    """Return the entries that can be read one by one, of a body that makes feedparser stumble as a whole.

    What it stumbles over may stand before the first entry: then an entry is read without that.
    """
    parts: list[FeedReading] = []
    for start, end in pairwise([*starts, len(body)]):
        if parts and time.monotonic() >= until:
            break
        heads = (body[: starts[0]], _BARE_HEAD)
        read = (_read_whole(head + body[start:end], url, content_type) for head in heads)
        parts += [next((part for part in read if part and part.entries), FeedReading("not_a_feed"))]
    entries = tuple(entry for part in parts for entry in part.entries)
    if not entries:
        return FeedReading("not_a_feed", "too damaged to be read")
    unread = len(starts) - sum(bool(part.entries) for part in parts)
    detail = f"{unread} of {len(starts)} entries could not be read" if unread else ""
    first = next(part for part in parts if part.entries)
    return replace(first, entries=entries, detail=detail)


def _read_whole(body: bytes, url: str, content_type: str) -> FeedReading | None:
    """Return what feedparser makes of a body; None where it stumbles over it."""
    found = _parsed(body, content_type)
    if found is None:  # over a character reference or an encoding's name that cannot be, or worse
        found = _parsed(_mended(body), content_type)
    if found is None:
        return None
    if not found.entries and not found.get("version"):
        if _HTML.match(body[:4096]):
            return FeedReading("html_instead", "a web page was answered instead of a feed")
        return FeedReading("not_a_feed", "neither RSS, Atom nor JSON Feed")
    return FeedReading("fetched", "", *_about(found), tuple(_entry(entry, url) for entry in found.entries))


def _about(found: Any) -> tuple[str | None, str | None]:  # noqa: ANN401 - feedparser is untyped
    """Return the feed's title and language."""
    return said(found.feed, "title"), language_code(said(found.feed, "language"))


def _parsed(body: bytes, content_type: str) -> Any:  # noqa: ANN401 - feedparser is untyped
    """Return what feedparser finds; None where it raises, as damage to an element of the feed's own makes it do."""
    try:
        return feedparser.parse(
            io.BytesIO(body),
            response_headers={
                "content-type": content_type
            },  # no address: it would be put before relative guids
            resolve_relative_uris=False,
            sanitize_html=False,
        )
    except MemoryError:
        raise
    except Exception:  # noqa: BLE001 - KeyError, TypeError, ValueError and more of its own
        return None


def _mended(body: bytes) -> bytes:
    """Return `body` without NUL, references beyond Unicode, and without an encoding that is none."""
    body = _REFERENCE.sub(lambda match: match[0] if _is_character(match[1]) else b"\xef\xbf\xbd", body)
    body = _ENCODING.sub(lambda match: match[0] if match[0].isascii() else b"encoding='utf-8'", body, count=1)
    return body.replace(b"\x00", b"")


def _is_character(reference: bytes) -> bool:
    digits = reference.lower()
    code = int(digits[1:], 16) if digits.startswith(b"x") else int(digits)
    return 0 < code <= sys.maxunicode and not _FIRST_SURROGATE <= code <= _LAST_SURROGATE


def _entry(entry: Any, base: str, mark: str = "") -> Entry:  # noqa: ANN401 - feedparser is untyped
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
