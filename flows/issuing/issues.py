"""Issuing: one digest a reader and period, its files first, then the note that it is to be delivered."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from flows.issuing.corrections import issue_corrections
from flows.issuing.editions import Press
from flows.issuing.files import MAIL, json_of, write_files
from flows.issuing.message import Posting, message, message_id
from flows.issuing.shelf import fill_shelf
from flows.records import Outcome
from flows.settings import Reader
from flows.store import add_issue, issued

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from flows.settings import Settings
    from flows.store import Store

# Who the digest is made for when nobody is configured: it goes to the outbox folder, never to a server.
NOBODY = Reader(id="analyst", address="analyst@localhost")


@dataclass(frozen=True, slots=True)
class Issue:
    """A digest that was issued: its files lie in `folder`, relative to the data directory."""

    period: str
    reader: str
    folder: str
    subject: str
    is_new: bool


def issue_digests(
    store: Store, settings: Settings, data: Path, now: datetime
) -> tuple[list[Issue], list[Outcome]]:
    """Return the issues of the period `now` falls in, for every reader who wants one by now, and what went wrong.

    A reader who has this period's issue gets no other; its `is_new` is false then. Files come first: an issue
    that the database knows can always be delivered, and a run killed before that makes the files again.
    """
    issues: list[Issue] = []
    failures: list[Outcome] = []
    press = Press(store, settings, now)
    for reader in settings.readers or [NOBODY]:
        try:
            issue = _issue(press, reader, data)
            issues += [issue] if issue else []
        except ValueError as error:
            failures.append(
                Outcome(
                    "mail", reader.id, "not_issued", str(error), "correct the address in countercheck.toml"
                )
            )
    corrected = issue_corrections(press, data)
    if issues or corrected:  # also when none is new: a run may have been killed between its note and this
        fill_shelf(store, settings.monitor, data / "issues", now)
    return issues, failures


def _issue(press: Press, reader: Reader, data: Path) -> Issue | None:
    """Return the reader's issue of this period; None when the reader wants none now."""
    period = press.period(reader)
    known = issued(press.store, period, reader.id)
    if known:
        return Issue(period, reader.id, known["folder"], known["subject"], is_new=False)
    if not press.is_due(reader) or press.is_past(reader):
        return None
    edition = press.edition(reader)
    if reader.quiet and not edition.digest.has_news:
        return None
    others = {"data.json": json_of(edition.digest), **press.tables(edition)}
    if reader.address:
        others[MAIL] = message(edition.rendered, Posting(period, reader, press.now, press.settings.mail))
    folder = f"issues/{period}/{reader.id}"
    shared = data / edition.folder if edition.folder in press.written else None
    write_files(data / folder, edition.rendered, others, shared)
    press.written.add(folder)
    note = {
        "period": period,
        "reader": reader.id,
        "message_id": message_id(period, reader.id, press.settings.mail),
        "subject": edition.digest.subject,
        "folder": folder,
        "issued_at": press.now,
        "covers_from": None,
        "covers_until": press.now,
    }
    add_issue(press.store, note, press.delivery(period, reader))
    return Issue(period, reader.id, folder, edition.digest.subject, is_new=True)
