"""`countercheck maintain`: the nightly housekeeping, for whoever keeps the time by cron or a timer."""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from flows.config import load_settings
from flows.errors import ExitCode
from flows.keeping import maintain

if TYPE_CHECKING:
    import argparse


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add nothing: what is kept stands in the configuration, below [keeping]."""
    del parser


def main(arguments: argparse.Namespace) -> int:
    """Do it and say what was done."""
    report = maintain(
        load_settings(arguments.config),
        arguments.data,
        datetime.now(UTC),
        lambda line: print(f"countercheck: {line}", file=sys.stderr),
    )
    print(f"kept      {report.in_words}")
    for failure in report.failures:
        print(
            f"failed    {failure.subject}: {failure.detail}" + (f"; {failure.hint}" if failure.hint else "")
        )
    return ExitCode.DONE_WITH_FAILURES if report.failures else ExitCode.DONE
