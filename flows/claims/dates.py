"""When it happened: dates in words, resolved against the day the article was published."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

from flows.claims.rules import rules

if TYPE_CHECKING:
    from collections.abc import Sequence

    from flows.claims.rules import Rule
    from flows.claims.text import Sentence

_MONTHS = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
]
_DAYS = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
_MAX_DISTANCE = 160
_WEEK = 7
# What opens another clause, and how many characters it sets a date apart: "ten on Sunday and nine on Monday".
_JOINT = re.compile(r"(?i)\b(?:and|while|but|whereas)\b|;")
_CLAUSE = 60
# How many characters before its day a verb of saying is looked for.
_REPORT_REACH = 48
# A date without a year lies in the past, or at most so many days ahead of publication (a time zone, a preview).
_AHEAD = timedelta(days=2)
# A dateline stands within so many characters of an article's top, and is no further from when it is said to have been
# published: what is, is a day the text tells of.
_TOP = 240
_FROM_PUBLISHED = timedelta(days=45)


def dateline(text: str, start: int, published: datetime | None) -> datetime | None:
    """Return the day that the folded `text` gives itself in the lines from `start`, else when it was published."""
    for line in text[start : start + _TOP].split("\n"):
        for rule in rules("dates", "dateline"):
            match = rule.regex.match(line)
            day = _resolved(match, None) if match else None
            if day:
                own = datetime.fromisoformat(day).replace(tzinfo=UTC)
                return own if published is None or abs(own - published) <= _FROM_PUBLISHED else published
    return published


def event_date(dates: Sequence[re.Match[str]], at: int, published: datetime | None) -> str | None:
    """Return the date of the event told at offset `at` of the sentence with `dates`, as ISO 8601 as precise as known.

    "2017-10-12", "2017-10" or "2017"; None when the sentence names none or the year cannot be known.
    """
    near = (match for match in dates if abs(match.start() - at) <= _MAX_DISTANCE)
    found = sorted(near, key=lambda match: (_apart(match, at), match.start()))
    for match in found:
        if _is_counted_back(match):
            return _day_before(found, published)
        resolved = _resolved(match, published)
        if resolved:
            return resolved
    return None


def _apart(match: re.Match[str], at: int) -> int:
    """Return how far a date stands from a count, in characters; another clause between them counts as many more."""
    first, last = sorted((match.start(), at))
    return last - first + _CLAUSE * (_JOINT.search(match.string, first, last) is not None)


def _is_counted_back(match: re.Match[str]) -> bool:
    return (match.groupdict().get("relative") or "").endswith(("before", "earlier", "previous day"))


def _day_before(dates: Sequence[re.Match[str]], published: datetime | None) -> str | None:
    """Return the day before the day that the sentence names beside "the day before"; None where it names none."""
    told = (_resolved(other, published) for other in dates if not _is_counted_back(other))
    day = next((day for day in told if day is not None and len(day) == len("2017-10-12")), None)
    return (date.fromisoformat(day) - timedelta(days=1)).isoformat() if day is not None else None


def dates_in(sentence: Sentence) -> list[re.Match[str]]:
    """Return the dates of `sentence` that a verb of saying does not take for itself ("said on Monday that ...")."""
    found = [match for rule in sentence.rules("dates", "date") for match in sentence.matches(rule)]
    reported = sentence.rules("dates", "reported") if found else []
    return [match for match in found if not any(_takes(rule, match) for rule in reported)]


def _takes(reported: Rule, date: re.Match[str]) -> bool:
    at = date.start()
    return reported.lowered.search(date.string, max(0, at - _REPORT_REACH), at) is not None


def _resolved(match: re.Match[str], published: datetime | None) -> str | None:
    parts = match.groupdict()
    month, day, year = parts.get("month"), parts.get("day"), parts.get("year")
    if "iso" in parts:
        return _valid(parts["iso"])
    if month:
        return _of_month(_month(month), day, year, published)
    if year or published is None:
        return year
    if "weekday" in parts:
        return _weekday(parts["weekday"].lower(), published.date())
    return _relative(" ".join(parts["relative"].lower().split()), published.date())


def _month(word: str) -> int:
    return next(number for number, name in enumerate(_MONTHS, 1) if name.startswith(word.lower()[:3]))


def _valid(iso: str) -> str | None:
    try:
        return date.fromisoformat(iso).isoformat()
    except ValueError:
        return None


def _of_month(month: int, day: str | None, year: str | None, published: datetime | None) -> str | None:
    if year is None:
        if published is None:
            return None
        limit = (published + _AHEAD).date()
        this_year = f"{limit.year:04d}-{month:02d}-{int(day or 1):02d}"
        year = str(limit.year if this_year <= limit.isoformat() else limit.year - 1)
    return _valid(f"{year}-{month:02d}-{int(day):02d}") if day else f"{year}-{month:02d}"


def _weekday(name: str, published: date) -> str:
    back = (published.weekday() - _DAYS.index(name)) % _WEEK
    return (published - timedelta(days=back)).isoformat()


def _relative(words: str, published: date) -> str:
    if words in {"yesterday", "overnight", "last night"}:
        return published.isoformat() if words == "overnight" else (published - timedelta(days=1)).isoformat()
    if words in {"today", "this morning"}:
        return published.isoformat()
    if words == "last year":
        return str(published.year - 1)
    if words == "this year":
        return str(published.year)
    first = published.replace(day=1)
    return (first - timedelta(days=1) if words == "last month" else first).isoformat()[:7]
