"""A month of scheduled runs in a few minutes: do memory, open files, the database or a run's time grow?

usage: python -m tests.bench.soak [RUNS] [--slice N]

Each run is a quarter of an hour of the clock it is given: the feeds of a site on loopback that changes all the time
are asked and analysed; each morning there is a digest, each night the maintenance. All of it happens in this process,
without Prefect.

Prints, for each slice of the runs, what is left at its end: memory in use (RSS, after garbage was looked for),
open files, the size of the database and of the analyst's copy, articles and claims in it, and the mean time of a
run in it. Then by how much each grows from the second third of the runs to the last, as a share.
"""

from __future__ import annotations

import argparse
import gc
import os
import random
import sys
import tempfile
import time
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from flows import day, keeping
from flows.settings import Feed, Fetching, Keeping, Monitor, Reader, Settings, Topic
from flows.store import open_store
from tests.support.site import Item, Site, open_site, rss_feed

if TYPE_CHECKING:
    from collections.abc import Sequence

FIRST = datetime(2024, 5, 1, tzinfo=UTC)
QUARTER = timedelta(minutes=15)
OUTLETS = ("Harbour Press", "Southmere Echo", "Northgate Post", "Valley Times")
PLACES = ("Northgate", "Southmere", "Ashford", "Millbrook", "Eastham")
SHOWN = 12  # entries that a feed holds
MORNING, NIGHT = 7, 3  # o'clock


@dataclass(frozen=True)
class Slice:
    """What was left after some runs; sizes in bytes, time in seconds."""

    runs: int
    memory: int
    files: int
    database: int
    copy: int
    articles: int
    claims: int
    seconds: float

    def in_words(self) -> str:
        """Return it as a line of the table."""
        return (
            f"{self.runs:>6} {self.memory / 1e6:>9.1f} {self.files:>6} {self.database / 1e6:>9.2f} "
            f"{self.copy / 1e6:>9.2f} {self.articles:>9,} {self.claims:>9,} {self.seconds * 1000:>9.0f}"
        )


HEADING = "  runs memory MB  files  store MB   copy MB  articles    claims    ms/run"


class Outlets:
    """Four outlets that publish something now and then, and change what they published."""

    def __init__(self, site: Site) -> None:
        self._site = site
        self._chance = random.Random(7)  # noqa: S311 - no secret
        self._shown: dict[str, list[Item]] = {outlet: [] for outlet in OUTLETS}
        self._published = 0
        self.feeds = [Feed(url=self._put(outlet), outlet=outlet) for outlet in OUTLETS]

    def publish(self, now: datetime) -> None:
        """Let some outlets publish, and one in twenty times change what they said."""
        for outlet, shown in self._shown.items():
            if self._chance.random() < 1 / 20:
                self._published += 1
                shown.insert(0, self._item(f"{outlet} {self._published}", now))
                del shown[SHOWN:]
                self._put(outlet)
            elif shown and self._chance.random() < 1 / 160:
                shown[0] = self._item(shown[0].key, now)
                self._put(outlet)

    def _item(self, key: str | None, now: datetime) -> Item:
        place, number = self._chance.choice(PLACES), self._chance.randint(2, 400)
        text = (
            f"The governor said on {now:%A} that {number} trucks left {place} in a convoy. Police in {place} counted "
            f"{number + self._chance.randint(0, 40)} trucks, and {number // 9 + 1} people were killed near {place}."
        )
        return Item(key, f"Convoy leaves {place}", text, now.isoformat())

    def _put(self, outlet: str) -> str:
        path = f"/{outlet.partition(' ')[0].lower()}.xml"
        return self._site.put(path, rss_feed(outlet, self._shown[outlet]), "application/rss+xml")


def soak(runs: int, size: int, data: Path, site: Site) -> list[Slice]:
    """Do the runs and return what each slice of them left."""
    outlets = Outlets(site)
    settings = Settings(
        monitor=Monitor(seeds=_no_seeds(data)),
        fetching=Fetching(allow_hosts=["127.0.0.1"], host_pause_seconds=0),
        feeds=outlets.feeds,
        topics=[Topic(id="convoy", title="The convoys", query="convoy", days=7)],
        readers=[Reader(id="ana", address="ana@example.org")],
        keeping=Keeping(documents_days=10),
    )
    found: list[Slice] = []
    print(HEADING, flush=True)  # noqa: T201 - a bench prints
    spent = 0.0
    for number in range(1, runs + 1):
        now = FIRST + number * QUARTER
        outlets.publish(now)
        began = time.process_time()
        _run(settings, data, now)
        for seen in (site.requests, site.statuses, site.seen_headers):
            seen.clear()  # what the site remembers is no leak of ours
        spent += time.process_time() - began
        if number % size == 0:
            found.append(_slice(number, data, spent / size))
            spent = 0.0
            print(found[-1].in_words(), flush=True)  # noqa: T201 - as above
    return found


def _run(settings: Settings, data: Path, now: datetime) -> None:
    day.ingest(settings, data, now, print, planned_only=True)
    day.analyse(settings, data, now, print)
    if now.minute == 0 and now.hour == MORNING:
        day.digest(settings, data, now, print)
    if now.minute == 0 and now.hour == NIGHT:
        keeping.maintain(settings, data, now, print)


def _no_seeds(data: Path) -> Path:
    folder = data.with_name("no-seeds")
    folder.mkdir()
    return folder


def _slice(runs: int, data: Path, seconds: float) -> Slice:
    gc.collect()
    with open_store(data) as store:
        [counted] = store.select(
            "select (select count(*) from store.articles) as articles, (select count(*) from store.claims) as claims"
        )
    memory = int(Path("/proc/self/statm").read_text("ascii").split()[1]) * os.sysconf("SC_PAGE_SIZE")
    return Slice(
        runs,
        memory,
        len(list(Path("/proc/self/fd").iterdir())),
        (data / "countercheck.duckdb").stat().st_size,
        (data / "analyst.duckdb").stat().st_size,
        counted["articles"],
        counted["claims"],
        seconds,
    )


def growth(found: Sequence[Slice], name: str) -> float:
    """Return by how much a number grows from the second third of the slices to the last, as a share of it."""
    third = max(1, len(found) // 3)
    values = [float(getattr(one, name)) for one in found]
    middle, last = values[third : 2 * third] or values[:1], values[-third:]
    return sum(last) / len(last) / (sum(middle) / len(middle)) - 1


def main(argv: Sequence[str] | None = None) -> int:
    """Soak, and print what grows."""
    parser = argparse.ArgumentParser(description="many scheduled runs in accelerated time, and what grows")
    parser.add_argument("runs", type=int, nargs="?", default=2_000)
    parser.add_argument("--slice", type=int, default=200, help="how many runs are a line")
    arguments = parser.parse_args(argv)
    with tempfile.TemporaryDirectory(prefix="countercheck-soak-") as folder, open_site() as site:
        found = soak(arguments.runs, arguments.slice, Path(folder) / "data", site)
    names = ("memory", "files", "database", "copy", "articles", "claims", "seconds")
    growing = ", ".join(f"{name} {growth(found, name):+.0%}" for name in names)
    print(f"from the second third to the last: {growing}")  # noqa: T201 - a bench prints
    return 0


if __name__ == "__main__":
    sys.exit(main())
