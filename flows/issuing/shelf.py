"""The shelf of issues: a page that lists them, and feeds (Atom, JSON Feed) that programs can follow."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from flows.issuing.display import plain
from flows.issuing.files import write_through
from flows.issuing.render import IndexEntry, atom_feed, index_page

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime
    from pathlib import Path

    from flows.settings import Monitor
    from flows.store import Store

# Feed readers keep what they have seen; a month of daily issues is enough for one that was away.
_IN_FEED = 30


def fill_shelf(store: Store, monitor: Monitor, folder: Path, now: datetime) -> None:
    """Write index.html, feed.atom and feed.json into `folder`, each in the place of the one before.

    Links are absolute where the settings say under which address the folder can be read, else relative.
    """
    base = f"{monitor.web_address}/" if monitor.web_address else ""
    entries = [
        IndexEntry(
            row["period"],
            row["reader"],
            row["subject"],
            f"{row['folder'].removeprefix('issues/')}/web.html",
            row["message_id"].strip("<>"),
            row["issued_at"],
        )
        for row in store.rows("digest/all_issues")
    ]
    newest = entries[:_IN_FEED]
    pages = {
        "index.html": index_page(monitor.name, entries),
        "feed.atom": atom_feed(monitor.name, base, newest, now),
        "feed.json": json.dumps(_json_feed(monitor.name, base, newest), ensure_ascii=False, indent=1),
    }
    for name, page in pages.items():
        unfinished = folder / f".{name}.part"
        write_through(unfinished, page.encode())
        unfinished.replace(folder / name)


def _json_feed(monitor: str, base: str, entries: Sequence[IndexEntry]) -> dict[str, Any]:
    """Return the feed in the form of jsonfeed.org's version 1.1."""
    return {
        "version": "https://jsonfeed.org/version/1.1",
        "title": plain(monitor, 60),
        **({"home_page_url": f"{base}index.html", "feed_url": f"{base}feed.json"} if base else {}),
        "items": [
            {
                "id": entry.message_id,
                "url": base + entry.path,
                "title": entry.subject,
                "content_text": f"Issue of {entry.period} for {entry.reader}.",
                "date_published": entry.issued_at.isoformat(),
                "tags": [entry.reader],
            }
            for entry in entries
        ],
    }
