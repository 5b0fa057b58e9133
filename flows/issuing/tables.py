"""Tables: small measures of two sources side by side, shares and lengths, who asserts and who denies.

Several small measures of one event by the same two sources are one table; every other count is a ladder.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from flows.issuing import words
from flows.issuing.display import first_words, in_quotes
from flows.issuing.found import group_title, with_ids
from flows.issuing.ladder import Scale, bar, scale_for
from flows.issuing.model import Denial, Figure, FigureTable, StanceRow, TableRow
from flows.issuing.said import evidence, merged, name, told_by
from flows.issuing.steps import in_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from flows.issuing.found import Found
    from flows.issuing.rows import Standing

_SMALL = 1000
_OF_A_TABLE = 2
# What stands in one table is small: trucks and buses are compared by how many they are, not by how many times more.
_LINEAR_SPAN = 25
NOT_MENTIONED = "not mentioned"


def group_tables(found: Sequence[Found]) -> list[list[Found]]:
    """Return the discrepancies in groups, in order: those of one table together, else each alone."""
    groups: dict[object, list[Found]] = defaultdict(list)
    for one in found:
        measure = one.measure
        sources = frozenset(standing.source_key for standing in one.standings)
        fits = len(sources) == len(one.standings) == _OF_A_TABLE and all(map(_is_small, one.standings))
        key = (measure.topic, measure.event, measure.place, sources) if fits else measure.discrepancy_id
        groups[key].append(one)
    return list(groups.values())


def figure_table(group: Sequence[Found]) -> FigureTable:
    """Return one table for several measures of the same two sources, a column a source."""
    first = group[0]
    order = sorted(
        {one.source_key: one for one in group[-1].standings}.values(), key=lambda one: one.source_key
    )
    beside = {one.claim_id: one for each in group for one in each.companions}
    counted = [(each.measure.unit, each.measure.modifiers, each.standings) for each in group]
    counted += [(one.unit, one.modifiers, (one,)) for one in beside.values()]
    scale = scale_for([(one.low, one.high) for _, _, said in counted for one in said], _LINEAR_SPAN)
    rows = tuple(
        _row(words.units_of(unit, modifiers), [_of(column, said) for column in order], scale)
        for unit, modifiers, said in counted
    )
    higher = {max(one.standings, key=lambda cell: cell.position).source_key for one in group}
    units = [one.measure.unit or "person" for one in group]
    summary = f"2 sources; {_directions([words.plural(unit) for unit in units], len(higher))}."
    return FigureTable(
        id=first.measure.discrepancy_id,
        title=group_title(group),
        verdict=first.measure.verdict,
        summary=with_ids(words.capital(summary), group),
        columns=tuple(_column(one) for one in order),
        rows=rows,
        evidence=tuple(map(evidence, [one for each in group for one in each.standings] + [*beside.values()])),
        ticks=scale.ticks(),
        scale=in_words(scale),
    )


def _of(column: Standing, said: Sequence[Standing]) -> Standing | None:
    """Return what the source of a column says, None when it gives no number."""
    return next((one for one in said if one.source_key == column.source_key), None)


def _row(units: str, said: Sequence[Standing | None], scale: Scale) -> TableRow:
    """Return what each source says of one thing: with its hedge in its own words, and as a place on the scale."""
    return TableRow(
        words.capital(units),
        tuple(words.hedged(one.text, one.bound, one.low, one.high) if one else NOT_MENTIONED for one in said),
        tuple(
            Figure(words.reading(one.bound, one.low, one.high), bar(scale, (one.low, one.high)))
            if one
            else None
            for one in said
        ),
    )


def quantity_table(found: Found) -> FigureTable:
    """Return who gives which share or length, in their own words: units differ, so no bar compares them."""
    said = [group[0] for group in merged(found.standings)]
    positions = len({one.position for one in found.standings})
    return FigureTable(
        id=found.measure.discrepancy_id,
        title=found.title,
        verdict=found.measure.verdict,
        summary=f"{words.counted(len(found.standings), 'claim')} in {words.counted(positions, 'group')}: "
        f"{found.measure.verdict}, {found.measure.why}.",
        columns=("Says",),
        rows=tuple(TableRow(name(one), (words.own_words(one.text),)) for one in said),
        evidence=tuple(map(evidence, found.standings)),
    )


def denial(found: Found) -> Denial:
    """Return who asserts and who denies, asserters first."""
    rows = sorted(found.standings, key=lambda one: (one.polarity == "denied", one.position))
    denying = sum(one.polarity == "denied" for one in rows)
    asserting = len(rows) - denying
    return Denial(
        id=found.measure.discrepancy_id,
        title=found.title,
        summary=with_ids(
            f"{words.counted(len(rows), 'statement')}: {asserting} assert{'s' * (asserting == 1)}, "
            f"{denying} den{'ies' if denying == 1 else 'y'}.",
            [found],
        ),
        rows=tuple(
            StanceRow(
                name(one),
                "Denies" if one.polarity == "denied" else "Asserts",
                in_quotes(first_words(one.text.strip(" (),;:"))),
                one.grade,
            )
            for one in rows
        ),
        evidence=tuple(map(evidence, rows)),
    )


def _column(one: Standing) -> str:
    return ", ".join(filter(None, [name(one), told_by(one)]))


def _directions(units: list[str], sides: int) -> str:
    if len(units) == 1:
        return f"they disagree on {units[0]}"
    if sides > 1:
        return f"{words.listed(units)} disagree in opposite directions, so one total would hide it"
    return "one gives the higher number throughout"


def _is_small(one: Standing) -> bool:
    return (
        one.role == "stated"
        and one.bound in {"exact", "below", "above", "about"}
        and (one.high or one.low or 0) < _SMALL
    )
