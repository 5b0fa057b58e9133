"""What the analyst sets aside: marks are only added, so that any past day's can be told."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date, datetime

    from flows.store.database import Row, Store

MarkName = Literal["acknowledged", "muted", "open"]


@dataclass(frozen=True, slots=True)
class Mark:
    """What the analyst says of a discrepancy, "open" to take back what was said; it ends on the day `until`."""

    name: MarkName
    note: str = ""
    until: date | None = None


def candidates(store: Store, prefix: str) -> list[Row]:
    """Return the discrepancies whose id begins with `prefix`, open ones first."""
    return store.rows("marks/candidates", prefix=prefix)


def add_marks(store: Store, ids: Iterable[str], mark: Mark, now: datetime) -> None:
    """Mark the discrepancies `ids`."""
    row = {"mark": mark.name, "note": mark.note, "marked_at": now, "until_date": mark.until}
    with store.transaction():
        store.append("marks", [{"discrepancy_id": one, **row} for one in ids])
