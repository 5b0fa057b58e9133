"""A real HTTP server on 127.0.0.1 whose pages a test changes between runs, well meant or hostile.

    with open_site() as site:
        site.put("/feed.xml", rss_feed("Harbour Press", [Item("a", "Convoy leaves", "40 trucks left.")]))
        ... fetch site.url("/feed.xml") ...

Pages are answered with an ETag, and 304 when it is asked for. `site.on(path, function)` hands the raw
connection to a function, for whatever no proper server does. Everything ends when the context does.
"""

from __future__ import annotations

import hashlib
import os
import socket
import ssl
import struct
import threading
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from html import escape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path


@dataclass
class Page:
    """What a path answers."""

    body: bytes
    media_type: str = "text/html; charset=utf-8"
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    has_validators: bool = True

    @property
    def etag(self) -> str:
        """A validator that changes with the body."""
        return f'"{hashlib.sha256(self.body).hexdigest()[:16]}"'


@dataclass
class Site:
    """A running server; `requests` are the paths asked for, `statuses` what they got, in order."""

    host: str
    port: int
    pages: dict[str, Page] = field(default_factory=dict)
    acts: dict[str, Callable[[Callable[[bytes], None]], None]] = field(default_factory=dict)
    requests: list[str] = field(default_factory=list)
    statuses: list[int] = field(default_factory=list)
    seen_headers: list[dict[str, str]] = field(default_factory=list)

    def url(self, path: str) -> str:
        """Return the address of `path` here."""
        return f"http://{self.host}:{self.port}{path}"

    def put(
        self, path: str, body: str | bytes, media_type: str = "text/html; charset=utf-8", **options: object
    ) -> str:
        """Let `path` answer `body` from now on, and return its address."""
        raw = body.encode() if isinstance(body, str) else body
        self.pages[path] = replace(Page(raw, media_type), **options)  # type: ignore[arg-type]
        return self.url(path)

    def redirect(self, path: str, to: str, status: int = 302) -> str:
        """Let `path` redirect, and return its address."""
        return self.put(path, b"", status=status, headers={"Location": to}, has_validators=False)

    def on(self, path: str, act: Callable[[Callable[[bytes], None]], None]) -> str:
        """Let `act` write whatever it wants to whoever asks for `path`, and return its address."""
        self.acts[path] = act
        return self.url(path)


@contextmanager
def open_site(host: str = "127.0.0.1", certificate: Path | None = None) -> Iterator[Site]:
    """Yield a server on a free port of `host`, which must lie in 127.0.0.0/8; it speaks TLS with a `certificate`."""
    assert host.startswith("127.")
    server = _Server((host, 0), _Handler)
    if certificate is not None:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate)
        server.socket = context.wrap_socket(server.socket, server_side=True)
    site = server.site = Site(host, server.server_address[1])
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield site
    finally:
        server.stopping.set()
        server.shutdown()
        server.server_close()
        thread.join()


def closed_port(host: str = "127.0.0.1") -> int:
    """Return a port of `host` on which nobody listens."""
    with socket.socket() as probe:
        probe.bind((host, 0))
        return int(probe.getsockname()[1])


class ResetError(Exception):
    """Raised by what a path does, to reset the connection."""


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False
    site: Site

    def __init__(self, *arguments: object) -> None:
        super().__init__(*arguments)  # type: ignore[arg-type]
        self.stopping = threading.Event()

    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing: a client that hangs up on a hostile body is what the tests want."""


class _Handler(BaseHTTPRequestHandler):
    server: _Server
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        site = self.server.site
        site.requests.append(self.path)
        site.seen_headers.append({name.lower(): value for name, value in self.headers.items()})
        self.close_connection = True
        if self.path in site.acts:
            with suppress(ResetError):
                site.acts[self.path](self._write)
                return
            self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            os.close(self.connection.detach())  # at once, which the other side sees as a reset
            return
        self._answer(site.pages.get(self.path, Page(b"nothing here", "text/plain", 404)))

    def log_message(self, *arguments: object) -> None:
        """Keep the terminal clean."""

    def _answer(self, page: Page) -> None:
        is_known = (
            page.has_validators and page.status == 200 and self.headers.get("If-None-Match") == page.etag
        )
        status = 304 if is_known else page.status
        self.server.site.statuses.append(status)
        self.send_response(status)
        if page.has_validators:
            self.send_header("ETag", page.etag)
        for name, value in page.headers.items():
            self.send_header(name, value)
        body = b"" if is_known else page.body
        if not is_known:
            self.send_header("Content-Type", page.media_type)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def _write(self, raw: bytes) -> None:
        if self.server.stopping.is_set():
            raise ConnectionError("the test is over")
        self.wfile.write(raw)
        self.wfile.flush()


@dataclass(frozen=True)
class Item:
    """An item of a feed; None leaves an element out."""

    key: str | None
    title: str | None
    text: str
    published: str | None = "Tue, 17 Oct 2017 09:30:00 GMT"
    link: str | None = None


def rss_feed(title: str, items: Iterable[Item]) -> str:
    """Return an RSS 2.0 feed."""
    parts = (
        "<item>"
        + _element("guid", item.key, ' isPermaLink="false"')
        + _element("title", item.title)
        + _element("link", item.link)
        + _element("pubDate", item.published)
        + _element("description", item.text)
        + "</item>"
        for item in items
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?><rss version="2.0"><channel>'
        f"<title>{escape(title)}</title><link>https://news.example.org/</link><description>d</description>"
        f"{''.join(parts)}</channel></rss>"
    )


def atom_feed(title: str, items: Iterable[Item]) -> str:
    """Return an Atom 1.0 feed."""
    parts = (
        "<entry>"
        + _element("id", item.key)
        + _element("title", item.title)
        + (f'<link href="{escape(item.link)}"/>' if item.link else "")
        + _element("published", item.published)
        + _element("content", item.text, ' type="html"')
        + "</entry>"
        for item in items
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?><feed xmlns="http://www.w3.org/2005/Atom">'
        f"<title>{escape(title)}</title><id>urn:example:{escape(title)}</id>{''.join(parts)}</feed>"
    )


def _element(name: str, value: str | None, attributes: str = "") -> str:
    return "" if value is None else f"<{name}{attributes}>{escape(value, quote=False)}</{name}>"
