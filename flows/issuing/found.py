"""A discrepancy with its claims: what it is about, and how far apart its numbers are."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from flows.issuing import local, words
from flows.issuing.said import published, said_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from flows.issuing.rows import Measure, Standing

_ID_LETTERS = 8


@dataclass(frozen=True, slots=True)
class Found:
    """A discrepancy with its claims, and what its sources counted beside it."""

    measure: Measure
    standings: tuple[Standing, ...]
    companions: tuple[Standing, ...] = ()

    @property
    def title(self) -> str:
        """What is measured, with its date when the claims give one."""
        measure = self.measure
        if measure.kind == "stance":
            return words.stance_title(measure.unit, measure.topic)
        if measure.kind == "quantity":
            return f"{words.capital(words.quantity(measure.unit))}: “{said_of(self.standings[0])}”"
        if measure.kind == "arithmetic":
            title = words.title_of(measure.event, measure.unit, ("all",), measure.place)
        else:
            title = words.title_of(measure.event, measure.unit, measure.modifiers, measure.place)
        date = local.when(measure.event_date)
        return f"{title} ({date})" if date else title


@dataclass(frozen=True, slots=True)
class Gap:
    """The two stated numbers furthest apart: what the lower one says at most, the higher one at least."""

    lower: Standing
    higher: Standing
    low: float
    high: float

    @property
    def is_exact(self) -> bool:
        """Whether neither number is hedged."""
        return self.lower.bound == self.higher.bound == "exact"

    def in_time(self) -> tuple[Standing, Standing]:
        """Return the two by when they were published; from low to high when that is not known."""
        lower, higher = published(self.lower), published(self.higher)
        if lower and higher and higher < lower:
            return self.higher, self.lower
        return self.lower, self.higher


def widest_gap(standings: Iterable[Standing]) -> Gap | None:
    """Return the widest gap between stated numbers of two positions, None when there is none."""
    stated = [
        one for one in standings if one.role == "stated" and (one.low is not None or one.high is not None)
    ]
    best: Gap | None = None
    for lower in stated:
        for higher in stated:
            gap = _gap(lower, higher)
            if lower.position < higher.position and gap and (best is None or _size(gap) > _size(best)):
                best = gap
    return best


def group_title(group: Sequence[Found]) -> str:
    """Return the title of a block: of its discrepancy, or of several together."""
    first = group[0]
    if len(group) == 1:
        return first.title
    units = [one.measure.unit or "person" for one in group]
    return words.joint_title(first.measure.event, units, first.measure.place)


def short_id(discrepancy_id: str) -> str:
    """Return the beginning of an id, enough to name it to `countercheck mark`."""
    return discrepancy_id[:_ID_LETTERS]


def with_ids(summary: str, group: Sequence[Found]) -> str:
    """Return `summary` with the short ids."""
    ids = ", ".join(short_id(one.measure.discrepancy_id) for one in group)
    return f"{summary} Id{'s' * (len(group) > 1)} {ids}."


def _gap(lower: Standing, higher: Standing) -> Gap | None:
    low = lower.high if lower.high is not None else lower.low
    high = higher.low if higher.low is not None else higher.high
    if low is None or high is None or high <= low:
        return None
    return Gap(lower, higher, low, high)


def _size(gap: Gap) -> float:
    return gap.high / gap.low if gap.low > 0 else float("inf")
