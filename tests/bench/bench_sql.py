"""How long the day's queries take beside an archive: an invented one, written straight into a store.

usage: bench_sql.py [--archive N ...] [--new N] [--per-day N] [--data DIR]

For each size an archive is laid out (see archive.sql) and gone through by the day's own steps in pieces of a
day; then `--new` articles of one more day come in, and each step is timed: seconds on the clock, seconds of the
processor, and the most memory the process held meanwhile. Then each line that `from start_here` offers is asked of
the analyst's copy. A last line compares the sizes. DuckDB gets two threads and 6 GB.
"""

from __future__ import annotations

import argparse
import gc
import sys
import tempfile
import time
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from flows import claims
from flows import store as stores
from flows.settings import Topic
from flows.store.reading import open_copy

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from flows.store import Store

ARCHIVE = Path(__file__).with_name("archive.sql")
TODAY = datetime(2024, 6, 1, tzinfo=UTC)
THREADS, MEMORY = 2, "6GB"
TOPICS = [
    Topic(id=f"topic-{n}", title=f"Topic {n}", query=f"topic{n}w1 AND (topic{n}w2 OR topic{n}w3*)", days=60)
    for n in (0, 1, 5, 20)
]


@dataclass
class Clock:
    """What was timed, by name: seconds, processor seconds, megabytes."""

    taken: dict[str, tuple[float, float, float]] = field(default_factory=dict)

    @contextmanager
    def time(self, name: str) -> Iterator[None]:
        """Time the block, and say what it took."""
        gc.collect()
        _forget_peak()
        wall, processor = time.perf_counter(), time.process_time()
        yield
        taken = time.perf_counter() - wall, time.process_time() - processor, _peak_megabytes()
        self.taken[name] = taken
        _say(f"  {name:<28} {taken[0]:8.2f} s {taken[1]:8.2f} s cpu {taken[2]:8.0f} MB")


def main() -> int:
    """Print what each step and view takes at each size; return the exit status."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--archive", type=int, nargs="+", default=[100_000, 1_000_000])
    parser.add_argument("--new", type=int, default=10_000)
    parser.add_argument("--per-day", type=int, default=10_000)
    parser.add_argument("--data", type=Path)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        base = asked.data or Path(folder)
        days = {size: _bench(base / str(size), size, asked.new, asked.per_day) for size in asked.archive}
    if len(days) > 1:
        first, *_, last = days.values()
        _say(f"day: {last:.1f} s against {first:.1f} s, {last / first:.2f} times")
    return 0


def _bench(data: Path, size: int, new: int, per_day: int) -> float:
    """Return how many seconds the steps of the day took beside an archive of `size` articles."""
    _say(f"archive of {size:,} articles, {new:,} new")
    before, day, after = Clock(), Clock(), Clock()
    with stores.open_store(data, threads=THREADS, memory=MEMORY) as store:
        _sync(store)
        with before.time("lay out the archive"):
            write(store, "a", days=size // per_day, per_day=per_day, last_day=TODAY)
        with before.time("go through the archive"):
            for step in STEPS.values():
                step(store, TODAY + timedelta(days=1))
        write(store, "n", days=1, per_day=new, last_day=TODAY + timedelta(days=1))
        _say(f"  {_sizes(store)}")
        for name, step in STEPS.items():
            with day.time(name):
                step(store, TODAY + timedelta(days=2))
        with after.time("publish"):
            stores.publish(store)
    _ask(data, after)
    return sum(seconds for seconds, _, _ in day.taken.values())


def write(store: Store, prefix: str, *, days: int, per_day: int, last_day: datetime) -> None:
    """Write the articles of some days, whose ids begin with `prefix`, with their claims."""
    values = {
        "prefix": prefix,
        "days": days,
        "per_day": per_day,
        "last_day": last_day,
    }
    for name, value in values.items():
        store.execute(f"set variable {name} = ?", [value])
    store.execute(ARCHIVE.read_text("utf-8"))
    store.execute("drop table drawn; drop table written; checkpoint")


def _find_discrepancies(store: Store, now: datetime) -> None:
    stores.find_discrepancies(store, f"bench {now:%F}", now)


# What a day does after extraction, in order.
STEPS: dict[str, Callable[[Store, datetime], object]] = {
    "topics": lambda store, _: stores.match_topics(store),
    "words": lambda store, _: stores.read_words(store),
    "copies": lambda store, _: stores.find_copies(store),
    "stories": lambda store, _: stores.find_stories(store),
    "discrepancies": _find_discrepancies,
}


def _sync(store: Store) -> None:
    stores.sync_topics(store, TOPICS)
    stores.sync_aliases(store, [*claims.speaker_aliases(), *claims.place_aliases()])
    stores.sync_regions(store, claims.regions())
    stores.sync_unit_classes(store, claims.unit_classes())


def _sizes(store: Store) -> str:
    (row,) = store.select(
        "select (select count(*) from store.articles) as articles, (select count(*) from store.claims) as claims, "
        "(select count(*) from store.copied_articles) as copied, "
        "(select count(distinct story_id) from store.story_articles) as stories, "
        "(select count(*) from store.discrepancies) as discrepancies"
    )
    return ", ".join(f"{count:,} {name}" for name, count in row.items())


def _ask(data: Path, clock: Clock) -> None:
    """Ask the analyst's copy every line that `from start_here` offers."""
    with open_copy(data) as copy:
        for row in copy.select(
            "select name, try_this from start_here where kind like '%view%' or kind like '%table%'"
        ):
            with clock.time(row["name"]):
                copy.select(row["try_this"].rstrip("; "))


def _forget_peak() -> None:
    Path("/proc/self/clear_refs").write_text("5", "ascii")


def _peak_megabytes() -> float:
    status = Path("/proc/self/status").read_text("ascii")
    return int(status.split("VmHWM:")[1].split()[0]) / 1024


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
