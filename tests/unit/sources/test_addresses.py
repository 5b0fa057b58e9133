"""Addresses are judged by functions; nothing here resolves a name or opens a connection."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.sources.addresses import RefusedAddressError, Target, is_forbidden, read_target

SPECIAL = [
    "0.0.0.0", "0.1.2.3", "10.0.0.1", "10.255.255.255", "100.64.0.1", "100.100.100.200", "127.0.0.1", "127.255.255.254",
    "169.254.0.1", "169.254.169.254", "172.16.0.1", "172.31.255.255", "192.0.0.1", "192.0.0.170", "192.0.2.1",
    "192.88.99.1", "192.168.0.1", "198.18.0.1", "198.19.255.255", "198.51.100.7", "203.0.113.9", "224.0.0.1",
    "239.255.255.250", "240.0.0.1", "255.255.255.255", "168.63.129.16",
    "::", "::1", "::127.0.0.1", "::ffff:127.0.0.1", "::ffff:169.254.169.254", "::ffff:7f00:1", "::ffff:0:127.0.0.1",
    "64:ff9b::7f00:1", "64:ff9b::169.254.169.254", "64:ff9b:1::1", "100::1", "2001::1", "2001:0:53aa:64c::1", "2001:10::1",
    "2001:20::1", "2001:db8::1", "2002:7f00:1::", "2002:a9fe:a9fe::1", "3fff::1", "5f00::1", "fc00::1", "fd00:ec2::254",
    "fdff::1", "fe80::1", "fe80::1%eth0", "2606:4700::1%1", "febf::1", "fec0::1", "ff02::1", "ff0e::1",
]  # fmt: skip
MISSPELT = ["", "localhost", "127.1", "0x7f.1", "0177.0.0.1", "2130706433", "127.0.0.1.", " 8.8.8.8", "8.8.8.8 ", "[::1]", "1.2.3.4/8", "١٢٧.٠.٠.١"]  # fmt: skip
PUBLIC = ["1.1.1.1", "8.8.8.8", "93.184.216.34", "100.63.255.255", "100.128.0.1", "172.15.0.1", "172.32.0.1", "192.0.1.1",
          "198.17.255.255", "223.255.255.255", "2606:4700:4700::1111", "2a00:1450:4001:81b::200e", "2001:4860:4860::8888", "2400:cb00::1"]  # fmt: skip


@pytest.mark.parametrize("address", SPECIAL + MISSPELT)
def test_no_special_address_is_connected_to(address: str) -> None:
    """Private, local, multicast, metadata, embedded and oddly spelt addresses are forbidden."""
    assert is_forbidden(address) is True


@pytest.mark.parametrize("address", PUBLIC)
def test_a_public_address_is_allowed(address: str) -> None:
    """Addresses of the public internet, also those next to special ranges, are allowed."""
    assert is_forbidden(address) is False


FORBIDDEN_URLS = [
    "http://127.0.0.1/", "http://127.0.0.1:8080/x", "https://localhost/", "http://LOCALHOST./", "http://a.localhost/",
    "http://127.1/", "http://127.0.1/", "http://2130706433/", "http://0x7f000001/", "http://0x7f.0.0.1/", "http://0x7f.1/",
    "http://0177.0.0.1/", "http://017700000001/", "http://127.0.0.1./", "http://0/", "http://0x/", "http://00000177.1/",
    "http://127.0.0.08/", "http://256.256.256.256/", "http://1.2.3.4.5/", "http://0x08080808/", "http://010.8.8.8/",
    "http://[::1]/", "http://[::]/", "http://[::ffff:127.0.0.1]/", "http://[::ffff:7f00:1]/", "http://[64:ff9b::7f00:1]/",
    "http://[fe80::1%25eth0]/", "http://[fe80::1%eth0]/", "http://[fd00:ec2::254]/latest/meta-data", "http://[2002:7f00:1::]/",
    "http://169.254.169.254/latest/meta-data/", "http://2852039166/", "http://0xa9fea9fe/", "http://0251.0376.0251.0376/",
    "http://１２７.０.０.１/", "http://127。0。0。1/", "http://①②⑦.0.0.1/", "http://ⓛⓞⓒⓐⓛⓗⓞⓢⓣ/",
    "http://metadata/", "http://metadata.google.internal/", "http://printer.local/", "http://router.lan/", "http://db.internal./",
    "http://10.0.0.1/", "http://192.168.1.1/", "http://172.20.0.1/", "http://100.100.100.200/", "http://0.0.0.0:8000/",
]  # fmt: skip
REFUSED_URLS = [
    "file:///etc/passwd", "ftp://news.example.org/", "gopher://news.example.org/", "data:text/plain,x", "javascript:alert(1)",
    "//news.example.org/", "news.example.org", "", "http://", "http:///path", "http://user@news.example.org/",
    "http://user:pass@news.example.org/", "http://news.example.org@127.0.0.1/", "http://127.0.0.1\\@news.example.org/",
    "http://news.example.org\\.evil.example/", "http://news.example.org /", "http://news.example.org/\r\nHost: inner",
    "http://news.example.org:99999/", "http://news.example.org:port/", "http://[::1", "http://a..b/", "http://-/", "http://exa mple.org/",
    "http://news.example.org/" + "x" * 9000, "HTTP://user@NEWS.example.org/", "http://%31%32%37.0.0.1/",
]  # fmt: skip


@pytest.mark.parametrize("url", FORBIDDEN_URLS)
def test_an_address_that_is_plainly_not_public_is_forbidden(url: str) -> None:
    """No spelling of an inner address gets past, and no name is asked for to find out."""
    with pytest.raises(RefusedAddressError) as caught:
        read_target(url)
    assert caught.value.outcome == "forbidden_address"


@pytest.mark.parametrize("url", REFUSED_URLS)
def test_what_is_no_plain_web_address_is_refused(url: str) -> None:
    """Other schemes, user names, blanks, backslashes and broken hosts are refused."""
    with pytest.raises(RefusedAddressError) as caught:
        read_target(url)
    assert caught.value.outcome == "refused"


@pytest.mark.parametrize(
    ("url", "target"),
    [
        ("https://News.Example.org/feed?a=1#top", Target("https", "news.example.org", 443, "/feed?a=1")),
        ("http://news.example.org:8080", Target("http", "news.example.org", 8080, "/")),
        ("http://8.8.8.8/x", Target("http", "8.8.8.8", 80, "/x")),
        ("http://[2606:4700::1111]/x", Target("http", "2606:4700::1111", 80, "/x")),
        ("https://bücher.example.org/", Target("https", "xn--bcher-kva.example.org", 443, "/")),
        ("https://news.example.org./", Target("https", "news.example.org", 443, "/")),
        ("https://internal-affairs.example.org/", Target("https", "internal-affairs.example.org", 443, "/")),
    ],
)
def test_a_public_address_is_taken_apart(url: str, target: Target) -> None:
    """Scheme, host, port and path come out plain."""
    assert target == read_target(url)


def test_only_a_host_that_is_allowed_may_be_inner() -> None:
    """The setting that allows a test's host allows that host, or that host and port, and no other."""
    assert read_target("http://127.0.0.1:8000/", ("127.0.0.1",)).port == 8000
    assert read_target("http://127.0.0.1:8000/", ("127.0.0.1:8000",)).port == 8000
    for url, allowed in [("http://127.0.0.1:8001/", ("127.0.0.1:8000",)), ("http://127.0.0.2/", ("127.0.0.1",)), ("http://127.1/", ("127.0.0.1",))]:  # fmt: skip
        with pytest.raises(RefusedAddressError):
            read_target(url, allowed)


@pytest.mark.parametrize(("url", "authority"), [("http://a.example/", "a.example"), ("http://a.example:81/", "a.example:81"), ("https://[2606:4700::1]:8/", "[2606:4700::1]:8")])  # fmt: skip
def test_the_host_header_names_an_unusual_port(url: str, authority: str) -> None:
    """The port is named where it is not the scheme's own."""
    assert authority == read_target(url).authority


@given(st.text(max_size=60).map("http://".__add__) | st.text(max_size=30))
def test_any_text_is_a_target_or_refused(url: str) -> None:
    """No text makes the reading of an address fail in a way nobody thought of."""
    try:
        target = read_target(url)
    except RefusedAddressError as error:
        known = error.outcome in ("refused", "forbidden_address")
        assert known
    else:
        assert target.scheme in ("http", "https")
