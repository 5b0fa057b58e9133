"""A worker that writes articles to a lake, for tests that start several at once or kill one.

python -m tests.support.lake_writer CONFIG DATA NAME FIRST LAST [hold]   stores articles FIRST to LAST
"""

from __future__ import annotations

import hashlib
import sys
from datetime import UTC, datetime
from pathlib import Path

from flows import store
from flows.config import load_settings
from flows.records import Article, Document, Incoming, Segment

NOW = datetime(2020, 5, 10, 7, tzinfo=UTC)
_GROUP = 5


def incoming(number: int) -> Incoming:
    """Return article `number`, whoever brings it."""
    text = f"Some {number} people left Rivertown in convoy {number}."
    raw = text.encode()
    document = Document(hashlib.sha256(raw).hexdigest(), raw, "text/plain")
    article = Article(f"{number}.txt", text, (Segment("body", 0, len(text)),), published_at=NOW)
    return Incoming(document, article, "feed", "https://news.example.org/feed", str(number))


def main() -> int:
    """Store the articles in groups, saying which; with `hold`, stop in the middle of a turn."""
    config, data, name, first, last, *hold = sys.argv[1:]
    settings = load_settings(Path(config))
    with store.open_shared(Path(data), settings.store) as lake:
        print(f"{name} is there", flush=True)  # noqa: T201 - the test reads it
        sys.stdin.readline()
        for start in range(int(first), int(last), _GROUP):
            with lake.turn():
                items = [incoming(number) for number in range(start, min(start + _GROUP, int(last)))]
                store.store_incoming(lake, items, NOW)
                if hold:
                    print(f"{name} holds its turn", flush=True)  # noqa: T201 - as above
                    sys.stdin.readline()
    return 0


if __name__ == "__main__":
    sys.exit(main())
