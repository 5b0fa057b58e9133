"""Feeds: fetch what is configured, take what is new or changed, and say what became of each feed."""

from __future__ import annotations

import os
import time
from collections import defaultdict
from concurrent.futures import Future
from dataclasses import dataclass, field, replace
from functools import partial
from threading import BoundedSemaphore, Event
from typing import TYPE_CHECKING, Any, TypeVar
from urllib.parse import urlsplit

from flows.errors import CountercheckError
from flows.progress import come_to
from flows.records import Outcome
from flows.sources.daemons import Daemons
from flows.sources.feed_state import FeedResult, Visit, body_hash
from flows.sources.fetch import Fetched, FetchError, Limits, Resolver, Validators, fetch, resolve
from flows.sources.parser import Asked, Parsers
from flows.sources.taking import Label

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import datetime

    from flows.records import Document
    from flows.settings import Feed, Fetching

T = TypeVar("T")

ACCEPT = "application/atom+xml, application/rss+xml, application/feed+json, application/xml;q=0.9, */*;q=0.5"

_AT_ONCE = 16  # hosts; each host is asked for one feed after the other
_STRANDS = 4  # in which a host that the operator allowed by name is asked
_PARSERS = max(2, min(4, os.cpu_count() or 2))
_READERS = 2 * _PARSERS  # so that no parser waits while what it handed over is written
_BODIES_AT_ONCE = 2 * _READERS  # held in memory to be read
_FEW_FEEDS = 10  # that one process reads as fast as a second one starts
_TOO_MANY = (429, 503)
_READING_HINTS = {
    "empty": "the server answered nothing; it is tried again",
    "html_instead": "look for the feed's new address: `countercheck feeds add` finds it from the site's page",
    "not_a_feed": "check the address; expected RSS, Atom or JSON Feed",
    "parse_timeout": "tell the publisher; this feed cannot be read within the limits",
    "parse_failed": "tell the publisher; this feed cannot be read within the limits",
}


def collect(  # noqa: PLR0913 - the clock, the disk and the names of hosts come from outside
    feeds: Sequence[Feed],
    states: Mapping[str, Mapping[str, Any]],
    fetching: Fetching,
    now: datetime,
    *,
    keep: Callable[[Sequence[Document]], None] = lambda _: None,
    resolver: Resolver = resolve,
) -> list[FeedResult]:
    """Return what became of each feed that was asked, in the order given; nothing a feed does raises.

    Not asked are feeds that are paused or gone for good, and those whose server asked to wait. Ctrl-C ends it at once,
    whatever a server is doing: nothing is kept of a run that did not get to the end.

    Args:
        feeds: what is configured.
        states: by address, what the last results said to keep, with the memory of their entries.
        fetching: limits of time and size.
        now: with its zone; when entries without a date are seen first.
        keep: given the documents of each feed, in one thread or another, while others are still read.
        resolver: how names are resolved.
    """
    by_host: dict[str | None, list[Visit]] = defaultdict(list)
    for feed in feeds:
        visit = Visit.of(feed, states.get(feed.url, {}), fetching, now)
        if visit.is_allowed:
            by_host[urlsplit(visit.address).hostname].append(visit)
    if not by_host:
        return []
    unknown = sum("memory" not in states.get(feed.url, {}) for feed in feeds)  # of others little is new
    with (
        Parsers(_PARSERS, at_once=max(1, min(_PARSERS, unknown // _FEW_FEEDS))) as parsers,
        Daemons(_READERS) as readers,
        Daemons(min(_AT_ONCE, len(by_host) + _STRANDS)) as askers,
    ):
        limits = Limits.of(fetching)
        own = {allowed.partition(":")[0] for allowed in limits.allow_hosts}
        collector = _Collector(limits, fetching.host_pause_seconds, resolver, parsers, readers, keep)
        asked = [
            askers.submit(collector.ask, strand, halted)
            for host, of_one_host in by_host.items()
            for halted in (Event(),)
            for strand in _strands(of_one_host, is_own=host in own)
        ]
        results = []
        for answered in asked:
            results += [future.result() for future in answered.result()]
            come_to("feeds asked", len(results), len(feeds))
    order = {feed.url: place for place, feed in enumerate(feeds)}
    return sorted(results, key=lambda result: order[result.state["url"]])


def _strands(visits: Sequence[Visit], *, is_own: bool) -> list[Sequence[Visit]]:
    """Return the feeds of one host in parts to ask side by side: several of many that are the operator's own."""
    count = min(_STRANDS, max(1, len(visits) // _FEW_FEEDS)) if is_own else 1
    return [visits[first::count] for first in range(count)]


def planned(feeds: Sequence[Feed], states: Mapping[str, Mapping[str, Any]], now: datetime) -> list[Feed]:
    """Return the feeds whose next fetch is planned for now or earlier, and new ones."""
    return [
        feed for feed in feeds if (at := states.get(feed.url, {}).get("next_fetch_at")) is None or at <= now
    ]


@dataclass(frozen=True, slots=True)
class _Collector:
    """What all feeds of one run share. Askers wait for servers, readers for processors; neither waits for the other."""

    limits: Limits
    pause_seconds: float
    resolver: Resolver
    parsers: Parsers
    readers: Daemons
    keep: Callable[[Sequence[Document]], None]
    room: BoundedSemaphore = field(default_factory=lambda: BoundedSemaphore(_BODIES_AT_ONCE))

    def ask(self, visits: Sequence[Visit], halted: Event) -> list[Future[FeedResult]]:
        """Ask for the feeds of one host, one after the other, while the answers are read.

        A host that says it is asked too often is left alone with the rest of its feeds until the next run: then
        `halted` is set, which all strands of a host share.
        """
        asked: list[Future[FeedResult]] = []
        host = urlsplit(visits[0].address).hostname
        is_own = host in {allowed.partition(":")[0] for allowed in self.limits.allow_hosts}
        for visit in visits:
            if halted.is_set():
                break
            if asked and not is_own:
                time.sleep(self.pause_seconds)
            answer = self._guarded(visit, partial(self._answered, visit))
            if isinstance(answer, Fetched):
                self.room.acquire()
                asked.append(self.readers.submit(self._read, visit, answer))
                continue
            done: Future[FeedResult] = Future()
            done.set_result(answer)
            asked.append(done)
            if answer.outcome.outcome in {f"http_{status}" for status in _TOO_MANY}:
                halted.set()
        return asked

    def _read(self, visit: Visit, answer: Fetched) -> FeedResult:
        try:
            return self._guarded(visit, partial(self._taken, visit, answer))
        finally:
            self.room.release()

    def _guarded(self, visit: Visit, step: Callable[[], T]) -> T | FeedResult:
        """Return what `step` gives, or the failure that it ended in."""
        try:
            return step()
        except FetchError as error:
            outcome = Outcome("feed", visit.feed.url, error.outcome, error.detail, error.hint)
            return visit.failed(outcome, error)
        except CountercheckError:  # a full disk is no feed's trouble
            raise
        except Exception as error:  # noqa: BLE001 - one feed's trouble must not stop the others
            detail = f"{type(error).__name__}: {error}"[:300]
            hint = "this is a fault of Countercheck; please report it with the feed's address"
            return visit.failed(Outcome("feed", visit.feed.url, "failed", detail, hint))

    def _answered(self, visit: Visit) -> Fetched | FeedResult:
        """Return the feed's answer if it has to be read, else what became of the feed."""
        validators = Validators(visit.state.get("etag"), visit.state.get("last_modified"))
        limits = replace(self.limits, authorization=authorization_of(visit.feed))
        answer = fetch(visit.address, limits, validators, accept=ACCEPT, resolver=self.resolver)
        if answer.status == 304:  # noqa: PLR2004 - not modified
            return visit.unchanged("not_modified", answer)
        if body_hash(answer.body) == visit.state.get("body_sha256"):
            return visit.unchanged("same_body", answer)
        return answer

    def _taken(self, visit: Visit, answer: Fetched) -> FeedResult:
        label = Label(visit.feed.url, visit.feed.outlet, visit.feed.language)
        asked = Asked(label, visit.state.get("memory"), visit.now)
        taken = self.parsers.take(asked, answer.body, answer.url, answer.headers.get("content-type", ""))
        if taken.outcome != "fetched":
            hint = _READING_HINTS[taken.outcome]
            return visit.failed(Outcome("feed", visit.feed.url, taken.outcome, taken.detail, hint))
        self.keep([incoming.document for incoming in taken.found])
        return visit.brought(answer, taken)


def authorization_of(feed: Feed) -> str:
    """Return the value of the Authorization header that the environment holds for a feed.

    Raises:
        FetchError: the configuration names a variable that is not set.
    """
    if feed.authorization is None:
        return ""
    value = os.environ.get(feed.authorization, "")
    if not value or not value.isprintable():
        raise FetchError("no_authorization", f"{feed.authorization} is not set in the environment")
    return value
