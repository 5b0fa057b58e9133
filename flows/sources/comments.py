"""Where the readers' comments begin on a page pasted as text, and which comment is whose.

Wording alone does not tell: "3 Comments" stands above many an article, and an article may say "leave a
reply". So an opening is believed only when what follows it looks like comments (signatures, names, talk) or
is a mere rest, and what stands before it looks like an article.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from flows.records import Segment
from flows.sources.lines import Line, Sort, is_talk, match_line

if TYPE_CHECKING:
    from collections.abc import Sequence

# Characters of prose, chosen on pages of our own (tests/unit/sources/pasted.py) and on the seeds.
_LEAST_ARTICLE = 60  # fewer before an opening is a page's head, not an article
_SURE_ARTICLE = 400  # before an opening that only the tone of what follows confirms
_NEAR = 1500  # a comment's signature is not farther away than this
_APART = 300  # more than this between two openings belongs to something else
_REST = 0.25  # a rest after the last opening, as a share of what stands before it
_MUCH_MORE = 3  # times what stands above
_FORM_LINES = 5
_FEW_SIGNATURES = 3  # that many, close to each other, need no opening
_SIGNS: tuple[Sort, ...] = ("heads", "foots")


@dataclass(frozen=True, slots=True)
class _Marked:
    """A line and what the rules say of it, None for plain text; `before` counts prose characters up to it."""

    line: Line
    sort: Sort | None
    author: str | None
    before: int


def first_comment_line(lines: Sequence[Line], *, is_sure: bool = False) -> int | None:
    """Return the index of the line the comments begin with, opening included; None when there are none.

    With `is_sure`, only signatures count, or several openings.
    """
    marked = _mark(lines)
    found = (_first_opening(marked, is_sure=is_sure), _first_of_series(marked))
    return min((index for index in found if index is not None), default=None)


def split_comments(lines: Sequence[Line]) -> list[Segment]:
    """Return the comments in `lines`, which follow an article, with their authors where lines name them."""
    comments: list[Segment] = []
    author: str | None = None
    is_open = False  # whether text that comes now belongs to the last comment
    marked = _mark(lines)
    for index, mark in enumerate(marked):
        line = mark.line
        if mark.sort == "heads":
            author, is_open = mark.author or author, False
        elif mark.sort is not None or match_line("furniture", line.text):
            author, is_open = None, False
        elif _is_name(marked, index):
            author, is_open = line.text, False
        elif is_open and line.gap < 2:  # noqa: PLR2004 - two blank lines part what belongs together
            comments[-1] = Segment("comment", comments[-1].start, line.end, comments[-1].author)
        else:
            comments.append(Segment("comment", line.start, line.end, author))
            author, is_open = None, True
    return comments


def _mark(lines: Sequence[Line]) -> list[_Marked]:
    marked: list[_Marked] = []
    before = 0
    for line in lines:
        sort, author = _sort(line)
        marked.append(_Marked(line, sort, author, before))
        before += len(line.text) if line.is_told and sort is None else 0
    return marked


def _sort(line: Line) -> tuple[Sort | None, str | None]:
    sorts: tuple[Sort, ...] = ("form", "opening", "foots", "heads")
    for sort in sorts:
        if match := match_line(sort, line.text):
            return sort, match.groupdict().get("author")
    return None, None


def _first_opening(marked: Sequence[_Marked], *, is_sure: bool) -> int | None:
    openings = [
        index for index, mark in enumerate(marked) if mark.sort == "opening" or _is_form(marked, index)
    ]
    for index in openings:
        if marked[index].before < _LEAST_ARTICLE or _is_head_of_page(marked, index):
            continue
        is_well_marked = (
            not is_sure or len([later for later in openings if later >= index]) >= _FEW_SIGNATURES
        )
        if _is_signed(marked, index, len(marked)) or (is_well_marked and _opens(marked, index, openings)):
            return index
    return None


def _is_form(marked: Sequence[_Marked], index: int) -> bool:
    """Return whether a form stands at `index`: one field alone is a link of the page's menu."""
    near = marked[index : index + _FORM_LINES]
    return near[0].sort == "form" and sum(mark.sort in ("form", "opening") for mark in near) > 1


def _is_head_of_page(marked: Sequence[_Marked], index: int) -> bool:
    """Return whether the article comes yet: little stands above `index`, and much that nobody says below."""
    above = marked[index].before
    told = [mark.line.text for mark in marked[index:] if mark.line.is_told and mark.sort is None]
    if above >= _SURE_ARTICLE or sum(map(len, told)) <= above * _MUCH_MORE:
        return False
    return sum(map(is_talk, told)) * 3 < len(told)


def _opens(marked: Sequence[_Marked], index: int, openings: Sequence[int]) -> bool:
    """Return whether comments, or a mere rest, follow `index` up to the next opening that is far off."""
    end = next((later for later in openings if _prose(marked, index, later) > _APART), len(marked))
    prose = _prose(marked, index, end)
    is_last = end == len(marked)
    if prose == 0:
        return is_last
    if _is_signed(marked, index, end) or _has_names(marked, index, end):
        return True
    if marked[index].before >= _SURE_ARTICLE and _talks(marked, index, end):
        return True
    return is_last and prose <= _REST * marked[index].before


def _prose(marked: Sequence[_Marked], start: int, end: int) -> int:
    last = marked[-1]
    whole = last.before + (len(last.line.text) if last.line.is_told and last.sort is None else 0)
    return (marked[end].before if end < len(marked) else whole) - marked[start].before


def _is_signed(marked: Sequence[_Marked], start: int, end: int) -> bool:
    first = next((index for index in range(start + 1, end) if marked[index].sort in _SIGNS), None)
    return first is not None and _prose(marked, start, first) <= _NEAR


def _has_names(marked: Sequence[_Marked], start: int, end: int) -> bool:
    names = sum(_is_name(marked, index) for index in range(start + 1, end))
    paragraphs = sum(marked[index].line.is_prose for index in range(start + 1, end))
    return names >= 2 and names * 5 >= paragraphs  # noqa: PLR2004 - more than one, and one in five


def _talks(marked: Sequence[_Marked], start: int, end: int) -> bool:
    paragraphs = [marked[index].line.text for index in range(start + 1, end) if marked[index].line.is_prose]
    return bool(paragraphs) and sum(map(is_talk, paragraphs)) * 3 >= len(paragraphs)


def _is_name(marked: Sequence[_Marked], index: int) -> bool:
    """Return whether a commenter's name stands at `index`: a short line right above text or a signature."""
    line = marked[index].line
    if marked[index].sort is not None or not line.may_be_name or index + 1 == len(marked):
        return False
    following = marked[index + 1]
    if following.line.gap > 1 or following.sort not in (None, "heads"):
        return False
    if following.sort is None and (following.line.may_be_name or not _is_said(following.line)):
        return False
    return line.gap < 2 or line.text[0].isupper()  # noqa: PLR2004 - a short comment stands apart too


def _is_timed(marked: Sequence[_Marked], sign: int) -> bool:
    """Return whether a time stands with a signature; "the minister said:" has none, and a statement follows it."""
    after = marked[sign + 1 : sign + 2]
    is_numbered = any(character.isdigit() for character in marked[sign].line.text)
    return is_numbered or (bool(after) and after[0].sort == "heads")


def _is_said(line: Line) -> bool:
    """Return whether somebody may have written this line as a comment: a paragraph, a short sentence, or talk."""
    return line.is_prose or line.text[-1] in '.!?…"”’)' or is_talk(line.text)


def _first_of_series(marked: Sequence[_Marked]) -> int | None:
    """Return where comments begin that no opening announces: at the first of several signatures in a row."""
    signs = [i for i, mark in enumerate(marked) if mark.sort in _SIGNS and mark.before >= _LEAST_ARTICLE]
    for place, index in enumerate(signs):
        run = signs[place : place + _FEW_SIGNATURES]
        gaps = (_prose(marked, one, other) for one, other in pairwise(run))
        if len(run) < _FEW_SIGNATURES or max(gaps) > _NEAR:
            continue
        if _is_conversation(marked, run):
            return _begin_of_comment(marked, index)
    alone = (
        index for index in signs if marked[index].before >= _SURE_ARTICLE and _is_said_by_one(marked, index)
    )
    return next((_begin_of_comment(marked, index) for index in alone), None)


def _is_said_by_one(marked: Sequence[_Marked], sign: int) -> bool:
    """Return whether a single comment is signed at `sign`: somebody is named and talks, and no article follows."""
    begin = _begin_of_comment(marked, sign)
    if marked[sign].sort == "foots":
        return _is_name(marked, begin) and any(is_talk(mark.line.text) for mark in marked[begin + 1 : sign])
    is_named = begin < sign or (marked[sign].author is not None and _is_timed(marked, sign))
    text = [mark.line.text for mark in marked[sign + 1 :] if mark.sort is None and _is_said(mark.line)]
    is_rest = sum(map(len, text)) <= marked[sign].before
    return is_named and is_rest and bool(text) and is_talk(text[0])


def _is_conversation(marked: Sequence[_Marked], signs: Sequence[int]) -> bool:
    """Return whether people talk under `signs`; the hours of a live report name nobody."""
    named = sum(
        marked[sign].author is not None or _lets_answer(marked[sign]) or _has_name_above(marked, sign)
        for sign in signs
    )
    return named * 2 > len(signs) or _talks(marked, signs[0], signs[-1])


def _lets_answer(mark: _Marked) -> bool:
    """Return whether a line is a foot that only comments have; a live report's entries have permanent links too."""
    return mark.sort == "foots" and match_line("link", mark.line.text) is None


def _has_name_above(marked: Sequence[_Marked], index: int) -> bool:
    return index > 0 and _is_name(marked, index - 1)


def _begin_of_comment(marked: Sequence[_Marked], sign: int) -> int:
    """Return where the comment signed at `sign` begins; a foot stands below its comment, a head above."""
    if marked[sign].sort == "heads":
        return sign - 1 if _has_name_above(marked, sign) else sign
    above = range(max(0, sign - 5), sign)
    return next((index for index in above if _is_name(marked, index)), max(0, sign - 1))
