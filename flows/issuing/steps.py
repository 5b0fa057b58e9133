"""Ladders: who gives which number for one measure, a step for each source and number, on one scale."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flows.issuing import local, words
from flows.issuing.drifts import in_order, over_time
from flows.issuing.found import with_ids
from flows.issuing.ladder import Scale, bar, scale_for
from flows.issuing.model import Ladder, Step
from flows.issuing.said import evidence, extent_of, merged, name, note

if TYPE_CHECKING:
    from collections.abc import Sequence

    from flows.issuing.found import Found
    from flows.issuing.ladder import Extent
    from flows.issuing.rows import Standing

_TIMES = {10: "ten", 100: "a hundred", 1000: "a thousand"}
_REMARKS = {"unclear": "who is counted is not stated"}


def ladder(found: Found) -> Ladder:
    """Return the ladder of a discrepancy: a step for each source and number, the lowest position first."""
    is_drift = found.measure.verdict == "drift"
    groups = in_order(merged(found.standings)) if is_drift else merged(found.standings)
    extents = [extent_of(group) for group in groups]
    scale = scale_for(extents)
    block = Ladder(
        id=found.measure.discrepancy_id,
        title=found.title,
        verdict=found.measure.verdict,
        summary=with_ids(_ladder_summary(found, scale), [found]),
        ticks=scale.ticks(),
        steps=tuple(_step(group, extent, scale) for group, extent in zip(groups, extents, strict=True)),
    )
    return over_time(block, groups) if is_drift else block


def _step(group: Sequence[Standing], extent: Extent, scale: Scale) -> Step:
    first = group[0]
    is_sum = first.role == "sum"
    bound = "about" if any(one.bound == "about" for one in group) else first.bound
    remarks = [_REMARKS.get(first.role, "")]
    remarks.append(
        "no upper limit given" if extent[1] is None else "no lower limit given" if extent[0] is None else ""
    )
    spoken = " and ".join(f"“{words.own_words(one.text)}”" for one in (group if is_sum else group[:1]))
    return Step(
        name=name(first),
        note=_sum_note(group) if is_sum else note(first),
        grade=first.grade,
        value=words.reading(bound if is_sum and extent[0] == extent[1] else first.bound, *extent),
        words=spoken,
        remark=" · ".join(filter(None, remarks)),
        bar=bar(scale, extent, is_ours=first.role in {"sum", "inference"}),
        evidence=tuple(map(evidence, group)),
    )


def _sum_note(group: Sequence[Standing]) -> str:
    return "sum we computed: " + " + ".join(local.number(one.low or one.high or 0) for one in group)


def _ladder_summary(found: Found, scale: Scale) -> str:
    positions = len({one.position for one in found.standings})
    counts = words.counted(len(found.standings), "claim")
    if found.measure.verdict == "compatible":
        text = f"{counts}, {_closeness(found)}: compatible."
    else:
        text = (
            f"{counts} in {words.counted(positions, 'group')}: {found.measure.verdict}, {found.measure.why}."
        )
    return f"{text} {in_words(scale)}".strip()


def in_words(scale: Scale) -> str:
    """Return what must be said of a scale that is not linear, "" of one that is."""
    if scale.kind == "linear":
        return ""
    times = round((scale.top / scale.bottom) ** (1 / scale.steps))
    return f"Log scale: each step is {_TIMES.get(times, local.number(times))} times the last."


def _closeness(found: Found) -> str:
    sums = [one.position_low for one in found.standings if one.role == "sum" and one.position_low]
    totals = [one.low or one.high for one in found.standings if one.role == "stated" and one.bound != "vague"]
    if not sums or not totals or not totals[0]:
        return "within what each other's words allow"
    apart = abs(sums[0] - totals[0]) / max(sums[0], totals[0])
    return f"{apart:.0%} apart"
