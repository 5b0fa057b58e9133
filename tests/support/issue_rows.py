"""Rows as queries/digest answers them, and the digest made of them."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from flows.issuing.compose import compose
from flows.issuing.frame import Frame
from flows.issuing.rows import rows_from

if TYPE_CHECKING:
    from flows.issuing.model import Digest

NOW = datetime(2026, 11, 21, 7, tzinfo=UTC)
Row = dict[str, Any]


def measure(key: str, unit: str = "person", **other: object) -> Row:
    """Return a row of queries/digest/discrepancies.sql."""
    return {
        "discrepancy_id": key, "kind": "count", "event": "kill", "unit": unit, "modifiers": [], "place": "Eastport",
        "event_date": None, "topic": "Harbour fire", "verdict": "conflict", "why": "sources differ", "is_news": True,
    } | other  # fmt: skip


def claim(
    key: str, position: int, low: float | None, high: float | None, speaker: str, **other: object
) -> Row:
    """Return a row of queries/digest/standings.sql."""
    return {
        "discrepancy_id": key, "position": position, "position_low": low, "position_high": high, "role": "stated",
        "claim_id": f"{key}-{position}-{speaker}", "text": f"{low or high or 0:g} people", "before": "", "after": "",
        "bound": "exact", "low": low, "high": high, "unit": "person", "event_date": "2026-11-20", "speaker": speaker,
        "speaker_kind": "official", "chain": ["Post", speaker], "polarity": "asserted", "outlet": "Post",
        "title": "Fire", "url": None, "doc": "a", "published_at": None, "grade": "F6", "note": "",
    } | other  # fmt: skip


def digest(
    discrepancies: list[Row], standings: list[Row], *, since: datetime | None = None, **other: list[Row]
) -> Digest:
    """Return the digest made of these rows."""
    rows = rows_from({"discrepancies": discrepancies, "standings": standings, **other})
    return compose(rows, Frame("Watch", "ana", "2026-11-21", NOW, since, "issues/2026-11-21/ana"))
