"""What is kept of a feed's entries, so that the next fetch knows which are new and which were edited."""

from __future__ import annotations

import json
from dataclasses import dataclass, fields
from functools import cached_property
from operator import attrgetter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

_MOST = 20_000  # entries of a feed, as many as are read


@dataclass(frozen=True, slots=True)
class Remembered:
    """One entry of a feed as it was last seen.

    Attributes:
        identity: what names it within the feed; empty for an entry that says nothing.
        document: the id of its document.
        mark: the hash of its bytes in the feed; empty when not known.
        says: a hash of its title and text.
    """

    identity: str
    document: str
    mark: str = ""
    guid: str | None = None
    link: str | None = None
    says: str = ""


_FIELDS = attrgetter(*(field.name for field in fields(Remembered)))


@dataclass(frozen=True)
class Memory:
    """The entries of a feed, newest first, and the guids that several of them shared."""

    entries: tuple[Remembered, ...] = ()
    shared: frozenset[str] = frozenset()

    @classmethod
    def of(cls, text: str | None) -> Memory:
        """Return what `as_json` wrote, now or in an earlier version; nothing is remembered of a new feed."""
        table = json.loads(text) if text else {}
        shared = frozenset(table.get("shared", ()))
        if "documents" in table:
            links = {identity: link for link, identity in table.get("links", {}).items()}
            documents = table["documents"].items()
            return cls(tuple(Remembered(i, document, link=links.get(i)) for i, document in documents), shared)
        return cls(tuple(Remembered(*entry) for entry in table.get("entries", ())), shared)

    def as_json(self) -> str:
        """Return this as JSON text."""
        table = {"entries": [_FIELDS(entry) for entry in self.entries], "shared": sorted(self.shared)}
        return json.dumps(table, ensure_ascii=False, separators=(",", ":"))

    @cached_property
    def by_identity(self) -> dict[str, Remembered]:
        """The entries by what names them."""
        return {entry.identity: entry for entry in self.entries if entry.identity}

    @cached_property
    def by_mark(self) -> dict[str, Remembered]:
        """The entries by the hash of their bytes."""
        return {entry.mark: entry for entry in self.entries if entry.mark}

    def after(self, present: Sequence[Remembered], shared: frozenset[str]) -> Memory:
        """Return what to keep once `present` was seen in the feed; the oldest fade when there are too many."""
        named = {entry.identity for entry in present}
        marked = {entry.mark for entry in present}
        former = [
            entry for entry in self.entries if entry.identity not in named and entry.mark not in marked - {""}
        ]
        return Memory((*present, *(entry for entry in former if entry.identity))[:_MOST], shared)
