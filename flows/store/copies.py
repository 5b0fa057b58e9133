"""Copies: articles of different outlets with so many words in common that they are one source."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from flows.store.database import Store


def find_copies(store: Store) -> None:
    """Find what copies what among the articles that are new or changed, and with those known.

    What is found depends on the articles alone, neither on the order in which they came nor on the number of
    runs.
    """
    with store.transaction():
        store.run("copies/begin")
        if not store.select("select 1 from changed_articles limit 1"):
            return
        store.run("copies/read_runs")
        store.run("copies/keep_samples")
        store.run("copies/read_runs")
        store.run("copies/pair")
        store.run("copies/group")
