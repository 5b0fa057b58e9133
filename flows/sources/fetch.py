"""One way to fetch anything from the web, within limits of time and size.

Every host is resolved here, every address it resolves to is vetted, and the connection goes to a vetted
address itself, so that no second answer of a name server can lead elsewhere. Redirects are followed by hand
and vetted the same way. Proxies named in the environment are not used, since a proxy would resolve names for
itself.

Outcomes of a fetch that fails, as `FetchError.outcome`: "refused", "forbidden_address", "dns",
"unreachable", "tls", "timeout", "too_large", "cut", "bad_encoding", "bad_answer", "redirect_loop", "gone",
"http_<status>".
"""

from __future__ import annotations

import os
import queue
import socket
import ssl
import string
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cache
from http.client import HTTPException
from http.client import IncompleteRead as IncompleteChunk
from importlib.metadata import version
from typing import TYPE_CHECKING
from urllib.parse import quote, urljoin

from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import DecodeError, HTTPError, IncompleteRead, SSLError

from flows.sources.addresses import RefusedAddressError, Target, is_forbidden, read_target

if TYPE_CHECKING:
    from urllib3.response import HTTPResponse

    from flows.settings import Fetching

Resolver = Callable[[str, int], list[str]]

_CHUNK = 65_536
_REDIRECTS = (301, 302, 303, 307, 308)
_PERMANENT = (301, 308)
_ENCODINGS = ("", "identity", "gzip", "x-gzip", "deflate")
# What an exception on the way means; the first that fits counts.
_MEANINGS: tuple[tuple[type[Exception] | tuple[type[Exception], ...], str], ...] = (
    ((ssl.SSLError, SSLError), "tls"),
    (TimeoutError, "timeout"),
    (DecodeError, "bad_encoding"),
    ((IncompleteRead, IncompleteChunk), "cut"),
    ((HTTPError, HTTPException, OSError, ValueError), "bad_answer"),
)
_LEAST_IDLE_SECONDS = 0.05
_HINTS = {
    "refused": "use a plain http or https address",
    "forbidden_address": "if this host is meant, name it in fetching.allow_hosts",
    "dns": "check the address; the host's name may be gone",
    "unreachable": "the server may be down; it is tried again",
    "tls": "the server's certificate is not valid for it; ask its owner",
    "timeout": "the server is slow; it is tried again, or raise fetching.timeout_seconds",
    "too_large": "raise fetching.max_bytes if this much is expected",
    "cut": "the answer ended early; it is tried again",
    "redirect_loop": "look for the feed's new address",
    "gone": "the publisher says it is gone for good; remove it",
    "http_401": "the server wants a password",
    "http_403": "the server refuses us; a contact in fetching.contact may help",
    "http_404": "look for the feed's new address",
    "http_429": "the server asks for fewer requests",
}


class FetchError(Exception):
    """A fetch that failed; `outcome` is one of the names in this module's docstring.

    Attributes:
        status: the answer's status, where there was one.
        retry_after: seconds the server asks to wait, where it does.
    """

    def __init__(
        self, outcome: str, detail: str, *, status: int | None = None, retry_after: float | None = None
    ) -> None:
        self.outcome = outcome
        self.detail = detail
        self.status = status
        self.retry_after = retry_after
        super().__init__(f"{outcome}: {detail}")

    @property
    def hint(self) -> str:
        """What to do about it; empty when nothing is known to help."""
        return _HINTS.get(self.outcome, "")


@dataclass(frozen=True, slots=True)
class Validators:
    """What the last answer gave to ask "has it changed?" with."""

    etag: str | None = None
    last_modified: str | None = None


@dataclass(frozen=True, slots=True)
class Limits:
    """Seconds and bytes of one fetch, redirects included.

    Attributes:
        timeout_seconds: from the first look-up to the last byte.
        idle_seconds: the longest silence of a server.
        max_bytes: of the body, after decompression.
        allow_hosts: hosts ("host" or "host:port") that may lie in an inner network.
    """

    timeout_seconds: float = 20
    idle_seconds: float = 10
    max_bytes: int = 10_000_000
    max_redirects: int = 5
    allow_hosts: tuple[str, ...] = ()
    contact: str = ""

    @classmethod
    def of(cls, fetching: Fetching) -> Limits:
        """Return the limits that the settings ask for."""
        return cls(
            timeout_seconds=fetching.timeout_seconds,
            max_bytes=fetching.max_bytes,
            allow_hosts=tuple(host.lower() for host in fetching.allow_hosts),
            contact=fetching.contact,
        )


@dataclass(frozen=True, slots=True)
class Fetched:
    """An answer of status 200 with its body, or of 304 ("not modified") without one.

    Attributes:
        url: where the answer came from, after redirects.
        permanent_url: where permanent redirects alone led to; None when there were none.
        headers: names in lower case; of several with one name, joined by commas.
    """

    url: str
    status: int
    headers: dict[str, str]
    body: bytes
    validators: Validators
    permanent_url: str | None = None

    @property
    def media_type(self) -> str:
        """What the server calls the body, in lower case, without parameters; empty when it says nothing."""
        return self.headers.get("content-type", "").split(";")[0].strip().lower()


def resolve(host: str, port: int) -> list[str]:
    """Return the IP addresses of `host` as the system resolves it; raises OSError."""
    answers = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(answer[4][0]) for answer in answers))


def fetch(
    url: str,
    limits: Limits,
    validators: Validators | None = None,
    *,
    accept: str = "*/*",
    resolver: Resolver = resolve,
) -> Fetched:
    """Return what `url` answers.

    Raises:
        FetchError: whatever kept the body from coming, by name; a server can cause nothing else.
    """
    deadline = time.monotonic() + limits.timeout_seconds
    asking = _Asking(limits, validators or Validators(), accept, resolver, deadline)
    asked = url
    permanent: str | None = None
    is_permanent = True
    for _ in range(limits.max_redirects + 1):
        answer = _once(url, asking)
        if isinstance(answer, Fetched):
            return replace(answer, permanent_url=permanent if permanent != asked else None)
        is_permanent = is_permanent and answer.status in _PERMANENT
        url = answer.to
        permanent = url if is_permanent else permanent
    raise FetchError(
        "redirect_loop", f"more than {limits.max_redirects} redirects, the last one to {url[:200]}"
    )


@dataclass(frozen=True, slots=True)
class _Asking:
    """What every request of one fetch has in common."""

    limits: Limits
    validators: Validators
    accept: str
    resolver: Resolver
    deadline: float


@dataclass(frozen=True, slots=True)
class _Redirect:
    status: int
    to: str


def _once(url: str, asking: _Asking) -> Fetched | _Redirect:
    """Return the answer to one request; every way in which it can fail gets its name here."""
    try:
        target = read_target(url, asking.limits.allow_hosts)
    except RefusedAddressError as error:
        raise FetchError(error.outcome, str(error)) from None
    exchange = _Exchange(target, _vetted(target, asking), asking.limits, asking.deadline)
    try:
        return exchange.run(url, _headers(target, asking))
    except FetchError:
        raise
    except Exception as error:
        failure = exchange.failure(error)
        if failure is None:
            raise
        raise failure from error
    finally:
        exchange.close()


def _headers(target: Target, asking: _Asking) -> dict[str, str]:
    headers = {
        "Host": target.authority,
        "User-Agent": user_agent(asking.limits.contact),
        "Accept": asking.accept,
        "Accept-Encoding": "gzip, deflate",
        "Connection": "close",
    }
    if asking.validators.etag:
        headers["If-None-Match"] = asking.validators.etag
    if asking.validators.last_modified:
        headers["If-Modified-Since"] = asking.validators.last_modified
    return headers


@cache
def user_agent(contact: str) -> str:
    """Return how we call ourselves to servers, with the operator's contact where it is configured."""
    name = f"Countercheck/{version('countercheck')}"
    plain = "".join(character for character in contact if character.isascii() and character.isprintable())
    return f"{name} (+{plain})" if plain else name


def _vetted(target: Target, asking: _Asking) -> list[str]:
    """Return the addresses to connect to; none, when only one of a name's addresses is an inner one."""
    addresses = [target.host] if ":" in target.host else _resolved(target, asking.resolver, asking.deadline)
    if not addresses:
        raise FetchError("dns", f"{target.host} has no address")
    if not target.is_one_of(asking.limits.allow_hosts):
        for address in addresses:
            if is_forbidden(address):
                raise FetchError(
                    "forbidden_address", f"{target.host} is at {address}, which is not a public address"
                )
    return addresses


def _resolved(target: Target, resolver: Resolver, deadline: float) -> list[str]:
    """Return the addresses of the host; a thread asks for them, since a resolver cannot be interrupted."""
    answer: queue.SimpleQueue[list[str] | Exception] = queue.SimpleQueue()

    def ask() -> None:
        try:
            answer.put(resolver(target.host, target.port))
        except (OSError, UnicodeError) as error:
            answer.put(error)

    threading.Thread(target=ask, daemon=True, name=f"resolve {target.host}").start()
    try:
        found = answer.get(timeout=max(0.0, deadline - time.monotonic()))
    except queue.Empty:
        raise FetchError("timeout", f"no answer to the question where {target.host} is") from None
    if isinstance(found, Exception):
        raise FetchError("dns", f"{target.host} has no address ({found})")
    return found


class _Exchange:
    """One request and its answer on one connection, watched by a clock that no server can stretch."""

    def __init__(self, target: Target, addresses: list[str], limits: Limits, deadline: float) -> None:
        self.target = target
        self.addresses = addresses
        self.limits = limits
        self.deadline = deadline
        self.is_late = False
        self._watch: threading.Timer | None = None
        self._socket: socket.socket | None = None
        self._handle: socket.socket | None = None
        self._connection: HTTPConnection | None = None
        self._response: HTTPResponse | None = None

    def run(self, url: str, headers: dict[str, str]) -> Fetched | _Redirect:
        connection = self._connect()
        connection.request(
            "GET", self.target.path, headers=headers, preload_content=False, decode_content=False
        )
        response = self._response = connection.getresponse()
        status = response.status
        if status in _REDIRECTS:
            return _Redirect(status, _location(url, response))
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
        if self._watch is not None:
            self._watch.cancel()
        for held in (self._response, self._connection, self._socket, self._handle):
            if held is not None:
                held.close()

    def _connect(self) -> HTTPConnection:
        raw = self._open()
        raw.settimeout(self._patience())
        # Wrapping in TLS detaches the socket; a second handle on the same connection can always be shut.
        self._handle = socket.socket(fileno=os.dup(raw.fileno()))
        self._watch = threading.Timer(max(0.0, self.deadline - time.monotonic()), self._shut)
        self._watch.daemon = True
        self._watch.start()
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
    after = headers.get("retry-after", "")
    wait = float(after) if after.isdecimal() and len(after) < 9 else None  # noqa: PLR2004 - years
    if status == 410:  # noqa: PLR2004 - gone
        return FetchError("gone", "status 410", status=status)
    return FetchError(f"http_{status}", f"status {status}", status=status, retry_after=wait)
