"""Entries of a feed to documents and articles: what is new, what was edited, what to remember.

An entry is new because it is unseen, whatever its date. Its document is a canonical JSON of what a reader of
the feed can see (title, link, author, content): a feed's own bytes change with every fetch, and a date that
moves by itself is no edit. An entry that was edited has the same identity and another document, and so
becomes a new version.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from flows.records import Article, Document, Incoming, Segment
from flows.sources.clean import segment
from flows.sources.entry import Pace
from flows.sources.identity import names_of, says
from flows.sources.memory import Memory, Remembered

if TYPE_CHECKING:
    from flows.records import Basis
    from flows.sources.entry import Entry, FeedReading

    _Dated = tuple[datetime | None, Basis, str | None]

ENTRY_MEDIA_TYPE = "application/vnd.countercheck.entry+json"

_END_OF_MEDIA = "\n "
_as_json = json.JSONEncoder(ensure_ascii=False).encode
_FUTURE = timedelta(days=1)  # more than a wrong time zone can explain


@dataclass(frozen=True, slots=True)
class Label:
    """What the operator says of a feed, and of what comes from it."""

    url: str
    outlet: str
    language: str | None = None


@dataclass(frozen=True, slots=True)
class Taken:
    """What a fetch of a feed brought.

    Attributes:
        outcome: as in `FeedReading`; what follows is empty unless it is "fetched".
        detail: what was found.
        pace: how often the feed wants to be asked.
        found: entries that are new or were edited, in the feed's order.
        entries: how many there are in the feed.
        changed: how many of those found were known before.
        overlaps: whether something in the feed was known; without, entries may have been missed.
        memory: what to keep, as JSON text.
    """

    outcome: str
    detail: str = ""
    pace: Pace = field(default_factory=Pace)
    found: tuple[Incoming, ...] = ()
    entries: int = 0
    changed: int = 0
    overlaps: bool = False
    memory: str = ""


def take(label: Label, reading: FeedReading, memory: Memory, now: datetime) -> Taken:
    """Return every entry that is new or was edited as a document and an article, and what to remember."""
    if reading.outcome != "fetched":
        return Taken(reading.outcome, reading.detail)
    present = [memory.by_mark[mark] for mark in reading.seen if mark in memory.by_mark]
    names = names_of(reading.entries, present, memory)
    found: dict[str, Incoming] = {}
    kept: dict[str, Remembered] = {}
    silent = []
    for entry, identity, former in zip(reading.entries, names.identities, names.former, strict=True):
        if not (entry.title or entry.text or entry.media):
            silent.append(Remembered("", "", entry.mark, entry.guid, entry.link))
            continue
        if identity in kept:
            continue
        document = _document(entry)
        known = former or memory.by_identity.get(identity)
        if former and former.says == says(entry):  # the same under another name
            document_id = former.document
        else:
            document_id = document.document_id
            if known is None or known.document != document_id:
                dated = _published(entry.published, now, is_first=not memory.entries)
                article = _article(label, entry, identity, dated, label.language or reading.language)
                found[identity] = Incoming(document, article, "feed", label.url, identity)
        kept[identity] = Remembered(identity, document_id, entry.mark, entry.guid, entry.link, says(entry))
    after = memory.after([*kept.values(), *silent, *present], names.shared)
    changed = sum(identity in memory.by_identity for identity in found)
    overlaps = bool(present) or any(identity in memory.by_identity for identity in kept)
    return Taken(
        reading.outcome,
        reading.detail,
        reading.pace,
        tuple(found.values()),
        len(kept) + len(silent) + len(present),
        changed,
        overlaps,
        after.as_json(),
    )


def _document(entry: Entry) -> Document:
    """Return the entry as JSON with a line for each key, in order; written by hand, as `json` takes long to indent."""
    media = "".join(f"\n  {_as_json(address)}," for address in entry.media)
    text = f"""{{
 "author": {_as_json(entry.author)},
 "content": {_as_json(entry.html)},
 "guid": {_as_json(entry.guid)},
 "link": {_as_json(entry.link)},
 "media": [{f"{media[:-1]}{_END_OF_MEDIA}" if media else ""}],
 "title": {_as_json(entry.title)}
}}"""
    raw = text.encode("utf-8", errors="replace")
    return Document(_sha256(raw), raw, ENTRY_MEDIA_TYPE)


def _article(label: Label, entry: Entry, identity: str, dated: _Dated, language: str | None) -> Article:
    text, segments = _text(entry)
    published, basis, note = dated
    return Article(
        entry.link or f"{label.url}#{identity}",
        text,
        segments,
        title=entry.title,
        outlet=label.outlet,
        author=entry.author,
        published_at=published,
        published_basis=basis,
        published_note=note,
        language=language,
        url=entry.link,
    )


def _text(entry: Entry) -> tuple[str, tuple[Segment, ...]]:
    """Return title and text, parted by a blank line, and what is what in them."""
    title = entry.title or ""
    if not title and not entry.text:
        return "\n".join(entry.media), ()
    if not title:
        return entry.text, segment(entry.text, title="").segments
    text = f"{title}\n\n{entry.text}" if entry.text else title
    headline = Segment("headline", 0, len(title))
    return text, (headline, *segment(text, len(title), title=title).segments)


def _published(stated: str | None, now: datetime, *, is_first: bool) -> _Dated:
    """Return when an entry was published, how sure that is, and why.

    Without a date that can be true, an entry was published about when it first showed up, unless this is the
    first time that the feed is read at all.
    """
    if stated is not None:
        instant = datetime.fromisoformat(stated)
        if instant <= now + _FUTURE:
            return instant, "stated", None
    why = f"the feed says {stated}, which is in the future" if stated else "the feed gives no date"
    if is_first:
        return None, "unknown", why
    return now, "inferred", f"{why}; this is when it was first seen"


def _sha256(raw: bytes) -> str:
    return hashlib.sha256(raw).hexdigest()
