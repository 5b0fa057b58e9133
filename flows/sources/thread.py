"""The comments within one thread of a web page, each with who wrote it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from flows.sources.comments import split_comments
from flows.sources.lines import lines_of, match_line
from flows.sources.markup import text_of
from flows.sources.partnames import is_called

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lxml.html import HtmlElement

PARTS = ("div", "section", "ol", "ul", "dl", "aside", "details", "article", "table", "tr", "form", "li")

_NO_NAMES = frozenset(("script", "style", "noscript", "template", "head"))
_LONGEST_NAME = 60
_MOST_PARTS = 2  # elements within one that shows a name


@dataclass(frozen=True, slots=True)
class Comment:
    """What a reader wrote; `author` as the page shows the name, None where it shows none."""

    author: str | None
    text: str


def comments_of(thread: HtmlElement) -> list[Comment]:
    """Return the comments in one part of a page."""
    names = _innermost([part for part in thread.iter() if _is_name(part)])
    if not names:
        return _nameless(thread)
    units = _units(thread, names)
    found: list[Comment] = []
    author = ""
    for name, unit in zip(names, units, strict=True):
        author = author or _shown(name)
        if _is_tool(unit) and unit is not thread:  # a profile beside the comment
            continue
        parts = _with_rest(unit, units) if unit is not thread else [thread]
        spoken = [comment for part in parts for comment in _spoken(_words_of(part))]
        text = "\n\n".join(comment.text for comment in spoken)
        if text:
            found.append(Comment(author, text))
            author = ""
    return found


def _nameless(thread: HtmlElement) -> list[Comment]:
    """Return the comments of a thread that shows no names: one for each part that is called a comment."""
    parts = [thread, *(part for part in thread.iterdescendants(*PARTS) if is_called(part, "thread"))]
    inside = set(parts[1:])
    found: list[Comment] = []
    for part in parts:
        others = partial(_is_other, part, inside)
        found += _spoken(text_of(part, without=others))
    return found


def _is_other(part: HtmlElement, parts: set[HtmlElement], element: HtmlElement) -> bool:
    return (element is not part and element in parts) or (element.tag == "a" and _is_tool(element))


def _innermost(parts: Sequence[HtmlElement]) -> list[HtmlElement]:
    above = {element for part in parts for element in part.iterancestors()}
    return [part for part in parts if part not in above]


def _spoken(text: str) -> list[Comment]:
    """Return the comments in `text`, without the lines that say who writes when and what one may do."""
    return [
        Comment(part.author and _alone(part.author), text[part.start : part.end])
        for part in split_comments(lines_of(text))
    ]


def _units(thread: HtmlElement, names: Sequence[HtmlElement]) -> list[HtmlElement]:
    """Return for each name the widest part that holds no other: one comment, or its head."""
    bearers: dict[HtmlElement, int] = defaultdict(int)
    for name in names:
        for above in (name, *name.iterancestors()):
            bearers[above] += 1
            if above is thread:
                break
    units = []
    for name in names:
        unit = name
        while unit is not thread and (above := unit.getparent()) is not None and bearers[above] == 1:
            unit = above
        units.append(unit)
    return units


def _with_rest(unit: HtmlElement, units: Sequence[HtmlElement]) -> list[HtmlElement]:
    """Return a unit and the parts behind it up to the next: in lists and tables, text stands beside its name."""
    heads = set(units)
    parts = [unit]
    for after in unit.itersiblings():
        if after in heads or any(inner in heads for inner in after.iter()):
            break
        parts.append(after)
    return parts


def _words_of(part: HtmlElement) -> str:
    return text_of(
        part, without=lambda element: _is_name(element) or (element is not part and _is_tool(element))
    )


def _is_name(element: HtmlElement) -> bool:
    """Return whether an element shows who wrote a comment."""
    if not isinstance(element.tag, str) or element.tag in _NO_NAMES or len(element) > _MOST_PARTS:
        return False
    if not (
        element.tag == "cite"
        or element.get("itemprop") in ("author", "creator")
        or is_called(element, "author")
    ):
        return False
    shown = _shown(element)
    return 0 < len(shown) <= _LONGEST_NAME


def _shown(element: HtmlElement) -> str:
    return _alone("".join(element.itertext()))


def _alone(name: str) -> str:
    """Return a name without what stands beside it: "said", or a time."""
    plain = " ".join(name.split())
    match = match_line("heads", plain) or match_line("heads", f"{plain}:")
    return (match.groupdict().get("author") if match else None) or plain.rstrip(" :,")


def _is_tool(element: HtmlElement) -> bool:
    if element.tag == "a":
        return match_line("foots", "".join(element.itertext()).strip()) is not None
    return element.tag in ("time", "button", "footer") or is_called(element, "tools")
