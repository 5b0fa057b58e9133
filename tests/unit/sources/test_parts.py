"""A text too long to be an article: where it is cut, and that nothing of it is lost."""

from __future__ import annotations

import io

import pytest

from flows.sources.parts import LONGEST_ARTICLE, Part, read_parts
from flows.sources.reading import UnreadableError

PARAGRAPH = "The ferry left the pier at noon – “on time”, said the clerk. " * 300 + "Nobody was late.\n\n"


def parts_of(raw: bytes, *, media_type: str = "text/plain") -> list[Part]:
    """Return the parts of `raw` read as a stream."""
    return list(read_parts("long.txt", io.BytesIO(raw), media_type))


def long_text() -> str:
    """Return a text whose encoded form is longer than any article."""
    return "Ferries keep running\n\n" + PARAGRAPH * (LONGEST_ARTICLE // len(PARAGRAPH) + 1)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "windows-1252", "utf-16"])
def test_a_long_text_is_cut_between_paragraphs(encoding: str) -> None:
    """The parts are the whole text in order, each begins where the one before ended, at a paragraph."""
    text = long_text()
    parts = parts_of(text.encode(encoding))
    assert "".join(part.article.text for part in parts) == text
    assert [part.offset for part in parts] == [
        sum(len(before.article.text) for before in parts[:at]) for at in range(len(parts))
    ]
    assert all(part.article.text.endswith("\n\n") for part in parts)
    assert max(len(part.article.text) for part in parts) <= 250_000


def test_only_the_first_part_has_a_headline() -> None:
    """The others are body from their first line on."""
    first, *rest = parts_of(long_text().encode())
    assert (first.article.title, first.article.segments[0].origin) == ("Ferries keep running", "headline")
    assert {segment.origin for part in rest for segment in part.article.segments} == {"body"}
    assert {part.article.segments[0].start for part in rest} == {0}


def test_a_long_line_is_cut_at_a_blank() -> None:
    """Where no paragraph, line or sentence ends a word does; without any, the cut falls anywhere."""
    words = parts_of(b"ferry " * (LONGEST_ARTICLE // 6 + 1))
    assert {part.article.text[-6:] for part in words} == {"ferry "}
    letters = parts_of(b"x" * (LONGEST_ARTICLE + 1))
    assert sum(len(part.article.text) for part in letters) == LONGEST_ARTICLE + 1


def test_an_article_stays_whole() -> None:
    """Up to the limit a text is one article, and so is a long text of any other kind."""
    (part,) = parts_of(PARAGRAPH.encode() * 10)
    assert (part.offset, part.article.text) == (0, PARAGRAPH * 10)
    assert len(parts_of(b"x " * (LONGEST_ARTICLE // 2 + 1), media_type="text/markdown")) == 1


def test_what_is_no_text_is_refused_however_long() -> None:
    """A program of ten megabytes is no article in parts."""
    with pytest.raises(UnreadableError):
        parts_of(bytes(range(256)) * (LONGEST_ARTICLE // 200))
