"""`countercheck restore`: a backup put in the place of the data directory, after every file was checked."""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from flows.errors import ExitCode
from flows.store.backup import restore

if TYPE_CHECKING:
    import argparse


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add what only this command takes."""
    parser.add_argument("file", type=Path, metavar="FILE", help="a file that `countercheck backup` made")
    parser.add_argument(
        "--replace", action="store_true", help="also where there is a database; the old directory is kept"
    )


def main(arguments: argparse.Namespace) -> int:
    """Put the backup back and say where the old data are."""
    kept = restore(
        arguments.file,
        arguments.data,
        datetime.now(UTC),
        may_replace=arguments.replace,
        notice=lambda words: print(f"countercheck: {words}", file=sys.stderr),
    )
    print(f"{arguments.data}: restored from {arguments.file}")
    if kept:
        print(f"what was there before is kept in {kept}; remove it when all is well")
    return ExitCode.DONE
