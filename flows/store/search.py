"""Search: the words of every article, kept as they come in."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from flows.store.database import Store


def read_words(store: Store) -> None:
    """Read the words of versions that cannot be searched yet."""
    with store.transaction():
        store.run("search/read_words")
