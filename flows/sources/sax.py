"""The XML parser that feedparser is given: Python's own, with the text of an element in one piece.

The SAX parser of the standard library hands over text at every line end and reference; feedparser's handling of
each piece is what reading an escaped article mostly costs. `feedparser.PREFERRED_XML_PARSERS` names this module.
"""

from __future__ import annotations

from typing import Any
from xml.sax.expatreader import ExpatParser

_TEXT_BYTES = 1 << 16


class _Buffered(ExpatParser):
    def reset(self) -> None:
        super().reset()
        parser: Any = self._parser  # type: ignore[attr-defined] # known to the standard library, not to its stubs
        parser.buffer_text = True
        parser.buffer_size = _TEXT_BYTES


def create_parser() -> ExpatParser:
    """Return a parser, as `xml.sax.make_parser` asks for it."""
    return _Buffered()
