"""Threads that a heading announces: "Comments", "Readers' responses", "Have your say"."""

from __future__ import annotations

from itertools import takewhile
from typing import TYPE_CHECKING

from lxml.html import Element

from flows.sources.lines import is_talk, lines_of, match_line
from flows.sources.markup import text_of
from flows.sources.rows import HOLDS_ARTICLE, LEAST_ABOVE, says

if TYPE_CHECKING:
    from lxml.html import HtmlElement

    from flows.sources.prose import Prose

_HEADINGS = ("h2", "h3", "h4", "h5", "h6")


def headed(root: HtmlElement, prose: Prose) -> list[HtmlElement]:
    """Return the threads below headings of the article's page, each put into an element of its own.

    A heading is believed where what follows it, up to the next heading of its rank, is written by people: most
    of its parts say who or when, or talk.
    """
    found = []
    for heading in list(root.iter(*_HEADINGS)):
        if prose.above(heading) < LEAST_ABOVE or not _announces(heading):
            continue
        parts = _below(heading)
        if parts and _are_comments(parts):
            found.append(_put_together(parts))
    return found


def _announces(heading: HtmlElement) -> bool:
    return match_line("opening", " ".join("".join(heading.itertext()).split())) is not None


def _below(heading: HtmlElement) -> list[HtmlElement]:
    """Return the elements after a heading, up to the next of its rank or above that announces no comments."""
    ranks = ("h1", *_HEADINGS[: _HEADINGS.index(heading.tag) + 1])
    followers = [part for part in heading.itersiblings() if isinstance(part.tag, str)]
    return list(
        takewhile(
            lambda part: not HOLDS_ARTICLE(part) and (part.tag not in ranks or _announces(part)),
            followers,
        )
    )


def _are_comments(parts: list[HtmlElement]) -> bool:
    spoken = [part for part in parts if lines_of(text_of(part))]
    written = [part for part in spoken if says(part, "heads", "day", "foots") or is_talk(text_of(part))]
    return len(written) * 2 > len(spoken)


def _put_together(parts: list[HtmlElement]) -> HtmlElement:
    thread = Element("div")
    parts[0].addprevious(thread)
    thread.extend(parts)
    return thread
