"""A text too long to be an article, read in parts, so that memory stays flat however long it is.

Up to `LONGEST_ARTICLE` bytes a text is one article. A longer plain text, a year's archive in one file say, is cut at
blank lines into parts of at most `_PART` characters. Where the cuts fall depends on the text alone. Each part is
read as an article of its own with the outlet and the date of the first; only the first has a headline.
"""

from __future__ import annotations

import codecs
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from flows.sources.clean import segment
from flows.sources.decode import decode
from flows.sources.reading import looks_like_html, read_article

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import BinaryIO

    from flows.records import Article
    from flows.sources.reading import SeedEntry

# The longest newspaper pieces have some 100,000 characters.
LONGEST_ARTICLE = 4 << 20
_PART = 250_000
_BLOCK = 1 << 20
# Where a part may be cut, the best first.
_CUTS = ("\n\n", "\r\n\r\n", "\n", ". ", " ")


@dataclass(frozen=True, slots=True)
class Part:
    """An article, or a part of a longer text, and where in the whole text it begins."""

    article: Article
    offset: int


def read_parts(doc: str, stream: BinaryIO, media_type: str, entry: SeedEntry | None = None) -> Iterator[Part]:
    """Yield what `stream` holds: one article, or the parts of a text that is too long for one.

    Raises:
        UnreadableError: it is empty, no text, or a page without an article.
    """
    head = stream.read(LONGEST_ARTICLE + 1)
    if len(head) <= LONGEST_ARTICLE or looks_like_html(head, media_type) or media_type != "text/plain":
        yield Part(read_article(doc, head + stream.read(), media_type, entry), 0)
        return
    first: Article | None = None
    offset = 0
    for text in _pieces(_decoded(head, stream)):
        if first is None and not text.isspace():
            first = read_article(doc, text.encode("utf-8", "surrogatepass"), media_type, entry)
            yield Part(first, 0)
        elif first is not None:
            cleaned = segment(text, title="")
            yield Part(replace(first, text=text, title=None, segments=cleaned.segments), offset)
        offset += len(text)


def _decoded(head: bytes, stream: BinaryIO) -> Iterator[str]:
    """Yield the text of `head` and of the rest of `stream`, block by block, in the encoding that `head` shows."""
    decoder = codecs.getincrementaldecoder(decode(head).encoding)("replace")
    yield decoder.decode(head).removeprefix("\ufeff")
    while block := stream.read(_BLOCK):
        yield decoder.decode(block)
    yield decoder.decode(b"", final=True)


def _pieces(blocks: Iterator[str]) -> Iterator[str]:
    """Yield the text of `blocks` in pieces of at most `_PART` characters that end where something ends."""
    waiting = ""
    for block in blocks:
        waiting += block
        begin = 0
        while len(waiting) - begin > _PART:
            end = _cut(waiting, begin)
            yield waiting[begin:end]
            begin = end
        waiting = waiting[begin:]
    if waiting:
        yield waiting


def _cut(text: str, begin: int) -> int:
    """Return where the piece that begins at `begin` ends: behind the last blank line in its second half, or less."""
    for mark in _CUTS:
        at = text.rfind(mark, begin + _PART // 2, begin + _PART)
        if at >= 0:
            return at + len(mark)
    return begin + _PART
