"""The pages that entries of feeds point to: fetched, read, and taken as the article where they are one.

A feed that gives only summaries has the article on a page. The page is read when its entry is new or edited, and
again while it is young, since outlets change what they published without a word. Where no page can be had, or it is
something else, the feed's summary stands.
"""

from __future__ import annotations

import time
from collections import defaultdict
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from flows.sources.daemons import Daemons
from flows.sources.fetch import FetchError, Limits, Resolver, Validators, fetch, resolve
from flows.sources.readers import Readers
from flows.sources.robots import Robots
from flows.sources.stubs import stub_outcome
from flows.sources.wanted import WAITING, Look, PageResult, Wanted, looked_at, taken

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from flows.settings import Fetching

Row = dict[str, Any]

ACCEPT = "text/html, application/xhtml+xml;q=0.9, */*;q=0.1"

_AT_ONCE = 8  # hosts; each host is asked for one page after the other
_MOST_OF_A_HOST = 30  # pages in one run
_HTML = ("text/html", "application/xhtml+xml", "application/xml", "text/xml", "")


@dataclass(frozen=True, slots=True)
class Followed:
    """What became of all pages wanted, in their order, and what sites let us read: rows of store.robots."""

    pages: list[PageResult]
    robots: list[Row]


def follow(
    wanted: Sequence[Wanted],
    robots: Mapping[str, Mapping[str, Any]],
    fetching: Fetching,
    now: datetime,
    *,
    resolver: Resolver = resolve,
) -> Followed:
    """Return what became of each page; nothing a page or its server does raises.

    At most `fetching.pages_per_run` are asked for, and no more of one host than it can be asked politely; the
    others wait for the next run.
    """
    if not wanted:
        return Followed([], [])
    by_host: dict[str, list[Wanted]] = defaultdict(list)
    for page in wanted:
        by_host[urlsplit(page.url).netloc.lower()].append(page)
    turns = _turns(by_host, fetching.pages_per_run)
    limits = Limits.of(fetching)
    rules = Robots(robots, limits, resolver, now)
    with Readers() as readers, Daemons(min(_AT_ONCE, len(turns) or 1)) as askers:
        follower = _Follower(limits, fetching.host_pause_seconds, resolver, rules, readers, now)
        asked = [askers.submit(follower.ask, pages) for pages in turns]
        done = {result.state["article_id"]: result for one in asked for result in one.result()}
    waiting = (page for page in wanted if page.article_id not in done)
    done |= {
        page.article_id: looked_at(page, now, Look(WAITING, "for its turn in the next run"))
        for page in waiting
    }
    return Followed([done[page.article_id] for page in wanted], list(rules.fetched.values()))


def _turns(by_host: Mapping[str, Sequence[Wanted]], most: int) -> list[list[Wanted]]:
    """Return whom to ask for what: every host for some, so that a long list of one keeps no other waiting."""
    turns: list[list[Wanted]] = [[] for _ in by_host]
    in_turn = (
        (turn, pages[place])
        for place in range(_MOST_OF_A_HOST)
        for turn, pages in zip(turns, by_host.values(), strict=True)
        if place < len(pages)
    )
    for turn, page in islice(in_turn, most):
        turn.append(page)
    return [turn for turn in turns if turn]


@dataclass(frozen=True, slots=True)
class _Follower:
    """What all pages of one run share."""

    limits: Limits
    pause_seconds: float
    resolver: Resolver
    robots: Robots
    readers: Readers
    now: datetime

    def ask(self, pages: Sequence[Wanted]) -> list[PageResult]:
        """Return what became of the pages of one host, asked one after the other."""
        results: list[PageResult] = []
        for page in pages:
            if results:
                time.sleep(self._pause(page))
            results.append(self._guarded(page))
            if results[-1].outcome in ("http_429", "http_503"):
                break  # who asks for fewer requests gets none until the next run
        return results

    def _pause(self, page: Wanted) -> float:
        host = urlsplit(page.url).hostname
        is_own = host in {name.rpartition(":")[0] or name for name in self.limits.allow_hosts}
        return 0.0 if is_own else max(self.pause_seconds, self.robots.pause(page.url))

    def _guarded(self, page: Wanted) -> PageResult:
        try:
            if not self.robots.allows(page.url):
                return looked_at(page, self.now, Look("robots", "the site's robots.txt does not allow it"))
            return self._asked(page)
        except FetchError as error:
            look = Look(error.outcome, error.detail, error.retry_after or 0)
        except Exception as error:  # noqa: BLE001 - one page's trouble must not stop the others
            look = Look("failed", f"{type(error).__name__}: {error}"[:300])
        return looked_at(page, self.now, look)

    def _asked(self, page: Wanted) -> PageResult:
        # A page that was not taken is read again in full: the feed may have changed what was wrong with it.
        known = Validators(page.state.get("etag"), page.state.get("last_modified")) if page.was_read else None
        answer = fetch(page.url, self.limits, known, accept=ACCEPT, resolver=self.resolver)
        if answer.status == 304 or page.has_body(answer.body):  # noqa: PLR2004 - not modified
            return looked_at(page, self.now, Look("read", "unchanged"))
        if answer.media_type not in _HTML:
            return looked_at(page, self.now, Look("not_html", f"it is {answer.media_type[:80]}"))
        reading = self.readers.read(page.url, answer.body, "text/html", answer.url)
        if reading.article is None:
            outcome = "no_article" if reading.outcome == "no_text" else reading.outcome
            return looked_at(page, self.now, Look(outcome, reading.detail))
        stub = stub_outcome(reading.article, reading.signs, page.announced, answer.url)
        if stub is not None:
            return looked_at(page, self.now, Look(*stub))
        return taken(page, self.now, answer, reading.article)
