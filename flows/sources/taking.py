"""Entries of a feed to documents and articles, each with an identity that outlives edits.

An entry is new because it is unseen, whatever its date. Its document is a canonical JSON of what a reader of
the feed can see (title, link, author, content): a feed's own bytes change with every fetch, and a date that
moves by itself is no edit. An entry that was edited has the same identity and another document, and so
becomes a new version.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter, defaultdict
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from flows.records import Article, Document, Incoming, Segment
from flows.sources.clean import segment

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from flows.records import Basis
    from flows.settings import Feed
    from flows.sources.entries import Entry, FeedReading

    _Dated = tuple[datetime | None, Basis, str | None]

ENTRY_MEDIA_TYPE = "application/vnd.countercheck.entry+json"

_MOST_REMEMBERED = 2_000  # entries of a feed, as many as are read
_FUTURE = timedelta(days=1)  # more than a wrong time zone can explain


@dataclass(frozen=True, slots=True)
class Memory:
    """What is kept of a feed's entries: their documents, their links, and the guids that several shared."""

    documents: Mapping[str, str]
    links: Mapping[str, str]
    shared: frozenset[str]

    @classmethod
    def of(cls, text: str | None) -> Memory:
        """Return what `as_json` wrote; nothing is remembered of a new feed."""
        table = json.loads(text) if text else {}
        return cls(table.get("documents", {}), table.get("links", {}), frozenset(table.get("shared", ())))

    def as_json(self) -> str:
        """Return this as JSON text."""
        table = {"documents": self.documents, "links": self.links, "shared": sorted(self.shared)}
        return json.dumps(table, ensure_ascii=False)

    def knowing(self, shared: frozenset[str]) -> Memory:
        """Return this with more guids that are no identity."""
        return Memory(self.documents, self.links, self.shared | shared)

    def after(self, items: Sequence[Incoming]) -> Memory:
        """Return what to keep once `items` are taken in; the oldest fade when there are too many."""
        documents = {item.identity: item.document.document_id for item in items}
        links = {item.article.url: item.identity for item in items if item.article.url}
        return Memory(_faded(documents, self.documents), _faded(links, self.links), self.shared)


def _faded(fresh: Mapping[str, str], former: Mapping[str, str]) -> dict[str, str]:
    merged = {**fresh, **{key: value for key, value in former.items() if key not in fresh}}
    return dict(list(merged.items())[:_MOST_REMEMBERED])


def incoming(feed: Feed, reading: FeedReading, memory: Memory, now: datetime) -> list[Incoming]:
    """Return every entry that says something as a document and an article, in the feed's order."""
    entries = [entry for entry in reading.entries if entry.title or entry.text]
    identities = _identities(entries, memory)
    found: dict[str, Incoming] = {}
    for entry, identity in zip(entries, identities, strict=True):
        if identity not in found:
            dated = _published(entry.published, now, is_first=not memory.documents)
            article = _article(feed, entry, identity, dated)
            article = replace(article, language=feed.language or reading.language)
            found[identity] = Incoming(_document(entry), article, "feed", feed.url, identity)
    return list(found.values())


def shared_guids(entries: Sequence[Entry]) -> frozenset[str]:
    """Return the guids that several different entries bear: such a guid names nothing, now and later."""
    bearers: dict[str, set[str]] = defaultdict(set)
    for entry in entries:
        if entry.guid:
            bearers[entry.guid].add(f"{entry.link} {entry.title} {entry.text}")
    return frozenset(guid for guid, bodies in bearers.items() if len(bodies) > 1)


def _identities(entries: Sequence[Entry], memory: Memory) -> list[str]:
    """Return what names each entry within its feed: its guid, else its link, else its content.

    A guid or link that several entries share is none. When most guids are unseen though their links are
    known, the feed changed its guids, and an entry keeps the identity it had under its link.
    """
    links = Counter(entry.link for entry in entries)
    named = [
        _identity(entry, is_own_guid=entry.guid not in memory.shared, is_own_link=links[entry.link] == 1)
        for entry in entries
    ]
    renamed = [
        memory.links.get(entry.link or "")
        if links[entry.link] == 1 and name not in memory.documents
        else None
        for entry, name in zip(entries, named, strict=True)
    ]
    if sum(old is not None for old in renamed) * 2 <= len(entries):
        return named
    return [old or name for old, name in zip(renamed, named, strict=True)]


def _identity(entry: Entry, *, is_own_guid: bool, is_own_link: bool) -> str:
    if entry.guid and is_own_guid:
        return entry.guid
    if entry.link and is_own_link:
        return entry.link
    return "sha256:" + _sha256(f"{entry.title}\n{entry.text}".encode())


def _document(entry: Entry) -> Document:
    visible = {
        "guid": entry.guid,
        "link": entry.link,
        "title": entry.title,
        "author": entry.author,
        "content": entry.html,
        "media": list(entry.media),
    }
    raw = json.dumps(visible, ensure_ascii=False, sort_keys=True, indent=1).encode("utf-8", errors="replace")
    return Document(_sha256(raw), raw, ENTRY_MEDIA_TYPE)


def _article(feed: Feed, entry: Entry, identity: str, dated: _Dated) -> Article:
    text, segments = _text(entry)
    published, basis, note = dated
    return Article(
        entry.link or f"{feed.url}#{identity}",
        text,
        segments,
        title=entry.title,
        outlet=feed.outlet,
        author=entry.author,
        published_at=published,
        published_basis=basis,
        published_note=note,
        url=entry.link,
    )


def _text(entry: Entry) -> tuple[str, tuple[Segment, ...]]:
    """Return title and text, parted by a blank line, and what is what in them."""
    title = entry.title or ""
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
