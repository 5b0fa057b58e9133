"""`countercheck backup`: everything that cannot be made again in one tar file, taken while runs go on."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from flows.errors import ExitCode
from flows.store.backup import back_up

if TYPE_CHECKING:
    import argparse


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add what only this command takes."""
    parser.add_argument(
        "file",
        type=Path,
        nargs="?",
        metavar="FILE",
        help="the backup; one that is there is replaced (default: countercheck-DATE.tar here)",
    )


def main(arguments: argparse.Namespace) -> int:
    """Write the backup and say what is in it."""
    now = datetime.now(UTC)
    target: Path = arguments.file or Path(f"countercheck-{now:%Y-%m-%d}.tar")
    count = back_up(arguments.data, target, now)
    print(f"{target}: {count:,} files, {target.stat().st_size / 1e6:,.1f} MB")
    print(f"put back with  countercheck restore {target}")
    return ExitCode.DONE
