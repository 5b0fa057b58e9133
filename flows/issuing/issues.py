"""Issuing: one digest a reader and period, its files first, then the note that it is to be delivered."""

from __future__ import annotations

import json
import os
import shutil
from dataclasses import dataclass
from typing import TYPE_CHECKING

from flows.issuing.editions import Press
from flows.issuing.message import Posting, message, message_id
from flows.issuing.model import as_data
from flows.issuing.render import IndexEntry, index_page
from flows.records import Outcome
from flows.settings import Reader
from flows.store import add_issue, issued

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from flows.issuing.editions import Edition
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
    if issues:  # also when none is new: a run may have been killed between its note and this
        _write_index(store, settings.monitor.name, data / "issues")
    return issues, failures


def _issue(press: Press, reader: Reader, data: Path) -> Issue | None:
    """Return the reader's issue of this period; None when the reader wants none now."""
    period = press.period(reader)
    known = issued(press.store, period, reader.id)
    if known:
        return Issue(period, reader.id, known["folder"], known["subject"], is_new=False)
    if not press.is_due(reader):
        return None
    edition = press.edition(reader)
    if reader.quiet and edition.digest.is_quiet:
        return None
    mail = message(edition.rendered, Posting(period, reader, press.now, press.settings.mail))
    folder = f"issues/{period}/{reader.id}"
    shared = data / edition.folder if edition.folder in press.written else None
    write_files(data / folder, edition, mail, shared)
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
    add_issue(press.store, note, _delivery(press, period, reader.id))
    return Issue(period, reader.id, folder, edition.digest.subject, is_new=True)


def _delivery(press: Press, period: str, reader: str) -> dict[str, object]:
    """Return the delivery as it begins: waiting, or done at once when a server has nobody to send it to."""
    readers, mail = press.settings.readers, press.settings.mail
    has_taker = bool(readers) or not mail.host  # the outbox folder takes it for whoever looks there
    return {
        "period": period,
        "reader": reader,
        "way": "smtp" if mail.host and readers else "folder",
        "state": "waiting" if has_taker else "sent",
        "attempts": 0,
        "next_attempt_at": None,
        "detail": "" if has_taker else "no reader is configured: written, mailed to nobody",
        "changed_at": press.now,
    }


def write_files(folder: Path, edition: Edition, mail: bytes, shared: Path | None = None) -> None:
    """Write an issue's files into `folder`, all or none: the folder appears when they are complete.

    What the folder `shared` holds already of the same edition is linked, not written again.
    """
    files = {
        "mail.html": edition.rendered.html.encode(),
        "mail.txt": edition.rendered.text.encode(),
        "web.html": edition.rendered.web.encode(),
        "data.json": json.dumps(as_data(edition.digest), ensure_ascii=False, indent=1).encode(),
    }
    unfinished = folder.with_name(f".{folder.name}.part")
    shutil.rmtree(unfinished, ignore_errors=True)
    unfinished.mkdir(parents=True)
    for name, content in files.items():
        if shared is None or not _is_linked(shared / name, unfinished / name):
            write_through(unfinished / name, content)
    write_through(unfinished / "mail.eml", mail)
    if folder.exists():  # left by a run that was killed before it could note the issue
        shutil.rmtree(folder)
    unfinished.rename(folder)


def _is_linked(source: Path, target: Path) -> bool:
    """Return whether `target` could be made another name of `source`; some file systems know no such thing."""
    try:
        target.hardlink_to(source)
    except OSError:
        return False
    return True


def _write_index(store: Store, monitor: str, folder: Path) -> None:
    """Write the page that lists every issue, in the place of the one before."""
    rows = store.rows("digest/all_issues")
    entries = [
        IndexEntry(
            row["period"], row["reader"], row["subject"], f"{row['folder'].removeprefix('issues/')}/web.html"
        )
        for row in rows
    ]
    unfinished = folder / ".index.part"
    write_through(unfinished, index_page(monitor, entries).encode())
    unfinished.replace(folder / "index.html")


def write_through(path: Path, content: bytes) -> None:
    """Write `content` to `path` and wait until the disk has it."""
    with path.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
