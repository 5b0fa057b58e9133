"""Reading processes: whatever a body does to a parser, it ends, has a name, and harms nobody else."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from flows.sources.entries import MOST_ENTRIES
from flows.sources.parser import Parsers
from tests.support.site import Item, rss_feed

if TYPE_CHECKING:
    from collections.abc import Iterator

GOOD = rss_feed("Harbour Press", [Item("a", "Convoy leaves", "40 trucks")]).encode()
RSS = b"<?xml version='1.0'?><rss version='2.0'><channel>%b</channel></rss>"
ITEM = b"<item><title>x</title><description>%b</description></item>"
LAUGHS = b"".join(b"<!ENTITY l%d '%b'>" % (n, b"&l%d;" % (n - 1) * 10 if n else b"lol") for n in range(10))
XXE = (
    b"<!DOCTYPE r [<!ENTITY x SYSTEM '%b'>]><rss version='2.0'><channel>"
    b"<item><title>a&x;b</title></item></channel></rss>"
)


@pytest.fixture(scope="module")
def parsers() -> Iterator[Parsers]:
    """Two processes for all tests, so that one test's trouble would show in the next."""
    with Parsers(2, seconds=3) as opened:
        yield opened


HARMLESS = {
    "deep elements": RSS % (ITEM % (b"<b>" * 20_000)),
    "deep markup": RSS % (ITEM % (b"&lt;b&gt;" * 50_000 + b"x")),
    "a flood of comments": RSS % (ITEM % (b"&lt;!--" * 100_000)),
    "a quadratic entity": b"<!DOCTYPE r [<!ENTITY a '"
    + b"x" * 20_000
    + b"'>]>"
    + RSS % (ITEM % (b"&a;" * 500)),
    "a billion laughs": b"<!DOCTYPE r [" + LAUGHS + b"]>" + RSS % b"<item><title>&l9;</title></item>",
    "NUL and control bytes": RSS % (ITEM % bytes(range(1, 32))) + b"\x00" * 100,
    "a link of a megabyte": RSS
    % (b"<item><title>x</title><link>http://a.example/" + b"x" * 1_000_000 + b"</link></item>"),
}


@pytest.mark.parametrize("name", HARMLESS)
def test_a_body_made_to_hurt_ends(parsers: Parsers, name: str) -> None:
    """The body is read, or ends with a name, and the next feed is read as ever."""
    reading = parsers.read(HARMLESS[name])
    assert reading.outcome in ("fetched", "not_a_feed", "parse_timeout", "parse_failed")
    assert [entry.title for entry in parsers.read(GOOD).entries] == ["Convoy leaves"]


def test_a_parser_that_hangs_is_ended(parsers: Parsers) -> None:
    """Tens of thousands of attributes cost the entry that has them; elsewhere, the process ends at the limit."""
    attributes = b" ".join(b"a%d='x'" % number for number in range(40_000))
    monster = parsers.read(RSS % (b"<item " + attributes + b"><title>x</title></item>" + ITEM % b"y"))
    assert (monster.outcome, [entry.text for entry in monster.entries]) == ("fetched", ["y"])
    head = b"<image " + attributes + b"/>"
    assert parsers.read(RSS % (head + ITEM % b"y")).outcome == "fetched"
    odd = b"<item><source>Another</source><title>y</title></item>"
    assert parsers.read(RSS % (head + odd)).outcome == "parse_timeout"
    assert parsers.read(GOOD).outcome == "fetched"


@pytest.mark.parametrize("address", ["file:///etc/hostname", "http://127.0.0.1:9/x", "php://filter/x"])
def test_no_entity_is_fetched(parsers: Parsers, address: str) -> None:
    """What an external entity names is neither read nor asked for."""
    assert [entry.title for entry in parsers.read(XXE % address.encode()).entries] == ["a&x;b"]


def test_a_feed_of_a_hundred_thousand_items_gives_its_first(parsers: Parsers) -> None:
    """As many as there is time for are read, the newest first, and how many were not is said."""
    body = RSS % b"".join(
        b"<item><guid>%d</guid><title>x</title></item>" % number for number in range(100_000)
    )
    reading = parsers.read(body)
    assert (reading.outcome, reading.entries[0].guid) == ("fetched", "0")
    assert f"{100_000 - len(reading.entries)} of 100000 entries" in reading.detail
    assert 0 < len(reading.entries) <= MOST_ENTRIES


def test_memory_is_limited() -> None:
    """A body that takes more memory than a process may have ends with a name, and the next feed is read."""
    body = RSS % (ITEM % (b"x" * 60_000_000))
    with Parsers(1, memory_bytes=300_000_000) as small:
        reading = small.read(body)
        assert (reading.outcome, "300 MB" in reading.detail) == ("parse_failed", True)
        assert small.read(GOOD).outcome == "fetched"


def test_processes_end_with_their_owner() -> None:
    """No reading process outlives the context it was started in."""
    with Parsers(1) as some:
        some.read(GOOD)
        process = some._workers._idle.get()  # noqa: SLF001 - the process itself is what this is about
        some._workers._idle.put(process)  # noqa: SLF001 - as above
    assert process is not None
    assert process.is_alive is False
