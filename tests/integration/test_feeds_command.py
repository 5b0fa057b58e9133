"""`countercheck feeds`, as an operator uses it, against a real server on loopback."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from flows import day
from flows.cli import main
from flows.config import load_settings
from tests.e2e.test_feeds_to_digest import FIRST_MORNING
from tests.support.site import Item, Site, open_site, rss_feed

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime
    from pathlib import Path

HOUR = timedelta(hours=1)

RSS = "application/rss+xml"
ITEM = Item("h-1", "Convoy leaves Northgate", "40 trucks left.")
PAGE = """<html><head><base href="/news/"><link rel="stylesheet" href="x.css">
<link rel="alternate" type="application/rss+xml" href="comments.xml"><link rel="alternate" type="text/html" href="de">
<link rel="alternate" type="application/rss+xml; charset=utf-8" href="world.xml"></head><body>News</body></html>"""


@pytest.fixture
def site() -> Iterator[Site]:
    """A server of its own for each test."""
    with open_site() as opened:
        yield opened


@pytest.fixture
def config(tmp_path: Path) -> Path:
    """A configuration that may read the site."""
    file = tmp_path / "countercheck.toml"
    file.write_text("[fetching]\nallow_hosts = ['127.0.0.1']\ntimeout_seconds = 3  # loopback\n", "utf-8")
    return file


def feeds(config: Path, *words: str) -> int:
    """Run `countercheck feeds` and return the exit code."""
    return main(["feeds", *words, "--config", str(config)])


def test_a_feed_is_found_from_its_page(site: Site, config: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The page names an empty feed and one with entries; the one with entries is taken."""
    site.put("/news/comments.xml", rss_feed("Comments", []), RSS)
    world = site.put("/news/world.xml", rss_feed("Harbour Press", [ITEM]), RSS)
    page = site.put("/index.html", PAGE)
    assert feeds(config, "add", page, "--grade", "B2", "--text", "summary") == 0
    assert f"added {world}: 1 entries" in capsys.readouterr().out
    (feed,) = load_settings(config).feeds
    assert (feed.url, feed.outlet, feed.grade, feed.text) == (world, "Harbour Press", "B2", "summary")
    assert "# loopback" in config.read_text("utf-8")
    assert feeds(config, "add", world) == 2
    assert "already" in capsys.readouterr().err


def test_a_page_without_feeds_says_so(site: Site, config: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Nothing is written, and the message says where was looked."""
    assert feeds(config, "add", site.put("/", "<html><body>Nothing here</body></html>")) == 2
    assert "it points to none; looked at 6 addresses" in capsys.readouterr().err
    assert load_settings(config).feeds == []


def test_from_paused_to_well_to_failing(site: Site, config: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """`check` says in words how a feed does, and its exit code is for monitoring."""
    url = site.put("/feed", rss_feed("Harbour Press", [ITEM]), RSS)
    feeds(config, "add", url, "--paused")
    ingest(config)
    assert site.requests == ["/feed"]
    assert feeds(config, "check") == 0
    assert feeds(config, "resume", "harbour press") == 0
    ingest(config)
    assert feeds(config, "check") == 0
    assert "1 of 1 feeds are well\n" in capsys.readouterr().out
    site.put("/feed", "gone", status=410)
    ingest(config, FIRST_MORNING + HOUR)
    assert feeds(config, "check") == 1
    assert "its server says since 2024-05-02 that it is gone for good" in capsys.readouterr().out
    asked = len(site.requests)
    ingest(config, FIRST_MORNING + 2 * HOUR)
    assert len(site.requests) == asked
    feeds(config, "resume", "--all")
    ingest(config, FIRST_MORNING + 3 * HOUR)
    assert len(site.requests) == asked + 1
    assert feeds(config, "remove", url) == 0
    assert load_settings(config).feeds == []


def ingest(config: Path, now: datetime = FIRST_MORNING) -> None:
    """Take in what there is, and publish the copy that the commands read."""
    settings, data = load_settings(config), config.parent / "data"
    day.ingest(settings, data, now, print)
    day.analyse(settings, data, now, print)


def test_feeds_go_out_and_come_in_as_opml(config: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What is exported comes back; groups, doubles and addresses of other kinds are no trouble."""
    opml = """<?xml version="1.0"?><!DOCTYPE o [<!ENTITY x SYSTEM "file:///etc/hostname">]><opml version="1.1"><body>
    <outline text="World"><outline text="Wire &amp; Co" xmlUrl="https://wire.example/feed?a=1&amp;b=2"/>
    <outline title="Écho" text="e" xmlurl="https://echo.example/feed" language="fr"/></outline>
    <outline text="Wire" xmlUrl="https://wire.example/feed?a=1&amp;b=2"/>
    <outline text="&x;" xmlUrl="file:///etc/hostname"/></body></opml>"""
    file = config.parent / "feeds.opml"
    file.write_text(opml, "utf-8")
    assert feeds(config, "import", str(file), "--paused") == 0
    assert [(feed.outlet, feed.language, feed.paused) for feed in load_settings(config).feeds] == [
        ("Wire & Co", None, True),
        ("Écho", "fr", True),
    ]
    assert feeds(config, "export", str(file)) == 0
    before = load_settings(config).feeds
    feeds(config, "remove", *(feed.url for feed in before))
    assert feeds(config, "import", str(file), "--paused") == 0
    assert load_settings(config).feeds == before
    file.write_text("<html/>", "utf-8")
    assert feeds(config, "import", str(file)) == 2
    assert "found no OPML" in capsys.readouterr().err


def test_the_shipped_feeds_are_all_paused() -> None:
    """Nobody is asked for anything before the operator says so."""
    from tests.support.countercheck import ROOT  # noqa: PLC0415 - only here

    shipped = load_settings(ROOT / "countercheck.toml").feeds
    assert len(shipped) >= 12
    assert all(feed.paused and feed.url.startswith("https://") for feed in shipped)
