"""Where sources disagree: every family asked, and what it finds compared with what was known."""

from __future__ import annotations

import hashlib
from collections import Counter
from typing import TYPE_CHECKING

from flows.store.files import sql_files

if TYPE_CHECKING:
    from datetime import datetime

    from flows.store.database import Row, Store


_MEASURES = (
    "told_claims", "named_claims", "comparables", "told",
    "figure_claims", "figures", "figure_words", "figure_pairs", "figure_groups", "incidents",
    "own_figures", "side_by_side", "alike_words", "alike_counts",
    "compared", "measures", "names", "positions", "keep", "keep_scopes",
)  # fmt: skip
_RULES = ("views", "measures", "discrepancies")


def find_discrepancies(
    store: Store, run_id: str, now: datetime, *, tolerance_pct: float = 10, with_stories: bool = True
) -> dict[str, int]:
    """Compare the topics and stories that changed, record what became of each discrepancy, and return how many.

    The keys are "new", "widened", "narrowed", "settled", "lapsed" and "unchanged" (other claims, the same
    gap), those that occurred; what did not change at all is not counted. `tolerance_pct` is how far apart
    figures may be and stand together; `with_stories` also compares articles that no topic asks for, where they
    report the same event. The past is not rewritten: when a later run has recorded states, nothing is recorded
    for `now`.
    """
    later = store.select("select 1 from store.discrepancy_states where changed_at > ? limit 1", [now])
    if later:
        return {}
    asked = {"as_of": now, "now": now, "run_id": run_id, "tolerance_pct": tolerance_pct}
    with store.transaction():
        store.run("measures/begin", **asked, with_stories=with_stories, rules=rules_as_text(tolerance_pct))
        if not store.select("select 1 from touched limit 1"):
            return {}
        for step in _MEASURES:
            store.run(f"measures/{step}", **asked)
        store.run("lifecycle/begin")
        for family in sql_files("discrepancies"):
            store.collect(family.name, "found", **asked, touched_only=True)
        store.run("lifecycle/drop_repeated", **asked)
        store.run("lifecycle/record", **asked)
    changed = store.select("select status from store.discrepancy_states where run_id = ?", [run_id])
    return dict(Counter(row["status"] for row in changed))


def rules_as_text(tolerance_pct: float) -> str:
    """Return what stands for everything by which claims are compared: when it changes, all are compared again."""
    texts = [file.text for folder in _RULES for file in sql_files(folder)]
    return hashlib.sha256("\n".join([str(tolerance_pct), *texts]).encode()).hexdigest()[:16]


def discrepancies_as_json(
    store: Store, as_of: datetime | None = None, *, with_muted: bool = False
) -> list[Row]:
    """Return the open discrepancies as `countercheck discrepancies --json` prints them, the widest gap first.

    Each has id, kind, family, event, unit, modifiers, place, event_date, topic, status, verdict, why, ratio,
    mark, mark_note and positions; a position has low, high, how many outlets and
    independent sources say so, and claims; a claim its words, span, speaker and role.
    `as_of` asks for an earlier day's; muted ones are left out unless `with_muted`.
    """
    rows = store.rows("lifecycle/open_discrepancies", as_of=as_of, with_muted=with_muted)
    found: dict[str, Row] = {}
    for row in rows:
        discrepancy = found.setdefault(
            row["id"], {name: row[name] for name in _DISCREPANCY} | {"positions": []}
        )
        positions = discrepancy["positions"]
        if len(positions) < row["position"]:
            positions.append({key: row[name] for key, name in _POSITION.items()} | {"claims": []})
        positions[-1]["claims"].append({name: row[name] for name in _CLAIM})
    return list(found.values())


_DISCREPANCY = (
    "id", "kind", "family", "event", "unit", "modifiers", "place", "event_date", "topic",
    "status", "verdict", "why", "ratio", "mark", "mark_note",
)  # fmt: skip
_POSITION = {
    "low": "position_low",
    "high": "position_high",
    "outlets": "outlet_count",
    "sources": "source_count",
}
_CLAIM = (
    "doc", "start", "end", "text", "sentence", "origin", "bound", "low", "high", "speaker", "outlet",
    "chain", "polarity", "role", "claim_id",
)  # fmt: skip
