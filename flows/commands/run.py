"""`countercheck run`: ingest, analyse and issue the digest once, and say in a few lines what came of it."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

from flows.commands.bar import bar
from flows.commands.given import given_day
from flows.errors import ExitCode, ServerLostError
from flows.running import run_monitor

if TYPE_CHECKING:
    import argparse
    from pathlib import Path

    from flows.day import StepReport

_LABELS = {"ingest": "took in", "analyse": "read", "digest": "issued"}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add what only this command takes."""
    parser.add_argument(
        "--as-of", metavar="DATE", help="work for that day, as at its end, such as 2026-11-20"
    )


def main(arguments: argparse.Namespace) -> int:
    """Run the day's work and return 0, or 1 when failures were recorded."""
    as_of = given_day("--as-of", arguments.as_of)
    try:
        with bar() as shown:
            reports = run_monitor(arguments.config, arguments.data, as_of=as_of, say=shown.say)
    except ServerLostError as error:
        print(f"countercheck: {error}", file=sys.stderr, flush=True)
        os._exit(error.exit_code)  # Prefect would go on trying to reach that server for a minute
    for line in summary(reports, arguments.data):
        print(line)
    return ExitCode.DONE_WITH_FAILURES if any(report.failures for report in reports) else ExitCode.DONE


def summary(reports: list[StepReport], data: Path) -> list[str]:
    """Return the lines that matter: one a step, the failures with what to do, and where the digest is."""
    lines = [f"{_LABELS[report.step]:<9} {report.in_words}" for report in reports]
    for report in reports:
        lines += [
            f"failed    {failure.subject}: {failure.detail}" + (f"; {failure.hint}" if failure.hint else "")
            for failure in report.failures
        ]
    lines += [f"{'digest':<9} {data / link}" for report in reports for link in report.links]
    lines.append(f'{"ask":<9} countercheck sql "FROM start_here"')
    return lines
