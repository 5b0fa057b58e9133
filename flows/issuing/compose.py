"""Rows made into a digest: what a reader must know first, then the sections, empty ones left out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flows.issuing import changed, local, sections, sentences, tables
from flows.issuing.bottom_line import Findings, Told
from flows.issuing.changed import newest_changes
from flows.issuing.display import plain
from flows.issuing.found import Found, short_id, widest_gap
from flows.issuing.frame import zone
from flows.issuing.model import Digest
from flows.issuing.passages import is_passage, passage
from flows.issuing.steps import ladder

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from flows.issuing.frame import Frame
    from flows.issuing.rows import DigestRows


def compose(rows: DigestRows, frame: Frame) -> Digest:
    """Return the digest that `rows` hold, in final words; it says nothing that they do not."""
    standings, companions = rows.standings_by_measure(), rows.companions_by_measure()
    found = [
        Found(one, tuple(standings[one.discrepancy_id]), tuple(companions[one.discrepancy_id]))
        for one in rows.measures()
        if standings[one.discrepancy_id]
    ]
    on_the_way = {one.measure.discrepancy_id: passage(one) for one in found if is_passage(one)}
    counts = [
        one for one in found if one.measure.kind == "count" and one.measure.discrepancy_id not in on_the_way
    ]
    quantities = [one for one in found if one.measure.kind == "quantity"]
    sums = [one for one in found if one.measure.kind == "arithmetic"]
    stances = [one for one in found if one.measure.kind == "stance"]
    disagreeing = [*counts, *(one for one in sums if one.measure.verdict != "compatible")]
    agreeing = [one for one in sums if one.measure.verdict == "compatible"]
    groups = tables.group_tables(disagreeing)
    changed_rows = newest_changes(rows.changes)
    changes = changed.changes(changed_rows, found, on_the_way)
    is_quiet = frame.since is not None and not changes and not any(one.measure.is_news for one in found)
    passages = tuple(on_the_way.values())
    topics = sections.topics(rows.topics)
    bursts = [line for row, line in zip(rows.topics, topics, strict=True) if row.get("level") == "burst"]
    told = Told(
        frame,
        Findings(disagreeing, agreeing, stances, passages, bursts, quantities, changed.settled(changed_rows)),
        is_quiet=is_quiet,
    )
    coverage = rows.coverage[0] if rows.coverage else {}
    return Digest(
        monitor=plain(frame.monitor, 60),
        edition=frame.edition,
        period=frame.period,
        language=frame.language,
        dateline=f"{plain(frame.monitor, 60)} · {local.day(frame.now)}, {frame.now:%H:%M} {zone(frame.now)}",
        covers=_covers(frame, coverage.get("feed_count", 0), coverage.get("answering_count", 0)),
        subject=told.subject(),
        preheader=told.preheader(),
        headline=told.headline(),
        bottom_line=told.bottom_line(coverage.get("article_count", 0), coverage.get("number_count", 0)),
        is_quiet=is_quiet,
        has_news=not is_quiet or bool(bursts),
        changes=changes,
        disagreements=(
            *(tables.figure_table(group) if len(group) > 1 else ladder(group[0]) for group in groups),
            *map(tables.quantity_table, quantities),
        ),
        agreements=tuple(map(ladder, agreeing)),
        denials=tuple(map(tables.denial, stances)),
        passages=passages,
        still_open=(
            *map(_in_a_line, [*disagreeing, *quantities, *stances]),
            *(f"{one.text} · {short_id(one.id)}" for one in passages),
        )
        if is_quiet
        else (),
        questions=() if is_quiet else sections.questions(groups),
        topics=topics,
        watches=sections.watches(rows.watches),
        set_aside=sections.set_aside(rows.set_aside),
        health=sections.health(rows.health, coverage),
        key=sections.key((one for each in found for one in each.standings), frame.tolerance_pct),
        commands=_commands(found),
        folder=frame.folder,
        address=frame.address,
        index=frame.index,
        unsubscribe=frame.unsubscribe,
    )


def _commands(found: Sequence[Found]) -> tuple[str, ...]:
    if not found:
        return ()
    one = short_id(found[0].measure.discrepancy_id)
    return (
        f"countercheck sql \"from stands where discrepancy_id like '{one}%'\"",
        f"countercheck mark {one} --ack",
        f"countercheck mark {one} --mute",
    )


def _in_a_line(found: Found) -> str:
    gap = widest_gap(found.standings) if found.measure.kind != "quantity" else None
    is_drift = found.measure.verdict == "drift"
    numbers = f": {sentences.path(gap) if is_drift else sentences.alternatives(gap)}" if gap else ""
    return f"{found.title}{numbers} · {short_id(found.measure.discrepancy_id)}"


def _covers(frame: Frame, feeds: int, answering: int) -> str:
    period = f"covers {_moment(frame.since)} to {_moment(frame.now)}" if frame.since else "first issue"
    return f"{period} · {answering} of {feeds} feeds" if answering < feeds else period


def _moment(moment: datetime) -> str:
    return f"{local.short_day(moment)} {moment:%H:%M}"
