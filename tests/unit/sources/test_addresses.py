"""Addresses are judged by functions; nothing here resolves a name or opens a connection."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.sources.addresses import RefusedAddressError, Target, is_forbidden, read_target

TABLE: dict[str, list[str]] = tomllib.loads(Path(__file__).with_name("addresses.toml").read_text("utf-8"))


@pytest.mark.parametrize("address", TABLE["special"] + TABLE["misspelt"])
def test_no_special_address_is_connected_to(address: str) -> None:
    """Private, local, multicast, metadata, embedded and oddly spelt addresses are forbidden."""
    assert is_forbidden(address) is True


@pytest.mark.parametrize("address", TABLE["public"])
def test_a_public_address_is_allowed(address: str) -> None:
    """Addresses of the public internet, also those next to special ranges, are allowed."""
    assert is_forbidden(address) is False


@pytest.mark.parametrize("url", TABLE["forbidden_urls"])
def test_an_address_that_is_plainly_not_public_is_forbidden(url: str) -> None:
    """No spelling of an inner address gets past, and no name is asked for to find out."""
    with pytest.raises(RefusedAddressError) as caught:
        read_target(url)
    assert caught.value.outcome == "forbidden_address"


@pytest.mark.parametrize("url", [*TABLE["refused_urls"], "http://news.example.org/" + "x" * 9000])
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
        (
            "http://news.example.org/Zürich?q=ü%20",
            Target("http", "news.example.org", 80, "/Z%C3%BCrich?q=%C3%BC%20"),
        ),
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
    for url, allowed in [
        ("http://127.0.0.1:8001/", ("127.0.0.1:8000",)),
        ("http://127.0.0.2/", ("127.0.0.1",)),
        ("http://127.1/", ("127.0.0.1",)),
    ]:
        with pytest.raises(RefusedAddressError):
            read_target(url, allowed)


@pytest.mark.parametrize(
    ("url", "authority"),
    [
        ("http://a.example/", "a.example"),
        ("http://a.example:81/", "a.example:81"),
        ("https://[2606:4700::1]:8/", "[2606:4700::1]:8"),
    ],
)
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
