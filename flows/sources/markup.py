"""HTML fragments to plain text with paragraphs, as feeds carry them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from lxml import etree
from lxml.html import HTMLParser, document_fromstring

from flows.sources.fragments import simple_text

if TYPE_CHECKING:
    from collections.abc import Callable

    from lxml.html import HtmlElement

_PARAGRAPHS = frozenset(
    (
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "dd",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "html",
        "main",
        "nav",
        "ol",
        "p",
        "pre",
        "section",
        "table",
        "tr",
        "ul",
    )
)
_LINES = frozenset(("br", "li", "td", "th", "option"))
_UNSEEN = frozenset(
    (
        "script",
        "style",
        "noscript",
        "template",
        "iframe",
        "object",
        "embed",
        "svg",
        "math",
        "head",
        "title",
        "audio",
        "video",
        "canvas",
        "select",
        "textarea",
        "button",
    )
)
_MARKS = dict.fromkeys(_PARAGRAPHS, "\n\n") | dict.fromkeys(_LINES, "\n")
_AS_BLANKS = str.maketrans("\t\r\n\f", "    ")
_RUN = re.compile(r" {2,}")
_EMPTY_LINES = re.compile(r"\n{3,}")
_PARSER = HTMLParser(recover=True, no_network=True)
_TAG = re.compile(r"<[^<>]*>")
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_ASCII_CONTROLS = bytes(code for code in range(32) if code not in b"\t\n\r")
_MARKUP = re.compile(r"<[a-zA-Z/!?]|&[#\w]{2,32};")


def plain_text(html: str) -> str:
    """Return the text of an HTML fragment: paragraphs parted by a blank line, scripts and the like left out.

    Text without markup comes back with its own lines trimmed. Blanks that HTML would show as one are one;
    non-breaking spaces stay.
    """
    if not _MARKUP.search(html):
        return "\n".join(line.strip() for line in html.strip().splitlines())
    cleaned = without_controls(html)
    if not cleaned.strip():
        return ""
    simple = simple_text(cleaned)
    if simple is not None:
        return _tidy([simple])
    try:
        root = document_fromstring(f"<div>{cleaned}</div>", parser=_PARSER)
    except (etree.LxmlError, ValueError):  # nothing lxml could make a tree of, or not in the memory there is
        return _tidy([_TAG.sub(" ", cleaned)])
    return _tidy(_words(root))


def without_controls(text: str) -> str:
    """Return `text` without control characters and lone surrogates: neither lxml nor a database takes them."""
    if not text.isascii():
        return _CONTROLS.sub("", text)
    raw = text.encode("ascii")
    cleaned = raw.translate(None, _ASCII_CONTROLS)  # many times as fast as looking with a pattern
    return text if len(cleaned) == len(raw) else cleaned.decode("ascii")


def text_of(element: etree._Element, *, without: Callable[[HtmlElement], bool] = lambda _: False) -> str:
    """Return the text of a tree's element, as `plain_text` would; parts that `without` says are left out."""
    return _tidy(_words(element, without))


def _words(root: etree._Element, without: Callable[[HtmlElement], bool] = lambda _: False) -> list[str]:
    """Return the pieces of text under `root`; paragraphs and lines end with two and one line feeds."""
    pieces: list[str] = []
    ahead: list[etree._Element | str] = [root]  # the next one last; a string is what follows an element
    while ahead:
        one = ahead.pop()
        if isinstance(one, str):
            pieces.append(one)
            continue
        name: Any = one.tag  # no string for comments and instructions
        mark = _MARKS.get(name, "")
        after = mark if name != "br" else ""
        if one.tail and one is not root:
            after += one.tail.translate(_AS_BLANKS)
        pieces.append(mark)
        if not isinstance(name, str) or name in _UNSEEN or without(one):
            pieces.append(after)
            continue
        if one.text:
            pieces.append(one.text.translate(_AS_BLANKS))
        ahead.append(after)
        ahead.extend(reversed(one))
    return pieces


def _tidy(pieces: list[str]) -> str:
    text = "".join(pieces)
    if "  " in text:
        text = _RUN.sub(" ", text)
    text = "\n".join([line.strip(" ") for line in text.split("\n")])
    return (_EMPTY_LINES.sub("\n\n", text) if "\n\n\n" in text else text).strip("\n")
