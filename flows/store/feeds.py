"""What is known of the feeds: their state, the memory of their entries, and what each fetch came to."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from flows.store.database import as_strings

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from flows.records import Outcome
    from flows.settings import Feed
    from flows.store.database import Row, Store


def feed_states(store: Store) -> dict[str, Row]:
    """Return what is known of each feed, by address: the columns of store.feeds, and `memory` (JSON text or None)."""
    return {row["url"]: row for row in store.rows("feeds/states")}


def save_feed_states(
    store: Store, states: Sequence[Mapping[str, object]], memories: Mapping[str, str] | None = None
) -> None:
    """Keep the state of each feed in `states` (columns of store.feeds), and the memories that changed, by address."""
    memories = memories or {}
    with store.turn():
        store.run("feeds/forget_states", urls=[str(row["url"]) for row in states])
        store.append("feeds", states)
        store.run("feeds/forget_memories", urls=list(memories))
        store.append("feed_memories", [{"url": url, "memory": text} for url, text in memories.items()])


def note_fetches(store: Store, fetches: Sequence[tuple[Outcome, int]], now: datetime) -> None:
    """Count what the fetches of feeds came to, each with how many entries it brought; repeats of a day are one row."""
    rows = [
        {
            "url": outcome.subject,
            "day": f"{now:%Y-%m-%d}",
            "outcome": outcome.outcome,
            "detail": outcome.detail,
            "hint": outcome.hint,
            "is_failure": outcome.is_failure,
            "happened_at": now.isoformat(),
            "brought": brought,
        }
        for outcome, brought in fetches
    ]
    with store.turn():
        store.run("feeds/note_fetches", fetches=json.dumps(rows))


def sync_feeds(store: Store, feeds: Sequence[Feed]) -> None:
    """Forget the state of feeds that are not configured any more, and note which are paused."""
    with store.turn():
        store.run(
            "feeds/sync",
            configured=[feed.url for feed in feeds],
            paused=[feed.url for feed in feeds if feed.paused],
        )


def revive_feeds(store: Store, urls: Sequence[str]) -> None:
    """Let feeds that were gone for good, or whose servers asked to wait, be asked on the next run."""
    with store.turn():
        store.execute(
            "update store.feeds set retired_at = null, not_before = null, next_fetch_at = null "
            """where url in (select unnest(from_json(?, '["varchar"]')))""",
            [as_strings(list(urls))],
        )
