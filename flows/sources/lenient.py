"""Feeds that only feedparser can read, and what it stumbles over: damaged, cut, in old or doubtful shapes.

feedparser neither sanitises nor resolves links here (three times as fast, same entries), and its `bozo` is no error:
what could be recovered is kept.
"""

from __future__ import annotations

import io
import re
import sys
import time
from dataclasses import replace
from itertools import islice, pairwise
from typing import TYPE_CHECKING, Any

import feedparser
import feedparser.api

from flows.sources.entry import FeedReading
from flows.sources.found import about, entry_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from flows.sources.entry import Entry

_BARE_HEAD = b'<rss version="2.0"><channel>'
_STRETCH, _STRETCH_BYTES = 200, 1_000_000  # of a feed that is not well-formed
_ITEM = re.compile(rb"<(?:[a-zA-Z]{1,20}:)?(item|entry)[\s>/]", re.IGNORECASE)
_HTML = re.compile(rb"\s*(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html)\b", re.IGNORECASE | re.DOTALL)
_REFERENCE = re.compile(rb"&#(x[0-9a-f]{1,40}|[0-9]{1,40});", re.IGNORECASE)
_ENCODING = re.compile(rb"encoding=(?:\"[^\"]*\"|'[^']*'|[\"'].*?[\"'])", re.DOTALL)
_FIRST_SURROGATE, _LAST_SURROGATE = 0xD800, 0xDFFF


feedparser.api.PREFERRED_XML_PARSERS.insert(0, "flows.sources.sax")


def parsed(body: bytes, content_type: str) -> Any:  # noqa: ANN401 - feedparser is untyped
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


def read_broken(body: bytes, url: str, content_type: str, until: float, most: int) -> FeedReading:
    """Return what feedparser makes of a body that only it can read; a long one is read in stretches of entries.

    Each stretch is the head with some entries, without an end: feedparser recovers what is missing then.
    """
    starts = [match.start() for match in islice(_ITEM.finditer(body), most)]
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
    found = parsed(body, content_type)
    if found is None:  # over a character reference or an encoding's name that cannot be, or worse
        found = parsed(_mended(body), content_type)
    if found is None:
        return None
    if not found.entries and not found.get("version"):
        if _HTML.match(body[:4096]):
            return FeedReading("html_instead", "a web page was answered instead of a feed")
        return FeedReading("not_a_feed", "neither RSS, Atom nor JSON Feed")
    return FeedReading("fetched", "", *about(found), tuple(entry_of(entry, url) for entry in found.entries))


def _mended(body: bytes) -> bytes:
    """Return `body` without NUL, references beyond Unicode, and without an encoding that is none."""
    body = _REFERENCE.sub(lambda match: match[0] if _is_character(match[1]) else b"\xef\xbf\xbd", body)
    body = _ENCODING.sub(lambda match: match[0] if match[0].isascii() else b"encoding='utf-8'", body, count=1)
    return body.replace(b"\x00", b"")


def _is_character(reference: bytes) -> bool:
    digits = reference.lower()
    code = int(digits[1:], 16) if digits.startswith(b"x") else int(digits)
    return 0 < code <= sys.maxunicode and not _FIRST_SURROGATE <= code <= _LAST_SURROGATE
