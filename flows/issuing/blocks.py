"""Discrepancies made into what a reader sees: ladders, figure tables, denials.

What becomes what is decided by the data: stances are denials; several small measures of one event by the same
two sources are one table; every other count is a ladder.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from flows.issuing import local, words
from flows.issuing.display import first_words, in_sentence, link, shorten
from flows.issuing.ladder import Scale, bar, scale_for
from flows.issuing.model import Denial, Evidence, FigureTable, Ladder, StanceRow, Step, TableRow

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from flows.issuing.ladder import Extent
    from flows.issuing.rows import Measure, Standing

LONGEST_NAME = 60
_SMALL = 1000
_AROUND = 240
_ID_LETTERS = 8
_OF_A_TABLE = 2
_WORDS_BEFORE = 7

_KIND_NOTES = {
    "witness": "eyewitness",
    "anonymous": "not named",
    "monitor": "monitoring group",
    "official": "official",
    "military": "military",
    "party": "party to the conflict",
}
_BRACKETED = re.compile(r"\s+\(([^()]+)\)$")
_TIMES = {10: "ten", 100: "a hundred", 1000: "a thousand"}
_REMARKS = {"unclear": "who is counted is not stated"}


@dataclass(frozen=True, slots=True)
class Found:
    """A discrepancy with its claims."""

    measure: Measure
    standings: tuple[Standing, ...]

    @property
    def title(self) -> str:
        """What is measured, with its date when the claims give one."""
        measure = self.measure
        if measure.kind == "stance":
            return words.stance_title(measure.unit, measure.topic)
        if measure.kind == "quantity":
            return f"{words.capital(words.quantity(measure.unit))}: “{_said_of(self.standings[0])}”"
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


def group_title(group: Sequence[Found]) -> str:
    """Return the title of a block: of its discrepancy, or of several together."""
    first = group[0]
    if len(group) == 1:
        return first.title
    units = [one.measure.unit or "person" for one in group]
    return words.joint_title(first.measure.event, units, first.measure.place)


def ladder(found: Found) -> Ladder:
    """Return the ladder of a discrepancy: a step for each source and number, the lowest position first."""
    merged = _merged(found.standings)
    is_dated = found.measure.verdict == "drift"
    if is_dated:  # a rising toll is read from the first report to the last
        merged.sort(key=_time)
    extents = [_extent(group) for group in merged]
    scale = scale_for(extents)
    steps = tuple(
        _step(group, extent, scale, is_dated=is_dated) for group, extent in zip(merged, extents, strict=True)
    )
    return Ladder(
        id=found.measure.discrepancy_id,
        title=found.title,
        verdict=found.measure.verdict,
        summary=_with_ids(_ladder_summary(found, scale), [found]),
        ticks=scale.ticks(),
        steps=steps,
    )


def figure_table(group: Sequence[Found]) -> FigureTable:
    """Return one table for several measures of the same two sources, a column a source."""
    first = group[0]
    order = sorted(
        {one.source_key: one for one in group[-1].standings}.values(), key=lambda one: one.source_key
    )
    rows, higher = [], set()
    for one in group:
        by_source = {standing.source_key: standing for standing in one.standings}
        cells = [by_source[column.source_key] for column in order]
        rows.append(
            TableRow(
                words.capital(words.units_of(one.measure.unit, one.measure.modifiers)),
                tuple(words.hedged(cell.text, cell.bound, cell.low, cell.high) for cell in cells),
            )
        )
        higher.add(max(one.standings, key=lambda cell: cell.position).source_key)
    units = [one.measure.unit or "person" for one in group]
    summary = f"2 sources; {_directions([words.plural(unit) for unit in units], len(higher))}."
    return FigureTable(
        id=first.measure.discrepancy_id,
        title=group_title(group),
        verdict=first.measure.verdict,
        summary=_with_ids(words.capital(summary), group),
        columns=tuple(_column(one) for one in order),
        rows=tuple(rows),
        evidence=tuple(evidence(one) for each in group for one in each.standings),
    )


def quantity_table(found: Found) -> FigureTable:
    """Return who gives which share or length, in their own words: units differ, so no bar compares them."""
    said = [group[0] for group in _merged(found.standings)]
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
        summary=_with_ids(
            f"{words.counted(len(rows), 'statement')}: {asserting} assert{'s' * (asserting == 1)}, "
            f"{denying} den{'ies' if denying == 1 else 'y'}.",
            [found],
        ),
        rows=tuple(
            StanceRow(
                name(one),
                "Denies" if one.polarity == "denied" else "Asserts",
                first_words(one.text.strip(" (),;:")),
                one.grade,
            )
            for one in rows
        ),
        evidence=tuple(map(evidence, rows)),
    )


def _with_ids(summary: str, group: Sequence[Found]) -> str:
    """Return `summary` with the beginnings of the ids, enough to name them to `countercheck mark`."""
    ids = ", ".join(one.measure.discrepancy_id[:_ID_LETTERS] for one in group)
    return f"{summary} Id{'s' * (len(group) > 1)} {ids}."


def evidence(one: Standing) -> Evidence:
    """Return a claim as proof of a row: its words in their paragraph, and the way it came."""
    moment = published(one)
    return Evidence(
        claim_id=one.claim_id,
        before=_from_word(one.before),
        words=one.text,
        after=_to_word(one.after),
        speaker=name(one),
        chain=", citing ".join(in_sentence(shorten(part, LONGEST_NAME)) for part in one.chain),
        outlet=shorten(one.outlet or "outlet not known", LONGEST_NAME),
        title=shorten(one.title or one.doc, 160),
        published=local.day(moment) if moment else "date not known",
        grade=one.grade,
        reading="" if one.low is None and one.high is None else words.reading(one.bound, one.low, one.high),
        link=link(one.url),
    )


def name(one: Standing) -> str:
    """Return who says so, as the first words of a row."""
    return words.capital(bare_name(one))


def bare_name(one: Standing) -> str:
    """Return who says so without what stands in brackets after the name, which is left to the note."""
    return in_sentence(shorten(_BRACKETED.sub("", one.name), LONGEST_NAME))


def _merged(standings: Sequence[Standing]) -> list[list[Standing]]:
    """Return claims of one source with one reading together, and the parts of a sum together, in order."""
    groups: dict[object, list[Standing]] = defaultdict(list)
    for one in standings:
        number = "sum" if one.role == "sum" else (one.low, one.high, one.bound)
        groups[one.position, one.source_key, one.role, number].append(one)
    return sorted(groups.values(), key=_reading_order)


def _reading_order(group: list[Standing]) -> tuple[int, float, float, str]:
    low, high = _extent(group)
    return (
        group[0].position,
        low if low is not None else (high or 0.0),
        high if high is not None else float("inf"),
        group[0].claim_id,
    )


def _time(group: Sequence[Standing]) -> str:
    """Return when a step was first reported, as what sorts by time; what has no date comes last."""
    return min((f"{one.published_at}" for one in group if one.published_at), default="~")


def _extent(group: Sequence[Standing]) -> Extent:
    first = group[0]
    if first.role == "sum":
        return first.position_low, first.position_high
    return first.low, first.high


def _step(group: Sequence[Standing], extent: Extent, scale: Scale, *, is_dated: bool) -> Step:
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
        note=_sum_note(group)
        if is_sum
        else ", ".join(filter(None, [_day(group) if is_dated else "", _note(first)])),
        grade=first.grade,
        value=words.reading(bound if is_sum and extent[0] == extent[1] else first.bound, *extent),
        words=spoken,
        remark=" · ".join(filter(None, remarks)),
        bar=bar(scale, extent, is_ours=first.role in {"sum", "inference"}),
        evidence=tuple(map(evidence, group)),
    )


def _day(group: Sequence[Standing]) -> str:
    """Return the day a step was first reported, "" when not known."""
    found = min(filter(None, map(published, group)), default=None)
    return local.short_day(found) if found else ""


def published(one: Standing) -> datetime | None:
    """Return when the article of a claim was published, None when not known."""
    moment = one.published_at
    return datetime.fromisoformat(moment) if isinstance(moment, str) else moment


def _note(one: Standing) -> str:
    if one.role == "inference":
        return "the writer’s own inference"
    kind = _KIND_NOTES.get(one.speaker_kind, "")
    bracketed = _BRACKETED.search(one.name)
    of = bracketed.group(1) if bracketed else ""
    note = shorten(one.note or of, 60) or ("" if kind and kind in one.source_key else kind)
    return ", ".join(filter(None, [note, _told_by(one)]))


def _told_by(one: Standing) -> str:
    """Return through whom the words came to us last: "via BBC"; "" when the source said them there itself."""
    told = [part for part in one.chain[:-1] if part.casefold() not in one.source_key]
    return f"via {in_sentence(shorten(told[-1], 40))}" if told else ""


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
    if scale.kind == "linear":
        return text
    times = round((scale.top / scale.bottom) ** (1 / scale.steps))
    return f"{text} Log scale: each step is {_TIMES.get(times, local.number(times))} times the last."


def _closeness(found: Found) -> str:
    sums = [one.position_low for one in found.standings if one.role == "sum" and one.position_low]
    totals = [one.low or one.high for one in found.standings if one.role == "stated" and one.bound != "vague"]
    if not sums or not totals or not totals[0]:
        return "within what each other's words allow"
    apart = abs(sums[0] - totals[0]) / max(sums[0], totals[0])
    return f"{apart:.0%} apart"


def _column(one: Standing) -> str:
    return ", ".join(filter(None, [name(one), _told_by(one)]))


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


def _gap(lower: Standing, higher: Standing) -> Gap | None:
    low = lower.high if lower.high is not None else lower.low
    high = higher.low if higher.low is not None else higher.high
    if low is None or high is None or high <= low:
        return None
    return Gap(lower, higher, low, high)


def _size(gap: Gap) -> float:
    return gap.high / gap.low if gap.low > 0 else float("inf")


def _said_of(one: Standing) -> str:
    """Return a number with the few words before it, which say what it is of."""
    before = " ".join(one.before.split()[-_WORDS_BEFORE:])
    return in_sentence(shorten(f"{before} {words.own_words(one.text)}".strip(), _AROUND // 2))


def _from_word(text: str) -> str:
    return text if len(text) < _AROUND else "… " + text.partition(" ")[2]


def _to_word(text: str) -> str:
    return text if len(text) < _AROUND else text.rpartition(" ")[0] + " …"
