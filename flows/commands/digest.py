"""`countercheck digest`: a day's digest rendered again from the analyst's copy; nothing is issued or sent.

What was known at the time is what it shows: the moment of the issue when there was one, else the end of that day.
"""

from __future__ import annotations

import webbrowser
from datetime import UTC, date, datetime, time
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from flows.commands.given import given_day
from flows.config import load_settings
from flows.errors import ExitCode, UsageError
from flows.issuing import Press
from flows.issuing.issues import NOBODY
from flows.store import issued
from flows.store.reading import open_copy

if TYPE_CHECKING:
    import argparse
    from pathlib import Path

    from flows.issuing import Rendered
    from flows.settings import Reader, Settings
    from flows.store import Row


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add what only this command takes."""
    parser.add_argument("--date", metavar="DATE", help="the day, such as 2026-11-20 (default: today)")
    parser.add_argument("--reader", metavar="ID", help="whose digest (default: the first reader's)")
    parser.add_argument("--open", action="store_true", help="open the web copy in the browser")


def main(arguments: argparse.Namespace) -> int:
    """Print the digest's text and where its HTML lies."""
    settings = load_settings(arguments.config)
    reader = _reader(settings, arguments.reader)
    zone = ZoneInfo(reader.timezone or settings.monitor.timezone)
    today = datetime.now(zone).date()
    day = given_day("--date", arguments.date) or today
    if day > today:
        raise UsageError(f"--date: found {day}, which is still to come; expected {today} or a day before")
    with open_copy(arguments.data) as copy:
        known = issued(copy, day.isoformat(), reader.id)
        moment = _moment(known, day, zone)
        rendered = Press(copy, settings, moment).edition(reader).rendered
    folder = arguments.data / "previews" / day.isoformat() / reader.id
    _write(folder, rendered)
    print(rendered.text)
    if known is None:
        print(
            f"No digest was issued for {reader.id} on {day}: this is what was known at the end of that day."
        )
    print(f"Rendered again in {folder}: mail.html, web.html")
    if arguments.open:
        webbrowser.open((folder / "web.html").absolute().as_uri())
    return ExitCode.DONE


def _reader(settings: Settings, wanted: str | None) -> Reader:
    readers = {reader.id: reader for reader in settings.readers or [NOBODY]}
    if wanted is None:
        return next(iter(readers.values()))
    if wanted not in readers:
        raise UsageError(f"--reader: there is no reader {wanted!r}; expected one of {', '.join(readers)}")
    return readers[wanted]


def _moment(known: Row | None, day: date, zone: ZoneInfo) -> datetime:
    """Return the instant to render for: when that day's digest was issued, else its end, but never the future."""
    if known is not None:
        issued_at: datetime = known["issued_at"]
        return issued_at.astimezone(UTC)
    return min(datetime.now(UTC), datetime.combine(day, time.max, zone).astimezone(UTC))


def _write(folder: Path, rendered: Rendered) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in (
        ("mail.html", rendered.html),
        ("mail.txt", rendered.text),
        ("web.html", rendered.web),
    ):
        (folder / name).write_text(content, "utf-8")
