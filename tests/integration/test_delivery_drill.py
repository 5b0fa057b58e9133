"""Deliveries through every fault of a mail server, and killed at random moments."""

from __future__ import annotations

import re
import subprocess
import sys

from tests.support.countercheck import ROOT


def test_every_reader_gets_the_issue_whatever_happens_on_the_way() -> None:
    """No reader misses an issue or gets two with different ids; the bench does the same 200 times and more."""
    drill = subprocess.run(
        [sys.executable, "-m", "tests.bench.delivery_drill", "15"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=170,
        check=False,
    )
    assert drill.stderr == ""
    assert re.fullmatch(r"15 runs with a fault, [12] killed, 0 failures", drill.stdout.splitlines()[-1]), (
        drill.stdout
    )
