"""`countercheck article` and `countercheck feeds read`: a look at what would be made of something."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from flows.errors import ExitCode
from tests.support.countercheck import Installation
from tests.support.site import Item, closed_port, open_site, rss_feed

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def here(tmp_path: Path) -> Installation:
    """Return a folder whose configuration allows the test's own server."""
    (tmp_path / "home").mkdir()
    (tmp_path / "countercheck.toml").write_text('[fetching]\nallow_hosts = ["127.0.0.1"]\n', "utf-8")
    return Installation(tmp_path)


def test_an_article_from_a_file_and_one_that_is_not_there(here: Installation) -> None:
    """What can be read is shown, what cannot is named, and the exit code says that there was a failure."""
    (here.folder / "a.txt").write_text("Ferry sinks\nHarbour Press\n2024-05-01\n\nTwelve drowned.\n", "utf-8")
    done = here.call("article", "missing.txt", "a.txt")
    assert done.returncode == ExitCode.DONE_WITH_FAILURES
    assert done.stderr.startswith("countercheck: missing.txt: ")
    missing, shown = (json.loads(line) for line in done.stdout.splitlines())
    assert (missing["doc"], missing["outcome"], shown["outcome"]) == ("missing.txt", "unreadable", "read")
    assert (shown["title"], shown["outlet"], shown["body"]) == (
        "Ferry sinks",
        "Harbour Press",
        "Twelve drowned.",
    )


def test_feeds_from_a_file_from_a_server_and_from_nowhere(here: Installation) -> None:
    """One line a feed, in order, each with its outcome."""
    feed = rss_feed("Harbour Press", [Item("h1", "Ferry sinks", "Twelve drowned.")])
    (here.folder / "feed.xml").write_text(feed, "utf-8")
    with open_site() as site:
        url = site.put("/feed.xml", feed, "application/rss+xml")
        nowhere = f"http://127.0.0.1:{closed_port()}/feed.xml"
        done = here.call("feeds", "read", "feed.xml", url, nowhere)
    assert done.returncode == ExitCode.DONE_WITH_FAILURES
    shown = [json.loads(line) for line in done.stdout.splitlines()]
    assert [(line["outcome"], len(line["entries"])) for line in shown] == [
        ("fetched", 1),
        ("fetched", 1),
        ("unreachable", 0),
    ]


def test_a_private_address_is_refused_without_the_explicit_setting(here: Installation) -> None:
    """The guard holds for a look, too."""
    (here.folder / "countercheck.toml").unlink()
    with open_site() as site:
        url = site.put("/page.html", "<p>Twelve drowned.</p>")
        done = here.call("article", url)
        assert site.requests == []
    assert done.returncode == ExitCode.DONE_WITH_FAILURES
    assert "127.0.0.1" in done.stderr
