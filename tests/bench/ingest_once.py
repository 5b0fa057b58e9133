"""Fetch, read and store feeds once, as `ingest` does, and print the wall and CPU seconds that took.

usage: ingest_once.py DATA PORT FEEDS
"""

from __future__ import annotations

import resource
import sys
import time
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
    began, spent = time.monotonic(), _cpu()
    for part in day.feed_parts(settings, data, now, print, planned_only=False):
        day.take_feeds(settings, data, now, print, part)
    sys.stdout.write(f"{time.monotonic() - began} {_cpu() - spent}\n")


def _cpu() -> float:
    """Return the CPU seconds of this process and of those it started and waited for."""
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in used)


if __name__ == "__main__":
    main()
