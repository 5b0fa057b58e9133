"""Readers' comments on a web page: found by how the page is built, and taken out of it, each with its author.

Page builders call the parts with comments by a handful of words (sources/data/threads.toml), or mark them in the
terms of schema.org. Where they do neither, a thread is known by its heading (`headed`), and by a row of like parts,
each with a time and a link to answer (`rows`). On a forum's page, where no prose stands above the row, its first
part is the article.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from flows.sources.headed import headed
from flows.sources.partnames import is_called
from flows.sources.prose import Prose
from flows.sources.rows import HOLDS_ARTICLE, rows, single
from flows.sources.thread import PARTS, Comment, comments_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from lxml.html import HtmlElement

_LEAST_ARTICLE = 100  # characters of prose that are left when the comments are gone
_LONGEST_LABEL = 3  # words
_SCHEMA = ("schema.org/Comment", "schema.org/UserComments")


def take_comments(root: HtmlElement) -> list[Comment]:
    """Take every thread out of the tree, and return the comments in it, in the page's order."""
    prose = Prose(root)
    named = [part for part in root.iter(*PARTS) if _is_named(part) and not HOLDS_ARTICLE(part)]
    threads = _outermost(part for part in named if prose.total - prose.within(part) >= _LEAST_ARTICLE)
    for find in (rows, single, headed):
        threads += _outermost(
            part for part in find(root, prose) if not any(_holds(one, part) for one in threads)
        )
    order = {part: place for place, part in enumerate(root.iter())}
    threads = sorted(_outermost(threads), key=order.__getitem__)
    comments = [comment for thread in threads for comment in comments_of(thread) if _says_something(comment)]
    for thread in threads:
        thread.drop_tree()
    return comments


def _is_named(part: HtmlElement) -> bool:
    return (
        is_called(part, "thread")
        or part.get("itemprop") == "comment"
        or (part.get("itemtype") or "").endswith(_SCHEMA)
    )


def _says_something(comment: Comment) -> bool:
    """Return whether somebody wrote this: a counter or a label of two words names nobody and says nothing."""
    return comment.author is not None or len(comment.text.split()) > _LONGEST_LABEL


def _outermost(parts: Iterable[HtmlElement]) -> list[HtmlElement]:
    found = list(dict.fromkeys(parts))
    inside = set(found)
    return [part for part in found if not any(above in inside for above in part.iterancestors())]


def _holds(outer: HtmlElement, part: HtmlElement) -> bool:
    return part is outer or any(above is outer for above in part.iterancestors())
