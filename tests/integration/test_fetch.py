"""fetch against a real server on loopback: what is well meant arrives, what is hostile ends by name."""

from __future__ import annotations

import gzip
import socket
import threading
import time
import zlib
from typing import TYPE_CHECKING

import pytest

from flows.sources.exchange import tls_context
from flows.sources.fetch import Fetched, FetchError, Limits, Resolver, Validators, fetch, resolve
from tests.support.certificates import make_certificate
from tests.support.site import ResetError, Site, closed_port, open_site

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

LIMITS = Limits(
    timeout_seconds=2,
    idle_seconds=1,
    max_bytes=200_000,
    allow_hosts=("127.0.0.1",),
    contact="desk@example.org",
)
HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/xml\r\nConnection: close\r\n"


@pytest.fixture
def site() -> Iterator[Site]:
    """A server of its own for each test."""
    with open_site() as opened:
        yield opened


def failure(url: str, limits: Limits = LIMITS, resolver: Resolver = resolve) -> FetchError:
    """Return how fetching `url` fails."""
    with pytest.raises(FetchError) as caught:
        fetch(url, limits, resolver=resolver)
    return caught.value


def test_a_body_arrives_with_what_the_server_said(site: Site) -> None:
    """Body, media type and validators of a plain answer are handed on."""
    answer = fetch(site.put("/feed", "<rss/>", "application/rss+xml; charset=utf-8"), LIMITS)
    assert (b"<rss/>", "application/rss+xml", 200, site.pages["/feed"].etag, None) == (
        answer.body,
        answer.media_type,
        answer.status,
        answer.validators.etag,
        answer.permanent_url,
    )


def test_we_say_who_we_are(site: Site) -> None:
    """The User-Agent names the program, its version and the operator's contact."""
    fetch(site.put("/feed", "x"), LIMITS)
    assert site.seen_headers[0]["user-agent"].startswith("Countercheck/")
    assert site.seen_headers[0]["user-agent"].endswith("(+desk@example.org)")


def test_an_unchanged_page_costs_one_request_and_no_body(site: Site) -> None:
    """With the validators of the last answer, a page that has not changed answers 304 without a body."""
    url = site.put("/feed", "x" * 1000)
    first = fetch(url, LIMITS)
    second = fetch(url, LIMITS, first.validators)
    assert (second.status, second.body) == (304, b"")
    site.put("/feed", "changed")
    assert fetch(url, LIMITS, first.validators).body == b"changed"


def test_a_last_modified_date_is_sent_back(site: Site) -> None:
    """A server that knows no ETag is asked with the date it gave."""
    url = site.put(
        "/feed", "x", headers={"Last-Modified": "Tue, 17 Oct 2017 09:30:00 GMT"}, has_validators=False
    )
    fetch(url, LIMITS, fetch(url, LIMITS).validators)
    assert site.seen_headers[1]["if-modified-since"] == "Tue, 17 Oct 2017 09:30:00 GMT"


@pytest.mark.parametrize(("name", "compress"), [("gzip", gzip.compress), ("deflate", zlib.compress)])
def test_a_compressed_body_is_decompressed(site: Site, name: str, compress: Callable[[bytes], bytes]) -> None:
    """Bodies in gzip and deflate are asked for and understood."""
    url = site.put("/feed", compress(b"<rss/>" * 1000), headers={"Content-Encoding": name})
    assert fetch(url, LIMITS).body == b"<rss/>" * 1000


def test_permanent_redirects_are_told_apart_from_others(site: Site) -> None:
    """Only where permanent redirects alone led is a new address; a temporary one is no move."""
    site.put("/new", "x")
    site.redirect("/between", "/new", 302)
    moved = fetch(site.redirect("/old", site.url("/new"), 301), LIMITS)
    both = fetch(site.redirect("/older", "/between", 308), LIMITS)
    lent = fetch(site.redirect("/lent", "/new", 307), LIMITS)
    assert [site.url("/new"), site.url("/between"), None] == [
        answer.permanent_url for answer in (moved, both, lent)
    ]
    assert {site.url("/new")} == {answer.url for answer in (moved, both, lent)}


@pytest.mark.parametrize(
    ("sent", "asked"),
    [("/a b", "/a%20b"), ("/Z\u00fcrich", "/Z%C3%BCrich"), ("?q=1&r=%20", "/feed?q=1&r=%20")],
)
def test_a_redirect_written_carelessly_is_followed(site: Site, sent: str, asked: str) -> None:
    """Blanks and letters beyond ASCII in a redirect are quoted, as browsers do; what is quoted stays."""
    site.put(asked, "x")
    redirect = b"HTTP/1.1 302 Found\r\nLocation: " + sent.encode() + b"\r\nContent-Length: 0\r\n\r\n"
    assert fetch(site.on("/feed", _writes(redirect)), LIMITS).body == b"x"
    assert site.requests[-1] == asked


def _writes(raw: bytes) -> Callable[[Callable[[bytes], None]], None]:
    return lambda write: write(raw)


def _endless(write: Callable[[bytes], None]) -> None:
    write(HEAD + b"\r\n<rss>")
    while True:
        write(b"x" * 8192)


def _drip_body(write: Callable[[bytes], None]) -> None:
    write(HEAD + b"\r\n")
    while True:
        write(b"x")
        time.sleep(0.2)


def _drip_headers(write: Callable[[bytes], None]) -> None:
    write(b"HTTP/1.1 200 OK\r\nX-Slow: ")
    while True:
        write(b"x")
        time.sleep(0.2)


def _drip_gzip(write: Callable[[bytes], None]) -> None:
    write(HEAD + b"Content-Encoding: gzip\r\n\r\n")
    for byte in gzip.compress(bytes(100)) * 50:
        write(bytes([byte]))
        time.sleep(0.2)


def _silent(write: Callable[[bytes], None]) -> None:
    write(b"")
    time.sleep(4)


def _bomb(write: Callable[[bytes], None]) -> None:
    write(HEAD + b"Content-Encoding: gzip\r\n\r\n" + gzip.compress(bytes(6_000_000)))


def _endless_brotli(write: Callable[[bytes], None]) -> None:
    write(HEAD + b"Content-Encoding: br\r\n\r\n")
    while True:
        write(bytes(8192))


def _reset(write: Callable[[bytes], None]) -> None:
    write(HEAD + b"Content-Length: 5000\r\n\r\n<rss>")
    raise ResetError


def _continues(write: Callable[[bytes], None]) -> None:
    while True:
        write(b"HTTP/1.1 100 Continue\r\n\r\n")
        time.sleep(0.05)


def _drip_of_a_chunks_length(write: Callable[[bytes], None]) -> None:
    write(HEAD + b"Transfer-Encoding: chunked\r\n\r\n")
    while True:
        write(b"0")
        time.sleep(0.2)


def _bombs_in_a_row(write: Callable[[bytes], None]) -> None:
    write(HEAD + b"Content-Encoding: deflate\r\n\r\n" + zlib.compress(bytes(6_000_000)) * 3)


HOSTILE: dict[str, tuple[Callable[[Callable[[bytes], None]], None], str]] = {
    "endless body": (_endless, "too_large"),
    "a byte now and then": (_drip_body, "timeout"),
    "headers a byte now and then": (_drip_headers, "timeout"),
    "compressed, a byte now and then": (_drip_gzip, "timeout"),
    "silence": (_silent, "timeout"),
    "gzip bomb": (_bomb, "too_large"),
    "deflate bomb": (_bombs_in_a_row, "too_large"),
    "announces 200 MB": (_writes(HEAD + b"Content-Length: 200000000\r\n\r\nx"), "too_large"),
    "cut body": (_writes(HEAD + b"Content-Length: 5000\r\n\r\n<rss>"), "cut"),
    "cut chunk": (_writes(HEAD + b"Transfer-Encoding: chunked\r\n\r\n500\r\n<rss>"), "cut"),
    "bad chunk size": (_writes(HEAD + b"Transfer-Encoding: chunked\r\n\r\nxyz\r\n<rss>\r\n"), "cut"),
    "not gzip at all": (_writes(HEAD + b"Content-Encoding: gzip\r\n\r\n<rss/>"), "bad_encoding"),
    "endless Brotli": (_endless_brotli, "bad_encoding"),
    "reset in the body": (_reset, "cut"),
    "a chunk's length, a digit now and then": (_drip_of_a_chunks_length, "timeout"),
    "go on, for ever": (_continues, "timeout"),
    "an encoding not asked for": (_writes(HEAD + b"Content-Encoding: br\r\n\r\nx"), "bad_encoding"),
    "compressed twice": (_writes(HEAD + b"Content-Encoding: gzip, gzip\r\n\r\nx"), "bad_encoding"),
    "no HTTP": (_writes(b"SSH-2.0-OpenSSH_9.0\r\n"), "bad_answer"),
    "nothing": (_writes(b""), "bad_answer"),
    "thousands of headers": (_writes(HEAD + b"X: y\r\n" * 5000 + b"\r\n"), "bad_answer"),
    "a header of a megabyte": (_writes(HEAD + b"X: " + b"y" * 1_000_000 + b"\r\n\r\n"), "bad_answer"),
    "a redirect to nowhere": (_writes(b"HTTP/1.1 302 Found\r\nContent-Length: 0\r\n\r\n"), "bad_answer"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_server_has_its_outcome_and_an_end(site: Site, name: str) -> None:
    """Whatever a server does, the fetch ends within its limit and has a name."""
    act, outcome = HOSTILE[name]
    began = time.monotonic()
    error = failure(site.on("/feed", act))
    assert outcome == error.outcome
    assert time.monotonic() - began < LIMITS.timeout_seconds + 5  # an end, not a measure of speed


@pytest.mark.parametrize(
    ("status", "outcome"),
    [
        (204, "http_204"),
        (401, "http_401"),
        (403, "http_403"),
        (404, "http_404"),
        (410, "gone"),
        (500, "http_500"),
        (503, "http_503"),
    ],
)
def test_a_refusal_is_named_by_its_status(site: Site, status: int, outcome: str) -> None:
    """Every status that brings no body is an outcome."""
    assert outcome == failure(site.put("/feed", "x", status=status)).outcome


def test_a_server_that_asks_to_wait_is_heard(site: Site) -> None:
    """The seconds of Retry-After come with the outcome."""
    error = failure(site.put("/feed", "x", status=429, headers={"Retry-After": "120"}))
    assert (error.outcome, error.retry_after) == ("http_429", 120.0)


def test_redirects_end(site: Site) -> None:
    """A loop is followed five times; the server sees six requests."""
    assert failure(site.redirect("/loop", "/loop")).outcome == "redirect_loop"
    assert len(site.requests) == 6


@pytest.mark.parametrize(
    ("to", "outcome"),
    [
        ("file:///etc/hostname", "refused"),
        ("ftp://127.0.0.1/x", "refused"),
        ("http://user@127.0.0.1/", "refused"),
        ("javascript:alert(1)", "refused"),
        ("http://[::1", "refused"),
        ("http://localhost/", "forbidden_address"),
        ("http://[::1]/", "forbidden_address"),
        ("http://2130706433/", "forbidden_address"),
    ],
)
def test_a_redirect_goes_nowhere_else(site: Site, to: str, outcome: str) -> None:
    """A redirect is vetted like any other address."""
    assert outcome == failure(site.redirect("/feed", to)).outcome


def test_a_redirect_to_an_inner_address_ends_without_a_connection(site: Site) -> None:
    """A host that is not allowed is never connected to, though it listens."""
    with open_site("127.0.0.2") as inner:
        error = failure(site.redirect("/feed", inner.put("/secret", "x")))
        assert (error.outcome, inner.requests) == ("forbidden_address", [])


def test_a_name_that_resolves_inside_is_not_connected_to() -> None:
    """What a name server answers is vetted, and one inner address among public ones is enough to refuse."""
    with open_site("127.0.0.2") as inner:
        answers: list[list[str]] = [["127.0.0.2"], ["1.1.1.1", "127.0.0.2"], ["::ffff:127.0.0.2"]]
        for answer in answers:
            error = failure(
                f"http://news.example.org:{inner.port}/", resolver=lambda *_, answer=answer: answer
            )
            assert error.outcome == "forbidden_address"
        assert inner.requests == []


def test_a_name_is_resolved_once_for_each_request(site: Site) -> None:
    """The connection goes to the address that was vetted; a second, different answer is never asked for."""
    asked: list[str] = []

    def resolver(host: str, port: int) -> list[str]:
        asked.append(host)
        return ["127.0.0.1"] if len(asked) == 1 else ["127.0.0.2"]

    limits = Limits(timeout_seconds=2, allow_hosts=("news.example.org",))
    site.put("/feed", "x")
    answer = fetch(f"http://news.example.org:{site.port}/feed", limits, resolver=resolver)
    assert (b"x", ["news.example.org"], f"news.example.org:{site.port}") == (
        answer.body,
        asked,
        site.seen_headers[0]["host"],
    )


def test_a_name_without_an_address_is_an_outcome() -> None:
    """A resolver that fails, finds nothing or never answers is an outcome."""

    def unknown(host: str, port: int) -> list[str]:
        raise socket.gaierror(-2, "Name or service not known")

    def nowhere(host: str, port: int) -> list[str]:
        return []

    def never(host: str, port: int) -> list[str]:
        time.sleep(3)
        return ["127.0.0.1"]

    quick = Limits(timeout_seconds=0.3)
    assert [
        failure("http://news.example.org/", quick, resolver=resolver).outcome
        for resolver in (unknown, nowhere, never)
    ] == ["dns", "dns", "timeout"]


def test_a_port_where_nobody_listens_is_unreachable() -> None:
    """A server that is down is an outcome."""
    assert failure(f"http://127.0.0.1:{closed_port()}/").outcome == "unreachable"


def test_a_server_without_tls_is_a_tls_failure(site: Site) -> None:
    """An https address whose server speaks plain HTTP is an outcome, not read in the clear."""
    assert failure(site.url("/feed").replace("http:", "https:")).outcome == "tls"


HOST = "news.example.org"
SECURE = Limits(timeout_seconds=2, idle_seconds=1, allow_hosts=(HOST, "127.0.0.1"))


def _here(host: str, port: int) -> list[str]:
    return ["127.0.0.1"]


@pytest.fixture
def trusted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A certificate for HOST that this machine trusts for the time of the test."""
    certificate = make_certificate(tmp_path / "site.pem", HOST)
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    tls_context.cache_clear()
    yield certificate
    tls_context.cache_clear()


def test_a_page_comes_over_tls(trusted: Path) -> None:
    """The certificate is checked against the host's name, though an address is connected to."""
    with open_site(certificate=trusted) as site:
        site.put("/feed", "x" * 100_000)
        assert fetch(f"https://{HOST}:{site.port}/feed", SECURE, resolver=_here).body == b"x" * 100_000


def test_a_certificate_of_another_host_is_refused(trusted: Path) -> None:
    """A server that cannot show that it is the host asked for is not read."""
    with open_site(certificate=trusted) as site:
        assert failure(f"https://127.0.0.1:{site.port}/feed", SECURE, _here).outcome == "tls"
        assert site.requests == []


def test_a_certificate_nobody_trusts_is_refused(tmp_path: Path) -> None:
    """A self-signed certificate is refused, without a second try that does not check it."""
    with open_site(certificate=make_certificate(tmp_path / "site.pem", HOST)) as site:
        assert failure(f"https://{HOST}:{site.port}/feed", SECURE, _here).outcome == "tls"
        assert site.requests == []


def test_a_handshake_that_never_ends_is_timed_out() -> None:
    """A server that accepts and then says nothing is given up."""
    with socket.create_server(("127.0.0.1", 0)) as silent:
        port = silent.getsockname()[1]
        assert failure(f"https://127.0.0.1:{port}/", SECURE, _here).outcome == "timeout"


@pytest.mark.parametrize(("length", "body"), [(6, b"<rss/>"), (-5, b"<rss/>" * 3)])
def test_a_wrong_length_takes_no_more_than_there_is(site: Site, length: int, body: bytes) -> None:
    """What stands behind the announced end is left, and a length that cannot be is none."""
    raw = HEAD + b"Content-Length: %d\r\n\r\n" % length + b"<rss/>" * 3
    assert fetch(site.on("/feed", _writes(raw)), LIMITS).body == body


@pytest.mark.parametrize("name", ["cut body", "cut chunk"])
def test_tls_that_is_cut_is_a_cut_body(trusted: Path, name: str) -> None:
    """A connection that ends before the body, without TLS's own good-bye, is no body."""
    with open_site(certificate=trusted) as site:
        site.on("/feed", HOSTILE[name][0])
        assert failure(f"https://{HOST}:{site.port}/feed", SECURE, _here).outcome == "cut"


def test_tls_that_is_cut_in_its_first_words_has_its_outcome() -> None:
    """A server that hangs up in the middle of the handshake is named, and not waited for."""
    with socket.create_server(("127.0.0.1", 0)) as listening:

        def hang_up() -> None:
            connection, _ = listening.accept()
            connection.recv(65_536)
            connection.sendall(bytes.fromhex("160303007a0200"))  # the beginning of a ServerHello
            connection.close()

        server = threading.Thread(target=hang_up)
        server.start()
        port = listening.getsockname()[1]
        assert failure(f"https://127.0.0.1:{port}/", SECURE, _here).outcome == "tls"
        server.join()


def test_a_redirect_out_of_tls_is_refused(trusted: Path) -> None:
    """What began encrypted does not end in the clear."""
    with open_site(certificate=trusted) as site:
        site.redirect("/feed", f"http://{HOST}:{site.port}/plain")
        assert failure(f"https://{HOST}:{site.port}/feed", SECURE, _here).outcome == "refused"


def test_another_fetch_goes_on_beside_a_hostile_one(site: Site) -> None:
    """What one server does has no effect on the next fetch."""
    failure(site.on("/bomb", _bomb))
    answer = fetch(site.put("/feed", "x"), LIMITS, Validators('"old"'))
    assert isinstance(answer, Fetched)
    assert answer.body == b"x"
