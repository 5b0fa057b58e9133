"""Where a paragraph quotes: the spans between quotation marks, marks included.

Folded text has lost the direction of its marks, so that it is told by what stands beside them. A mark without a
partner is left alone, unless it opens the paragraph: then the quotation runs on to the paragraph's end, as printers
do when the next paragraph goes on quoting. Single marks quote only when doubled (''), since an
apostrophe looks the same.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from flows.claims.text import Word

Span = tuple[int, int]

_MARK = re.compile(r"\"|''")
# A longer "quotation" is a lost mark.
_LONGEST = 4000


def quotations(folded: str, start: int, end: int) -> list[Span]:
    """Return the quotations in the paragraph `folded[start:end]`, in order, never overlapping."""
    found: list[Span] = []
    opened: int | None = None
    for mark in _MARK.finditer(folded, start, end):
        if opened is None:
            opened = mark.start() if _may_open(folded, mark, end) else None
        elif _may_close(folded, mark, start):
            if mark.end() - opened <= _LONGEST:
                found.append((opened, mark.end()))
            opened = None
        elif _may_open(folded, mark, end):
            opened = mark.start()
    if opened is not None and not folded[start:opened].strip() and end - opened <= _LONGEST:
        found.append((opened, end))
    return found


def _may_open(folded: str, mark: re.Match[str], end: int) -> bool:
    return mark.end() < end and not folded[mark.end()].isspace()


def _may_close(folded: str, mark: re.Match[str], start: int) -> bool:
    return mark.start() > start and not folded[mark.start() - 1].isspace()


def inside(spans: Sequence[Span], words: Sequence[Word]) -> list[bool]:
    """Return for each of `words` whether it starts inside one of `spans` (sorted, never overlapping)."""
    last = _last_opened(spans, words[-1].start) if words and spans else None
    if last is None or last[1] <= words[0].start:
        return [False] * len(words)  # most sentences quote nothing
    found = (_last_opened(spans, word.start) for word in words)
    return [span is not None and word.start < span[1] for word, span in zip(words, found, strict=True)]


def around(spans: Sequence[Span], place: int) -> Span | None:
    """Return the one of `spans` (sorted, never overlapping) that `place` stands strictly inside, or None."""
    span = _last_opened(spans, place - 1)
    return span if span is not None and place < span[1] else None


def _last_opened(spans: Sequence[Span], place: int) -> Span | None:
    at = bisect_right(spans, place, key=lambda span: span[0]) - 1
    return spans[at] if at >= 0 else None
