"""Where and when a count happened, looked for in its sentence, the sentence before, and the article's top."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from flows.claims.dates import dates_in, event_date
from flows.claims.places import main_place, nearest, places
from flows.claims.tagging import tag

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from flows.claims.parsed import Parsed
    from flows.claims.places import Place
    from flows.claims.text import Sentence

# What counts as the top of an article.
_TOP, _TOP_SENTENCES = 1500, 4
# A sentence that goes on from the one before keeps its place and date: "The blast killed ...", "It left ...".
_GOES_ON = re.compile(
    r"(?:The|This|That)\s+(?:\w+\s+){0,2}?"
    r"(?:attack|blast|bombing|explosion|strike|raid|shelling|incident|assault|bomb|shooting|crash)s?\b|It\b"
)
# What sets the place after it against the place of a count before it.
_ANOTHER = re.compile(r"\b(?:while|whereas|but)\b|;")
_SOON = 160


def place_of(parsed: Parsed, start: int) -> str | None:
    """Return the place that the sentence ties the count at `start` to, or else the sentence it goes on from."""
    near = [place for place in parsed.places if not _is_set_against(parsed.sentence, start, place.start)]
    own = nearest(near, start)
    before = _gone_on_from(parsed) if own is None else None
    return nearest(places(tag(before.text, 0, ())), len(before.text)) if before is not None else own


def _is_set_against(sentence: Sentence, start: int, place: int) -> bool:
    """Whether another clause opens between the count at `start` and a place soon after it."""
    if not start < place < start + _SOON:
        return False
    first, last = start - sentence.start, place - sentence.start
    return _ANOTHER.search(sentence.lower, first, last) is not None


def date_of(parsed: Parsed, start: int, published: datetime | None) -> str | None:
    """Return the ISO date the sentence gives the count at `start`, or else the sentence it goes on from."""
    own = event_date(parsed.dates, start - parsed.sentence.start, published)
    before = _gone_on_from(parsed) if own is None else None
    return event_date(dates_in(before), len(before.text), published) if before is not None else own


def _gone_on_from(parsed: Parsed) -> Sentence | None:
    """Return the sentence before, where `parsed` goes on from it."""
    return parsed.before if _GOES_ON.match(parsed.sentence.text) else None


def top_place(
    sentences: Sequence[Sentence], parsed: Mapping[int, Parsed], *, is_title_repeated: bool = False
) -> str | None:
    """Return the town that an article's headline and first sentences speak of most.

    `parsed` are those of the sentences that were parsed already, by their start; a headline said again on top of the
    body is one sentence more to look at.
    """
    top = [sentence for sentence in sentences if sentence.start < _TOP][: _TOP_SENTENCES + is_title_repeated]
    return main_place(
        [place for sentence in top for place in _places_of(sentence, parsed.get(sentence.start))]
    )


def _places_of(sentence: Sentence, parsed: Parsed | None) -> list[Place]:
    return parsed.places if parsed is not None else places(tag(sentence.text, sentence.start, ()))
