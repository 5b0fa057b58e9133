"""Where sources disagree: every family asked, and what it finds compared with what was known."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from flows.store.files import sql_files

if TYPE_CHECKING:
    from datetime import datetime

    from flows.store.database import Row, Store


def find_discrepancies(
    store: Store, run_id: str, now: datetime, *, tolerance_pct: float = 10
) -> dict[str, int]:
    """Ask every query in queries/discrepancies, record what changed, and return how many became what.

    The keys are "new", "widened", "narrowed", "settled", "lapsed" and "unchanged" (other claims, the same
    gap), those that occurred; what did not change at all is not counted. `tolerance_pct` is how far apart
    figures may be and stand together. The past is not rewritten: when a later run has recorded states, nothing
    is recorded for `now`.
    """
    later = store.select("select 1 from store.discrepancy_states where changed_at > ? limit 1", [now])
    if later:
        return {}
    with store.transaction():
        store.run("lifecycle/begin")
        for family in sql_files("discrepancies"):
            store.collect(family.name, "found", as_of=now, tolerance_pct=tolerance_pct)
        store.run("lifecycle/drop_repeated")
        store.run("lifecycle/record", run_id=run_id, now=now, as_of=now)
    changed = store.select("select status from store.discrepancy_states where run_id = ?", [run_id])
    return dict(Counter(row["status"] for row in changed))


def discrepancies_as_json(store: Store, as_of: datetime | None = None) -> list[Row]:
    """Return the open discrepancies as `countercheck discrepancies --json` prints them, the widest gap first.

    Each has id, kind, family, event, unit, modifiers, place, event_date, topic, status, verdict, why, ratio
    and positions; a position has low, high and claims; a claim its words, span, speaker and role.
    `as_of` asks for an earlier day's.
    """
    rows = store.rows("lifecycle/open_discrepancies", as_of=as_of)
    found: dict[str, Row] = {}
    for row in rows:
        discrepancy = found.setdefault(
            row["id"], {name: row[name] for name in _DISCREPANCY} | {"positions": []}
        )
        positions = discrepancy["positions"]
        if len(positions) < row["position"]:
            positions.append({"low": row["position_low"], "high": row["position_high"], "claims": []})
        positions[-1]["claims"].append({name: row[name] for name in _CLAIM})
    return list(found.values())


_DISCREPANCY = (
    "id", "kind", "family", "event", "unit", "modifiers", "place", "event_date", "topic",
    "status", "verdict", "why", "ratio",
)  # fmt: skip
_CLAIM = (
    "doc", "start", "end", "text", "sentence", "origin", "bound", "low", "high", "speaker", "outlet",
    "chain", "polarity", "role", "claim_id",
)  # fmt: skip
