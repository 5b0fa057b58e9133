"""Kills ingest, analyse and digest at random moments and checks that the next run leaves what an undisturbed one does.

usage: kill_drill.py TRIALS [--seed N] [--feeds]

Each trial starts one step of a day's work in a process of its own, on what the steps before it left, and kills it
with SIGKILL: after a random share of the processor time the step takes, or just after the n-th change to a file in
the data directory; every fourth time twice in a row. Then the step is done again, undisturbed. Every table but the
record of the runs themselves, in the database and in the analyst's copy, and every file in the data directory must
be what it would have been. With --feeds half of the documents come from feeds on loopback and their pages. The
seed gives the moments; the machine's load moves them a little.

Prints trials, kills by step, and failures; the exit code is 1 when there are failures.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import random
import shutil
import signal
import sys
import tempfile
import time
import traceback
from collections import Counter
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from flows import claims, day
from flows.records import Article, Segment
from flows.settings import Feed, Fetching, Monitor, Reader, Settings, Topic
from flows.store import open_store
from flows.store.reading import open_copy
from tests.support.site import Item, Site, open_site, rss_feed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from flows.day import StepReport
    from flows.store import Store

    Step = Callable[[Settings, Path, datetime, Callable[[str], None]], StepReport]

FIRST_MORNING = datetime(2024, 5, 2, 6, tzinfo=UTC)
BY_CHANGE = 0.5  # share of kills that follow a change to a file
TWICE = 0.25
LONGEST_SECONDS = 60.0
UNLIKE = {
    # What a killed run leaves on purpose: that it was there.
    "runs": ("*",),
    "outcomes": ("*",),
    "discrepancy_states": ("run_id",),
    "deliveries": ("attempts",),
    # Whoever is asked once more answers once more, and a feed that had nothing new is asked later. `state` holds
    # JSON, whose keys may stand in another order; the documents tell its content.
    "feeds": ("state", "interval_minutes", "next_fetch_at"),
    "feed_fetches": ("times",),
    "migrations": ("applied_at",),
}
# An answer that the run after a killed one may get once more.
ASKED_IN_VAIN = "brought = 0 and not is_failure"
NUMBERS = (("Harbour Press", 40), ("Southmere Echo", 70), ("Northgate Post", 45), ("Valley Times", 300))


@dataclass(frozen=True)
class World:
    """What the outlets publish on two mornings, and who reads it."""

    folder: Path
    site: Site | None = None

    def settings(self, morning: int) -> Settings:
        """Return the settings of a morning, after letting the outlets publish."""
        seeds = self.folder / f"seeds-{morning}"
        published = [
            (outlet, number + 20 * morning * (outlet == NUMBERS[0][0])) for outlet, number in NUMBERS
        ]
        published = published[: 3 + morning]
        by_feed = published[::2] if self.site else []
        self._write_seeds(seeds, [entry for entry in published if entry not in by_feed])
        return Settings(
            monitor=Monitor(seeds=seeds),
            fetching=Fetching(allow_hosts=["127.0.0.1"]),
            feeds=[
                Feed(url=self._put(outlet, number), outlet=outlet, text="summary")
                for outlet, number in by_feed
            ],
            topics=[Topic(id="convoy", title="The convoy", query="convoy")],
            readers=[Reader(id="ana", address="ana@example.org")],
        )

    def _write_seeds(self, folder: Path, published: Sequence[tuple[str, int]]) -> None:
        folder.mkdir(exist_ok=True)
        for outlet, number in published:
            name = outlet.lower().replace(" ", "-")
            text = f"Convoy leaves Northgate\n{outlet}\n2024-05-01\n\n{_sentence(number)}\n"
            (folder / f"{name}.txt").write_text(text, "utf-8")

    def _put(self, outlet: str, number: int) -> str:
        assert self.site is not None
        name = outlet.partition(" ")[0]
        text = f"<h1>Convoy leaves Northgate</h1><p>{_sentence(number)} {_sentence(number)}</p>"
        page = self.site.put(f"/{name}.html", f"<html><body><article>{text}</article></body></html>")
        entry = Item(outlet, "Convoy leaves Northgate", _sentence(number), "2024-05-01T10:00:00Z", page)
        path = f"/{name}.xml"
        return self.site.put(path, rss_feed(outlet, [entry]), "application/rss+xml")


def _sentence(number: int) -> str:
    return f"The governor said {number} trucks left Northgate in a convoy on Wednesday."


def work(step: Step, settings: Settings, morning: int, data: Path) -> None:
    """Do one step of a morning."""
    step(settings, data, FIRST_MORNING + timedelta(days=morning), lambda _: None)


def contents(data: Path) -> dict[str, Any]:
    """Return what lies in a data directory: the rows by table, of the copy too, and the files by their hash."""
    found: dict[str, Any] = {}
    with open_store(data) as store:
        found |= _tables("database", store)
    if (data / "analyst.duckdb").exists():
        with open_copy(data) as copy:
            found |= _tables("copy", copy)
    for path in sorted(data.rglob("*")):
        if path.is_file() and path.suffix not in {".duckdb", ".wal"} and path.name != "lock":
            found[f"file {path.relative_to(data)}"] = hashlib.sha256(path.read_bytes()).hexdigest()
    return found


def _tables(which: str, store: Store) -> dict[str, list[str]]:
    names = store.select("select table_name as n from duckdb_tables() where schema_name = 'store' order by n")
    tables = [row["n"] for row in names if "*" not in UNLIKE.get(row["n"], ())]
    return {f"{which} {table}": sorted(_lines(store, table)) for table in tables}


def _lines(store: Store, table: str) -> Iterator[str]:
    """Yield each row of a table as a line, without what a killed run changes on purpose."""
    left_out = ASKED_IN_VAIN if table == "feed_fetches" else "false"
    for row in store.select(f'select * from store."{table}" where not ({left_out})'):  # noqa: S608 - the catalogue's own name
        yield json.dumps({key: row[key] for key in row if key not in UNLIKE.get(table, ())}, default=str)


def forked(function: Callable[[], object]) -> int:
    """Start `function` in a process of its own, which has all imports done, and return its id."""
    child = os.fork()
    if child:
        return child
    try:
        function()
    except BaseException:  # noqa: BLE001 - a child must end here, whatever happens
        traceback.print_exc()
        os._exit(1)
    os._exit(0)


def finished(child: int) -> bool:
    """Wait for a process and return whether it ended well."""
    return os.waitpid(child, 0)[1] == 0


def contents_of(data: Path, scratch: Path) -> dict[str, Any]:
    """Return `contents`, read in another process: whoever forks must not have had a DuckDB of its own."""
    answer = scratch / "contents.json"
    if not finished(forked(lambda: answer.write_text(json.dumps(contents(data)), "utf-8"))):
        raise SystemExit(f"{data}: what a run left cannot be read")
    found: dict[str, Any] = json.loads(answer.read_text("utf-8"))
    return found


@dataclass(frozen=True)
class Stage:
    """A step on one of the mornings, undisturbed: where it began, what it left, and what it took."""

    step: Step
    morning: int
    world: World
    before: Path
    wanted: dict[str, Any]
    seconds: float
    changes: int

    @property
    def name(self) -> str:
        """What a person calls it."""
        return f"{self.step.__name__} on morning {self.morning + 1}"

    def trial(self, scratch: Path, chance: random.Random) -> tuple[int, list[str]]:
        """Return how often the step was killed, and what is not as it should be afterwards."""
        settings = self.world.settings(self.morning)
        data = scratch / "trial"
        shutil.rmtree(data, ignore_errors=True)
        shutil.copytree(self.before, data)
        kills = int(self._killed(settings, data, chance))
        if chance.random() < TWICE:
            kills += self._killed(settings, data, chance)
        if not finished(forked(lambda: work(self.step, settings, self.morning, data))):
            return kills, [f"{self.name}: the run after it failed"]
        found = contents_of(data, scratch)
        wrong = sorted(
            key for key in found.keys() | self.wanted.keys() if found.get(key) != self.wanted.get(key)
        )
        return kills, [f"{self.name}: {_difference(key, found, self.wanted)}" for key in wrong]

    def _killed(self, settings: Settings, data: Path, chance: random.Random) -> bool:
        """Start the step, kill it somewhere, and return whether it was still running then."""
        by_change, share = chance.random() < BY_CHANGE, chance.random()
        child = forked(lambda: work(self.step, settings, self.morning, data))
        if by_change:
            watch(child, data, 1 + int(share * self.changes))
        else:
            burn(child, share * self.seconds)
        os.kill(child, signal.SIGKILL)
        return not finished(child)


def stages(scratch: Path, world: World) -> list[Stage]:
    """Return every step of two mornings, after having done them all in order."""
    found: list[Stage] = []
    data = scratch / "data"
    data.mkdir()
    for morning in (0, 1):
        settings = world.settings(morning)
        for step in (day.ingest, day.analyse, day.digest):
            before = scratch / f"before-{len(found)}"
            shutil.copytree(data, before)
            child = forked(lambda: work(step, settings, morning, data))  # noqa: B023 - it is called at once
            changes = watch(child, data, None)
            _, status, usage = os.wait4(child, 0)
            if status:
                raise SystemExit(f"{step.__name__} fails undisturbed")
            seconds = usage.ru_utime + usage.ru_stime
            found.append(Stage(step, morning, world, before, contents_of(data, scratch), seconds, changes))
    return found


def burn(child: int, seconds: float) -> None:
    """Return once `child` has used so much processor time, or has ended."""
    clock = (~child << 3) | 2  # Linux's number for the processor clock of another process
    while not _has_ended(child) and time.clock_gettime(clock) < seconds:
        time.sleep(0.001)


def watch(child: int, data: Path, wanted: int | None) -> int:
    """Return how many changes below `data` were seen until `child` ended or `wanted` were."""
    before, changes, until = _state(data), 0, time.monotonic() + LONGEST_SECONDS
    while changes != wanted and time.monotonic() < until and not _has_ended(child):
        now = _state(data)
        changes += before != now
        before = now
    return changes


def _has_ended(child: int) -> bool:
    return os.waitid(os.P_PID, child, os.WEXITED | os.WNOHANG | os.WNOWAIT) is not None


def _state(data: Path) -> list[tuple[str, int, int]]:
    """Return path, size and time of each file; what vanishes meanwhile is left out."""
    found = []
    for folder, _, files in os.walk(data):
        for name in files:
            path = os.path.join(folder, name)  # noqa: PTH118 - a Path each would slow the watch down
            try:
                status = os.stat(path)  # noqa: PTH116 - as above
            except OSError:
                continue
            found.append((path, status.st_size, status.st_mtime_ns))
    return found


def _difference(key: str, found: dict[str, Any], wanted: dict[str, Any]) -> str:
    """Return what is too much and what is missing under `key`, shortened."""
    have, want = found.get(key, []), wanted.get(key, [])
    if isinstance(have, str) or isinstance(want, str):
        return f"{key}: {'missing' if key not in found else 'too much' if key not in wanted else 'differs'}"
    extra, missing = [row for row in have if row not in want], [row for row in want if row not in have]
    return (
        f"{key}: {len(have)} rows for {len(want)}; too much {str(extra)[:600]}; missing {str(missing)[:600]}"
    )


def main(argv: Sequence[str] | None = None) -> int:
    """Run the trials and print how they went."""
    parser = argparse.ArgumentParser(description="kills runs at random moments and compares what is left")
    parser.add_argument("trials", type=int)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument(
        "--feeds",
        action="store_true",
        help="take half of the documents from feeds on loopback and their pages",
    )
    arguments = parser.parse_args(argv)
    text = _sentence(1)
    claims.extract_all(
        Article("warm-up", text, (Segment("body", 0, len(text)),))
    )  # its rules are loaded once
    claims.extractor_version()
    kills: Counter[str] = Counter()
    failures = 0
    with ExitStack() as stack:
        scratch = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="countercheck-kill-drill-")))
        site = stack.enter_context(open_site()) if arguments.feeds else None
        drilled = stages(scratch, World(scratch, site))
        for number in range(arguments.trials):
            stage = drilled[number % len(drilled)]
            killed, wrong = stage.trial(scratch, random.Random(f"{arguments.seed} {number}"))  # noqa: S311 - no secret
            kills[stage.step.__name__] += killed
            failures += bool(wrong)
            for line in wrong:
                print(f"trial {number}: {line}", flush=True)  # noqa: T201 - a bench prints
    by_step = ", ".join(f"{number} of {step}" for step, number in kills.items())
    print(f"{arguments.trials} trials, {kills.total()} kills ({by_step}), {failures} failures")  # noqa: T201 - as above
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
