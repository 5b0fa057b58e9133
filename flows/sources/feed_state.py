"""What a fetch of a feed leads to: an outcome, what to keep, and when to ask again."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from flows.records import Incoming, Outcome
from flows.sources.answers import Fetched, FetchError, Validators
from flows.sources.entry import Pace
from flows.sources.pacing import ADOPTED_AFTER, Bounds, after_failure, demanded, next_fetch, next_interval

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from flows.settings import Feed, Fetching
    from flows.sources.taking import Taken

Row = dict[str, Any]

_LOST = frozenset(("gone", "http_404", "dns", "refused", "html_instead"))  # an adopted address that is none


@dataclass(frozen=True, slots=True)
class FeedResult:
    """What became of one feed.

    Attributes:
        outcome: "fetched", "not_modified", "same_body", or what failed: a name of `flows.sources.answers`, of
            `FeedReading.outcome`, or "failed".
        found: entries that are new or changed since the state given.
        state: what to keep for the next time, the columns of the table store.feeds.
        memory: what is remembered of the entries; None where nothing changed.
    """

    outcome: Outcome
    found: tuple[Incoming, ...]
    state: Row
    memory: str | None = None


@dataclass(frozen=True, slots=True)
class Visit:
    """One fetch of one feed: what was known before, within which bounds it is asked, and when this is."""

    feed: Feed
    state: Mapping[str, Any]
    bounds: Bounds
    now: datetime

    @classmethod
    def of(cls, feed: Feed, state: Mapping[str, Any], fetching: Fetching, now: datetime) -> Visit:
        """Return the visit that the settings ask for."""
        own = feed.interval_minutes
        least, most = (own, own) if own else (fetching.least_minutes, fetching.most_minutes)
        return cls(feed, state, Bounds(least, max(least, most)), now)

    @property
    def address(self) -> str:
        """Where to ask: where the feed moved for good, else as configured."""
        return self.state.get("address") or self.feed.url

    @property
    def is_allowed(self) -> bool:
        """Whether the operator and the server let us ask now; a run that was killed and is done again asked already."""
        if self.feed.paused or self.state.get("retired_at") or self.state.get("fetched_at") == self.now:
            return False
        wait_until = self.state.get("not_before")
        return wait_until is None or wait_until <= self.now

    def unchanged(self, outcome: str, answer: Fetched) -> FeedResult:
        """Return what an answer that held nothing unseen leads to."""
        validators = self._validators(answer)
        state = self._after(answer, Pace(), brought=False, missed=False)
        state |= {"etag": validators.etag, "last_modified": validators.last_modified}
        return FeedResult(Outcome("feed", self.feed.url, outcome), (), state)

    def brought(self, answer: Fetched, taken: Taken) -> FeedResult:
        """Return what a body that was read leads to."""
        new = len(taken.found) - taken.changed
        said = f"{taken.entries} entries, {new} new, {taken.changed} changed" + (
            f"; {taken.detail}" if taken.detail else ""
        )
        is_first = self.state.get("fetched_at") is None
        missed = bool(taken.entries) and not taken.overlaps and not is_first
        hint = (
            "nothing in it was known: entries may have come and gone since the last fetch" if missed else ""
        )
        state = self._after(answer, taken.pace, brought=bool(taken.found), missed=missed)
        hint = hint or (f"it moved for good to {state['moved_to']}" if state["moved_to"] else "")
        state |= {
            "etag": answer.validators.etag,
            "last_modified": answer.validators.last_modified,
            "body_sha256": body_hash(answer.body),
            "changed_at": self.now if taken.found else self.state.get("changed_at"),
        }
        outcome = Outcome("feed", self.feed.url, "fetched", said, hint)
        return FeedResult(outcome, taken.found, state, taken.memory)

    def failed(self, outcome: Outcome, error: FetchError | None = None) -> FeedResult:
        """Return a failure; what is known of the feed stays, so that nothing is taken twice when it recovers."""
        failures = (self.state.get("failures") or 0) + 1
        is_adopted = self.address != self.feed.url
        is_gone = outcome.outcome == "gone" and not is_adopted
        state = self._kept() | {
            "fetched_at": self.state.get("fetched_at"),
            "failing_since": self.state.get("failing_since") or self.now,
            "failures": failures,
            "address": None if outcome.outcome in _LOST else self.state.get("address"),
            "not_before": demanded(self.now, error.retry_after if error else None),
            "next_fetch_at": after_failure(self.now, failures, self.bounds, self.feed.url),
            "retired_at": self.now if is_gone else None,
        }
        return FeedResult(outcome, (), state)

    def _validators(self, answer: Fetched) -> Validators:
        """Return the validators of a body that has not changed; an answer need not repeat them."""
        return Validators(
            answer.validators.etag or self.state.get("etag"),
            answer.validators.last_modified or self.state.get("last_modified"),
        )

    def _kept(self) -> Row:
        kept = ("etag", "last_modified", "body_sha256", "changed_at", "interval_minutes", "address")
        return {
            "url": self.feed.url,
            "outlet": self.feed.outlet,
            "failures": 0,
            "failing_since": None,
            "not_before": None,
            "retired_at": None,
            "moved_to": self.state.get("moved_to"),
            "moved_since": self.state.get("moved_since"),
            **{column: self.state.get(column) for column in kept},
        }

    def _after(self, answer: Fetched, pace: Pace, *, brought: bool, missed: bool) -> Row:
        interval = next_interval(
            self.state.get("interval_minutes"), self.bounds, brought=brought, missed=missed
        )
        if self.bounds.least == self.bounds.most:  # the operator's wish, whatever others wish
            planned = next_fetch(self.now, interval, {}, Pace(), self.feed.url)
        else:
            planned = next_fetch(self.now, interval, answer.headers, pace, self.feed.url)
        return (
            self._kept()
            | {"fetched_at": self.now, "interval_minutes": interval, "next_fetch_at": planned}
            | self._moved(answer.permanent_url)
        )

    def _moved(self, to: str | None) -> Row:
        """Return where the feed lies: a permanent redirect is believed once it led to one place for days."""
        if to is None:
            return {"moved_to": None, "moved_since": None}
        since = self.state.get("moved_since") if self.state.get("moved_to") == to else None
        since = since or self.now
        if self.now - since >= ADOPTED_AFTER:
            return {"address": to, "moved_to": None, "moved_since": None}
        return {"moved_to": to, "moved_since": since}


def body_hash(raw: bytes) -> str:
    """Return what tells one body from another."""
    return hashlib.sha256(raw).hexdigest()
