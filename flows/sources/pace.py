"""How often a feed wants to be asked: ttl, skipHours, skipDays of RSS, and updatePeriod of the syndication module."""

from __future__ import annotations

import re

from flows.sources.entry import Pace

_HEAD = 65_536
_TTL = re.compile(rb"<ttl>\s*(\d{1,6})\s*</ttl>", re.IGNORECASE)
_SKIPPED = re.compile(rb"<skip(hours|days)>(.{0,2000}?)</skip(?:hours|days)>", re.IGNORECASE | re.DOTALL)
_VALUE = re.compile(rb"<(?:hour|day)>\s*(\w{1,9})\s*</(?:hour|day)>", re.IGNORECASE)
_PERIOD = re.compile(rb"<\w{1,20}:updatePeriod>\s*(\w{5,7})\s*<", re.IGNORECASE)
_FREQUENCY = re.compile(rb"<\w{1,20}:updateFrequency>\s*(\d{1,4})\s*<", re.IGNORECASE)
_MINUTES = {b"hourly": 60, b"daily": 1_440, b"weekly": 10_080, b"monthly": 43_200, b"yearly": 525_600}
_DAYS = (b"monday", b"tuesday", b"wednesday", b"thursday", b"friday", b"saturday", b"sunday")
_HOURS_A_DAY = 24


def pace_of(body: bytes) -> Pace:
    """Return what the beginning of a feed's body says; a feed that skips every hour or day says nothing."""
    head = body[:_HEAD]
    hours: set[int] = set()
    days: set[int] = set()
    for kind, listed in _SKIPPED.findall(head):
        values = [value.lower() for value in _VALUE.findall(listed)]
        if kind.lower() == b"hours":
            hours |= {int(value) % _HOURS_A_DAY for value in values if value.isdigit()}  # 24 is midnight, too
        else:
            days |= {_DAYS.index(value) for value in values if value in _DAYS}
    return Pace(
        _minutes(head),
        tuple(sorted(hours)) if len(hours) < _HOURS_A_DAY else (),
        tuple(sorted(days)) if len(days) < len(_DAYS) else (),
    )


def _minutes(head: bytes) -> int | None:
    if ttl := _TTL.search(head):
        return int(ttl[1]) or None
    if not (period := _PERIOD.search(head)) or period[1].lower() not in _MINUTES:
        return None
    frequency = _FREQUENCY.search(head)
    return max(1, _MINUTES[period[1].lower()] // max(1, int(frequency[1]) if frequency else 1))
