"""Which claim is the article's main toll of its event."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from flows.records import Claim

_TOLLS = ("kill", "wound", "missing", "evacuate", "displace", "arrest", "kidnap", "trap", "rescue", "surrender", "destroy", "infect")


def mark_mains(claims: Sequence[Claim], cumulative: Sequence[bool]) -> list[Claim]:
    """Return `claims` with `main` set on at most one claim of each event."""
    chosen: set[int] = set()
    for event in _TOLLS:
        candidates = [
            at
            for at, claim in enumerate(claims)
            if claim.event == event and claim.origin != "comment" and claim.part_of is None and not cumulative[at]
            and claim.polarity == "asserted" and claim.high != 0
        ]
        if candidates:
            chosen.add(_best(claims, candidates))
    return [replace(claim, main=at in chosen) for at, claim in enumerate(claims)]


def _best(claims: Sequence[Claim], candidates: Sequence[int]) -> int:
    stated = [at for at in candidates if claims[at].bound != "vague"]
    return (stated or list(candidates))[0]
