"""Reading articles with Dask's workers: two against one, in the same run, from the store and back into it.

python -m tests.bench.bench_scaleout [--articles 20000] [--lake CATALOGUE]

The articles are invented, of two sentences, each with other numbers. Both sides read the same in the same parts,
as a run does: a worker opens the store, loads a part, reads it, opens the store again and writes the claims. Starting
the workers is told apart. Without --lake the store is a file; a lake's CATALOGUE is written as [store] has it, and its
database must be empty.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from flows import claims, day, store
from flows.config import load_settings
from flows.crew import crew
from flows.reading import AT_ONCE
from flows.servers import flow_server
from flows.settings import Workers
from tests.support.crowd import write_seeds

if TYPE_CHECKING:
    from collections.abc import Iterator

NOW = datetime(2020, 5, 20, tzinfo=UTC)


@contextmanager
def installed(articles: int, catalogue: str) -> Iterator[tuple[Path, Path]]:
    """Yield configuration and data directory of an installation that has taken in so many articles."""
    with tempfile.TemporaryDirectory() as folder:
        kept = (
            f'[store]\nkind = "ducklake"\ncatalogue = "{catalogue}"\ndata_path = "lake"\n'
            if catalogue
            else ""
        )
        here = write_seeds(Path(folder) / "here", kept, articles=articles)
        config = here.folder / "countercheck.toml"
        day.ingest(load_settings(config), here.data, NOW, print)
        yield config, here.data


def timed(config: Path, data: Path, processes: int) -> tuple[float, float, int]:
    """Return the seconds that the workers took to start and to read everything, and how many claims they found."""
    from prefect import flow  # noqa: PLC0415 - the server is started first

    from flows import monitor  # noqa: PLC0415 - as above

    kept = load_settings(config).store
    with store.open_store(data, kept) as database:
        keys = store.pending_versions(database, claims.extractor_version())
    what: dict[str, Any] = {"config": config, "data": data, "as_of": None}
    parts = [what | {"keys": keys[first : first + AT_ONCE]} for first in range(0, len(keys), AT_ONCE)]

    @flow
    def shared_out() -> tuple[float, float, int]:
        with crew(Workers(runner="dask", processes=processes)) as workers:
            began = time.perf_counter()
            workers.each(monitor.read_part, [what | {"keys": keys[:1]}] * (2 * processes))
            started = time.perf_counter()
            reports = workers.each(monitor.read_part, parts)
            ended = time.perf_counter()
        return started - began, ended - started, sum(report.counts["claim"] for report in reports)

    return shared_out()


def main() -> int:
    """Print both sides and the ratio; 1 when they do not find the same."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--articles", type=int, default=20_000)
    parser.add_argument("--lake", default="", metavar="CATALOGUE")
    arguments = parser.parse_args()
    seconds: dict[int, float] = {}
    found = set()
    with installed(arguments.articles, arguments.lake) as (config, data), flow_server(data / "cache"):
        for processes in (1, 2):
            starting, seconds[processes], number = timed(config, data, processes)
            found.add(number)
            rate = arguments.articles / seconds[processes]
            sys.stdout.write(
                f"{processes} worker(s): {arguments.articles:,} articles, {number:,} claims in "
                f"{seconds[processes]:.1f} s ({rate:.0f} a second), after {starting:.1f} s to start\n"
            )
            sys.stdout.flush()
            forget(config, data)
    sys.stdout.write(f"two workers are {seconds[1] / seconds[2]:.2f} times as fast as one\n")
    return 0 if len(found) == 1 else 1


def forget(config: Path, data: Path) -> None:
    """Have everything unread again."""
    with store.open_store(data, load_settings(config).store) as database, database.transaction():
        database.execute("delete from store.claims")
        database.execute("delete from store.extractions")


if __name__ == "__main__":
    sys.exit(main())
