"""When a feed is asked again: its own rhythm within bounds, what its server wishes, and patience with failures.

A feed that brings something is asked sooner, one that brings nothing later. Whatever server and feed say about how
long an answer stays good counts up to a day. A feed that fails is asked at doubling intervals, for as long as it is
configured: feeds come back after days.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from flows.sources.entry import Pace

FIRST_MINUTES = 30.0
LONGEST_WISH_MINUTES = 1_440.0
LONGEST_BACKOFF_MINUTES = 1_440.0
LONGEST_DEMAND = timedelta(days=7)  # of a Retry-After
ADOPTED_AFTER = timedelta(days=7)  # a permanent redirect to the same place

_SOONER, _LATER = 0.5, 1.25
_JITTER = 0.1


@dataclass(frozen=True, slots=True)
class Bounds:
    """The shortest and longest interval of a feed, in minutes; equal where the operator sets it."""

    least: float
    most: float


def next_interval(before: float | None, bounds: Bounds, *, brought: bool, missed: bool) -> float:
    """Return the minutes to wait after an answer.

    Args:
        before: the interval so far; None for a new feed.
        bounds: what the operator allows.
        brought: whether something in it was new or edited.
        missed: whether nothing in it was known, so that entries may have come and gone in between.
    """
    interval = before or FIRST_MINUTES
    if missed:
        interval = bounds.least
    elif before is not None:
        interval *= _SOONER if brought else _LATER
    return min(bounds.most, max(bounds.least, interval))


def next_fetch(now: datetime, interval: float, headers: Mapping[str, str], pace: Pace, key: str) -> datetime:
    """Return when to ask again after an answer, some minutes apart for feeds of one interval (`key`)."""
    wish = max(fresh_minutes(headers, now), float(pace.minutes or 0))
    minutes = max(interval, min(wish, LONGEST_WISH_MINUTES))
    return _awake(now + timedelta(minutes=minutes * (1 + _JITTER * _share(key, now))), pace)


def after_failure(now: datetime, failures: int, bounds: Bounds, key: str) -> datetime:
    """Return when to ask again after so many failures in a row."""
    minutes = min(LONGEST_BACKOFF_MINUTES, bounds.least * 2.0 ** min(failures - 1, 20))
    return now + timedelta(minutes=max(bounds.least, minutes) * (1 + _JITTER * _share(key, now)))


def demanded(now: datetime, seconds: float | None) -> datetime | None:
    """Return until when a server asked us to stay away; None when it did not."""
    return now + min(timedelta(seconds=seconds), LONGEST_DEMAND) if seconds else None


def fresh_minutes(headers: Mapping[str, str], now: datetime) -> float:
    """Return for how long the server says that its answer stays good: max-age, else Expires; 0 when it does not."""
    directives = [part.strip().lower() for part in headers.get("cache-control", "").split(",")]
    for directive in directives:
        name, _, value = directive.partition("=")
        if name == "max-age" and value.strip('"').isdecimal():
            return min(int(value.strip('"')[:9]) / 60, LONGEST_WISH_MINUTES)
    if "no-cache" in directives or "no-store" in directives:
        return 0.0
    expires = http_date(headers.get("expires", ""))
    return max(0.0, (expires - now).total_seconds() / 60) if expires else 0.0


def http_date(text: str) -> datetime | None:
    """Return the instant that a header's date names; None when it is none."""
    try:
        found = parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def _awake(at: datetime, pace: Pace) -> datetime:
    """Return `at`, or the beginning of the first hour after it in which the feed may be asked."""
    moment = at.astimezone(UTC)
    for _ in range(8 * 24):
        if moment.hour not in pace.hours and moment.weekday() not in pace.days:
            return moment
        moment = (moment + timedelta(hours=1)).replace(minute=0, second=0, microsecond=0)
    return at


def _share(key: str, now: datetime) -> float:
    """Return a number from 0 to 1 that differs by feed and time, the same for the same ones."""
    return hashlib.sha256(f"{key} {now.isoformat()}".encode()).digest()[0] / 255
