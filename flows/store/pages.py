"""Pages that feeds point to: what is known of each, and what sites let us read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flows.store.database import as_strings

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from flows.store.database import Row, Store


def known_pages(store: Store, now: datetime) -> dict[str, Row]:
    """Return what is known of the pages wanted lately, by article: queries/pages/known."""
    return {row["article_id"]: row for row in store.rows("pages/known", as_of=now)}


def known_robots(store: Store) -> dict[str, Row]:
    """Return what sites let us read, by origin: the columns of store.robots."""
    return {row["origin"]: row for row in store.select("select * from store.robots order by origin")}


def save_pages(store: Store, pages: Sequence[Row], robots: Sequence[Row]) -> None:
    """Keep what is known of pages (columns of store.pages) and sites (of store.robots) instead of what was."""
    with store.turn():
        store.execute(
            """delete from store.pages where article_id in (select unnest(from_json(?, '["varchar"]')))""",
            [as_strings([row["article_id"] for row in pages])],
        )
        store.execute(
            """delete from store.robots where origin in (select unnest(from_json(?, '["varchar"]')))""",
            [as_strings([row["origin"] for row in robots])],
        )
        store.append("pages", pages)
        store.append("robots", robots)
