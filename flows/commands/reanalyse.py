"""`countercheck reanalyse`: read the archive again by better rules, after saying what it costs."""

from __future__ import annotations

import signal
import sys
from contextlib import contextmanager
from datetime import UTC, datetime, time
from typing import TYPE_CHECKING

from flows.commands.bar import bar
from flows.commands.given import given_day
from flows.config import load_settings
from flows.errors import ExitCode, StoreError, UsageError
from flows.reanalysis import read_again, survey

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator

    from flows.reanalysis import Cost, Reread

_LONGEST_TABLE = 12
_MINUTE = 60


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add what only this command takes."""
    parser.add_argument("--yes", action="store_true", help="begin without asking")
    parser.add_argument("--dry-run", action="store_true", help="say what it would cost, and change nothing")
    parser.add_argument("--since", metavar="DATE", help="only what was published on that day or later (UTC)")


def main(arguments: argparse.Namespace) -> int:
    """Say what it costs, ask, read again, and say what changed."""
    settings = load_settings(arguments.config)
    day = given_day("--since", arguments.since)
    since = datetime.combine(day, time(), UTC) if day else None
    if not (arguments.data / "analyst.duckdb").is_file():
        raise StoreError(f"{arguments.data}: there is no database yet; `countercheck run` makes one")
    with bar() as shown:
        cost = survey(settings, arguments.data, shown.say, since=since)
        print(in_words(cost), flush=True)
        if arguments.dry_run or not cost.again + cost.unread:
            return ExitCode.DONE
        if not arguments.yes and not _agreed():
            print("nothing was changed")
            return ExitCode.DONE
        with stopping() as signals:
            done = read_again(
                settings,
                arguments.data,
                datetime.now(UTC),
                shown.say,
                since=since,
                is_stopped=lambda: bool(signals),
            )
    for line in summary(done):
        print(line)
    if done.left:
        return ExitCode.COULD_NOT_RUN
    return ExitCode.DONE_WITH_FAILURES if done.failures else ExitCode.DONE


def in_words(cost: Cost) -> str:
    """Return the cost in a sentence."""
    if not cost.again + cost.unread:
        return "every article was read by these rules already; nothing is to be done"
    unread = f", and {cost.unread:,} that nobody has read yet" if cost.unread else ""
    return (
        f"{cost.again:,} articles were read by other rules{unread}: reading them takes about {_age(cost.seconds)} "
        f"(measured on {cost.sample:,} of them). Other runs get their turn meanwhile; it can be stopped at any time, "
        "and goes on from there when called again"
    )


def _age(seconds: float) -> str:
    if seconds < 2 * _MINUTE:
        return f"{max(seconds, 1):.0f} s"
    if seconds < 2 * _MINUTE * _MINUTE:
        return f"{seconds / _MINUTE:.0f} min"
    return f"{seconds / _MINUTE / _MINUTE:.1f} h"


def _agreed() -> bool:
    if not sys.stdin.isatty():
        raise UsageError(
            "nobody is there to be asked: add --yes to begin, or --dry-run to see the cost alone"
        )
    return input("begin? [y/N] ").strip().lower() in {"y", "yes"}


@contextmanager
def stopping() -> Iterator[list[int]]:
    """Yield a list that holds the signals received in the block: Ctrl-C and SIGTERM end the work after a piece."""
    received: list[int] = []
    wanted = (signal.SIGINT, signal.SIGTERM)
    before = {one: signal.signal(one, lambda number, _frame: received.append(number)) for one in wanted}
    try:
        yield received
    finally:
        for one, handler in before.items():
            signal.signal(one, handler)


def summary(done: Reread) -> list[str]:
    """Return what was done and what changed, a line each."""
    lines = [f"read      {done.read:,} articles again"]
    if done.left:
        lines.append(f"stopped   {done.left:,} are left; `countercheck reanalyse` carries on from there")
    lines += [f"failed    {failure.subject}: {failure.detail}" for failure in done.failures]
    for row in done.changes[:_LONGEST_TABLE]:
        counts = [
            f"{row[name]:,} {words}"
            for name, words in (
                ("new", "new"),
                ("gone", "gone"),
                ("other_number", "with another number"),
                ("other_details", "with other details"),
            )
            if row[name]
        ]
        what = f"{row['kind']} of {row['event']}" if row["event"] else row["kind"]
        lines.append(f"claims    {what}: {', '.join(counts)}")
    if len(done.changes) > _LONGEST_TABLE:
        lines.append(f"claims    and {len(done.changes) - _LONGEST_TABLE} more kinds")
    if not done.changes:
        lines.append("claims    none is read otherwise")
    if done.analysis:
        changed = {name: n for name, n in done.analysis.counts.items() if name.endswith("discrepancy")}
        said = ", ".join(f"{n:,} {name.removesuffix(' discrepancy')}" for name, n in changed.items() if n)
        lines.append(f"discrepancies  {said or 'none changed'}")
    lines.append('ask       countercheck sql "FROM rereadings"')
    return lines
