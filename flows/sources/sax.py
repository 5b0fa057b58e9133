"""The XML parser that feedparser is given: Python's own, with less to hand over.

The SAX parser of the standard library hands over text at every line end and reference, and every element. Handling
each of them is what reading a feed mostly costs feedparser; text comes in one piece here, and elements that no entry
is made of do not come at all. `feedparser.api.PREFERRED_XML_PARSERS` names this module.
"""

from __future__ import annotations

from typing import Any
from xml.sax.expatreader import ExpatParser

_TEXT_BYTES = 1 << 16
_UNREAD = frozenset(("category", "comments", "commentrss", "subject", "keywords"))


class _Lean(ExpatParser):
    """Leaves out `_UNREAD` elements with all that is in them."""

    def reset(self) -> None:
        super().reset()
        parser: Any = self._parser  # type: ignore[attr-defined] # known to the standard library, not to its stubs
        parser.buffer_text = True
        parser.buffer_size = _TEXT_BYTES
        self._xml = parser
        self._unread_depth = 0
        self._is_unread: dict[str, bool] = {}

    def start_element_ns(self, name: str, attrs: Any) -> None:  # noqa: ANN401 - expat's own
        is_unread = self._is_unread.get(name)
        if is_unread is None:  # a name is "address local prefix", or "local" without a namespace
            local = name.split(" ")[1] if " " in name else name
            is_unread = self._is_unread[name] = local.lower() in _UNREAD
        if self._unread_depth or is_unread:
            self._unread_depth += 1
            self._xml.CharacterDataHandler = None
            return
        super().start_element_ns(name, attrs)

    def end_element_ns(self, name: str) -> None:
        if not self._unread_depth:
            super().end_element_ns(name)
            return
        self._unread_depth -= 1
        if not self._unread_depth:
            self._xml.CharacterDataHandler = self.getContentHandler().characters


def create_parser() -> ExpatParser:
    """Return a parser, as `xml.sax.make_parser` asks for it."""
    return _Lean()
