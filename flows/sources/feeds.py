"""Feeds to articles: fetch what is configured, take what is new or changed, and say what became of each feed.

An entry is new because it is unseen, whatever its date. Its document is a canonical JSON of what a reader of
the feed can see (title, link, author, content): a feed's own bytes change with every fetch, and a date that
moves by itself is no edit. An entry that was edited has the same identity and another document, and so
becomes a new version.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter, defaultdict
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from flows.records import Article, Document, Incoming, Outcome, Segment
from flows.sources.clean import segment
from flows.sources.fetch import Fetched, FetchError, Limits, Resolver, Validators, fetch, resolve
from flows.sources.parser import Parsers

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from flows.config import Feed, Fetching
    from flows.records import Basis
    from flows.sources.entries import Entry, FeedReading

    _Dated = tuple[datetime | None, Basis, str | None]

Row = dict[str, Any]

ENTRY_MEDIA_TYPE = "application/vnd.countercheck.entry+json"
ACCEPT = "application/atom+xml, application/rss+xml, application/feed+json, application/xml;q=0.9, */*;q=0.5"

_AT_ONCE = 16  # hosts; each host is asked for one feed after the other
_PARSERS = 2
_MOST_REMEMBERED = 2_000  # entries of a feed, as many as are read
_FUTURE = timedelta(days=1)  # more than a wrong time zone can explain
_READING_HINTS = {
    "empty": "the server answered nothing; it is tried again",
    "html_instead": "look for the feed's new address",
    "not_a_feed": "check the address; expected RSS, Atom or JSON Feed",
    "parse_timeout": "tell the publisher; this feed cannot be read within the limits",
    "parse_failed": "tell the publisher; this feed cannot be read within the limits",
}


@dataclass(frozen=True, slots=True)
class FeedResult:
    """What became of one feed.

    Attributes:
        outcome: "fetched", "not_modified", "same_body", or what failed: a name of `flows.sources.fetch`, of
            `FeedReading.outcome`, or "failed".
        found: entries that are new or changed since the state given.
        state: what to keep for the next time, the columns of the table store.feeds.
    """

    outcome: Outcome
    found: list[Incoming]
    state: Row


def collect(
    feeds: Sequence[Feed],
    states: Mapping[str, Mapping[str, Any]],
    fetching: Fetching,
    now: datetime,
    *,
    resolver: Resolver = resolve,
) -> list[FeedResult]:
    """Return what became of each feed that is not paused, in the order given; nothing a feed does raises.

    Args:
        feeds: what is configured.
        states: by address, what the last results said to keep.
        fetching: limits of time and size.
        now: with its zone; when entries without a date are seen first.
        resolver: how names are resolved.
    """
    by_host: dict[str | None, list[Feed]] = defaultdict(list)
    for feed in feeds:
        if not feed.paused:
            by_host[urlsplit(feed.url).netloc].append(feed)
    if not by_host:
        return []
    limits = Limits.of(fetching)
    with Parsers(_PARSERS) as parsers, ThreadPoolExecutor(min(_AT_ONCE, len(by_host))) as pool:
        collector = _Collector(parsers, limits, now, resolver)
        of_host = partial(collector.results, states)
        results = [result for group in pool.map(of_host, by_host.values()) for result in group]
    order = {feed.url: place for place, feed in enumerate(feeds)}
    return sorted(results, key=lambda result: order[result.state["url"]])


@dataclass(frozen=True, slots=True)
class _Collector:
    """What all feeds of one run share."""

    parsers: Parsers
    limits: Limits
    now: datetime
    resolver: Resolver

    def results(self, states: Mapping[str, Mapping[str, Any]], feeds: Sequence[Feed]) -> list[FeedResult]:
        """Return what became of the feeds of one host, asked one after the other."""
        return [self.result(feed, states.get(feed.url, {})) for feed in feeds]

    def result(self, feed: Feed, state: Mapping[str, Any]) -> FeedResult:
        try:
            return self._result(feed, state)
        except FetchError as error:
            return _failed(
                feed, state, self.now, Outcome("feed", feed.url, error.outcome, error.detail, error.hint)
            )
        except Exception as error:  # noqa: BLE001 - one feed's trouble must not stop the others
            detail = f"{type(error).__name__}: {error}"[:300]
            hint = "this is a fault of Countercheck; please report it with the feed's address"
            return _failed(feed, state, self.now, Outcome("feed", feed.url, "failed", detail, hint))

    def _result(self, feed: Feed, state: Mapping[str, Any]) -> FeedResult:
        validators = Validators(state.get("etag"), state.get("last_modified"))
        answer = fetch(feed.url, self.limits, validators, accept=ACCEPT, resolver=self.resolver)
        if answer.status == 304:  # noqa: PLR2004 - not modified
            return _unchanged(feed, state, self.now, "not_modified")
        body_hash = hashlib.sha256(answer.body).hexdigest()
        if body_hash == state.get("body_sha256"):
            return _unchanged(feed, state, self.now, "same_body", answer.validators)
        reading = self.parsers.read(answer.body, answer.url, answer.headers.get("content-type", ""))
        if reading.outcome != "fetched":
            hint = _READING_HINTS[reading.outcome]
            return _failed(
                feed, state, self.now, Outcome("feed", feed.url, reading.outcome, reading.detail, hint)
            )
        return self._taken(feed, state, answer, body_hash, reading)

    def _taken(
        self, feed: Feed, state: Mapping[str, Any], answer: Fetched, body_hash: str, reading: FeedReading
    ) -> FeedResult:
        memory = Memory.of(state.get("state")).knowing(shared_guids(reading.entries))
        items = incoming(feed, reading, memory, self.now)
        found = [item for item in items if memory.documents.get(item.identity) != item.document.document_id]
        known = sum(item.identity in memory.documents for item in found)
        detail = f"{len(items)} entries, {len(found) - known} new, {known} changed"
        hint = (
            f"it moved for good to {answer.permanent_url}; change its address" if answer.permanent_url else ""
        )
        kept = _kept(feed, state, self.now) | {
            "etag": answer.validators.etag,
            "last_modified": answer.validators.last_modified,
            "body_sha256": body_hash,
            "changed_at": self.now if found else state.get("changed_at"),
            "state": memory.after(items).as_json(),
        }
        return FeedResult(Outcome("feed", feed.url, "fetched", detail, hint), found, kept)


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


def _kept(feed: Feed, state: Mapping[str, Any], now: datetime) -> Row:
    """Return the state after an answer that can be used."""
    return {
        "url": feed.url,
        "outlet": feed.outlet,
        "etag": state.get("etag"),
        "last_modified": state.get("last_modified"),
        "body_sha256": state.get("body_sha256"),
        "fetched_at": now,
        "changed_at": state.get("changed_at"),
        "failing_since": None,
        "failures": 0,
        "next_fetch_at": None,
        "state": state.get("state"),
    }


def _unchanged(
    feed: Feed, state: Mapping[str, Any], now: datetime, outcome: str, validators: Validators | None = None
) -> FeedResult:
    kept = _kept(feed, state, now)
    if validators is not None:
        kept |= {"etag": validators.etag, "last_modified": validators.last_modified}
    return FeedResult(Outcome("feed", feed.url, outcome), [], kept)


def _failed(feed: Feed, state: Mapping[str, Any], now: datetime, outcome: Outcome) -> FeedResult:
    """Return a failure; what is known of the feed stays, so that nothing is taken twice when it recovers."""
    kept = _kept(feed, state, now) | {
        "fetched_at": state.get("fetched_at"),
        "failing_since": state.get("failing_since") or now,
        "failures": (state.get("failures") or 0) + 1,
    }
    return FeedResult(outcome, [], kept)


def _sha256(raw: bytes) -> str:
    return hashlib.sha256(raw).hexdigest()
