"""One request and its answer on one connection, within limits of time and size."""

from __future__ import annotations

import os
import socket
import ssl
import string
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from http.client import HTTPException, RemoteDisconnected
from http.client import IncompleteRead as IncompleteChunk
from typing import TYPE_CHECKING
from urllib.parse import quote, urljoin

from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import DecodeError, HTTPError, IncompleteRead, SSLError

from flows.sources.addresses import is_forbidden
from flows.sources.alarms import Alarm
from flows.sources.answers import Fetched, FetchError, Limits, Validators
from flows.sources.pacing import http_date

if TYPE_CHECKING:
    from urllib3.response import HTTPResponse

    from flows.sources.addresses import Target

_CHUNK = 65_536
_REDIRECTS = (301, 302, 303, 307, 308)
_ENCODINGS = ("", "identity", "gzip", "x-gzip", "deflate")
# What an exception on the way means; the first that fits counts.
_MEANINGS: tuple[tuple[type[Exception] | tuple[type[Exception], ...], str], ...] = (
    ((ssl.SSLError, SSLError), "tls"),
    (TimeoutError, "timeout"),
    (DecodeError, "bad_encoding"),
    (RemoteDisconnected, "bad_answer"),
    ((IncompleteRead, IncompleteChunk, ConnectionResetError), "cut"),
    ((HTTPError, HTTPException, OSError, ValueError), "bad_answer"),
)
_LEAST_IDLE_SECONDS = 0.05


@dataclass(frozen=True, slots=True)
class Redirect:
    """Where an answer sends on to."""

    status: int
    to: str


class Exchange:
    """One request and its answer on one connection, watched by a clock that no server can stretch."""

    def __init__(self, target: Target, addresses: list[str], limits: Limits, deadline: float) -> None:
        self.target = target
        self.addresses = addresses
        self.limits = limits
        self.deadline = deadline
        self.is_late = False
        self._alarm: Alarm | None = None
        self._socket: socket.socket | None = None
        self._handle: socket.socket | None = None
        self._connection: HTTPConnection | None = None
        self._response: HTTPResponse | None = None

    def run(self, url: str, headers: dict[str, str]) -> Fetched | Redirect:
        """Return the answer; raises FetchError for an answer that is a refusal, and whatever else the way holds."""
        connection = self._connect()
        connection.request(
            "GET", self.target.path, headers=headers, preload_content=False, decode_content=False
        )
        response = self._response = connection.getresponse()
        status = response.status
        if status in _REDIRECTS:
            return Redirect(status, _location(url, response))
        answer_headers = {name.lower(): value for name, value in response.headers.items()}
        if status not in (200, 304):
            raise _refusal(status, answer_headers)
        body = b"" if status == 304 else self._body(response, answer_headers)  # noqa: PLR2004 - not modified
        validators = Validators(answer_headers.get("etag"), answer_headers.get("last-modified"))
        return Fetched(url, status, answer_headers, body, validators)

    def failure(self, error: Exception) -> FetchError | None:
        """Return what `error` means; None when it is no server's doing."""
        if self.is_late or time.monotonic() >= self.deadline:
            return self._timeout()
        causes = (*(cause for cause in error.args if isinstance(cause, Exception)), error)
        for kinds, outcome in _MEANINGS:
            if any(isinstance(cause, kinds) for cause in causes):
                return FetchError(
                    outcome, f"{self.target.host}: {type(causes[0]).__name__}: {causes[0]}"[:300]
                )
        return None

    def close(self) -> None:
        """Let go of the connection."""
        if self._alarm is not None:
            self._alarm.cancel()
        for held in (self._response, self._connection, self._socket, self._handle):
            if held is not None:
                held.close()

    def _connect(self) -> HTTPConnection:
        raw = self._open()
        raw.settimeout(self._patience())
        # Wrapping in TLS detaches the socket; a second handle on the same connection can always be shut.
        self._handle = socket.socket(fileno=os.dup(raw.fileno()))
        self._alarm = Alarm.at(self.deadline, self._shut)
        connection = self._connection = self._made(raw)
        connection.connect()
        self._socket = connection.sock
        return connection

    def _open(self) -> socket.socket:
        last: OSError = OSError("no address")
        for address in self.addresses:
            try:
                raw = socket.create_connection((address, self.target.port), timeout=self._patience())
            except OSError as error:
                last = error
                continue
            if not self.target.is_one_of(self.limits.allow_hosts) and is_forbidden(raw.getpeername()[0]):
                raw.close()
                raise FetchError(
                    "forbidden_address", f"{self.target.host} is at an address that is not public"
                )
            return raw
        outcome = "timeout" if isinstance(last, TimeoutError) else "unreachable"
        raise FetchError(outcome, f"{self.target.host}: {last}")

    def _made(self, raw: socket.socket) -> HTTPConnection:
        timeout = self._patience()
        if self.target.scheme == "https":
            return _Https(raw, self.target.host, self.target.port, timeout=timeout, ssl_context=tls_context())
        return _Http(raw, self.target.host, self.target.port, timeout=timeout)

    def _body(self, response: HTTPResponse, headers: dict[str, str]) -> bytes:
        encoding = headers.get("content-encoding", "").strip().lower()
        if encoding not in _ENCODINGS:
            raise FetchError("bad_encoding", f"compressed with {encoding[:60]!r}, which was not asked for")
        most = self.limits.max_bytes
        declared = headers.get("content-length", "")
        if declared.isdecimal() and int(declared) > most:
            raise FetchError("too_large", f"announces {int(declared):,} bytes, more than {most:,}")
        body = bytearray()
        while chunk := self._chunk(response):
            body += chunk
            if len(body) > most:
                raise FetchError("too_large", f"more than {most:,} bytes")
        if self.is_late:
            raise self._timeout()
        return bytes(body)

    def _chunk(self, response: HTTPResponse) -> bytes:
        if self._socket is not None and self._socket.fileno() >= 0:  # it closes itself behind the last byte
            self._socket.settimeout(self._patience())
        return response.read1(_CHUNK, decode_content=True)

    def _patience(self) -> float:
        """Return how long the next step may take."""
        left = self.deadline - time.monotonic()
        if left <= 0:
            raise self._timeout()
        return max(_LEAST_IDLE_SECONDS, min(self.limits.idle_seconds, left))

    def _timeout(self) -> FetchError:
        return FetchError("timeout", f"not done after {self.limits.timeout_seconds:g} s")

    def _shut(self) -> None:
        self.is_late = True
        if self._handle is not None:
            try:
                self._handle.shutdown(socket.SHUT_RDWR)
            except OSError:  # it ended by itself
                return


class _Http(HTTPConnection):
    """A connection over a socket that is connected already."""

    def __init__(self, raw: socket.socket, host: str, port: int, *, timeout: float) -> None:
        super().__init__(host, port, timeout=timeout)
        self._raw = raw

    def _new_conn(self) -> socket.socket:
        return self._raw


class _Https(HTTPSConnection):
    """TLS over a socket that is connected already; the certificate is checked against the host's name."""

    def __init__(
        self, raw: socket.socket, host: str, port: int, *, timeout: float, ssl_context: ssl.SSLContext
    ) -> None:
        super().__init__(host, port, timeout=timeout, ssl_context=ssl_context)
        self._raw = raw

    def _new_conn(self) -> socket.socket:
        return self._raw


@cache
def tls_context() -> ssl.SSLContext:
    """Return the settings of every TLS connection: the system's authorities, certificate and name checked."""
    return ssl.create_default_context()


def _location(url: str, response: HTTPResponse) -> str:
    """Return where a redirect leads; blanks and bytes beyond ASCII, which servers send raw, are quoted."""
    raw: str = response.headers.get("Location", "")
    location = quote(raw.strip().encode("latin-1", errors="replace"), safe=string.punctuation)
    if not location:
        raise FetchError(
            "bad_answer",
            f"redirects (status {response.status}) without saying where to",
            status=response.status,
        )
    try:
        to = urljoin(url, location)
    except ValueError:
        raise FetchError("refused", f"redirects to {location[:200]!r}, which is no address") from None
    if url.startswith("https:") and to.startswith("http:"):
        raise FetchError("refused", "redirects from https to http")
    return to


def _refusal(status: int, headers: dict[str, str]) -> FetchError:
    if status == 410:  # noqa: PLR2004 - gone
        return FetchError("gone", "status 410", status=status)
    wait = _wait_seconds(headers.get("retry-after", ""))
    return FetchError(f"http_{status}", f"status {status}", status=status, retry_after=wait)


def _wait_seconds(after: str) -> float | None:
    """Return how long a Retry-After asks to wait, said as seconds or as a date; None when it says neither."""
    if after.isdecimal() and len(after) < 9:  # noqa: PLR2004 - years
        return float(after)
    until = http_date(after)
    return max(0.0, (until - datetime.now(UTC)).total_seconds()) if until else None
