"""What feeds cost: our fetching, reading and storing beside those of `reader`, on one loopback server.

usage: bench_feeds.py [--feeds 200] [--grown 2000] [--reader PYTHON]

Timed is the step alone, in each tool's own process: opening the database, noting which feeds there are, asking,
reading and storing, without starting Python and reading libraries. Rounds, each in a process of its own: the first
fetch; nothing changed and servers answer 304; nothing changed and they answer 200; twenty feeds with a new and an
edited entry. Printed for each: wall and CPU seconds (all processes of the tool), the most memory held at once,
bytes sent. PYTHON is an interpreter that has `reader` (`pip install reader sgmllib3k` in an environment of its
own); without one, only ours is timed.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import threading
import urllib.request
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).parent
ROUNDS = (
    ("first fetch", "validators=1&fresh=0&edited=0"),
    ("304", "validators=1&fresh=0&edited=0"),
    ("same body, 200", "validators=0&fresh=0&edited=0"),
    ("20 new, 20 edited", "validators=1&fresh=20&edited=20"),
)
WANTED = {"first fetch": 4, "304": 1.5, "same body, 200": 15, "20 new, 20 edited": 3}

READER = """
import sys, time
from reader import make_reader
database, port, feeds = sys.argv[1], sys.argv[2], int(sys.argv[3])
began, spent = time.monotonic(), time.process_time()
reader = make_reader(database)
known = {feed.url for feed in reader.get_feeds()}
for number in range(feeds):
    url = f"http://127.0.0.1:{port}/{number}"
    if url not in known:
        reader.add_feed(url)
for _ in reader.update_feeds_iter(workers=10, scheduled=False):
    pass
reader.close()
print(time.monotonic() - began, time.process_time() - spent)
"""


@dataclass(frozen=True)
class Cost:
    """What a round cost: seconds, MB."""

    wall: float
    cpu: float
    peak: float
    sent: float


def main() -> int:
    """Print a line a round and tool."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--feeds", type=int, default=200)
    parser.add_argument("--grown", type=int, default=2000, help="feeds of the second size; 0 leaves it out")
    parser.add_argument("--reader", type=Path, help="a Python that has `reader`")
    given = parser.parse_args()
    ours = [sys.executable, str(HERE / "ingest_once.py")]
    _say(f"{'':<20}{'feeds':>7}{'wall s':>9}{'CPU s':>9}{'peak MB':>9}{'sent MB':>9}")
    mine = _measure("ours", ours, given.feeds)
    if given.reader:
        theirs = _measure("reader", [str(given.reader), "-c", READER], given.feeds)
        for name, wanted in WANTED.items():
            wall = theirs[name].wall / mine[name].wall
            cpu = theirs[name].cpu / mine[name].cpu
            _say(f"{name:<20} {wall:.1f} times faster (CPU {cpu:.1f}); wanted {wanted}")
    if given.grown:
        grown = _measure("ours", ours, given.grown)
        for name in WANTED:
            _say(
                f"{name:<20} {given.grown / given.feeds:g} times the feeds: "
                f"{grown[name].wall / mine[name].wall:.1f} times the time, "
                f"{grown[name].peak / mine[name].peak:.1f} times the memory"
            )
    return 0


def _measure(tool: str, command: list[str], feeds: int) -> dict[str, Cost]:
    costs = {}
    with (
        tempfile.TemporaryDirectory() as folder,
        subprocess.Popen(
            [sys.executable, str(HERE / "feed_server.py"), str(feeds)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        ) as server,
    ):
        port = int((server.stdout or sys.stdin.buffer).readline())
        for name, stage in ROUNDS:
            _set(port, stage)
            cost = _run([*command, str(Path(folder) / "data"), str(port), str(feeds)])
            sent = int(_set(port, stage).split()[1]) / 1e6
            costs[name] = Cost(*cost, sent)
            _say(
                f"{tool} {name:<{19 - len(tool)}}{feeds:>7}{costs[name].wall:>9.2f}{costs[name].cpu:>9.2f}"
                f"{costs[name].peak:>9.0f}{sent:>9.1f}"
            )
        server.communicate()
    return costs


def _set(port: int, stage: str) -> bytes:
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/set?{stage}") as answer:
        return bytes(answer.read())


def _run(command: list[str]) -> tuple[float, float, float]:
    """Return wall and CPU seconds of the step, which `command` prints, and peak MB with all the processes it starts."""
    child = subprocess.Popen(command, start_new_session=True, stdout=subprocess.PIPE, text=True)
    peak = _Peak(child.pid)
    said, _ = child.communicate()
    most = peak.end()
    if child.returncode:
        raise SystemExit(f"{command[:2]} ended with {child.returncode}")
    wall, cpu = map(float, said.split())
    return wall, cpu, most


class _Peak:
    """Looks ten times a second how much memory the processes of a session hold together."""

    def __init__(self, session: int) -> None:
        self._session = session
        self._most = 0
        self._is_over = threading.Event()
        self._thread = threading.Thread(target=self._look, daemon=True)
        self._thread.start()

    def end(self) -> float:
        """Return the most that was seen, in MB."""
        self._is_over.set()
        self._thread.join()
        return self._most / 1e6

    def _look(self) -> None:
        while not self._is_over.wait(0.1):
            self._most = max(self._most, sum(self._resident(int(p.name)) for p in _processes()))

    def _resident(self, process: int) -> int:
        try:
            if os.getsid(process) != self._session:
                return 0
            pages = int(Path(f"/proc/{process}/statm").read_text("ascii").split()[1])
        except (OSError, IndexError):
            return 0
        return pages * os.sysconf("SC_PAGE_SIZE")


def _processes() -> list[Path]:
    return [path for path in Path("/proc").iterdir() if path.name.isdecimal()]


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
