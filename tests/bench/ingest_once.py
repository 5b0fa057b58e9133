"""Fetch, read and store feeds once, as `ingest` does: what the bench times.

usage: ingest_once.py DATA PORT FEEDS
"""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from pathlib import Path

from flows import day
from flows.settings import Feed, Fetching, Settings


def main() -> None:
    """Take in the feeds of the bench's server."""
    data, port, count = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
    feeds = [
        Feed(url=f"http://127.0.0.1:{port}/{number}", outlet=f"Outlet {number}") for number in range(count)
    ]
    settings = Settings(feeds=feeds, fetching=Fetching(allow_hosts=["127.0.0.1"]))
    now = datetime.now(UTC)
    for part in day.feed_parts(settings, data, now, print, planned_only=False):
        day.take_feeds(settings, data, now, print, part)


if __name__ == "__main__":
    main()
