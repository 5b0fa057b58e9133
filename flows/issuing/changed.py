"""What changed since the last issue, a line a discrepancy: new, rose, widened, narrowed, revised, edited, settled."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from flows.issuing import local, sentences, words
from flows.issuing.found import short_id, widest_gap
from flows.issuing.model import Change

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from flows.issuing.found import Found
    from flows.issuing.model import Passage
    from flows.issuing.rows import Row

_LABELS = {"unchanged": "MORE", "lapsed": "GONE"}
_WITHOUT_NUMBERS = {
    "unchanged": "more claims, the same gap",
    "settled": "the sources no longer differ",
    "lapsed": "its articles left the topic",
}
_ON_THE_WAY = {"silent_edit", "citation_drift", "headline_body"}


def newest_changes(rows: Iterable[Row]) -> list[Row]:
    """Return the newest change of each discrepancy, in the order of queries/digest/changes.sql."""
    newest: dict[str, Row] = {}
    for row in rows:
        newest.setdefault(row["discrepancy_id"], row)
    return list(newest.values())


def changes(
    rows: Iterable[Row], found: Sequence[Found], passages: Mapping[str, Passage]
) -> tuple[Change, ...]:
    """Return a line for each change.

    Args:
        rows: the newest change of each discrepancy.
        found: the discrepancies that are open.
        passages: what is told of numbers on their way, by discrepancy.
    """
    by_id = {one.measure.discrepancy_id: one for one in found}
    return tuple(
        replace(
            _change(row, by_id.get(row["discrepancy_id"]), passages.get(row["discrepancy_id"])),
            id="" if row["status"] in {"settled", "lapsed"} else short_id(row["discrepancy_id"]),
        )
        for row in rows
    )


def settled(rows: Iterable[Row]) -> list[str]:
    """Return on what sources differed on and do so no longer: "how many people were killed in Eastport"."""
    return [
        words.question_of(row["event"], row["unit"], row["modifiers"], row["place"])
        for row in rows
        if row["status"] == "settled" and row["kind"] == "count" and row["family"] not in _ON_THE_WAY
    ]


def _change(row: Row, found: Found | None, passage: Passage | None) -> Change:
    status: str = row["status"]
    title = words.title_of_row(row)
    if status in _WITHOUT_NUMBERS:
        return Change(_LABELS.get(status, status.upper()), f"{title}: {_WITHOUT_NUMBERS[status]}")
    if passage:
        return Change(passage.label, passage.text)
    if found and found.measure.family == "revised" and (revision := sentences.revision(found)):
        return Change("REVISED", f"{title}: {revision}")
    return _moved(row, found, title) or Change(status.upper(), _apart(row, title))


def _moved(row: Row, found: Found | None, title: str) -> Change | None:
    """Return the change with its numbers or its words; None where no open discrepancy holds them."""
    if found is None:
        return None
    label: str = row["status"].upper()
    if found.measure.kind == "stance":
        return Change(label, sentences.denied(found))
    gap = widest_gap(found.standings)
    if gap is None or found.measure.kind != "count":
        return None
    if found.measure.verdict == "drift":
        rose = "rose" if gap.in_time()[0] is gap.lower else "fell"
        is_new = row["status"] == "new"
        path = sentences.path(gap)
        return Change(label if is_new else rose.upper(), f"{title}: {f'{rose} {path}' if is_new else path}")
    ratio, before = row.get("ratio"), row.get("ratio_before")
    moved = f", {_apart_now(ratio, before)}" if row["status"] != "new" and ratio and before else ""
    return Change(label, f"{title}: {sentences.alternatives(gap)}{moved}")


def _apart(row: Row, title: str) -> str:
    ratio = row.get("ratio")
    if row["verdict"] == "compatible":
        return f"{title}: the parts add up to the total"
    if ratio and row.get("ratio_before"):
        return f"{title}: {_apart_now(ratio, row['ratio_before'])}"
    return f"{title}: {_times(ratio)} apart" if ratio else title


def _apart_now(ratio: float, before: float) -> str:
    return f"now {_times(ratio)} apart, before {_times(before)}"


def _times(ratio: float) -> str:
    """Return how many times one number is another, by one decimal."""
    return f"{local.number(round(ratio, 1))} times"
