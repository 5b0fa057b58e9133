"""Issuing: one digest a reader and period, its files first, then the note that it is to be delivered."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from flows.issuing.corrections import issue_corrections
from flows.issuing.editions import Press
from flows.issuing.files import MAIL
from flows.issuing.message import Posting, addressed, message, message_id
from flows.issuing.outbox import Outbox
from flows.issuing.shelf import fill_shelf
from flows.records import Outcome
from flows.settings import Reader

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
    readers = settings.readers or [NOBODY]
    press, outbox = Press(store, settings, now), Outbox(store, data)
    issues: dict[str, Issue] = {}
    failures: list[Outcome] = []
    for reader in press.in_turn(readers):
        try:
            issue = _issue(press, reader, outbox)
        except ValueError as error:
            hint = "correct the address in countercheck.toml"
            failures.append(Outcome("mail", reader.id, "not_issued", str(error), hint))
            continue
        if issue:
            issues[reader.id] = issue
    issue_corrections(press, outbox)
    wrote = outbox.close()
    if wrote or issues:  # also when none is new: a run may have been killed between its note and this
        fill_shelf(store, settings.monitor, data / "issues", now)
    return [issues[reader.id] for reader in readers if reader.id in issues], failures


def _issue(press: Press, reader: Reader, outbox: Outbox) -> Issue | None:
    """Return the reader's issue of this period; None when the reader wants none now."""
    period, past = press.period(reader), press.past(reader)
    if past.get("folder"):
        return Issue(period, reader.id, past["folder"], past["subject"], is_new=False)
    if not press.is_due(reader):
        return None
    if reader.address:
        addressed(reader)  # an edition is named after its first reader, so it must be one who gets it
    edition = press.edition(reader)
    if reader.quiet and not edition.digest.has_news:
        return None
    files = press.files(edition)
    if reader.address:
        files = files | {
            MAIL: message(edition.rendered, Posting(period, reader, press.now, press.settings.mail))
        }
    issue = Issue(period, reader.id, f"issues/{period}/{reader.id}", edition.digest.subject, is_new=True)
    note = {
        "period": period,
        "reader": reader.id,
        "message_id": message_id(period, reader.id, press.settings.mail),
        "subject": issue.subject,
        "folder": issue.folder,
        "issued_at": press.now,
        "covers_from": None,
        "covers_until": press.now,
    }
    outbox.put(note, press.delivery(period, reader), files, edition=edition.folder)
    return issue
