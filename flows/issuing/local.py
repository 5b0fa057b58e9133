"""Numbers and dates as the reader writes them: in English unless the reader asks for another locale.

The sentences round them stay English. Which locale holds is set round the making of a digest, so that no
function in between has to hand it on.
"""

from __future__ import annotations

import re
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

ENGLISH = "en"
_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
# Unicode date field symbols, by how many parts of the date are known.
_PATTERNS = {1: "y", 2: "MMMM y", 3: "d MMMM y"}
_ISO_DATE = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?")

_locale: ContextVar[str] = ContextVar("locale", default=ENGLISH)


@contextmanager
def written_for(locale: str) -> Iterator[None]:
    """Write numbers and dates in the block as is usual in `locale`, a name that Babel knows."""
    token = _locale.set(locale)
    try:
        yield
    finally:
        _locale.reset(token)


def number(value: float) -> str:
    """Return `value` with thousands apart, at most two decimals: 3,750 or 2.5."""
    if _locale.get() != ENGLISH:
        from babel.numbers import format_decimal  # noqa: PLC0415 - most readers never need it

        return format_decimal(value, format="#,##0.##", locale=_locale.get())
    return f"{value:,.0f}" if value == round(value) else f"{value:,.2f}".rstrip("0").rstrip(".")


def day(moment: date) -> str:
    """Return a day as readers write it: "Sat 21 Nov 2026"."""
    if _locale.get() != ENGLISH:
        return _formatted(moment, "EEE d MMM y")
    return f"{_DAYS[moment.weekday()]} {short_day(moment)} {moment.year}"


def short_day(moment: date) -> str:
    """Return a day without its year: "21 Nov"."""
    if _locale.get() != ENGLISH:
        return _formatted(moment, "d MMM")
    return f"{moment.day} {_MONTHS[moment.month - 1][:3]}"


def when(event_date: str | None) -> str:
    """Return an ISO date of any precision in words: "12 October 2017", "October 2017"; "" when not known."""
    if not _ISO_DATE.fullmatch(event_date or ""):
        return ""
    parts = [int(part) for part in (event_date or "").split("-")]
    if _locale.get() != ENGLISH:
        year, month, of_month = (*parts, 1, 1)[:3]
        return _formatted(date(year, month, of_month), _PATTERNS[len(parts)])
    words = [str(parts[0])] if len(parts) == 1 else [_MONTHS[parts[1] - 1], str(parts[0])]
    return " ".join([*map(str, parts[2:]), *words])


def _formatted(moment: date, pattern: str) -> str:
    from babel.dates import format_date  # noqa: PLC0415 - most readers never need it

    return format_date(moment, pattern, locale=_locale.get())
