"""Bare numbers that are a part or a whole group of people: "of the dead, 14 were women", "a family of six"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flows.claims.counted import complement
from flows.claims.rules import words
from flows.claims.units import PEOPLE, unit_class

if TYPE_CHECKING:
    from collections.abc import Sequence

    from flows.claims.chunks import Chunk
    from flows.claims.counted import Counted
    from flows.claims.tagging import Token

# How many chunks "of the 31 people killed in the raid," may be long.
_LONGEST = 7


def settle_part(item: Counted, tokens: Sequence[Token], chunks: Sequence[Chunk]) -> None:
    """Give a number without a noun the set it is taken out of, or the group it says the size of."""
    if item.number is None or item.noun or item.is_part:
        return
    at = set_before(item, chunks)
    if (at not in {None, item.chunk} and _is_set(tokens, chunks, at)) or _is_said_to_be(item, tokens, chunks):
        item.is_part = True
        complement(item, tokens, chunks)
    elif _is_size(item, chunks):
        item.chunk -= 2
        item.start = tokens[chunks[item.chunk].first].start
        item.unit = "person"
    elif _is_aboard(item, chunks):
        item.noun = item.unit = "person"
    elif item.chunk and chunks[item.chunk - 1].head in {"among", "amongst"}:
        item.unit = "person"  # "three guards among nine killed"


def set_before(item: Counted, chunks: Sequence[Chunk]) -> int | None:
    """Return the noun group that opens the clause with the set a number is taken out of: "of the dead, 14"."""
    for at in range(item.chunk - 1, max(-1, item.chunk - _LONGEST), -1):
        chunk = chunks[at]
        if chunk.kind == "prep" and chunk.head == "of":
            return at + 1 if at == 0 or chunks[at - 1].kind in {"stop", "and", "sub"} else None
        if chunk.kind in {"stop", "sub", "who"} or chunk.voice in {"active", "passive", "be"}:
            return None
    return None


def _is_set(tokens: Sequence[Token], chunks: Sequence[Chunk], at: int) -> bool:
    """Whether the noun group at `at` names people of whom some are told apart."""
    group = tokens[chunks[at].first : chunks[at].last]
    fates = words("units", "fates")
    if chunks[at].numbers and chunks[at].numbers[-1] == chunks[at].last - 1:
        return at + 1 < len(chunks) and chunks[at + 1].kind in {"verb", "state"}  # "of the 120 killed"
    return (
        chunks[at].head in fates
        or group[0].lower in {"those", "these", "them"}
        or unit_class(chunks[at].head) in PEOPLE
    )


def _is_said_to_be(item: Counted, tokens: Sequence[Token], chunks: Sequence[Chunk]) -> bool:
    """Whether the number is said to be people of one kind: "seven were children"."""
    if item.last + 2 >= len(chunks) or chunks[item.last + 1].voice != "be":
        return False
    group = chunks[item.last + 2]
    entry = tokens[group.last - 1].entry
    is_plural = entry is not None and entry.is_plural
    return group.kind == "noun" and not group.numbers and is_plural and unit_class(group.head) in PEOPLE


def _is_aboard(item: Counted, chunks: Sequence[Chunk]) -> bool:
    """Whether the number is of those "on board"."""
    on, board = (chunks[item.last + step] if item.last + step < len(chunks) else None for step in (1, 2))
    return on is not None and (
        on.head == "aboard" or (on.head == "on" and board is not None and board.head == "board")
    )


def _is_size(item: Counted, chunks: Sequence[Chunk]) -> bool:
    """Whether the number says how many a family or a crew are."""
    if item.chunk < len(("family", "of")) or chunks[item.chunk - 1].head != "of":
        return False
    group = chunks[item.chunk - 2]
    return group.kind == "noun" and not group.numbers and group.head in words("units", "households")
