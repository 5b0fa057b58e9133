"""`countercheck serve`: the schedules, as Prefect deployments, until stopped."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from flows import running
from flows.errors import ExitCode

if TYPE_CHECKING:
    import argparse


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add nothing: the schedules stand in the configuration."""
    del parser


def main(arguments: argparse.Namespace) -> ExitCode:
    """Serve the schedules; Ctrl-C and SIGTERM end it in order."""
    running.serve(arguments.config, arguments.data, say=_say)
    return ExitCode.DONE


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()  # also where a journal reads it
