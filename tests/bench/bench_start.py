"""How long commands take that need no flow, and which modules that goes to.

usage: python -m tests.bench.bench_start [--calls N] [--modules N] [COMMAND ...]

Each command is called on the shipped seeds after a day's work; the least processor time of several calls is what it
costs on an idle machine. Below each, the modules whose import costs most, in milliseconds of a call that is watched.
"""

from __future__ import annotations

import argparse
import re
import resource
import shlex
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from tests.support.shipped import work_on_the_seeds

if TYPE_CHECKING:
    from collections.abc import Sequence

COMMANDS = (
    "--version", "sql 'select 1'", "issues", "discrepancies --json", "feeds list", "doctor", "article seeds/seeds.toml",
    "mark --help", "export out", "maintain", "reanalyse --dry-run",
)  # fmt: skip


def seconds(folder: Path, command: Sequence[str]) -> float:
    """Return the processor time of a call, in seconds."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(
        [sys.executable, "-m", "flows.cli", *command], cwd=folder, capture_output=True, check=False
    )
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def costly(folder: Path, command: Sequence[str], most: int) -> list[str]:
    """Return the modules whose import costs most, with those they import."""
    called = [sys.executable, "-X", "importtime", "-m", "flows.cli", *command]
    said = subprocess.run(called, cwd=folder, capture_output=True, text=True, check=False).stderr
    found = re.findall(r"^import time: +\d+ \| +(\d+) \|( +)(\S+)$", said, re.MULTILINE)
    ranked = sorted(((int(total), name) for total, _, name in found), reverse=True)
    return [f"{total / 1000:.0f} {name}" for total, name in ranked[:most]]


def main(argv: Sequence[str] | None = None) -> int:
    """Print a line a command."""
    parser = argparse.ArgumentParser(description="how long commands take that need no flow")
    parser.add_argument("commands", nargs="*", default=COMMANDS)
    parser.add_argument("--calls", type=int, default=5)
    parser.add_argument("--modules", type=int, default=0, help="how many modules to show for each")
    arguments = parser.parse_args(argv)
    with tempfile.TemporaryDirectory(prefix="countercheck-start-") as name:
        folder = Path(name)
        work_on_the_seeds(folder)
        for command in arguments.commands:
            words = shlex.split(command)
            least = min(seconds(folder, words) for _ in range(arguments.calls))
            print(f"{least:6.2f} s  countercheck {command}", flush=True)  # noqa: T201 - a bench prints
            if arguments.modules:
                print("          ", ", ".join(costly(folder, words, arguments.modules)))  # noqa: T201 - as above
    return 0


if __name__ == "__main__":
    sys.exit(main())
