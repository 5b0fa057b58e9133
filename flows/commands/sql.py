"""`countercheck sql`: the DuckDB shell on the analyst's copy, or one statement there.

The copy is replaced after each run and never written to, so a shell may stay open as long as it likes; it is opened
read-only.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path
from typing import TYPE_CHECKING

from flows.errors import CountercheckError

if TYPE_CHECKING:
    import argparse

# For a person at a terminal: which shell this is, and a day's discrepancies without a gap in the middle.
_TO_READ = ("-cmd", ".prompt 'countercheck> ' '         ...> '", "-cmd", ".maxrows 60")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add what only this command takes."""
    parser.add_argument(
        "statement", nargs="?", metavar="SQL", help="a statement; without one the shell opens"
    )


def main(arguments: argparse.Namespace) -> int:
    """Run the shell and return its exit code."""
    database: Path = arguments.data / "analyst.duckdb"
    if not database.is_file():
        raise CountercheckError(f"{database}: there is no analyst's copy yet; `countercheck run` makes one")
    command = [find_shell(), "-readonly", str(database)]
    if arguments.statement is not None:
        return subprocess.run([*command, "-c", arguments.statement], check=False).returncode  # noqa: S603 - the shell the project depends on
    if sys.stdin.isatty():
        print(
            "Countercheck: the analyst's copy, read-only. Begin with  FROM start_here;   and leave with  .quit"
        )
        os.execv(command[0], [*command, *_TO_READ])  # noqa: S606 - the shell takes over this terminal and its signals
    return subprocess.run(command, check=False).returncode  # noqa: S603 - as above


def find_shell() -> str:
    """Return the shell's path: the one installed with the project, else the machine's."""
    beside = Path(sysconfig.get_path("scripts")) / "duckdb"
    found = str(beside) if beside.is_file() else shutil.which("duckdb")
    if found is None:
        raise CountercheckError(
            "the DuckDB shell is missing; `pip install duckdb-cli` in this environment brings it"
        )
    return found
