"""The line of time under a drift: where a report lies on it, and which moments are marked."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from flows.issuing import local
from flows.issuing.model import Tick

if TYPE_CHECKING:
    from collections.abc import Iterable

_MOST_STEPS = 4
# Other years are some feed's mistake; round marks beside them may lie outside the calendar.
_YEARS = frozenset(range(1000, 9000))
_DAY, _LONG = timedelta(days=1), timedelta(days=91)
_STEPS = (
    *(timedelta(hours=hours) for hours in (1, 2, 3, 6, 12)),
    *(timedelta(days=days) for days in (1, 2, 7, 14, 28, 91)),
)
# A Monday, so that marks a week apart are Mondays.
_ORIGIN = datetime(2001, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Timescale:
    """A line of `count` equal steps from `begin`."""

    begin: datetime
    step: timedelta
    count: int

    def at(self, moment: datetime) -> float:
        """Return the place of `moment` in per cent of the length."""
        return round(100 * (moment - self.begin) / (self.count * self.step), 2)

    def ticks(self) -> tuple[Tick, ...]:
        """Return the marks, the first at the left end and the last at the right one; hours are in UTC."""
        return tuple(
            Tick(round(100 * number / self.count, 2), self._label(number)) for number in range(self.count + 1)
        )

    def _label(self, number: int) -> str:
        """Return a moment's day, or its hour where marks are hours apart; the first has both."""
        moment = self.begin + number * self.step
        if self.step >= _LONG:
            return f"{local.short_day(moment)} {moment.year}"
        if self.step >= _DAY or moment.hour == 0:
            return local.short_day(moment)
        return f"{moment:%H:%M}" if number else f"{local.short_day(moment)} {moment:%H:%M}"


def timescale_for(moments: Iterable[datetime]) -> Timescale | None:
    """Return a line that holds every moment, with few marks at round moments, of years at even distances.

    It is None where the moments are not two.
    """
    sorted_moments = sorted({moment.astimezone(UTC) for moment in moments})
    if len(sorted_moments) < 2:  # noqa: PLR2004 - a line needs two
        return None
    first, last = sorted_moments[0], sorted_moments[-1]
    if {first.year, last.year} <= _YEARS:
        for step in _STEPS:
            begin = _ORIGIN + (first - _ORIGIN) // step * step
            if (last - begin) <= _MOST_STEPS * step:
                return Timescale(begin, step, max(math.ceil((last - begin) / step), 1))
    return Timescale(first, (last - first) / _MOST_STEPS, _MOST_STEPS)
