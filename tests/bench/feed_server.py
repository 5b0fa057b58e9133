"""The feeds of the bench, answered on a free port of 127.0.0.1 until the input ends; prints the port.

usage: feed_server.py FEEDS

Every feed has fifty entries of about 2.7 kB, half of the feeds are RSS, half Atom. What is answered can be changed with
`/set?validators=0&fresh=20&edited=20`: whether servers know ETags, how many feeds have a new and an edited entry.
"""

from __future__ import annotations

import random
import sys
import threading
from dataclasses import dataclass
from functools import cache
from html import escape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qsl, urlsplit

ENTRIES = 50
_WORDS = """
the council said on tuesday that forty trucks left the harbour with people from northgate after two days of talks which
nobody there wanted to describe in detail while bridges stayed closed and bakeries ran out of flour
""".split()  # noqa: SIM905 - a text reads better than a list of words


@dataclass
class Stage:
    """What the feeds say now: with validators or without, and how many of them have something new and edited."""

    validators: bool = True
    fresh: int = 0
    edited: int = 0
    sent_bytes: int = 0
    requests: int = 0


@cache
def entry(feed: int, number: int, version: int = 1) -> tuple[str, str]:
    """Return title and HTML of an entry, with the markup that news sites have; the same numbers give the same words."""
    words = random.Random(f"{feed} {number}")  # noqa: S311 - nothing is secret here
    picture = f"https://cdn.example.org/{feed}/{number}"
    figure = (
        f'<figure class="wp-block-image size-large"><img loading="lazy" width="1024" height="683" alt="A bridge &amp; '
        f'river" src="{picture}-1024.jpg" srcset="{picture}-1024.jpg 1024w, {picture}-300.jpg 300w" '
        f'sizes="(max-width: 1024px) 100vw, 1024px"/><figcaption>The bridge</figcaption></figure>'
    )
    paragraphs = [
        f'<p class="has-text">{" ".join(words.choices(_WORDS, k=50))} <a href="/{number}?a=1&amp;b=2" target="_blank" '
        f'rel="noopener">more</a>, <strong>&#8220;on&#8221;</strong></p>'
        for _ in range(4)
    ]
    return f"Entry {number} of feed {feed}, version {version}", "".join([figure, *paragraphs])


def body(feed: int, stage: Stage) -> bytes:
    """Return what feed number `feed` answers at this stage."""
    numbers = list(range(ENTRIES))
    if feed < stage.fresh:
        numbers = [ENTRIES, *numbers[:-1]]
    is_edited = feed < stage.edited
    items = [_item(feed, number, 2 if is_edited and number == 3 else 1) for number in numbers]
    return "".join([_HEADS[feed % 2].format(feed=feed), *items, _ENDS[feed % 2]]).encode()


_RSS = (
    '<?xml version="1.0" encoding="UTF-8"?><rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"'
    ' xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>Feed {feed}</title>'
    "<link>https://example.org/{feed}</link><description>d</description>\n"
)
_ATOM = (
    '<?xml version="1.0" encoding="UTF-8"?><feed xmlns="http://www.w3.org/2005/Atom"><title>Feed {feed}</title>'
    "<id>urn:bench:{feed}</id><updated>2024-05-01T10:00:00Z</updated>\n"
)
_HEADS = (_RSS, _ATOM)
_ENDS = ("</channel></rss>", "</feed>")


@cache
def _item(feed: int, number: int, version: int) -> str:
    title, html = entry(feed, number, version)
    address = f"https://example.org/{feed}/{number}"
    if feed % 2:
        return (
            f"<entry><id>{address}</id><title>{title}</title><link href='{address}'/>"
            f"<published>2024-05-01T10:{number:02}:00Z</published><updated>2024-05-01T10:{number:02}:00Z</updated>"
            f"<author><name>A. Writer</name></author><content type='html'>{escape(html)}</content></entry>\n"
        )
    return (
        f"<item>\n<title>{title}</title>\n<link>{address}</link>\n<comments>{address}#comments</comments>\n"
        f"<dc:creator><![CDATA[A. Writer]]></dc:creator>\n<pubDate>Wed, 01 May 2024 10:{number:02}:00 +0000</pubDate>\n"
        "<category><![CDATA[World]]></category>\n<category><![CDATA[Rivers]]></category>\n"
        f'<guid isPermaLink="false">{address}</guid>\n<description><![CDATA[<p>{title} in short</p>]]></description>\n'
        f"<content:encoded><![CDATA[{html}]]></content:encoded>\n</item>\n"
    )


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    stage = Stage()

    def do_GET(self) -> None:
        address = urlsplit(self.path)
        if address.path == "/set":
            self._set(dict(parse_qsl(address.query)))
            return
        feed = int(address.path.rpartition("/")[2])
        stage = self.stage
        etag = f'"{feed}-{feed < stage.fresh}-{feed < stage.edited}"'
        if stage.validators and self.headers.get("If-None-Match") == etag:
            self._answer(304, b"", etag)
        else:
            self._answer(200, body(feed, stage), etag if stage.validators else "")

    def _set(self, values: dict[str, str]) -> None:
        said = f"{self.stage.requests} {self.stage.sent_bytes}".encode()
        type(self).stage = Stage(
            values["validators"] == "1", int(values["fresh"]), int(values["edited"]), 0, 0
        )
        self._answer(200, said, "")

    def _answer(self, status: int, raw: bytes, etag: str) -> None:
        self.stage.requests += 1
        self.stage.sent_bytes += len(raw)
        self.send_response(status)
        if etag:
            self.send_header("ETag", etag)
        self.send_header("Content-Type", "application/xml")
        self.send_header("Content-Length", str(len(raw)))
        self.end_headers()
        self.wfile.write(raw)

    def log_message(self, *arguments: object) -> None:
        """Keep the terminal clean."""


def main() -> None:
    """Serve until the standard input ends."""
    for feed in range(int(sys.argv[1])):
        for number in range(ENTRIES):
            _item(feed, number, 1)
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    sys.stdout.write(f"{server.server_address[1]}\n")
    sys.stdout.flush()
    sys.stdin.read()


if __name__ == "__main__":
    main()
