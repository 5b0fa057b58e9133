"""Corrections: what an issue showed that our own rules had misread, told to its reader as a reply to it.

Only our fault is corrected: the article still says what it said, and the extractor reads it otherwise. What an
outlet changed is news, and stands in the next issue.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, Literal

from flows.issuing import local, words
from flows.issuing.display import Link, link, plain, plain_rows, shorten
from flows.issuing.files import MAIL, form_files, json_of
from flows.issuing.frame import Frame, zone
from flows.issuing.message import Posting, message, message_id
from flows.issuing.model import Sentence
from flows.issuing.render import render_correction

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from flows.issuing.editions import Press
    from flows.issuing.outbox import Outbox
    from flows.settings import Reader

    Row = dict[str, Any]

# Whoever acts on a daily digest does so within days; an old one is rather read again than corrected.
CORRECTED_WITHIN = timedelta(days=7)
_LONGEST_SENTENCE = 400


@dataclass(frozen=True, slots=True)
class Misreading:
    """A claim that was shown: its words in their sentence, and the number shown beside what is read now."""

    claim_id: str
    before: str
    words: str
    after: str
    outlet: str
    title: str
    link: Link | None
    told: str


@dataclass(frozen=True, slots=True)
class Correction:
    """What one reader is told of an issue's misreadings; its fields mean what they mean in a digest."""

    monitor: str
    edition: str
    period: str
    dateline: str
    covers: str
    subject: str
    preheader: str
    headline: str
    bottom_line: tuple[Sentence, ...]
    misreadings: tuple[Misreading, ...]
    corrects: str
    folder: str
    address: str
    language: Literal["en"] = "en"


def issue_corrections(press: Press, outbox: Outbox) -> None:
    """Put a correction into `outbox` for each recent issue that showed what is read otherwise now.

    An issue is corrected again only for what was read again since its last correction.
    """
    readers = {reader.id: reader for reader in press.settings.readers}
    archive = _Archive(press, outbox.data)
    for issue in press.store.rows("digest/correctable", since=press.now - CORRECTED_WITHIN):
        reader = readers.get(issue["reader"])
        misread = archive.misread(issue) if reader else []
        if reader and misread:
            _issue(press, reader, issue, misread, outbox)


def correction_period(period: str, number: int) -> str:
    """Return what stands as the period of the `number`th correction of an issue."""
    return f"{period} correction {number}"


class _Archive:
    """What the issues of before showed; those that share their files are read once."""

    def __init__(self, press: Press, data: Path) -> None:
        self._press = press
        self._data = data
        self._shown: dict[int, tuple[str, ...]] = {}
        self._misread: dict[object, list[Row]] = {}

    def misread(self, issue: Row) -> list[Row]:
        """Return the rows of queries/digest/corrections.sql for an issue, a row of correctable.sql."""
        shown, since = self._claims_of(issue), issue["correct_until"]
        if (since, shown) not in self._misread:
            tolerance = self._press.settings.discrepancies.tolerance_pct
            self._misread[since, shown] = self._press.store.rows(
                "digest/corrections", since=since, shown=list(shown), tolerance_pct=tolerance
            )
        return self._misread[since, shown]

    def _claims_of(self, issue: Row) -> tuple[str, ...]:
        file = self._data / issue["folder"] / "data.json"
        if not file.is_file():  # removed by hand: nobody knows any more what it showed
            return ()
        inode = file.stat().st_ino
        if inode not in self._shown:
            self._shown[inode] = tuple(sorted(set(_claim_ids(json.loads(file.read_bytes())))))
        return self._shown[inode]


def _claim_ids(value: Any) -> Iterator[str]:  # noqa: ANN401 - what JSON holds
    """Yield the id of every claim that a digest's data show."""
    if isinstance(value, dict):
        if "claim_id" in value:
            yield value["claim_id"]
        value = list(value.values())
    if isinstance(value, list):
        for item in value:
            yield from _claim_ids(item)


def _issue(press: Press, reader: Reader, issue: Row, misread: Sequence[Row], outbox: Outbox) -> None:
    """Put the correction of an issue into the outbox."""
    number = issue["correction_count"] + 1
    period = correction_period(issue["period"], number)
    folder = f"{issue['folder']}-correction-{number}"
    base = press.settings.monitor.web_address
    frame = Frame(
        monitor=press.settings.monitor.name,
        edition=reader.id,
        period=issue["period"],
        now=press.local_time(reader),
        since=None,
        folder=folder,
        address=f"{base}/{folder.removeprefix('issues/')}" if base else "",
    )
    corrects = f"{base}/{issue['folder'].removeprefix('issues/')}" if base else issue["folder"]
    with local.written_for(reader.locale):
        correction = compose_correction(misread, frame, corrects)
    rendered = render_correction(correction)
    files = form_files(rendered) | {"data.json": json_of(correction)}
    if reader.address:
        posting = Posting(period, reader, press.now, press.settings.mail, answers=str(issue["message_id"]))
        files[MAIL] = message(rendered, posting)
    note = {
        "period": period,
        "reader": reader.id,
        "message_id": message_id(period, reader.id, press.settings.mail),
        "subject": correction.subject,
        "folder": folder,
        "issued_at": press.now,
        "corrects": issue["period"],
    }
    outbox.put(note, press.delivery(period, reader), files)


def compose_correction(misread: Sequence[Row], frame: Frame, corrects: str) -> Correction:
    """Return the correction of an issue, in final words.

    Args:
        misread: the rows of queries/digest/corrections.sql, at least one.
        frame: what the correction is; its period is that of the issue.
        corrects: where the issue can be read.
    """
    found = tuple(map(_misreading, plain_rows(list(misread))))
    count = f"{words.counted(len(found), 'number')} {'was' if len(found) == 1 else 'were'} misread"
    monitor, now = plain(frame.monitor, 60), frame.now
    return Correction(
        monitor=monitor,
        edition=frame.edition,
        period=frame.period,
        dateline=f"{monitor} · {local.day(now)}, {now:%H:%M} {zone(now)}",
        covers=f"corrects the issue of {local.when(frame.period)}",
        subject=f"Correction, {local.short_day(date.fromisoformat(frame.period))}: {count}",
        preheader=f"{found[0].told}.",
        headline=f"Correction: {count} in the issue of {local.when(frame.period)}",
        bottom_line=(
            Sentence(
                "The fault is ours, not the sources’: we read their words wrongly, and have mended the rule."
            ),
        ),
        misreadings=found,
        corrects=corrects,
        folder=frame.folder,
        address=frame.address,
    )


def _misreading(row: Row) -> Misreading:
    # A text of unseen characters alone is empty once it is fit to be shown.
    before, _, after = row["sentence"].partition(row["text"]) if row["text"] else (row["sentence"], "", "")
    no_number = row["bound_now"] is None
    now = words.spoken(row["bound_now"] or "exact", row["low_now"], row["high_now"])
    shown = words.capital(words.spoken(row["bound"], row["low"], row["high"]))
    return Misreading(
        claim_id=row["claim_id"],
        before=before[-_LONGEST_SENTENCE:],
        words=row["text"],
        after=after[:_LONGEST_SENTENCE],
        outlet=shorten(row["outlet"] or "outlet not known", 60),
        title=shorten(row["title"] or row["doc"], 160),
        link=link(row["url"]),
        told=f"{shown} was shown, which is no count"
        if no_number
        else f"{shown} was shown; the words say {now}",
    )
