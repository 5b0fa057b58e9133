"""What is read from a feed: entries as plain records, and what the feed says of itself."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any
from urllib.parse import urljoin, urlsplit

from flows.sources.markup import without_controls

OLDEST_YEAR = 1990  # before, there was no web: such a date stands for none


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry as the feed gives it, strings trimmed, None where it gives nothing.

    Attributes:
        text: plain text of the longest of content and summary.
        html: that content as it came.
        published: ISO 8601 in UTC.
        media: addresses of sound, film and pictures.
        mark: a hash of the entry's bytes; empty where they could not be told from the feed's others.
    """

    guid: str | None
    link: str | None
    title: str | None
    text: str
    html: str
    author: str | None = None
    published: str | None = None
    media: tuple[str, ...] = ()
    mark: str = ""


@dataclass(frozen=True, slots=True)
class Pace:
    """How often the feed wants to be asked, where it says so.

    Attributes:
        minutes: how long an answer stays good.
        hours: of the day in UTC, in which not to ask.
        days: of the week, 0 = Monday, on which not to ask.
    """

    minutes: int | None = None
    hours: tuple[int, ...] = ()
    days: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class FeedReading:
    """What a body held.

    Attributes:
        outcome: "fetched", "empty", "html_instead" or "not_a_feed"; "parse_timeout" or "parse_failed" where
            the process that read it had to be ended.
        entries: those that were read, in the feed's order.
        seen: the marks of entries that were known and therefore not read.
        peak_bytes: the most memory that process has had so far; 0 when not known.
    """

    outcome: str
    detail: str = ""
    title: str | None = None
    language: str | None = None
    entries: tuple[Entry, ...] = ()
    seen: tuple[str, ...] = ()
    pace: Pace = Pace()
    peak_bytes: int = 0


def said(table: Any, key: str) -> str | None:  # noqa: ANN401 - whatever a parser gives
    """Return the text that `table` has under `key`, trimmed and without control characters; None for nothing."""
    value = table.get(key)
    return without_controls(value).strip() or None if isinstance(value, str) else None


def absolute(base: str, link: str | None) -> str | None:
    """Return `link` as an absolute web address; None for what a reader should not be led to."""
    if link is None:
        return None
    try:
        joined = urljoin(base, link)
        scheme = urlsplit(joined).scheme
    except ValueError:
        return None
    return joined if scheme in ("http", "https") else None


def language_code(text: str | None) -> str | None:
    """Return the language of a tag such as "en-GB"."""
    code = re.match(r"[A-Za-z]{2,3}(?![A-Za-z])", text or "")
    return code.group().lower() if code else None
