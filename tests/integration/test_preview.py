"""What the system makes of a feed or a text, as tables for a person to look at."""

from __future__ import annotations

import json

from flows.sources.parser import MEMORY_BYTES, Parsers
from flows.sources.preview import preview_article, preview_feed
from flows.sources.reading import read_article
from tests.support.site import Item, rss_feed


def test_a_feed_is_shown_with_its_entries() -> None:
    """Outcome and entries are shown, with the time and memory that reading took."""
    body = rss_feed("Harbour Press", [Item("h-1", "Convoy leaves", "40 trucks", link="/1")]).encode()
    with Parsers(1) as parsers:
        shown = preview_feed("a.xml", body, parsers, url="http://news.example.org/feed")
    entry = {"id": "h-1", "link": "http://news.example.org/1", "title": "Convoy leaves"}
    assert (shown["feed"], shown["outcome"], shown["title"]) == ("a.xml", "fetched", "Harbour Press")
    assert shown["entries"] == [{**entry, "published": "2017-10-17T09:30:00+00:00"}]
    assert 0 < shown["peak_bytes"] < MEMORY_BYTES
    assert json.loads(json.dumps(shown)) == shown


def test_a_text_is_shown_in_its_parts() -> None:
    """Title, outlet, day, body and comments are shown apart."""
    body = "A convoy of 40 trucks left the harbour town of Northgate on Tuesday, the council said."
    comments = "Comments (1)\n\nTom Hardy says:\nI counted 12.\nReply\n"
    text = f"Convoy leaves\nHarbour Press\n2017-10-17\n\n{body}\n\n{comments}"
    shown = preview_article(read_article("a.txt", text.encode(), "text/plain"))
    assert shown == {
        "doc": "a.txt",
        "title": "Convoy leaves",
        "outlet": "Harbour Press",
        "author": None,
        "published": "2017-10-17T00:00:00+00:00",
        "language": None,
        "url": None,
        "body": body,
        "comments": [{"author": "Tom Hardy", "text": "I counted 12."}],
    }
