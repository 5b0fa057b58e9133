"""How much prose stands where on a web page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lxml import etree

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_UNSEEN = frozenset(("script", "style", "noscript", "template", "head", "a"))
_PROSE = 60  # characters in a row before text is more than a label


class Prose:
    """How many characters of prose stand above and within each element of a tree; labels and links are none."""

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
        """Return the characters of prose before the element begins."""
        return self._span[element][0]

    def within(self, element: HtmlElement) -> int:
        """Return the characters of prose in the element."""
        begin, end = self._span[element]
        return end - begin
