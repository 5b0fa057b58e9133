"""Editions: readers with the same wishes get the same digest, which is composed, rendered and made files once."""

from __future__ import annotations

from dataclasses import astuple, dataclass
from datetime import timedelta
from email.utils import parseaddr
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from flows.issuing.compose import compose
from flows.issuing.files import form_files, json_of
from flows.issuing.frame import Frame
from flows.issuing.local import written_for
from flows.issuing.render import render
from flows.issuing.rows import read_rows
from flows.store.export import issue_tables

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from flows.issuing.model import Digest
    from flows.issuing.render import Rendered
    from flows.issuing.rows import DigestRows, Row
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
    """Makes the editions of one moment, each once for readers who come one after the other.

    Attributes:
        store: where the rows come from.
        settings: who reads what.
        now: the moment.
    """

    def __init__(self, store: Store, settings: Settings, now: datetime) -> None:
        self.store = store
        self.settings = settings
        self.now = now
        self._past: dict[tuple[str, str], Row] | None = None
        # Only the last of each is kept: an edition of a thousand discrepancies takes some 20 MB.
        self._rows: tuple[object, DigestRows] | None = None
        self._edition: tuple[object, Edition] | None = None
        self._files: tuple[str, dict[str, bytes]] | None = None

    def local_time(self, reader: Reader) -> datetime:
        """Return now as the reader's clock shows it."""
        return self.now.astimezone(ZoneInfo(Wishes.of(reader, self.settings).zone))

    def period(self, reader: Reader) -> str:
        """Return the day in the reader's zone, YYYY-MM-DD."""
        return self.local_time(reader).date().isoformat()

    def past(self, reader: Reader) -> Row:
        """Return what the reader had so far, a row of queries/digest/readers.sql; empty before the first issue."""
        if self._past is None:
            days = [(self.now + timedelta(days=shift)).date().isoformat() for shift in (-1, 0, 1)]
            rows = self.store.rows("digest/readers", periods=days, now=self.now)
            self._past = {(row["period"], row["reader"]): row for row in rows}
        return self._past.get((self.period(reader), reader.id), {})

    def is_due(self, reader: Reader) -> bool:
        """Return whether the reader wants a digest on this day, not later than now, and has none of a later day."""
        local = self.local_time(reader)
        is_day = not reader.days or _WEEKDAYS[local.weekday()] in reader.days
        is_hour = reader.hour is None or local.hour >= reader.hour
        return is_day and is_hour and not self.past(reader).get("has_later")

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

    def in_turn(self, readers: Iterable[Reader]) -> list[Reader]:
        """Return `readers` in an order in which those of one edition come together, the quiet ones last.

        An edition is named after its first reader, and a quiet one may not get it.
        """
        return sorted(readers, key=lambda reader: (repr(self._key(reader)), reader.quiet))

    def edition(self, reader: Reader) -> Edition:
        """Return what `reader` gets, since the last issue of an earlier period."""
        key = self._key(reader)
        if self._edition is None or self._edition[0] != key:
            self._edition = key, self._make(reader)
        return self._edition[1]

    def files(self, edition: Edition) -> dict[str, bytes]:
        """Return an edition as the files its readers have in common, by name."""
        if self._files is None or self._files[0] != edition.folder:
            made = form_files(edition.rendered) | {"data.json": json_of(edition.digest)}
            self._files = edition.folder, made | issue_tables(self.store, edition.claims)
        return self._files[1]

    def _key(self, reader: Reader) -> tuple[object, ...]:
        """Return what readers of one edition have in common, first what its rows depend on."""
        wishes = Wishes.of(reader, self.settings)
        return (self.past(reader).get("since"), *astuple(wishes), self.period(reader))

    def _make(self, reader: Reader) -> Edition:
        period, wishes = self.period(reader), Wishes.of(reader, self.settings)
        since, local, mail = self.past(reader).get("since"), self.local_time(reader), self.settings.mail
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
        rows = self._rows_for(since, wishes)
        with written_for(wishes.locale):
            digest = compose(rows, frame)
            shown = {row["discrepancy_id"] for row in rows.discrepancies}
            told = (*rows.standings, *rows.companions)
            claims = tuple(row for row in told if row["discrepancy_id"] in shown)
            return Edition(digest, render(digest), digest.folder, claims)

    def _rows_for(self, since: datetime | None, wishes: Wishes) -> DigestRows:
        """Return what the queries answer; language and zone of the reader make no difference to them."""
        asked = {
            "since": since,
            "topics": list(wishes.topics) or None,
            "families": list(wishes.families) or None,
            "severity": wishes.severity,
        }
        if self._rows is None or self._rows[0] != asked:
            self._rows = asked, read_rows(self.store, self.now, asked, self.settings.monitor.watch)
        return self._rows[1]
