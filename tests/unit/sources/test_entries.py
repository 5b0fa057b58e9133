"""read_feed: whatever the bytes, there is a reading, and never fewer entries than feedparser finds by itself."""

from __future__ import annotations

from datetime import UTC, datetime

import feedparser
import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.sources.entries import read_feed
from flows.sources.handover import reading_as_json, reading_from_json, taken_as_json, taken_from_json
from flows.sources.memory import Memory
from flows.sources.taking import Label, take
from tests.support.site import Item, atom_feed, rss_feed

ITEMS = [
    Item("a", "Convoy &amp; bridge", "<p>40 <b>trucks</b></p>", link="/a"),
    Item(None, None, "text alone"),
    Item("c", "No text", ""),
]
RDF = b"""<?xml version="1.0"?><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
xmlns="http://purl.org/rss/1.0/"><channel rdf:about="http://a.example/"><title>A</title></channel>
<item rdf:about="http://a.example/1"><title>Convoy</title><link>http://a.example/1</link></item></rdf:RDF>"""
FEEDS = [rss_feed("Harbour Press", ITEMS).encode(), atom_feed("Harbour Press", ITEMS).encode(), RDF]
SPLINTERS = st.sampled_from(
    (
        *(
            b"<",
            b"&",
            b'"',
            b"\x00",
            b"\xff\xfe",
            b"\xc3",
            b"]]>",
            b"<!--",
            b"&#x110000;",
            b"&#0;",
            b"&#xd800;",
            b"<item>",
        ),
        *(
            b'<link href="http://[::1"/>',
            b"<pubDate>99999999999</pubDate>",
            b'<?xml encoding="utf-7"?>',
            b"\xc3\x28",
        ),
    )
)


@pytest.mark.parametrize("body", FEEDS)
def test_entries_are_those_that_feedparser_finds(body: bytes) -> None:
    """Leaving out what makes feedparser slow and dangerous loses no entry."""
    assert len(read_feed(body).entries) == len(feedparser.parse(body).entries)


def test_markup_of_titles_and_texts_is_undone() -> None:
    """Title and text are plain, links are absolute, the content is kept as it came."""
    entry = read_feed(FEEDS[0], "http://a.example/feed").entries[0]
    assert (entry.title, entry.text, entry.html, entry.link) == (
        "Convoy & bridge",
        "40 trucks",
        "<p>40 <b>trucks</b></p>",
        "http://a.example/a",
    )


@pytest.mark.parametrize(
    "link", ["javascript:alert(1)", "data:text/html,x", "file:///etc/hostname", "http://[::1"]
)
def test_a_link_nobody_should_follow_is_dropped(link: str) -> None:
    """Only web addresses are links."""
    assert read_feed(rss_feed("A", [Item("a", "A", "x", link=link)]).encode()).entries[0].link is None


@pytest.mark.parametrize(
    ("body", "outcome"),
    [
        (b"", "empty"),
        (b"\n \x00", "empty"),
        (b"<!-- parked --><!DOCTYPE html><html><body>For sale</body></html>", "html_instead"),
        (b"just words", "not_a_feed"),
        (b"<note>x</note>", "not_a_feed"),
        (b'{"items": 1}', "not_a_feed"),
        (b'{"broken', "not_a_feed"),
        (b"[" * 100_000, "not_a_feed"),
        (b'{"a":' * 100_000, "not_a_feed"),
        (rss_feed("A", []).encode(), "fetched"),
        (b'{"version": "https://jsonfeed.org/version/1.1", "items": []}', "fetched"),
    ],
)
def test_a_body_that_is_no_feed_has_its_name(body: bytes, outcome: str) -> None:
    """Empty bodies, web pages and other things are told apart; a feed without entries is a feed."""
    assert read_feed(body).outcome == outcome


@pytest.mark.parametrize(
    "damage",
    [
        b"<item><category>a</item></category>",
        b"<image><width><item></image></width>",
        b"<entry></width>",
        b"<item></textInput><textInput><link>",
        b"<entry><textInput><link>http://t.example/</link></textInput>",
        b"<item></gml:pos>",
    ],
)
def test_what_feedparser_stumbles_over_takes_no_entry_with_it(damage: bytes) -> None:
    """Elements that close elsewhere than they opened make feedparser raise; the other entries are read all the same."""
    whole = rss_feed("Harbour Press", [Item("a", "Convoy", "x"), Item("b", "Bridge", "y")]).encode()
    damaged = whole.replace(b"<item>", damage + b"<item>", 1)
    with pytest.raises((KeyError, TypeError)):
        feedparser.parse(damaged)
    reading = read_feed(damaged)
    assert {"Convoy", "Bridge"} <= {entry.title for entry in reading.entries}


@given(
    st.sampled_from(FEEDS),
    st.lists(st.tuples(st.integers(0, 900), st.integers(0, 20), SPLINTERS), max_size=6),
)
def test_any_broken_feed_gives_a_reading(body: bytes, breaks: list[tuple[int, int, bytes]]) -> None:
    """No damage makes the reading fail, and a reading survives the way between two processes."""
    for place, removed, put in breaks:
        body = body[:place] + put + body[place + removed :]
    reading = read_feed(body, "http://a.example/feed")
    assert reading_from_json(reading_as_json(reading)) == reading
    taken = take(Label("http://a.example/feed", "A"), reading, Memory(), datetime(2017, 10, 18, tzinfo=UTC))
    assert taken_from_json(taken_as_json(taken)) == taken
