"""What a run with nothing new costs: with Prefect's own temporary server and defaults, and as `countercheck run` works.

python -m tests.bench.bench_run [--calls N]

Both work on the shipped seeds after a day's work, in processes of their own, with an empty home and without a
configured server, in turn; the quickest of N calls of each is told, with the seconds that its parts took (wall) and the
processor time of all its processes. The work alone, without Prefect, stands beside them.
"""

from __future__ import annotations

import argparse
import os
import re
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.support.countercheck import ROOT, Installation, install

# What a child does, and when each part was done.
_DEFAULTS = """
import time; begun = time.monotonic()
from pathlib import Path
from flows import monitor
imported = time.monotonic()
monitor.monitor(Path("countercheck.toml"), Path("data"))
done = time.monotonic()
print(f"\\nPARTS import Prefect and the flows {imported - begun:.2f}, start the server and run {done - imported:.2f}")
"""
_OURS = """
import time; begun = time.monotonic()
from pathlib import Path
from flows.servers import flow_server
with flow_server(Path("data/cache")):
    started = time.monotonic()
    from flows import monitor
    monitor.say_to.set(lambda line: None)
    monitor.monitor(Path("countercheck.toml"), Path("data"))
    done = time.monotonic()
    print(f"\\nPARTS start the server and meanwhile import {started - begun:.2f}, run {done - started:.2f}")
"""
_WORK = """
import time; begun = time.monotonic()
from datetime import UTC, datetime
from pathlib import Path
from flows import day
from flows.config import load_settings
imported = time.monotonic()
settings = load_settings(Path("countercheck.toml"))
for step in (day.ingest, day.analyse, day.digest):
    step(settings, Path("data"), datetime.now(UTC), print)
print(f"\\nPARTS import {imported - begun:.2f}, ingest, analyse, digest {time.monotonic() - imported:.2f}")
"""
SIDES = {"Prefect's defaults": _DEFAULTS, "countercheck run": _OURS, "the work alone": _WORK}


def called(here: Installation, program: str) -> tuple[float, float, str]:
    """Return the wall and processor seconds of a child, and what it said of its parts."""
    before, begun = _spent(), time.monotonic()
    done = subprocess.run(
        [sys.executable, "-c", program],
        cwd=here.folder,
        env=here.environ()
        | {"PYTHONPATH": str(ROOT), "PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS": "120"},
        capture_output=True,
        text=True,
        check=False,
    )
    wall = time.monotonic() - begun
    parts = re.search(r"^PARTS (.*)", done.stdout, re.MULTILINE)
    if done.returncode or parts is None:
        raise SystemExit(done.stdout[-2000:] + done.stderr[-2000:])
    return wall, _spent() - before, parts[1]


def _spent() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def main() -> int:
    """Print a line a side."""
    parser = argparse.ArgumentParser(description="what a run with nothing new costs, and where it goes")
    parser.add_argument("--calls", type=int, default=3)
    calls = parser.parse_args().calls
    os.environ.pop("PREFECT_API_URL", None)
    with tempfile.TemporaryDirectory(prefix="countercheck-bench-run-") as folder:
        here = install(Path(folder) / "here")
        for program in SIDES.values():  # the first of all: takes in the seeds, fills the caches
            called(here, program)
        found = {name: [called(here, program) for _ in range(calls)] for name, program in SIDES.items()}
    for name, measured in found.items():
        wall, spent, parts = min(measured)
        sys.stdout.write(f"{name:<20} {wall:6.2f} s, {spent:6.2f} s of processor time: {parts}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
