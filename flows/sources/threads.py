"""Readers' comments on a web page: found by how the page is built, and taken out of it, each with its author.

Page builders call the parts with comments by a handful of words (sources/data/threads.toml). Where they use none of
them, a row of like parts, each with a time and a link to answer, is a thread as well. On a forum's page, where no
prose stands above the row, its first part is the article.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from lxml import etree

from flows.sources.lines import is_talk, lines_of, match_line
from flows.sources.markup import text_of
from flows.sources.partnames import is_called
from flows.sources.thread import PARTS, Comment, comments_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from lxml.html import HtmlElement

_ROWS = ("div", "section", "article", "li", "tr", "table", "details", "dd")
_ARTICLE = etree.XPath("boolean(self::body | self::main | .//h1 | .//main | .//*[@itemprop = 'articleBody'])")
_UNSEEN = frozenset(("script", "style", "noscript", "template", "head", "a"))
_PROSE = 60  # characters in a row before text is more than a label
_LEAST_ARTICLE = 100  # characters of prose that are left when the comments are gone
_LEAST_ABOVE = 200  # characters of prose above a row of posts before it hangs on an article
_LONGEST_COMMENT = 6_000
_LONGEST_LABEL = 3  # words
_FEW = 2  # parts in a row that make a thread


def take_comments(root: HtmlElement) -> list[Comment]:
    """Take every thread out of the tree, and return the comments in it, in the page's order."""
    prose = _Prose(root)
    named = [part for part in root.iter(*PARTS) if is_called(part, "thread") and not _ARTICLE(part)]
    threads = _outermost(part for part in named if prose.total - prose.within(part) >= _LEAST_ARTICLE)
    threads += _outermost(
        part for part in _rows(root, prose) if not any(_holds(one, part) for one in threads)
    )
    comments = [comment for thread in threads for comment in comments_of(thread) if _says_something(comment)]
    for thread in threads:
        thread.drop_tree()
    return comments


def _says_something(comment: Comment) -> bool:
    """Return whether somebody wrote this: a counter or a label of two words names nobody and says nothing."""
    return comment.author is not None or len(comment.text.split()) > _LONGEST_LABEL


class _Prose:
    """How much prose stands above and within each element of a tree."""

    def __init__(self, root: HtmlElement) -> None:
        self._span: dict[HtmlElement, tuple[int, int]] = {}
        self.total = 0
        unseen = 0
        for event, element in etree.iterwalk(root, events=("start", "end")):
            if event == "start":
                unseen += element.tag in _UNSEEN
                self._span[element] = (self.total, self.total)
                self._count(None if unseen else element.text)
            else:
                unseen -= element.tag in _UNSEEN
                self._span[element] = (self._span[element][0], self.total)
                self._count(None if unseen else element.tail)

    def _count(self, text: str | None) -> None:
        length = len(text.strip()) if text else 0
        self.total += length if length >= _PROSE else 0

    def above(self, element: HtmlElement) -> int:
        return self._span[element][0]

    def within(self, element: HtmlElement) -> int:
        begin, end = self._span[element]
        return end - begin


def _rows(root: HtmlElement, prose: _Prose) -> list[HtmlElement]:
    """Return the parts of threads that no name gives away."""
    rows: dict[tuple[HtmlElement | None, str, str], list[HtmlElement]] = defaultdict(list)
    for part in root.iter(*_ROWS):
        first_name = (part.get("class") or " ").split(" ")[0]
        rows[part.getparent(), str(part.tag), first_name].append(part)
    found: list[HtmlElement] = []
    for row in rows.values():
        if len(row) >= _FEW:
            is_below = prose.above(row[0]) >= _LEAST_ABOVE
            signed = _signed(row, is_below=is_below)
            found += signed if is_below else signed[1:]
    return found


def _signed(row: Sequence[HtmlElement], *, is_below: bool) -> list[HtmlElement]:
    """Return the parts of a row that are comments by their lines; none, where most of the row is something else.

    A time and a link to answer are enough for two. Without such links, three people must talk, below an
    article or each named with the time, since the entries of a live report have their times too.
    """
    dated = [(part, text) for part in row if (text := text_of(part)) and _is_dated(part, text)]
    answered = [
        part for part, text in dated if any(match_line("foots", line.text) for line in lines_of(text))
    ]
    if len(answered) >= _FEW and len(answered) * 3 >= len(row) * 2:
        return answered
    talking = [text for _, text in dated if is_talk(text)]
    is_thread = is_below or all(_says_who(text) for text in talking)
    if is_thread and len(dated) > _FEW and len(dated) * 3 >= len(row) * 2 and len(talking) * 2 >= len(dated):
        return [part for part, _ in dated]
    return []


def _says_who(text: str) -> bool:
    matches = (match_line("heads", line.text) for line in lines_of(text))
    return any(match.groupdict().get("author") for match in matches if match)


def _is_dated(part: HtmlElement, text: str) -> bool:
    """Return whether a part says when it was written, and is neither an article nor a list of links."""
    if len(text) > _LONGEST_COMMENT or not any(character.isdigit() for character in text) or _ARTICLE(part):
        return False
    linked = sum(len("".join(link.itertext())) for link in part.iter("a"))
    if linked * 2 > len(text):
        return False
    return part.find(".//time") is not None or any(match_line("heads", line.text) for line in lines_of(text))


def _outermost(parts: Iterable[HtmlElement]) -> list[HtmlElement]:
    found = list(dict.fromkeys(parts))
    inside = set(found)
    return [part for part in found if not any(above in inside for above in part.iterancestors())]


def _holds(outer: HtmlElement, part: HtmlElement) -> bool:
    return part is outer or any(above is outer for above in part.iterancestors())
