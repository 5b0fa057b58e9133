"""Editions: readers with the same wishes get the same digest, which is composed and rendered once."""

from __future__ import annotations

from dataclasses import dataclass
from email.utils import parseaddr
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from flows.issuing.compose import compose
from flows.issuing.frame import Frame
from flows.issuing.local import written_for
from flows.issuing.render import Rendered, render
from flows.issuing.rows import read_rows
from flows.store.export import issue_tables

if TYPE_CHECKING:
    from datetime import datetime

    from flows.issuing.model import Digest
    from flows.issuing.rows import Row
    from flows.settings import Reader, Settings
    from flows.store import Store

_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


@dataclass(frozen=True, slots=True)
class Wishes:
    """What a reader wants to see, and how it is to be written; no topics or families means all of them."""

    topics: tuple[str, ...]
    families: tuple[str, ...]
    severity: str
    locale: str
    zone: str

    @classmethod
    def of(cls, reader: Reader, settings: Settings) -> Wishes:
        """Return the wishes of `reader`, in the order that makes equal ones equal."""
        return cls(
            tuple(sorted(reader.topics)),
            tuple(sorted(reader.families)),
            reader.severity,
            reader.locale,
            reader.timezone or settings.monitor.timezone,
        )


@dataclass(frozen=True, slots=True)
class Edition:
    """A digest in every form; its files lie in `folder`, below the data directory, named after its first reader.

    Attributes:
        claims: what it shows, as queries/digest/standings.sql gives it.
    """

    digest: Digest
    rendered: Rendered
    folder: str
    claims: tuple[Row, ...]


class Press:
    """Makes the editions of one moment, each once.

    Attributes:
        store: where the rows come from.
        settings: who reads what.
        now: the moment.
        written: the folders whose files were written in this run, below the data directory.
    """

    def __init__(self, store: Store, settings: Settings, now: datetime) -> None:
        self.store = store
        self.settings = settings
        self.now = now
        self.written: set[str] = set()
        self._tables: dict[str, dict[str, bytes]] = {}
        self._made: dict[object, Edition] = {}

    def local_time(self, reader: Reader) -> datetime:
        """Return now as the reader's clock shows it."""
        return self.now.astimezone(ZoneInfo(Wishes.of(reader, self.settings).zone))

    def period(self, reader: Reader) -> str:
        """Return the day in the reader's zone, YYYY-MM-DD."""
        return self.local_time(reader).date().isoformat()

    def is_due(self, reader: Reader) -> bool:
        """Return whether the reader wants a digest on this day, and not later than now."""
        local = self.local_time(reader)
        is_day = not reader.days or _WEEKDAYS[local.weekday()] in reader.days
        return is_day and (reader.hour is None or local.hour >= reader.hour)

    def is_past(self, reader: Reader) -> bool:
        """Return whether the reader had the issue of a later day by now, as where the zone was moved west."""
        asked = {"reader": reader.id, "period": self.period(reader), "now": self.now}
        return bool(self.store.rows("digest/later_issue", **asked))

    def delivery(self, period: str, reader: Reader) -> dict[str, object]:
        """Return the delivery as it begins: waiting, or done at once when a server has nobody to send it to."""
        readers, mail = self.settings.readers, self.settings.mail
        has_taker = bool(readers) or not mail.host  # the outbox folder takes it for whoever looks there
        return {
            "period": period,
            "reader": reader.id,
            "way": "webhook" if reader.webhook else "smtp" if mail.host and readers else "folder",
            "state": "waiting" if has_taker else "sent",
            "attempts": 0,
            "next_attempt_at": None,
            "detail": "" if has_taker else "no reader is configured: written, mailed to nobody",
            "changed_at": self.now,
        }

    def edition(self, reader: Reader) -> Edition:
        """Return what `reader` gets, since the last issue of an earlier period."""
        period, wishes = self.period(reader), Wishes.of(reader, self.settings)
        before = self.store.rows("digest/last_issue", reader=reader.id, period=period)
        since = (before[0]["covers_until"] or before[0]["issued_at"]) if before else None
        key = (period, since, wishes)
        if key not in self._made:
            self._made[key] = self._make(reader, period, since, wishes)
        return self._made[key]

    def tables(self, edition: Edition) -> dict[str, bytes]:
        """Return the claims an edition shows as files by name; they are made once."""
        if edition.folder not in self._tables:
            self._tables[edition.folder] = issue_tables(self.store, edition.claims)
        return self._tables[edition.folder]

    def _make(self, reader: Reader, period: str, since: datetime | None, wishes: Wishes) -> Edition:
        local, mail = self.local_time(reader), self.settings.mail
        web_address = self.settings.monitor.web_address
        frame = Frame(
            monitor=self.settings.monitor.name,
            edition=reader.id,
            period=period,
            now=local,
            since=since.astimezone(local.tzinfo) if since else None,
            folder=f"issues/{period}/{reader.id}",
            address=f"{web_address}/{period}/{reader.id}" if web_address else "",
            index=f"{web_address}/index.html" if web_address else "",
            unsubscribe=parseaddr(mail.sender)[1] if mail.host else "",
            tolerance_pct=self.settings.discrepancies.tolerance_pct,
        )
        asked = {
            "since": since,
            "topics": list(wishes.topics) or None,
            "families": list(wishes.families) or None,
            "severity": wishes.severity,
        }
        with written_for(wishes.locale):
            rows = read_rows(self.store, self.now, asked, self.settings.monitor.watch)
            digest = compose(rows, frame)
            shown = {row["discrepancy_id"] for row in rows.discrepancies}
            told = (*rows.standings, *rows.companions)
            claims = tuple(row for row in told if row["discrepancy_id"] in shown)
            return Edition(digest, render(digest), digest.folder, claims)
