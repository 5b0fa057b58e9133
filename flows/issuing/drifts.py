"""A drift in time: its steps from the first report to the last, with their days and their line of time."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from flows.issuing import local, words
from flows.issuing.said import published
from flows.issuing.timescale import timescale_for

if TYPE_CHECKING:
    from collections.abc import Sequence

    from flows.issuing.model import Ladder
    from flows.issuing.rows import Standing

    Group = Sequence[Standing]

_NEVER = datetime.max.replace(tzinfo=UTC)


def in_order(groups: Sequence[Group]) -> list[Group]:
    """Return the steps' claims by when each step was first reported; what has no date comes last."""
    return sorted(groups, key=lambda group: first_report(group) or _NEVER)


def first_report(group: Group) -> datetime | None:
    """Return when the first of some claims was published, None when no claim has a date."""
    return min((day for one in group if (day := published(one))), default=None)


def over_time(block: Ladder, groups: Sequence[Group]) -> Ladder:
    """Return a ladder with the days of its steps, and with a line of time where there are two moments at least."""
    moments = [first_report(group) for group in groups]
    known = [moment for moment in moments if moment]
    told, line = _told(moments), timescale_for(known)
    steps = tuple(
        replace(
            step,
            note=", ".join(filter(None, [day, step.note])),
            day=line.at(moment) if line and moment else None,
        )
        for step, moment, day in zip(block.steps, moments, told, strict=True)
    )
    rest = len(moments) - len(known)
    undated = f"{words.counted(rest, 'number')} without a date {'is' if rest == 1 else 'are'} not drawn."
    return replace(
        block, steps=steps, days=line.ticks() if line else (), undated=undated if line and rest else ""
    )


def _told(moments: Sequence[datetime | None]) -> list[str]:
    """Return each moment as a day, with the hour where days do not tell all apart; "" for none."""
    known = {moment for moment in moments if moment}
    with_hours = len({moment.date() for moment in known}) < len(known)
    days = {one: f"{local.short_day(one)}{f' {one:%H:%M}' if with_hours else ''}" for one in known}
    return [days[moment] if moment else "" for moment in moments]
