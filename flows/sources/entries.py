"""A feed's body to plain entries: RSS, Atom and RDF with feedparser where it takes it, JSON Feed by itself.

This is the part that hostile bodies attack; `flows.sources.parser` runs it in a process that can be killed. A
well-formed feed is read a hundred entries at a time, and of those only the ones that are not known; where the time runs
out, what was read until then is what there is. feedparser, which takes a while to load, is left alone until needed.
"""

from __future__ import annotations

import time
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from flows.sources.entry import FeedReading
from flows.sources.found import about as told_by
from flows.sources.found import entry_of
from flows.sources.jsonfeeds import read_json_feed
from flows.sources.pace import pace_of
from flows.sources.slices import slices_of
from flows.sources.usual import read_usual

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from flows.sources.entry import Entry
    from flows.sources.slices import Slices

    About = tuple[str | None, str | None]

MOST_ENTRIES = 20_000  # of a feed; longer ones are archives, newest first as feeds have them
SECONDS = 5.0  # for the pieces of one feed
_PIECE = 100


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
    from flows.sources.lenient import read_broken  # noqa: PLC0415 - most feeds need no feedparser

    return replace(read_broken(body, url, content_type, until, MOST_ENTRIES), pace=pace_of(body))


def _read_pieces(
    slices: Slices, url: str, content_type: str, known: frozenset[str], until: float
) -> FeedReading | None:
    """Return the entries that are not known; None where feedparser sees other entries than there are slices."""
    fresh = [
        place
        for place, mark in enumerate(slices.marks)
        if mark not in known and place not in slices.monstrous
    ]
    about: About | None = None
    entries: list[Entry] = []
    for first in range(0, min(len(fresh), MOST_ENTRIES) or 1, _PIECE):
        if about is not None and time.monotonic() >= until:
            break
        piece = fresh[first : first + _PIECE]
        usual = read_usual(slices, piece, content_type)
        found = _with_odd(usual.entries, slices, piece, content_type)
        about = about or usual.about or _about(slices, content_type)
        if found is None or about is None:
            return None
        entries += [
            entry_of(entry, url, slices.marks[place]) for place, entry in zip(piece, found, strict=True)
        ]
    seen = tuple(mark for mark in slices.marks if mark in known)
    missing = len(slices.entries) - len(entries) - len(seen)
    detail = f"{missing} of {len(slices.entries)} entries could not be read in time" if missing else ""
    return FeedReading("fetched", detail, *(about or (None, None)), tuple(entries), seen)


def _about(slices: Slices, content_type: str) -> About | None:
    """Return the title and language that feedparser sees; None where it sees no feed."""
    found = _parsed(slices.body_of(()), content_type)
    return None if found is None or found.entries or not found.get("version") else told_by(found)


def _with_odd(
    usual: Sequence[Any], slices: Slices, places: Sequence[int], content_type: str
) -> list[Any] | None:
    """Return the entries at `places`, those not `usual` read by feedparser; None where it sees other ones."""
    odd = [place for place, entry in zip(places, usual, strict=True) if entry is None]
    if not odd:
        return list(usual)
    found = _parsed(slices.body_of(odd), content_type)
    if found is None or len(found.entries) != len(odd):
        return None
    others = iter(found.entries)
    return [next(others) if entry is None else entry for entry in usual]


def _parsed(body: bytes, content_type: str) -> Any:  # noqa: ANN401 - feedparser is untyped
    from flows.sources.lenient import parsed  # noqa: PLC0415 - as above

    return parsed(body, content_type)
