"""Issuing: one digest a reader and period, its files first, then the note that it is to be delivered."""

from __future__ import annotations

import json
import os
import shutil
from dataclasses import dataclass
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from flows.issuing.compose import Frame, compose
from flows.issuing.message import Posting, message, message_id
from flows.issuing.model import as_data
from flows.issuing.render import IndexEntry, Rendered, index_page, render
from flows.issuing.rows import read_rows
from flows.records import Outcome
from flows.settings import Reader
from flows.store import add_issue, issued

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime
    from pathlib import Path

    from flows.issuing.model import Digest
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
    """Return the issues of the period `now` falls in, for every reader, and what went wrong with any.

    A reader who has this period's issue gets no other; its `is_new` is false then. Files come first: an issue
    that the database knows can always be delivered, and a run killed before that makes the files again.
    """
    issues, failures = [], []
    for reader in settings.readers or [NOBODY]:
        try:
            issues.append(_issue(store, settings, reader, data, now))
        except ValueError as error:
            failures.append(
                Outcome(
                    "mail", reader.id, "not_issued", str(error), "correct the address in countercheck.toml"
                )
            )
    if issues:  # also when none is new: a run may have been killed between its note and this
        _write_index(store, settings.monitor.name, data / "issues")
    return issues, failures


def digest_for(store: Store, settings: Settings, reader: Reader, now: datetime) -> Digest:
    """Return the digest `reader` would get at `now`, since the last issue of an earlier period."""
    local = now.astimezone(ZoneInfo(reader.timezone or settings.monitor.timezone))
    period = local.date().isoformat()
    before = store.rows("digest/last_issue", reader=reader.id, period=period)
    since = (before[0]["covers_until"] or before[0]["issued_at"]) if before else None
    frame = Frame(
        monitor=settings.monitor.name,
        reader=reader.id,
        period=period,
        now=local,
        since=since.astimezone(local.tzinfo) if since else None,
        folder=f"issues/{period}/{reader.id}",
        tolerance_pct=settings.discrepancies.tolerance_pct,
    )
    return compose(read_rows(store, now, since, reader.topics), frame)


def preview(store: Store, settings: Settings, reader_id: str | None, now: datetime) -> Rendered:
    """Return what `reader_id` (the first one when None) would get at `now`; nothing is issued or sent.

    Raises:
        KeyError: there is no such reader.
    """
    readers = {reader.id: reader for reader in settings.readers or [NOBODY]}
    reader = readers[reader_id] if reader_id else next(iter(readers.values()))
    return render(digest_for(store, settings, reader, now))


def _issue(store: Store, settings: Settings, reader: Reader, data: Path, now: datetime) -> Issue:
    period = now.astimezone(ZoneInfo(reader.timezone or settings.monitor.timezone)).date().isoformat()
    known = issued(store, period, reader.id)
    if known:
        return Issue(period, reader.id, known["folder"], known["subject"], is_new=False)
    digest = digest_for(store, settings, reader, now)
    rendered = render(digest)
    mail = message(rendered, Posting(period, reader, now, settings.mail))
    write_files(data / digest.folder, digest, rendered, mail)
    note = {
        "period": period,
        "reader": reader.id,
        "message_id": message_id(period, reader.id, settings.mail),
        "subject": digest.subject,
        "folder": digest.folder,
        "issued_at": now,
        "covers_from": None,
        "covers_until": now,
    }
    add_issue(store, note, _delivery(settings.readers, settings, period, reader.id, now))
    return Issue(period, reader.id, digest.folder, digest.subject, is_new=True)


def _delivery(
    readers: Sequence[Reader], settings: Settings, period: str, reader: str, now: datetime
) -> dict[str, object]:
    """Return the delivery as it begins: waiting, or done at once when a server has nobody to send it to."""
    has_taker = bool(readers) or not settings.mail.host  # the outbox folder takes it for whoever looks there
    return {
        "period": period,
        "reader": reader,
        "way": "smtp" if settings.mail.host and readers else "folder",
        "state": "waiting" if has_taker else "sent",
        "attempts": 0,
        "next_attempt_at": None,
        "detail": "" if has_taker else "no reader is configured: written, mailed to nobody",
        "changed_at": now,
    }


def write_files(folder: Path, digest: Digest, rendered: Rendered, mail: bytes) -> None:
    """Write an issue's files into `folder`, all or none: the folder appears when they are complete."""
    files = {
        "mail.html": rendered.html.encode(),
        "mail.txt": rendered.text.encode(),
        "mail.eml": mail,
        "web.html": rendered.web.encode(),
        "data.json": json.dumps(as_data(digest), ensure_ascii=False, indent=1).encode(),
    }
    unfinished = folder.with_name(f".{folder.name}.part")
    shutil.rmtree(unfinished, ignore_errors=True)
    unfinished.mkdir(parents=True)
    for name, content in files.items():
        write_through(unfinished / name, content)
    if folder.exists():  # left by a run that was killed before it could note the issue
        shutil.rmtree(folder)
    unfinished.rename(folder)


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
