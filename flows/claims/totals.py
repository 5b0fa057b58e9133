"""Totals that a text states in parts: "five women and a child were killed" tells of six people.

A sum is ours, not the text's: it is made of counts that stand side by side and share their event, only where the
main toll is one of them and the article gives no total itself, and it is marked as an inference, so that it is shown
but opens no gap alone. Its span takes in all its parts.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from flows.claims.mains import recent
from flows.claims.units import PEOPLE, unit_class

if TYPE_CHECKING:
    from collections.abc import Sequence

    from flows.records import Bound, Claim

_SUMMED = frozenset({"kill"})
# What says right before a count that it is but a part.
_SOME_OF = re.compile(r"(?i)\b(?:includ\w+|among)\s+$")
# A text gives no more parts of one toll than this in a clause.
_MOST = 6
# How far from the main toll a larger count is likely to be of the same event, in characters.
_NEAR = 1000
# Whom one toll takes together: no text makes one of the dead of two sides.
_UNARMED = PEOPLE - {"fighter", "soldier"}
# What stands between parts: "and", and a verb of the second's own ("hanging two people and stabbing 23 others").
_BETWEEN = re.compile(
    r",?\s+(?:and|as well as|along with|alongside|plus|&)\s+(?:\w+(?:ing|ed)\s)?\s*", re.IGNORECASE
)


def with_totals(claims: Sequence[Claim], eligible: Sequence[bool]) -> list[Claim]:
    """Return `claims` with a sum before the parts of each main toll that has parts and no whole, the main then.

    `eligible` says of each claim whether it may be a toll of one event at all.
    """
    tolls = [claim for claim, may in zip(claims, eligible, strict=True) if may and claim.part_of is None]
    found: list[Claim] = []
    for claim in claims:
        parts = _parts(claim, claims, tolls) if claim.main else []
        found += [_total(parts), replace(claim, main=False)] if parts else [claim]
    return found


def _parts(main: Claim, claims: Sequence[Claim], tolls: Sequence[Claim]) -> list[Claim]:
    """Return the counts side by side of which `main` is the first; none where the article gives their total."""
    if main.event not in _SUMMED or _are_some(main):
        return []
    row = [main]
    for claim in claims[claims.index(main) + 1 :]:
        if not _is_beside(row[-1], claim):
            break
        row.append(claim)
    total = sum(_stated(claim) for claim in row)
    same = recent([claim for claim in tolls if claim.event == main.event])
    is_given = any(_stated(claim) == total or _is_whole(claim, main, total) for claim in same)
    has_number = any(not claim.rule.startswith("implied") for claim in row)
    return row if 1 < len(row) <= _MOST and has_number and not is_given else []


def _are_some(main: Claim) -> bool:
    """Whether the text says that these are but some: "among the dead were five women", "the toll includes them"."""
    before = main.sentence[: max(0, main.sentence.find(main.text))]
    return main.rule.endswith(("among", "included")) or _SOME_OF.search(before) is not None


def _is_whole(claim: Claim, main: Claim, total: float) -> bool:
    """Whether a count near the main toll is larger than its parts together, so that it may be the whole."""
    return _stated(claim) > total and abs(claim.start - main.start) < _NEAR


def _is_beside(last: Claim, claim: Claim) -> bool:
    """Whether two counts of people stand side by side in one sentence, with one event and stated numbers."""
    is_alike = claim.event == last.event and claim.polarity == "asserted" and claim.part_of is None
    is_stated = all(one.low is not None and one.bound != "vague" for one in (last, claim))
    are_people = {unit_class(claim.unit or ""), unit_class(last.unit or "")} <= _UNARMED
    gap = _gap(last, claim) if claim.sentence == last.sentence else None
    return is_alike and is_stated and are_people and gap is not None and _BETWEEN.fullmatch(gap) is not None


def _gap(last: Claim, claim: Claim) -> str | None:
    """Return the words between two counts of one sentence; None where they overlap."""
    at = claim.sentence.find(last.text)
    between = claim.start - last.end
    return claim.sentence[at + len(last.text) : at + len(last.text) + between] if at >= 0 <= between else None


def _stated(claim: Claim) -> float:
    value = claim.low if claim.low is not None else claim.high
    return value or 0


def _total(parts: Sequence[Claim]) -> Claim:
    first, last = parts[0], parts[-1]
    total = sum(_stated(part) for part in parts)
    classes = {unit_class(part.unit or "") for part in parts}
    bounds = {part.bound for part in parts}
    bound: Bound = "above" if "above" in bounds else "about" if "about" in bounds else "exact"
    at = first.sentence.find(first.text)
    return replace(
        first,
        end=last.end,
        text=first.sentence[at : at + last.end - first.start],
        bound=bound,
        low=total,
        high=None if bound == "above" else total,
        unit="civilian" if classes == {"civilian"} else "person",
        modifiers=(),
        rule="sum-of-parts",
        is_inference=True,
        main=True,
    )
