"""`countercheck doctor`: what is configured, reachable, stale or failing, a line each.

The exit code is for monitoring: 0 all well, 1 something needs a look, 2 the configuration is wrong.
"""

from __future__ import annotations

import json
import os
import shutil
import socket
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from flows.commands.sql import find_shell
from flows.config import load_settings
from flows.errors import CountercheckError, ExitCode
from flows.sources.seeds import look_at
from flows.store.reading import open_copy
from flows.store.watch import ask_watches

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator
    from pathlib import Path

    from flows.settings import Feed, Mail, Settings
    from flows.store import Store

# The shipped schedule reads every quarter of an hour; a day without a finished run is worth a look on any schedule.
_STALE = timedelta(days=1)
_LEAST_FREE_BYTES = 500_000_000
_ANSWER_SECONDS = 5


@dataclass(frozen=True, slots=True)
class Check:
    """One thing looked at: `said` is what was found, `hint` what to do when it is not well."""

    name: str
    is_well: bool
    said: str
    hint: str = ""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add what only this command takes."""
    parser.add_argument("--json", action="store_true", help="the same as a JSON list")


def main(arguments: argparse.Namespace) -> int:
    """Print one line a check and return 0 when all is well, 1 when something needs a look."""
    settings = load_settings(arguments.config)
    checks = list(_checks(settings, arguments.config, arguments.data, datetime.now(UTC)))
    if arguments.json:
        print(json.dumps([asdict(check) for check in checks], ensure_ascii=False, indent=1))
    else:
        for check in checks:
            print(f"{'ok  ' if check.is_well else 'LOOK'}  {check.name:<14} {check.said}")
            if check.hint:
                print(f"{'':<21}{check.hint}")
    return ExitCode.DONE if all(check.is_well for check in checks) else ExitCode.DONE_WITH_FAILURES


def _checks(settings: Settings, config: Path, data: Path, now: datetime) -> Iterator[Check]:
    yield Check("configuration", is_well=True, said=f"{config}: no problem")
    yield _directory(data)
    yield _seeds(settings)
    yield _mail(settings.mail, len(settings.readers))
    yield _shell()
    try:
        with open_copy(data) as copy:
            yield _runs(copy, now)
            yield from _feeds(copy, settings.feeds)
            yield from _pages(copy)
            yield from _topics(copy)
            yield _readings(copy)
        yield from _watches(data, settings.monitor.watch, now)
    except CountercheckError as error:
        yield Check("database", is_well=False, said=str(error))


def _directory(data: Path) -> Check:
    if not data.is_dir():
        return Check("data", is_well=False, said=f"{data}: not there yet", hint="`countercheck run` makes it")
    if not os.access(data, os.W_OK):
        return Check(
            "data",
            is_well=False,
            said=f"{data}: cannot be written",
            hint="give this user the right to write there",
        )
    free = shutil.disk_usage(data).free
    said = f"{data}: {free / 1e9:.1f} GB free"
    return Check("data", free >= _LEAST_FREE_BYTES, said, "" if free >= _LEAST_FREE_BYTES else "make room")


def _seeds(settings: Settings) -> Check:
    found, refused = look_at(settings.monitor.seeds)
    said = f"{settings.monitor.seeds}: {found} documents"
    if not refused:
        return Check("seeds", is_well=True, said=said)
    hint = "; ".join(f"{outcome.subject}: {outcome.detail}; {outcome.hint}" for outcome in refused)
    is_well = not any(outcome.is_failure for outcome in refused)
    return Check("seeds", is_well, f"{said}, {len(refused)} not taken in", hint)


def _mail(mail: Mail, readers: int) -> Check:
    if not mail.host:
        return Check(
            "mail", is_well=True, said=f"{readers} readers; no mail server, data/outbox is the delivery"
        )
    try:
        socket.create_connection((mail.host, mail.port), timeout=_ANSWER_SECONDS).close()
    except OSError as error:
        said = f"{mail.host}:{mail.port} does not answer ({error})"
        return Check(
            "mail",
            is_well=False,
            said=said,
            hint="check mail.host and mail.port; mail waits in the outbox meanwhile",
        )
    return Check("mail", is_well=True, said=f"{readers} readers; {mail.host}:{mail.port} answers")


def _shell() -> Check:
    try:
        return Check("shell", is_well=True, said=find_shell())
    except CountercheckError as error:
        return Check("shell", is_well=False, said=str(error))


def _runs(copy: Store, now: datetime) -> Check:
    finished = {row["kind"]: row["finished_at"] for row in copy.rows("doctor/last_runs")}
    never = [kind for kind in ("ingest", "analyse") if finished.get(kind) is None]
    if never:
        return Check(
            "runs", is_well=False, said=f"{' and '.join(never)} never finished", hint="`countercheck run`"
        )
    said = ", ".join(f"{kind} {_age(now - at)} ago" for kind, at in finished.items() if at)
    is_well = all(now - finished[kind] < _STALE for kind in ("ingest", "analyse"))
    return Check(
        "runs",
        is_well,
        said,
        "" if is_well else "nothing ran for a day: is the schedule (`countercheck serve`) up?",
    )


def _feeds(copy: Store, feeds: list[Feed]) -> Iterator[Check]:
    active = [feed for feed in feeds if not feed.paused]
    troubled = copy.rows("doctor/failing_feeds")
    failing = sum(row["state"] in ("failing", "retired") for row in troubled)
    said = f"{len(active) - failing} of {len(active)} answered last time, {len(feeds) - len(active)} paused"
    yield Check("feeds", not troubled, said)
    for row in troubled:
        since = f", failing since {row['failing_since']:%Y-%m-%d %H:%M} UTC" if row["failing_since"] else ""
        times = f", {row['failures']} times in a row" if row["failures"] else ""
        said = f"{row['url']}: {row['said']}{since}{times}"
        yield Check("feed", is_well=False, said=said, hint=row["hint"])


def _pages(copy: Store) -> Iterator[Check]:
    for row in copy.rows("doctor/failing_pages"):
        said = f"{row['outlet']}: {row['outcome'].replace('_', ' ')}: {row['said']}"
        hint = "the feed's summaries stand for them; `countercheck article URL` shows what is made of one"
        yield Check("pages", is_well=False, said=said, hint=hint)


def _topics(copy: Store) -> Iterator[Check]:
    for row in copy.rows("doctor/topics"):
        said = f"{row['topic_id']}: {row['article_count']} articles"
        yield Check("topic", is_well=True, said=said)


def _readings(copy: Store) -> Check:
    """Return whether the archive waits to be read again, which is no fault."""
    [row] = copy.rows("doctor/read_before")
    read, before = row["article_count"], row["read_before_count"]
    said = f"{read:,} articles read, {before:,} of them by other rules than the newest"
    hint = "each analysis reads some of them again; `countercheck reanalyse` all at once" if before else ""
    return Check("readings", is_well=True, said=said, hint=hint)


def _watches(data: Path, folder: Path, now: datetime) -> Iterator[Check]:
    for watch in ask_watches(data, folder, {"as_of": now}):
        if watch.error:
            yield Check("watch", is_well=False, said=watch.error, hint="correct the file, or take it away")
        else:
            said = f"{watch.file}: {watch.title}: {len(watch.rows)} rows in {watch.seconds:.2f} s"
            yield Check("watch", is_well=True, said=said)


def _age(passed: timedelta) -> str:
    minutes = int(passed.total_seconds() // 60)
    if minutes < 2 * 60:
        return f"{minutes} min"
    return f"{minutes // 60} h" if minutes < 2 * 24 * 60 else f"{minutes // 60 // 24} days"
