"""Pages made to hurt: whatever a page does to its reader, it ends, has a name, and harms no other page."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from flows.sources.preview import preview_article
from flows.sources.readers import Readers, Reading

if TYPE_CHECKING:
    from collections.abc import Iterator

TEXT = "A convoy of 40 trucks left the harbour town of Northgate on Tuesday, said the council of the town."
PAGE = (
    "<html><head><title>Convoy</title>{}</head><body><article><p>" + TEXT + "</p>{}</article></body></html>"
)
LAUGHS = "".join(f"<!ENTITY l{n} '{f'&l{n - 1};' * 10 if n else 'lol'}'>" for n in range(10))


@pytest.fixture(scope="module")
def readers() -> Iterator[Readers]:
    """One process for all tests, so that one test's trouble would show in the next."""
    with Readers(seconds=2) as opened:
        yield opened


def body_of(reading: Reading) -> str:
    """Return the body as it is shown; empty when the page was not read."""
    return str(preview_article(reading.article)["body"]) if reading.article else ""


READ = {
    "deep nesting": PAGE.format("", "<div>" * 10_000 + "x").encode(),
    "a flood of comments": PAGE.format("", "<!--" * 100_000).encode(),
    "many attributes": PAGE.format(
        "", "<p " + " ".join(f"a{n}='x'" for n in range(8_000)) + ">x</p>"
    ).encode(),
    "many classes": PAGE.format(
        "", f"<div class='{' '.join(f'c{n}' for n in range(100_000))}'>x</div>"
    ).encode(),
    "many links": PAGE.format("", "<a href='x'>y</a>" * 4_000).encode(),
    "a link of a megabyte": PAGE.format("", f"<a href='http://a.example/{'x' * 1_000_000}'>y</a>").encode(),
    "a title of a megabyte": PAGE.format(
        f"<meta property='og:title' content='{'x' * 1_000_000}'>", ""
    ).encode(),
    "a line of blanks": PAGE.format("", f"<p>a{' ' * 1_000_000}b</p>").encode(),
    "NUL and control bytes": PAGE.format("", "<p>x</p>")
    .encode()
    .replace(b"x", bytes(range(1, 32)) + b"\x00"),
    "a billion laughs": f"<!DOCTYPE html [{LAUGHS}]>{PAGE.format('', '<p>&l9;</p>')}".encode(),
    "a declared encoding that lies": PAGE.format("<meta charset='utf-16'>", "<p>Zürich</p>").encode(
        "latin-1"
    ),
    "broken UTF-8": PAGE.format("", "<p>x</p>").encode().replace(b"x", b"\xff\xc3\x28"),
    "scripts that are never closed": PAGE.format("", "<script>" * 20_000).encode(),
    "thousands of comments": PAGE.format(
        "", "<div id='comments'>" + "<p class='author'>Tom</p><p>I was there, too.</p>" * 5_000 + "</div>"
    ).encode(),
}


@pytest.mark.parametrize("name", READ)
def test_a_page_made_to_hurt_ends(readers: Readers, name: str) -> None:
    """The page is read, or ends with a name, and the next page is read as ever."""
    reading = readers.read("page.html", READ[name], "text/html")
    assert reading.outcome in ("read", "no_text", "binary", "parse_timeout", "parse_failed")
    assert TEXT in body_of(reading) or reading.outcome != "read"
    assert body_of(readers.read("page.html", PAGE.format("", "").encode(), "text/html")) == TEXT


@pytest.mark.parametrize(
    "address", ["file:///etc/hostname", "http://127.0.0.1:9/x", "php://filter/resource=/etc/hostname"]
)
@pytest.mark.parametrize(
    "doctype",
    [
        "<!DOCTYPE html [<!ENTITY x SYSTEM '{}'>]>",
        "<!DOCTYPE html [<!ENTITY % p SYSTEM '{}'> %p;]>",
        "<!DOCTYPE html SYSTEM '{}'>",
        "<?xml version='1.0'?><?xml-stylesheet href='{}'?>",
    ],
)
def test_no_entity_is_fetched(readers: Readers, doctype: str, address: str) -> None:
    """Nothing outside of a page is read into it, whichever way it asks."""
    outside = (
        f"<p>[&x;]</p><xi:include xmlns:xi='http://www.w3.org/2001/XInclude' href='{address}' parse='text'/>"
    )
    raw = (doctype.format(address) + PAGE.format("", outside)).encode()
    body = body_of(readers.read("page.xhtml", raw, "application/xhtml+xml"))
    assert body.replace("[&x;]", "").replace("[]", "").strip() == TEXT


def test_a_reader_that_hangs_is_ended() -> None:
    """What is not read in its time has that outcome, and another process takes over."""
    with Readers(seconds=0.001) as hurried:
        assert hurried.read("page.html", PAGE.format("", "").encode(), "text/html").outcome == "parse_timeout"


def test_memory_is_limited() -> None:
    """A page that takes more memory than a reader may have is a failed reading, not a full machine."""
    with Readers(memory_bytes=290_000_000) as small:
        reading = small.read("page.html", PAGE.format("", "<b>x</b>" * 200_000).encode(), "text/html")
        assert reading.outcome in ("parse_failed", "no_text")
        assert body_of(small.read("page.html", PAGE.format("", "").encode(), "text/html")) == TEXT
