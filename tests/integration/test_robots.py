"""robots.txt as sites really answer it: asked for once a day, obeyed with its wildcards, and never guessed."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from flows.sources.fetch import Limits, resolve
from flows.sources.robots import Robots
from tests.support.site import Site, open_site

if TYPE_CHECKING:
    from collections.abc import Iterator

NOW = datetime(2024, 5, 2, 6, tzinfo=UTC)
LIMITS = Limits(timeout_seconds=2, allow_hosts=("127.0.0.1",))


@pytest.fixture
def site() -> Iterator[Site]:
    """A server of its own for each test."""
    with open_site() as opened:
        yield opened


def read(known: Robots | None = None, later: timedelta = timedelta()) -> Robots:
    """Return the rules of a run that knows what another one fetched."""
    return Robots(known.fetched if known else {}, LIMITS, resolve, NOW + later)


@pytest.mark.parametrize(
    ("rules", "path", "is_allowed"),
    [
        ("", "/a", True),
        ("User-agent: *\nDisallow: /a", "/a", False),
        ("User-agent: *\nDisallow: /a", "/b", True),
        ("User-agent: *\nDisallow: /*?page=", "/a?page=2", False),
        ("User-agent: *\nDisallow: /*?page=", "/a", True),
        ("User-agent: *\nDisallow: /\nAllow: /a$", "/a", True),
        ("User-agent: *\nDisallow: /\nAllow: /a$", "/a/b", False),
        ("User-agent: countercheck\nDisallow: /\n\nUser-agent: *\nAllow: /", "/a", False),
        ("User-agent: somebot\nDisallow: /\n\nUser-agent: *\nAllow: /", "/a", True),
        ("User-agent: *\nDisallow: /z%C3%BCrich", "/zürich", False),
        ("<html>not found, says a page with status 200</html>", "/a", True),
        ("\x00\xff\xfe: *\nDisallow", "/a", True),
    ],
)
def test_a_site_is_obeyed(site: Site, rules: str, path: str, *, is_allowed: bool) -> None:
    """The longest rule of the group that names us, or of everybody's, decides."""
    site.put("/robots.txt", rules, "text/plain")
    assert read().allows(site.url(path)) is is_allowed


def test_a_site_is_asked_once_a_day(site: Site) -> None:
    """Rules that are known are not asked for again, in a run or after it, until they are a day old."""
    site.put("/robots.txt", "User-agent: *\nDisallow: /a\nCrawl-delay: 7", "text/plain")
    first = read()
    assert (first.allows(site.url("/a")), first.allows(site.url("/b")), first.pause(site.url("/b"))) == (
        False,
        True,
        7,
    )
    assert read(first, timedelta(hours=23)).allows(site.url("/a")) is False
    assert site.requests == ["/robots.txt"]
    site.put("/robots.txt", "", "text/plain")
    assert read(first, timedelta(hours=25)).allows(site.url("/a")) is True


@pytest.mark.parametrize(
    ("status", "is_allowed"), [(404, True), (403, True), (410, True), (429, False), (503, False)]
)
def test_a_site_that_does_not_say_is_asked_later(site: Site, status: int, *, is_allowed: bool) -> None:
    """No rules allow everything; rules that cannot be had allow nothing, and are asked for by the next run."""
    site.put("/robots.txt", "sorry", status=status)
    robots = read()
    assert (robots.allows(site.url("/a")), len(robots.fetched)) == (is_allowed, is_allowed)


def test_old_rules_hold_while_new_ones_cannot_be_had(site: Site) -> None:
    """A server that fails does not forbid what it allowed before."""
    site.put("/robots.txt", "User-agent: *\nDisallow: /a", "text/plain")
    first = read()
    first.allows(site.url("/a"))
    site.put("/robots.txt", "sorry", status=500)
    later = read(first, timedelta(days=3))
    assert (later.allows(site.url("/a")), later.allows(site.url("/b"))) == (False, True)


def test_rules_without_end_are_cut_off_by_the_fetch(site: Site) -> None:
    """A robots.txt of more than 500 kB is none that can be had."""
    site.put("/robots.txt", "User-agent: *\n" + "Allow: /x\n" * 60_000, "text/plain")
    assert read().allows(site.url("/a")) is False
