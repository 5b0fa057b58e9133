"""What an issue is, beside what it says."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime


@dataclass(frozen=True, slots=True)
class Frame:
    """What an issue is, beside its rows.

    Attributes:
        edition: whose it is: the first of the readers with the same wishes.
        now: when it is issued, in the reader's zone.
        since: when the reader's last issue was, in the same zone; None for the first.
        period: the day, YYYY-MM-DD in the reader's zone.
        folder: where its files lie, as a person types it.
        address: where they can be read in a browser; "" when nowhere.
        index: where all issues are listed in a browser; "" when nowhere.
        unsubscribe: the mail address to which a reader writes to get no more; "" when no mail is sent.
    """

    monitor: str
    edition: str
    period: str
    now: datetime
    since: datetime | None
    folder: str
    tolerance_pct: float = 10
    address: str = ""
    index: str = ""
    unsubscribe: str = ""
    language: str = "en"


def zone(moment: datetime) -> str:
    """Return the zone as letters ("UTC", "CEST"), or as its distance from UTC where it has none."""
    name = moment.tzname() or "UTC"
    return name if name.isalpha() else f"UTC{name}"
