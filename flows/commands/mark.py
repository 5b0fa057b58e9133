"""`countercheck mark`: set discrepancies aside, or take them up again.

An acknowledged one goes to the end of the digest and is no news; a muted one leaves it. Either mark ends when the
sources part further, and on the day given.
"""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from flows.commands.given import given_day, settings_of
from flows.errors import ExitCode, StoreError, UsageError
from flows.issuing import words
from flows.store import open_store, publish
from flows.store.marks import Mark, add_marks, candidates

if TYPE_CHECKING:
    import argparse
    from datetime import date

    from flows.store import Row, Store

_LEAST_LETTERS = 4
# What is copied along out of a digest: "Id 4fd5828c." or "(4fd5828c)".
_AROUND_AN_ID = " .,;:·()"
_MOST_NAMED = 5
_DONE = {"acknowledged": "acknowledged", "muted": "muted", "open": "open again"}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add what only this command takes."""
    parser.add_argument(
        "ids",
        nargs="+",
        metavar="ID",
        help="as `countercheck discrepancies` prints it; its beginning is enough",
    )
    how = parser.add_mutually_exclusive_group(required=True)
    for option, mark, does in (
        ("--ack", "acknowledged", "seen: goes to the end of the digest and is no news"),
        ("--mute", "muted", "leaves the digest until the sources part further"),
        ("--clear", "open", "take the mark back"),
    ):
        how.add_argument(option, dest="mark", action="store_const", const=mark, help=does)
    parser.add_argument("--until", metavar="DATE", help="the mark ends on that day (UTC), such as 2026-12-01")
    parser.add_argument("--note", metavar="TEXT", default="", help="why, for whoever asks later")


def main(arguments: argparse.Namespace) -> int:
    """Mark each discrepancy, publish the analyst's copy, and say what was done."""
    now = datetime.now(UTC)
    mark = Mark(arguments.mark, arguments.note, _until(arguments, now))
    if not (arguments.data / "analyst.duckdb").is_file():
        raise StoreError(f"{arguments.data}: there is no database yet; `countercheck run` makes one")
    kept = settings_of(arguments).store
    with open_store(arguments.data, kept, notice=lambda text: print(text, file=sys.stderr)) as store:
        found = [_the_one(store, prefix) for prefix in arguments.ids]
        ids = [row["discrepancy_id"] for row in found]
        add_marks(store, ids, mark, now)
        publish(store)
    ends = f" until {mark.until}" if mark.until else ""
    for row in found:
        print(f"{row['discrepancy_id']}  {_DONE[mark.name]}{ends}: {words.title_of_row(row)}")
    return ExitCode.DONE


def _until(arguments: argparse.Namespace, now: datetime) -> date | None:
    until = given_day("--until", arguments.until)
    if until and arguments.mark == "open":
        raise UsageError("--until: goes with --ack and --mute; --clear takes a mark back at once")
    if until and until <= now.date():
        raise UsageError(f"--until: found {until}; expected a day after today, {now:%Y-%m-%d} in UTC")
    return until


def _the_one(store: Store, prefix: str) -> Row:
    """Return the discrepancy whose id begins with `prefix`; raises UsageError unless there is exactly one."""
    prefix = prefix.strip(_AROUND_AN_ID)
    if len(prefix) < _LEAST_LETTERS:
        raise UsageError(f"{prefix!r}: too short for an id; give at least {_LEAST_LETTERS} of its characters")
    found = candidates(store, prefix.lower())
    if not found:
        raise UsageError(
            f"{prefix!r}: no discrepancy's id begins so; `countercheck discrepancies --all` lists the open ones"
        )
    if len(found) > 1:
        named = "".join(
            f"\n    {row['discrepancy_id']}  {words.title_of_row(row)}" for row in found[:_MOST_NAMED]
        )
        raise UsageError(f"{prefix!r}: {len(found)} ids begin so; give more of the one you mean:{named}")
    return found[0]
