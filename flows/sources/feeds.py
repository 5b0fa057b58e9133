"""Feeds: fetch what is configured, take what is new or changed, and say what became of each feed."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from concurrent.futures import Future
from dataclasses import dataclass, field
from functools import partial
from threading import BoundedSemaphore
from typing import TYPE_CHECKING, Any, TypeVar
from urllib.parse import urlsplit

from flows.records import Incoming, Outcome
from flows.sources.daemons import Daemons
from flows.sources.fetch import Fetched, FetchError, Limits, Resolver, Validators, fetch, resolve
from flows.sources.parser import Parsers
from flows.sources.taking import Memory, incoming, shared_guids

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import datetime

    from flows.settings import Feed, Fetching

Row = dict[str, Any]
T = TypeVar("T")

ACCEPT = "application/atom+xml, application/rss+xml, application/feed+json, application/xml;q=0.9, */*;q=0.5"

_AT_ONCE = 16  # hosts; each host is asked for one feed after the other
_PARSERS = 2
_BODIES_AT_ONCE = 8  # held in memory to be read
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

    Ctrl-C ends it at once, whatever a server is doing: nothing is kept of a run that did not get to the end.

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
    with (
        Parsers(_PARSERS) as parsers,
        Daemons(_PARSERS) as readers,
        Daemons(min(_AT_ONCE, len(by_host))) as askers,
    ):
        collector = _Collector(Limits.of(fetching), resolver, now, parsers, readers)
        asked = [askers.submit(collector.ask, states, of_one_host) for of_one_host in by_host.values()]
        results = [future.result() for answered in asked for future in answered.result()]
    order = {feed.url: place for place, feed in enumerate(feeds)}
    return sorted(results, key=lambda result: order[result.state["url"]])


@dataclass(frozen=True, slots=True)
class _Collector:
    """What all feeds of one run share. Askers wait for servers, readers for processors; neither waits for the other."""

    limits: Limits
    resolver: Resolver
    now: datetime
    parsers: Parsers
    readers: Daemons
    room: BoundedSemaphore = field(default_factory=lambda: BoundedSemaphore(_BODIES_AT_ONCE))

    def ask(self, states: Mapping[str, Mapping[str, Any]], feeds: Sequence[Feed]) -> list[Future[FeedResult]]:
        """Ask for the feeds of one host, one after the other, while the answers are read."""
        return [self._ask(feed, states.get(feed.url, {})) for feed in feeds]

    def _ask(self, feed: Feed, state: Mapping[str, Any]) -> Future[FeedResult]:
        asked = self._guarded(feed, state, partial(self._answered, feed, state))
        if isinstance(asked, FeedResult):
            done: Future[FeedResult] = Future()
            done.set_result(asked)
            return done
        self.room.acquire()
        return self.readers.submit(self._read, feed, state, asked)

    def _read(self, feed: Feed, state: Mapping[str, Any], answer: Fetched) -> FeedResult:
        try:
            return self._guarded(feed, state, partial(self._taken, feed, state, answer))
        finally:
            self.room.release()

    def _guarded(self, feed: Feed, state: Mapping[str, Any], step: Callable[[], T]) -> T | FeedResult:
        """Return what `step` gives, or the failure that it ended in."""
        try:
            return step()
        except FetchError as error:
            outcome = Outcome("feed", feed.url, error.outcome, error.detail, error.hint)
        except Exception as error:  # noqa: BLE001 - one feed's trouble must not stop the others
            detail = f"{type(error).__name__}: {error}"[:300]
            hint = "this is a fault of Countercheck; please report it with the feed's address"
            outcome = Outcome("feed", feed.url, "failed", detail, hint)
        return _failed(feed, state, self.now, outcome)

    def _answered(self, feed: Feed, state: Mapping[str, Any]) -> Fetched | FeedResult:
        """Return the feed's answer if it has to be read, else what became of the feed."""
        validators = Validators(state.get("etag"), state.get("last_modified"))
        answer = fetch(feed.url, self.limits, validators, accept=ACCEPT, resolver=self.resolver)
        if answer.status == 304:  # noqa: PLR2004 - not modified
            return _unchanged(feed, state, self.now, "not_modified")
        if _sha256(answer.body) == state.get("body_sha256"):
            return _unchanged(feed, state, self.now, "same_body", answer.validators)
        return answer

    def _taken(self, feed: Feed, state: Mapping[str, Any], answer: Fetched) -> FeedResult:
        reading = self.parsers.read(answer.body, answer.url, answer.headers.get("content-type", ""))
        if reading.outcome != "fetched":
            hint = _READING_HINTS[reading.outcome]
            outcome = Outcome("feed", feed.url, reading.outcome, reading.detail, hint)
            return _failed(feed, state, self.now, outcome)
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
            "body_sha256": _sha256(answer.body),
            "changed_at": self.now if found else state.get("changed_at"),
            "state": memory.after(items).as_json(),
        }
        return FeedResult(Outcome("feed", feed.url, "fetched", detail, hint), found, kept)


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
