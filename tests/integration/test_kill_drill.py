"""Runs that are killed, and runs at the same time: what is left is what one undisturbed run leaves."""

from __future__ import annotations

import re
import subprocess
import sys

from tests.support.countercheck import ROOT


def test_killed_at_random_moments_nothing_is_lost_or_doubled() -> None:
    """Whichever step is killed wherever, the next run makes good for it; the bench does the same 300 times."""
    drill = subprocess.run(
        [sys.executable, "tests/bench/kill_drill.py", "12"],
        cwd=ROOT,
        env={"PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        timeout=170,
        check=False,
    )
    assert drill.stderr == ""
    summary = drill.stdout.splitlines()[-1]
    assert re.fullmatch(
        r"12 trials, \d+ kills \([1-9]\d* of ingest, [1-9]\d* of analyse, [1-9]\d* of digest\), 0 failures",
        summary,
    ), drill.stdout
