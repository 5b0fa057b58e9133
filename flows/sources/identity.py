"""What names an entry within its feed, so that an edit is told from something new."""

from __future__ import annotations

import hashlib
import re
from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from flows.sources.entry import Entry
    from flows.sources.memory import Memory, Remembered

_SITE = re.compile(r"https?://[^/]*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Names:
    """What names each entry, the remembered entry it is under another name, and the guids that name nothing."""

    identities: list[str]
    former: list[Remembered | None]
    shared: frozenset[str]


def names_of(entries: Sequence[Entry], present: Sequence[Remembered], memory: Memory) -> Names:
    """Return what names each of `entries`: its guid, else its link, else its content.

    A guid or link that several entries of the feed share is none. When most entries of a feed are unseen though
    their links or texts are known, the feed changed its guids or its address, and each keeps the identity it had.

    Args:
        entries: those that were read.
        present: those that stand in the feed beside them and were known.
        memory: what is known of the feed.
    """
    shared = memory.shared | _shared_guids(entries, present)
    links = Counter([*(entry.link for entry in entries), *(entry.link for entry in present)])
    named = [
        _identity(entry, is_own_guid=entry.guid not in shared, is_own_link=links[entry.link] == 1)
        for entry in entries
    ]
    former = _former(entries, named, links, memory)
    if sum(entry is not None for entry in former) * 2 <= len(entries) + len(present):
        former = [None] * len(entries)
    identities = [old.identity if old else name for old, name in zip(former, named, strict=True)]
    return Names(identities, former, shared)


def says(entry: Entry) -> str:
    """Return a hash of what the entry says: title and text."""
    return _sha256(f"{entry.title}\n{entry.text}")[:16]


def _former(
    entries: Sequence[Entry], named: Sequence[str], links: Counter[str | None], memory: Memory
) -> list[Remembered | None]:
    """Return for each unseen entry the remembered one with its link, its link on another site, or its words."""
    by_link = _alone((entry.link, entry) for entry in memory.entries)
    by_path = _alone((_path(entry.link), entry) for entry in memory.entries)
    by_words = _alone((entry.says, entry) for entry in memory.entries)
    found: list[Remembered | None] = []
    for entry, name in zip(entries, named, strict=True):
        if name in memory.by_identity:
            found.append(None)
            continue
        own_link = entry.link if links[entry.link] == 1 else None
        found.append(by_link.get(own_link) or by_path.get(_path(own_link)) or by_words.get(says(entry)))
    return found


def _alone(pairs: Iterable[tuple[str | None, Remembered]]) -> dict[str | None, Remembered]:
    """Return the entries by keys that are no other entry's."""
    groups: dict[str, dict[str, Remembered]] = defaultdict(dict)
    for key, entry in pairs:
        if key and entry.identity:
            groups[key][entry.identity] = entry
    return {key: next(iter(group.values())) for key, group in groups.items() if len(group) == 1}


def _path(link: str | None) -> str | None:
    """Return a link without its site; None for a site's front page."""
    path = _SITE.sub("", link or "", count=1)
    return path if path.strip("/") else None


def _shared_guids(entries: Iterable[Entry], present: Iterable[Remembered]) -> frozenset[str]:
    """Return the guids that several different entries of the feed bear at once."""
    bearers: dict[str, set[str]] = defaultdict(set)
    for entry in entries:
        if entry.guid:
            bearers[entry.guid].add(f"{entry.link} {says(entry)}")
    for known in present:
        if known.guid:
            bearers[known.guid].add(f"{known.link} {known.says}")
    return frozenset(guid for guid, bodies in bearers.items() if len(bodies) > 1)


def _identity(entry: Entry, *, is_own_guid: bool, is_own_link: bool) -> str:
    if entry.guid and is_own_guid:
        return entry.guid
    if entry.link and is_own_link:
        return entry.link
    return "sha256:" + _sha256(f"{entry.title}\n{entry.text}")


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", errors="replace")).hexdigest()
