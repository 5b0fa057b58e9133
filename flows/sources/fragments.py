"""HTML fragments as feeds carry them to text, without a tree: in a quarter of the time that a parser takes with one.

Only fragments are read here whose tags are all known, closed in order and nested as HTML wants it, and whose
references are plain; a parser would find nothing in them to put right. tests/unit/sources/test_markup.py holds the two
ways against each other.
"""

from __future__ import annotations

import re
from html.entities import html5

_BOXES = frozenset(("div", "blockquote", "figure", "figcaption", "section", "article", "ul", "ol", "li"))
_LINES_OF_TEXT = frozenset(("p", "h1", "h2", "h3", "h4", "h5", "h6"))  # hold words and what is within a line
_WITHIN_A_LINE = frozenset(("a", "strong", "em", "b", "i", "span", "u", "small", "sup", "sub"))
_HOLD_NO_BOX = _WITHIN_A_LINE | _LINES_OF_TEXT
_NAMES = "|".join(sorted(_BOXES | _LINES_OF_TEXT | _WITHIN_A_LINE | {"br", "img"}, key=len, reverse=True))
_ATTRIBUTES = r"(?:\s++[a-zA-Z][-\w:]*+(?:=(?:\"[^\"<>]*+\"|'[^'<>]*+'))?+)*+\s*+"
_TAG = re.compile(rf"<(/?(?:{_NAMES}))(?=[\s/>]){_ATTRIBUTES}/?>", re.ASCII)
_REFERENCE = re.compile(r"&(?:#(\d{2,5});|([A-Za-z][A-Za-z0-9]{1,7});)?", re.ASCII)
_AS_BLANKS = str.maketrans("\t\r\n\f", "    ")
_MARKS = dict.fromkeys(_BOXES | _LINES_OF_TEXT, "\n\n") | {"li": "\n", "br": "\n"}
_FIRST_PLAIN = "\xa0"  # below are controls, and what older software meant by them
_QUOTED = frozenset("\"&'<>")
_UNFIT = re.compile(r"[\ud800-\udfff\ufff0-\U0010ffff]")


def simple_text(html: str) -> str | None:
    """Return the words of a fragment, with line feeds for tags as in `flows.sources.markup`; None if not simple."""
    parts = _TAG.split(html.translate(_AS_BLANKS))
    if any("<" in text or ">" in text for text in parts[::2]):
        return None
    marks = _marks_of(parts[1::2])
    if marks is None:
        return None
    parts[1::2] = marks
    text = "".join(parts)
    try:
        return _REFERENCE.sub(_character, text) if "&" in text else text
    except ValueError:
        return None


def _marks_of(tags: list[str]) -> list[str] | None:
    """Return what stands in the place of each tag; None where they are not nested as they should be."""
    ahead = [""]  # what is open, the innermost last
    marks = []
    for tag in tags:
        name = tag.removeprefix("/")
        if name != tag:
            if ahead.pop() != name:
                return None
        elif name in _WITHIN_A_LINE:
            if name in ahead:
                return None
            ahead.append(name)
        elif name in {"br", "img"}:
            pass
        elif ahead[-1] in _HOLD_NO_BOX or (name == "li") != (ahead[-1] in {"ul", "ol"}):
            return None
        else:
            ahead.append(name)
        marks.append(_MARKS.get(name, ""))
    return marks if ahead == [""] else None


def _character(reference: re.Match[str]) -> str:
    """Return what a reference stands for; raises ValueError for any but the plainest."""
    number, name = reference.groups()
    found = chr(int(number)) if number else html5.get(f"{name};", "")
    if not found or (found < _FIRST_PLAIN and found not in _QUOTED) or _UNFIT.search(found):
        raise ValueError(reference[0])
    return found
