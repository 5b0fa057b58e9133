"""What is what in a text pasted from a page: headline, body, readers' comments; the rest is nothing.

Nothing is rewritten: segments are slices of the text as given. What no segment covers (header lines, donation
widgets, share rows, forms) yields nothing.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from flows.records import Segment
from flows.sources.comments import first_comment_line, split_comments
from flows.sources.lines import Line, lines_of, match_line

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_ISO_DATE = re.compile(r"(\d{4}-\d{2}-\d{2})(?:[T ]\d{2}:\d{2}(?::\d{2})?(?:Z|[+-]\d{2}:?\d{2})?)?")
_HEADER_LINES = 3


@dataclass(frozen=True, slots=True)
class Cleaned:
    """What a text says about itself, and its segments in order of start, none overlapping."""

    title: str | None
    outlet: str | None
    published: date | None
    segments: tuple[Segment, ...]


def segment(text: str, start: int = 0, *, title: str | None = None, is_sure: bool = False) -> Cleaned:
    """Return what is what in `text[start:]`.

    A file may begin with header lines of its own: title, outlet, ISO date, then a blank line. Otherwise the
    first line that is not furniture is the headline, unless the headline is known already (`title`) and
    stands elsewhere. A headline that is repeated is nothing. With `is_sure`, comments are believed only where
    they are signed, as on a page whose comments were taken out by its markup.
    """
    lines = lines_of(text, start)
    outlet, published, rest = _header(lines)
    if title is None:
        headline = lines[0] if published else next((line for line in rest if not _is_nothing(line)), None)
    else:
        headline = None
    known = title or (headline.text if headline else None)
    segments = [Segment("headline", headline.start, headline.end)] if headline else []
    rest = [line for line in rest if headline is None or line.start > headline.start]
    comments_at = first_comment_line(rest, is_sure=is_sure)
    segments += _bodies(rest[:comments_at])
    if comments_at is not None:
        segments += split_comments(rest[comments_at:])
    return Cleaned(known, outlet, published, tuple(segments))


def _header(lines: Sequence[Line]) -> tuple[str | None, date | None, list[Line]]:
    """Return outlet and date of a file's own header lines, and the lines after them."""
    if len(lines) < _HEADER_LINES or any(line.gap for line in lines[1:_HEADER_LINES]):
        return None, None, list(lines)
    match = _ISO_DATE.fullmatch(lines[2].text)
    is_closed = len(lines) == _HEADER_LINES or lines[_HEADER_LINES].gap > 0
    published = _date(match[1]) if match and is_closed else None
    if published is None:
        return None, None, list(lines)
    return lines[1].text, published, list(lines[_HEADER_LINES:])


def _date(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _is_nothing(line: Line) -> bool:
    return match_line("furniture", line.text) is not None or match_line("opening", line.text) is not None


def _bodies(lines: Sequence[Line]) -> Iterator[Segment]:
    """Yield one segment for each run of lines that nothing interrupts; blank lines lie within."""
    run: list[Line] = []
    for line in lines:
        if _is_nothing(line):
            yield from _joined(run)
            run = []
        else:
            run.append(line)
    yield from _joined(run)


def _joined(run: Sequence[Line]) -> Iterator[Segment]:
    if run:
        yield Segment("body", run[0].start, run[-1].end)
