"""Fetch, read and store feeds once, as `ingest` does: what the bench times.

usage: ingest_once.py DATA PORT FEEDS
"""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from pathlib import Path

from flows import store
from flows.day import save_results
from flows.settings import Feed, Fetching
from flows.sources.feeds import collect


def main() -> None:
    """Take in the feeds of the bench's server."""
    data, port, count = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
    feeds = [
        Feed(url=f"http://127.0.0.1:{port}/{number}", outlet=f"Outlet {number}") for number in range(count)
    ]
    now = datetime.now(UTC)
    with store.open_store(data) as database:
        states = store.feed_states(database)
    results = collect(feeds, states, Fetching(allow_hosts=["127.0.0.1"]), now)
    with store.open_store(data) as database:
        run = store.start_run(database, "ingest", now)
        store.store_incoming(database, [item for result in results for item in result.found], now)
        save_results(database, results, now)
        store.finish_run(database, run, {}, now)


if __name__ == "__main__":
    main()
