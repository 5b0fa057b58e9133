"""Which claim is the article's main toll of its event."""

from __future__ import annotations

from dataclasses import replace
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


def mark_mains(claims: Sequence[Claim], eligible: Sequence[bool]) -> list[Claim]:
    """Return `claims` with `main` set on at most one of each event.

    `eligible` says of each claim whether it may be a toll of one event at all: war-long counts and parts are not.
    """
    chosen: set[int] = set()
    for event in _TOLLS:
        candidates = [
            claim for claim, may in zip(claims, eligible, strict=True) if may and _is_candidate(claim, event)
        ]
        if candidates:
            chosen.add(id(_main(candidates)))
    return [replace(claim, main=True) if id(claim) in chosen else claim for claim in claims]


def _is_candidate(claim: Claim, event: str) -> bool:
    return (
        claim.event == event
        and claim.origin != "comment"
        and claim.part_of is None
        and claim.polarity == "asserted"
        and claim.high != 0
    )


def _main(candidates: Sequence[Claim]) -> Claim:
    """Return the toll: the first count, made exact or whole by a later one that says more of the same."""
    numbered = [claim for claim in candidates if not claim.rule.startswith("implied")]
    if candidates[0].origin == "headline" and candidates[0] not in numbered:
        return candidates[0]
    first = numbered[0] if numbered and numbered[0].start < _TOP else candidates[0]
    if first.bound == "vague":
        within = (claim for claim in numbered if _is_within(claim, first))
        near = (claim for claim in numbered if _is_near(claim, first))
        return next(within, None) or next(near, first)
    if unit_class(first.unit or "") in _PARTIAL:
        return next((claim for claim in numbered if _is_whole(claim, first)), first)
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
    is_total = claim.text.lower().startswith(("a total", "in total", "total"))
    return is_total and _is_number_near_top(claim) and (claim.low or 0) >= (least.low or 0)


def _is_whole(claim: Claim, part: Claim) -> bool:
    """Whether a count of people in general is larger than the count of children or women before it."""
    value, partial = claim.low or claim.high, part.low or part.high
    is_general = unit_class(claim.unit or "") in {"person", "civilian"}
    return (
        is_general
        and _is_number_near_top(claim)
        and value is not None
        and partial is not None
        and value > partial
    )
