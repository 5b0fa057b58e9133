"""How long the day's queries take beside an archive: an invented one, written straight into a store.

usage: bench_sql.py [--sizes N ...] [--new N] [--per-day N] [--data DIR]

Each archive is laid out once, kept in `--data` and copied for its run. Its last ten days are made by archive.sql and
gone through by the day's own steps, but for stories, into which articles are put as they were made
(archive_stories.sql); older days are those again with other names (archive_older.sql), and so is what their stories
measure and disagree on (archive_older_measures.sql). Archives of several sizes have their last days in common.

Then `--new` articles of one more day come in, and each step is timed: seconds on the clock, seconds of the processor,
and the most memory the process held meanwhile; then the steps with nothing new, and the publishing of the analyst's
copy, of which each line that `from start_here` offers is asked, and those of asked.sql. A last line compares the sizes.
DuckDB gets two threads and 6 GB.
"""

from __future__ import annotations

import argparse
import gc
import shutil
import sys
import tempfile
import time
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import duckdb

from flows import claims
from flows import store as stores
from flows.settings import Topic
from flows.store.discrepancies import rules_as_text
from flows.store.reading import open_copy

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from flows.store import Store

SQL = Path(__file__).parent
DATABASE = "countercheck.duckdb"
TODAY = datetime(2024, 6, 1, tzinfo=UTC)
THREADS, MEMORY = 2, "6GB"
RECENT_DAYS = 10
TOPICS = [
    Topic(id=f"topic-{n}", title=f"Topic {n}", query=f"topic{n}w1 AND (topic{n}w2 OR topic{n}w3*)", days=60)
    for n in (1, 5, 20)
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
        _say(f"  {name:<90} {taken[0]:8.2f} s {taken[1]:8.2f} s cpu {taken[2]:8.0f} MB")


def main() -> int:
    """Print what each step and view takes at each size; return the exit status."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--sizes", type=int, nargs="+", default=[100_000, 1_000_000])
    parser.add_argument("--new", type=int, default=10_000)
    parser.add_argument("--per-day", type=int, default=10_000)
    parser.add_argument("--data", type=Path)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        base = asked.data or Path(folder)
        days = {size: _bench(base, size, asked.new, asked.per_day) for size in asked.sizes}
    if len(days) > 1:
        first, *_, last = days.values()
        _say(f"the day: {last:.1f} s against {first:.1f} s, {last / first:.2f} times")
    return 0


def _bench(base: Path, size: int, new: int, per_day: int) -> float:
    """Return how many seconds the steps of the day took beside an archive of `size` articles."""
    _say(f"archive of {size:,} articles, {new:,} new")
    laid = _laid(base, size // per_day, per_day)
    day, again, after = Clock(), Clock(), Clock()
    with tempfile.TemporaryDirectory(dir=base) as folder:
        data = Path(folder)
        shutil.copy(laid / DATABASE, data / DATABASE)
        with stores.open_store(data, threads=THREADS, memory=MEMORY) as store:
            _sync(store)
            write(store, "n0-", days=1, per_day=new, last_day=TODAY + timedelta(days=1))
            _say(f"  {_sizes(store)}")
            _take_steps(store, day, TODAY + timedelta(days=2))
            _say(f"  {_sizes(store)}; and with nothing new:")
            _take_steps(store, again, TODAY + timedelta(days=2, hours=1))
            with after.time("publish"):
                stores.publish(store)
        _ask(data, after)
    return sum(seconds for seconds, _, _ in day.taken.values())


def _take_steps(store: Store, clock: Clock, now: datetime) -> None:
    for name, step in STEPS.items():
        with clock.time(name):
            step(store, now)


def _laid(base: Path, days: int, per_day: int) -> Path:
    """Return the directory below `base` with an archive of so many days, laid out where it is not there yet."""
    laid = base / f"laid-{days}-{per_day}"
    if (laid / "whole").exists():
        return laid
    shutil.rmtree(laid, ignore_errors=True)
    if days > RECENT_DAYS:
        laid.mkdir()
        shutil.copy(_laid(base, RECENT_DAYS, per_day) / DATABASE, laid / DATABASE)
    with (
        Clock().time(f"lay out {days} days"),
        stores.open_store(laid, threads=THREADS, memory=MEMORY) as store,
    ):
        if days > RECENT_DAYS:
            _lay_older_days(store, days)
        else:
            _lay_recent_days(store, days, per_day)
    (laid / "whole").touch()
    return laid


def _lay_recent_days(store: Store, days: int, per_day: int) -> None:
    _sync(store)
    store.execute("create schema bench")
    store.execute("create table bench.told (article_id varchar, story varchar, told_at timestamptz)")
    for nth in range(days):
        write(store, f"a{nth}-", days=1, per_day=per_day, last_day=TODAY - timedelta(days=days - nth - 1))
        for name in ("topics", "words", "copies"):
            STEPS[name](store, TODAY)
    for row in store.select("select distinct day from store.article_samples order by day"):
        with store.transaction():
            for query in ("begin_day", "read_words", "read_terms", "choose_keys"):
                store.run(f"stories/{query}", day=row["day"])
    store.execute(SQL.joinpath("archive_stories.sql").read_text("utf-8"))
    store.run("stories/settle")
    store.execute("drop schema bench cascade")
    _find_discrepancies(store, TODAY)
    store.execute("checkpoint")


def _lay_older_days(store: Store, days: int) -> None:
    for back in range(days // RECENT_DAYS - 1, 0, -1):
        _set(store, mark=chr(ord("g") + back - 1), back=back * RECENT_DAYS)
        with store.transaction():
            for name in ("archive_older.sql", "archive_older_measures.sql"):
                store.execute(SQL.joinpath(name).read_text("utf-8"))
        store.execute("checkpoint")
    _note_as_compared(store)
    store.execute("checkpoint")


def _note_as_compared(store: Store) -> None:
    """Note every topic and story as compared, as they stand."""
    asked = {"as_of": TODAY, "now": TODAY, "run_id": "laid", "tolerance_pct": 10}
    store.run("measures/begin", **asked, with_stories=True, rules=rules_as_text(10))
    store.execute("delete from store.measured_scopes")
    store.execute(
        "insert into store.measured_scopes by name "
        "select scope_kind, scope_id, fingerprint, ?::timestamptz as measured_at from held",
        [TODAY],
    )


def write(store: Store, prefix: str, *, days: int, per_day: int, last_day: datetime) -> None:
    """Write the articles of some days, whose ids begin with `prefix`, with their claims."""
    _set(store, prefix=prefix, days=days, per_day=per_day, last_day=last_day)
    store.execute(SQL.joinpath("archive.sql").read_text("utf-8"))
    if store.select("select 1 from duckdb_schemas() where schema_name = 'bench'"):
        store.execute(
            "insert into bench.told select article_id, story, published_at from drawn order by published_at"
        )
    store.execute("drop table drawn; drop table written; checkpoint")


def _set(store: Store, **values: object) -> None:
    for name, value in values.items():
        store.execute(f"set variable {name} = ?", [value])


def _find_discrepancies(store: Store, now: datetime) -> None:
    stores.find_discrepancies(store, f"bench {now:%FT%H}", now)


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
    """Ask the analyst's copy every line that it offers, and those of asked.sql; say what took above a second."""
    with open_copy(data) as copy:
        offered = copy.select(
            "select name, try_this from all_names where kind like '%view%' or kind like '%table%'"
        )
        _set(
            copy,
            claim=_one(copy, "select max(claim_id) as one from store.claims"),
            story=_one(copy, "select max(story_id) as one from stories where article_count > 5"),
            discrepancy=_one(copy, "select max(discrepancy_id) as one from store.discrepancies"),
        )
        typed = [
            statement.query.strip()
            for statement in duckdb.extract_statements(SQL.joinpath("asked.sql").read_text("utf-8"))
        ]
        lines = [row["try_this"].rstrip("; ") for row in offered] + typed
        for line in lines:
            with clock.time(line.splitlines()[-1][:90]):
                copy.select(line)
    slow = {line: taken[0] for line, taken in clock.taken.items() if taken[0] > 1 and line != "publish"}
    _say(f"  {len(lines)} questions, above a second: {slow or 'none'}")


def _one(store: Store, query: str) -> object:
    return store.select(query)[0]["one"]


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
