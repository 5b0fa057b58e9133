"""Which claim is the article's main toll of its event."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from flows.claims.units import unit_class

if TYPE_CHECKING:
    from collections.abc import Sequence

    from flows.records import Claim

_TOLLS = (
    *("kill", "wound", "missing", "evacuate", "displace", "arrest"),
    *("kidnap", "trap", "rescue", "surrender", "destroy", "infect"),
)
_PARTIAL = frozenset({"child", "woman"})
# A victim without a number is the toll only where no number stands this near the top.
_TOP = 1500
# A count of people in general takes the place of one of children or women before it only this near the top, unless
# the text says that those are some of these.
_LEAD = 1000
# How far after its total a part may stand.
_NEAR = 300
_MONTHS = 12
# A count of something this many days older than the newest event is background.
_DAYS = 7


def mark_mains(claims: Sequence[Claim], eligible: Sequence[bool]) -> list[Claim]:
    """Return `claims` with `main` set on at most one of each event.

    `eligible` says of each claim whether it may be a toll of one event at all: war-long counts and parts are not.
    """
    chosen: set[int] = set()
    for event in {claim.event for claim in claims}.intersection(_TOLLS):
        candidates = [
            claim for claim, may in zip(claims, eligible, strict=True) if may and _is_candidate(claim, event)
        ]
        if candidates:
            parts = [claim for claim in claims if claim.event == event and claim.part_of is not None]
            chosen.add(id(_main(recent(candidates), parts)))
    return [replace(claim, main=True) if id(claim) in chosen else claim for claim in claims]


def recent(candidates: Sequence[Claim]) -> Sequence[Claim]:
    """Return the candidates without those that the text dates well before the newest; all where it dates none."""
    days = [_day(claim) for claim in candidates]
    told = [day for claim, day in zip(candidates, days, strict=True) if _is_to_the_day(claim)]
    newest = max(filter(None, told or days), default=None)
    if newest is None:
        return candidates
    return [
        claim
        for claim, day in zip(candidates, days, strict=True)
        if day is None or (newest - day).days <= _DAYS
    ]


def _is_to_the_day(claim: Claim) -> bool:
    """Whether the claim's date is a day: the year in which many died ends later than the day of the blast."""
    return (claim.event_date or "").count("-") > 1


def _day(claim: Claim) -> date | None:
    """Return the last day that the claim's date, a day, a month or a year, may mean."""
    year, month, day = (*map(int, (claim.event_date or "0").split("-")), 0, 0)[:3]
    if not year:
        return None
    if not day:
        year, month = (year, month + 1) if 0 < month < _MONTHS else (year + 1, 1)
    return date(year, month, day) if day else date(year, month, 1) - timedelta(days=1)


def _is_candidate(claim: Claim, event: str | None) -> bool:
    return (
        claim.event == event
        and claim.origin != "comment"
        and claim.part_of is None
        and claim.polarity == "asserted"
        and claim.high != 0
    )


def _main(candidates: Sequence[Claim], parts: Sequence[Claim]) -> Claim:
    """Return the toll: the first count, made exact or whole by a later one that says more of the same."""
    numbered = [claim for claim in candidates if not claim.rule.startswith("implied")]
    if candidates[0].origin == "headline" and candidates[0] not in numbered:
        return candidates[0]
    first = numbered[0] if numbered and numbered[0].start < _TOP else candidates[0]
    if first.bound == "vague":
        within = (claim for claim in numbered if _is_within(claim, first) and claim.start < _TOP)
        near = (claim for claim in numbered if _is_near(claim, first))
        return next(within, None) or next(near, first)
    if _class(first) in _PARTIAL:
        return next((claim for claim in numbered if _is_whole(claim, first, parts)), first)
    if first.bound == "above":
        return next((claim for claim in numbered if _is_summed_up(claim, first)), first)
    return first


def _is_within(claim: Claim, vague: Claim) -> bool:
    """Whether a stated number lies in a vague word's interval."""
    value = claim.low if claim.low is not None else claim.high
    return claim.bound != "vague" and value is not None and (vague.low or 0) <= value <= (vague.high or value)


def _is_near(claim: Claim, vague: Claim) -> bool:
    """Whether a number stated near the top counts the same, or no less than half of what a vague word allows."""
    value = claim.low if claim.low is not None else claim.high
    is_like = claim.unit == vague.unit or (value is not None and value >= (vague.low or 0) / 2)
    return _is_number_near_top(claim) and is_like


def _is_number_near_top(claim: Claim) -> bool:
    return claim.start < _TOP and claim.bound != "vague"


def _is_summed_up(claim: Claim, least: Claim) -> bool:
    """Whether a total is stated near the top that the "more than" before it left open."""
    is_total = claim.text.lower().startswith(("a total", "in total", "total")) or claim.rule.endswith("/toll")
    return is_total and _is_number_near_top(claim) and (claim.low or 0) >= (least.low or 0)


def _is_whole(claim: Claim, part: Claim, parts: Sequence[Claim]) -> bool:
    """Whether a count of people in general is larger than the count of children or women before it and holds them."""
    value, partial = claim.low or claim.high, part.low or part.high
    is_general = _class(claim) in {"person", "civilian"} and _is_number_near_top(claim)
    if not is_general or value is None or partial is None or value <= partial:
        return False
    own = [other for other in parts if _is_part(other, claim) and _class(other) == _class(part)]
    return partial in {other.low or other.high for other in own} if own else claim.start < _LEAD


def _is_part(claim: Claim, total: Claim) -> bool:
    return claim.part_of == total.text and abs(claim.start - total.start) <= _NEAR


def _class(claim: Claim) -> str:
    return unit_class(claim.unit or "")
