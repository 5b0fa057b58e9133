"""Feeds from a real server on loopback, over several runs: what is new comes once, failures have names."""

from __future__ import annotations

import gzip
import json
import time
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from flows.settings import Feed, Fetching
from flows.sources.feeds import collect
from tests.support.site import Item, Site, atom_feed, open_site, rss_feed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from flows.sources.feed_state import FeedResult

NOW = datetime(2017, 10, 18, 7, 0, tzinfo=UTC)
FETCHING = Fetching(timeout_seconds=2, max_bytes=300_000, allow_hosts=["127.0.0.1"])
RSS = "application/rss+xml"

FIRST = Item(
    "h-1",
    "Convoy leaves Northgate",
    "<p>A convoy of 40 trucks left Northgate.</p><p>The council said so.</p>",
)
SECOND = Item("h-2", "Bridge reopens", "The bridge reopened after two days.")
EDITED = Item(
    "h-1",
    "Convoy leaves Northgate",
    "<p>A convoy of 50 trucks left Northgate.</p><p>The council said so.</p>",
)
OTHER = Item(
    "s-1", "Trucks leave", "Southmere counted 70 trucks in the convoy.", "2017-10-17T10:00:00Z", "/a/1"
)


@pytest.fixture
def site() -> Iterator[Site]:
    """A server of its own for each test."""
    with open_site() as opened:
        yield opened


class Runs:
    """Collects again and again, keeping the state between runs as the store would."""

    def __init__(self, *urls: str) -> None:
        self.feeds = [Feed(url=url, outlet=f"Outlet {number}") for number, url in enumerate(urls, start=1)]
        self.states: dict[str, dict[str, object]] = {}
        self.now = NOW

    def run(self) -> list[FeedResult]:
        """Return the results of the next run, a quarter of an hour later."""
        results = collect(self.feeds, self.states, FETCHING, self.now)
        for result in results:
            url = str(result.state["url"])
            memory = result.memory or self.states.get(url, {}).get("memory")
            self.states[url] = result.state | {"memory": memory}
        self.now += timedelta(minutes=15)
        return results


def told(results: list[FeedResult]) -> list[tuple[str, list[str | None]]]:
    """Return each feed's outcome and the titles it brought."""
    return [(result.outcome.outcome, [item.article.title for item in result.found]) for result in results]


def test_two_outlets_over_three_runs(site: Site) -> None:
    """Items come once; an item that appears and one that is edited come in the run in which that happens."""
    harbour = site.put("/harbour.xml", rss_feed("Harbour Press", [FIRST]), RSS)
    southmere = site.put("/southmere.xml", atom_feed("Southmere Echo", [OTHER]), "application/atom+xml")
    runs = Runs(harbour, southmere)
    assert told(runs.run()) == [("fetched", ["Convoy leaves Northgate"]), ("fetched", ["Trucks leave"])]

    site.put("/harbour.xml", rss_feed("Harbour Press", [SECOND, FIRST]), RSS)
    assert told(runs.run()) == [("fetched", ["Bridge reopens"]), ("not_modified", [])]

    site.put("/harbour.xml", rss_feed("Harbour Press", [SECOND, EDITED]), RSS)
    third = runs.run()
    assert told(third) == [("fetched", ["Convoy leaves Northgate"]), ("not_modified", [])]
    assert (
        third[0].found[0].identity,
        _body(third[0]),
    ) == ("h-1", "A convoy of 50 trucks left Northgate.\n\nThe council said so.")
    assert told(runs.run()) == [("not_modified", []), ("not_modified", [])]


def _body(result: FeedResult) -> str:
    article = result.found[0].article
    return "\n".join(
        article.text[part.start : part.end] for part in article.segments if part.origin == "body"
    )


def test_an_item_becomes_an_article(site: Site) -> None:
    """Title, text with its paragraphs, link, outlet and instant are the entry's; links become absolute."""
    url = site.put("/feed", atom_feed("Southmere Echo", [OTHER]), "application/atom+xml")
    item = Runs(url).run()[0].found[0]
    article = item.article
    assert (
        "Trucks leave",
        "Outlet 1",
        site.url("/a/1"),
        datetime(2017, 10, 17, 10, tzinfo=UTC),
        "stated",
    ) == (
        article.title,
        article.outlet,
        article.url,
        article.published_at,
        article.published_basis,
    )
    assert [(part.origin, article.text[part.start : part.end]) for part in article.segments] == [
        ("headline", "Trucks leave"),
        ("body", "Southmere counted 70 trucks in the convoy."),
    ]
    assert ("feed", url, "s-1") == (item.source_kind, item.source, item.identity)
    assert json.loads(item.document.raw)["content"] == "Southmere counted 70 trucks in the convoy."


def test_a_body_seen_before_is_not_read_again(site: Site) -> None:
    """A server without validators costs a hash, not a reading."""
    runs = Runs(site.put("/feed", rss_feed("Harbour Press", [FIRST]), RSS, has_validators=False))
    assert [[result.outcome.outcome for result in runs.run()] for _ in range(2)] == [
        ["fetched"],
        ["same_body"],
    ]


def test_a_date_that_moves_by_itself_is_no_edit(site: Site) -> None:
    """Only what a reader of the feed can see makes a new version."""
    runs = Runs(site.put("/feed", rss_feed("Harbour Press", [FIRST]), RSS))
    runs.run()
    moved = Item(FIRST.key, FIRST.title, FIRST.text, "Wed, 18 Oct 2017 06:00:00 GMT")
    site.put("/feed", rss_feed("Harbour Press, again", [moved]), RSS)
    assert told(runs.run()) == [("fetched", [])]


def test_a_guid_that_several_items_share_is_no_identity(site: Site) -> None:
    """All items are kept, none counts as an edit of another, and a later fetch with one of them agrees."""
    items = [Item("same", f"Item {n}", f"Text {n}", link=f"http://news.example.org/{n}") for n in range(5)]
    runs = Runs(site.put("/feed", rss_feed("Harbour Press", items), RSS))
    assert [("fetched", [f"Item {n}" for n in range(5)])] == told(runs.run())
    site.put("/feed", rss_feed("Harbour Press", items[:1]), RSS)
    assert told(runs.run()) == [("fetched", [])]


def test_a_feed_that_changes_all_its_guids_brings_nothing_new(site: Site) -> None:
    """When the links are known, the entries are, whatever they are called now."""

    def items(prefix: str) -> list[Item]:
        return [
            Item(f"{prefix}-{n}", f"Item {n}", f"Text {n}", link=f"http://news.example.org/{n}")
            for n in range(5)
        ]

    runs = Runs(site.put("/feed", rss_feed("Harbour Press", items("old")), RSS))
    runs.run()
    site.put("/feed", rss_feed("Harbour Press", [*items("new"), SECOND]), RSS)
    assert ["h-2"] == [item.identity for item in runs.run()[0].found]


def test_an_item_without_guid_is_known_by_its_link_or_its_content(site: Site) -> None:
    """Identity falls back to the link, then to what the item says."""
    items = [Item(None, "A", "Text", link="http://news.example.org/a"), Item(None, "B", "Text")]
    runs = Runs(site.put("/feed", rss_feed("Harbour Press", items), RSS))
    identities = [item.identity for item in runs.run()[0].found]
    assert (identities[0], identities[1].startswith("sha256:")) == ("http://news.example.org/a", True)
    site.put("/feed", rss_feed("Harbour Press", [*items, SECOND]), RSS)
    assert told(runs.run()) == [("fetched", ["Bridge reopens"])]


@pytest.mark.parametrize(
    ("published", "basis", "known"),
    [
        ("Tue, 17 Oct 2017 09:30:00 GMT", "stated", datetime(2017, 10, 17, 9, 30, tzinfo=UTC)),
        ("17 Oct 2017 11:30:00 +0200", "stated", datetime(2017, 10, 17, 9, 30, tzinfo=UTC)),
        ("2017-10-17T09:30:00Z", "stated", datetime(2017, 10, 17, 9, 30, tzinfo=UTC)),
        ("Fri, 01 Jan 2038 00:00:00 GMT", "inferred", NOW + timedelta(minutes=15)),
        ("Mon, 01 Jan 0001 00:00:00 GMT", "inferred", NOW + timedelta(minutes=15)),
        ("yesterday", "inferred", NOW + timedelta(minutes=15)),
        (None, "inferred", NOW + timedelta(minutes=15)),
    ],
)
def test_a_date_is_taken_marked_or_inferred(
    site: Site, published: str | None, basis: str, known: datetime
) -> None:
    """A date that can be true is stated; without one, an item was published about when it showed up."""
    runs = Runs(site.put("/feed", rss_feed("Harbour Press", [FIRST]), RSS))
    runs.run()
    site.put("/feed", rss_feed("Harbour Press", [Item("x", "X", "Text", published), FIRST]), RSS)
    article = runs.run()[0].found[0].article
    assert (basis, known) == (article.published_basis, article.published_at)


def test_an_old_item_without_a_date_stays_undated(site: Site) -> None:
    """What stood in the feed before it was ever read may be of any age."""
    url = site.put("/feed", rss_feed("Harbour Press", [Item("x", "X", "Text", None)]), RSS)
    article = Runs(url).run()[0].found[0].article
    assert (article.published_at, article.published_basis) == (None, "unknown")


def test_an_item_dated_long_ago_is_new_when_it_is_unseen(site: Site) -> None:
    """Nothing is filtered by its date."""
    runs = Runs(site.put("/feed", rss_feed("Harbour Press", [FIRST]), RSS))
    runs.run()
    late = Item("late", "Late", "Text", "Mon, 02 Jan 2012 09:30:00 GMT")
    site.put("/feed", rss_feed("Harbour Press", [FIRST, late]), RSS)
    assert told(runs.run()) == [("fetched", ["Late"])]


def test_a_json_feed_is_read(site: Site) -> None:
    """JSON Feed 1.1 is a feed like any other."""
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "Harbour Press",
        "language": "en-GB",
        "items": [
            {
                "id": 7,
                "url": "/7",
                "title": "Convoy",
                "content_html": "<p>40 trucks</p>",
                "date_published": "2017-10-17T11:30:00+02:00",
            }
        ],
    }
    article = (
        Runs(site.put("/feed.json", json.dumps(feed), "application/feed+json")).run()[0].found[0].article
    )
    assert ("Convoy\n\n40 trucks", site.url("/7"), "en", datetime(2017, 10, 17, 9, 30, tzinfo=UTC)) == (
        article.text,
        article.url,
        article.language,
        article.published_at,
    )


def test_a_feed_moved_for_good_is_said(site: Site) -> None:
    """A permanent redirect is followed, and the hint names the new address."""
    new = site.put("/new", rss_feed("Harbour Press", [FIRST]), RSS)
    result = Runs(site.redirect("/old", new, 301)).run()[0]
    assert (result.outcome.outcome, new in result.outcome.hint) == ("fetched", True)


def test_a_paused_feed_is_left_alone(site: Site) -> None:
    """Nobody asks a paused feed's server."""
    url = site.put("/feed", rss_feed("Harbour Press", [FIRST]), RSS)
    assert collect([Feed(url=url, outlet="A", paused=True)], {}, FETCHING, NOW) == []
    assert site.requests == []


def test_a_failure_is_counted_and_forgets_nothing(site: Site) -> None:
    """While a feed fails its state stays and the failures add up; when it recovers nothing comes twice."""
    runs = Runs(site.put("/feed", rss_feed("Harbour Press", [FIRST]), RSS))
    runs.run()
    site.put("/feed", "broken", status=500)
    failing = [runs.run()[0], runs.run()[0]]
    assert [(one.outcome.outcome, one.state["failures"]) for one in failing] == [
        ("http_500", 1),
        ("http_500", 2),
    ]
    assert NOW + timedelta(minutes=15) == failing[1].state["failing_since"]
    site.put("/feed", rss_feed("Harbour Press", [FIRST, SECOND]), RSS)
    recovered = runs.run()[0]
    assert (
        [item.article.title for item in recovered.found],
        recovered.state["failures"],
        recovered.state["failing_since"],
    ) == (["Bridge reopens"], 0, None)


def _endless(write: Callable[[bytes], None]) -> None:
    write(b"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n<rss>")
    while True:
        write(b"<item/>" * 1000)


def _drip(write: Callable[[bytes], None]) -> None:
    write(b"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n")
    while True:
        write(b"x")
        time.sleep(0.2)


def _bomb(write: Callable[[bytes], None]) -> None:
    write(
        b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nConnection: close\r\n\r\n"
        + gzip.compress(bytes(50_000_000))
    )


def _cut(write: Callable[[bytes], None]) -> None:
    write(b"HTTP/1.1 200 OK\r\nContent-Length: 9000\r\nConnection: close\r\n\r\n<rss>")


HOSTILE_ACTS = {"too_large": _endless, "timeout": _drip, "cut": _cut}
HOSTILE_PAGES: dict[str, str | bytes] = {
    "empty": b"",
    "html_instead": "<!DOCTYPE html><html><head><title>Parked</title></head><body>For sale</body></html>",
    "not_a_feed": "just some words",
    "not_a_feed ": '{"a": 1}',
}


def test_one_bad_feed_harms_no_other(site: Site) -> None:
    """In one run with every kind of bad feed, each has its outcome and the good one is taken."""
    urls = {name: site.on(f"/{name}", act) for name, act in HOSTILE_ACTS.items()}
    urls |= {
        name: site.put(f"/page-{name.replace(' ', '-2')}", body, RSS) for name, body in HOSTILE_PAGES.items()
    }
    urls |= {
        "too_large ": site.on("/bomb", _bomb),
        "http_404": site.url("/nothing"),
        "gone": site.put("/gone", "x", status=410),
        "redirect_loop": site.redirect("/loop", "/loop"),
        "forbidden_address": site.redirect("/inner", "http://127.0.0.2:9/"),
        "fetched": site.put("/good", rss_feed("Harbour Press", [FIRST]), RSS),
    }
    results = Runs(*urls.values()).run()
    assert [name.strip() for name in urls] == [result.outcome.outcome for result in results]
    assert [FIRST.title] == [item.article.title for result in results for item in result.found]
    assert all(result.outcome.hint for result in results[:-1])


ODD = {
    "wrong charset": rss_feed("Zürich", [FIRST]).encode("latin-1"),
    "declares another charset": rss_feed("Zürich", [FIRST]).replace("UTF-8", "iso-8859-1").encode(),
    "unclosed": rss_feed("Harbour Press", [FIRST, SECOND]).encode()[:-40],
    "unknown entity": rss_feed("Harbour Press", [FIRST])
    .replace("<title>Convoy", "<title>&nope;Convoy")
    .encode(),
    "a character beyond Unicode": rss_feed("H", [FIRST])
    .replace("<title>Convoy", "<title>&#x110000;Convoy")
    .encode(),
    "an encoding that is none": b'<?xml version="1.0" encoding="\xc3("?>'
    + rss_feed("H", [FIRST]).encode()[38:],
    "control characters": rss_feed("Harbour Press", [FIRST]).replace("Convoy", "\x00\x0bConvoy").encode(),
    "blank lines first": b"\n\n" + rss_feed("Harbour Press", [FIRST]).encode(),
    "bytes behind": rss_feed("Harbour Press", [FIRST]).encode() + b"<script>1</script>",
    "entity from a file": rss_feed("Harbour Press", [FIRST])
    .replace("<rss", '<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/hostname">]><rss')
    .encode(),
}


@pytest.mark.parametrize("name", ODD)
def test_a_feed_that_is_not_well_formed_is_recovered(site: Site, name: str) -> None:
    """What is broken in a feed costs no more than that."""
    results = Runs(site.put("/feed", ODD[name], RSS)).run()
    assert results[0].outcome.outcome == "fetched"
    assert (
        results[0]
        .found[0]
        .article.text.endswith("A convoy of 40 trucks left Northgate.\n\nThe council said so.")
    )


def test_feeds_in_any_order_give_the_same(site: Site) -> None:
    """Neither order nor company of the feeds changes what each gives."""
    urls = [
        site.put(f"/{n}", rss_feed(f"Outlet {n}", [Item(f"{n}", f"Item {n}", "Text")]), RSS) for n in range(6)
    ]
    forth = {result.state["url"]: told([result]) for result in Runs(*urls).run()}
    back = {result.state["url"]: told([result]) for result in Runs(*reversed(urls)).run()}
    assert forth == back


def test_a_feed_of_its_own_authorization(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """The header's value comes from the environment and goes to the feed's own host alone, not where it redirects."""
    monkeypatch.setenv("WIRE_AUTHORIZATION", "Bearer plum")
    with open_site("127.0.0.2") as other:
        url = site.redirect("/wire", other.put("/feed", rss_feed("Wire", [FIRST]), RSS))
        feed = Feed(url=url, outlet="Wire", authorization="WIRE_AUTHORIZATION")
        fetching = Fetching(allow_hosts=["127.0.0.1", "127.0.0.2"])
        assert told(collect([feed], {}, fetching, NOW)) == [("fetched", [FIRST.title])]
        assert [site.seen_headers[0].get("authorization"), other.seen_headers[0].get("authorization")] == [
            "Bearer plum",
            None,
        ]
    monkeypatch.delenv("WIRE_AUTHORIZATION")
    assert told(collect([feed], {}, fetching, NOW)) == [("no_authorization", [])]


def test_a_host_that_is_asked_too_often_is_left_alone(site: Site) -> None:
    """After a 429 the host's other feeds wait for the next run, and this one for as long as it was asked to."""
    busy = site.put("/1", "slow down", status=429, headers={"Retry-After": "1800"})
    good = site.put("/2", rss_feed("Harbour Press", [FIRST]), RSS)
    runs = Runs(busy, good)
    assert told(runs.run()) == [("http_429", [])]
    assert told(runs.run()) == [("fetched", [FIRST.title])]
    assert site.requests == ["/1", "/2"]


def test_only_what_is_unseen_in_a_changed_body_is_read(site: Site) -> None:
    """The bytes of known entries are not read again, and nothing is lost of those that are."""
    runs = Runs(site.put("/feed", rss_feed("Harbour Press", [FIRST, SECOND]), RSS))
    runs.run()
    broken = rss_feed("Harbour Press", [EDITED, SECOND, OTHER])
    site.put("/feed", broken, RSS)
    result = runs.run()[0]
    assert result.outcome.detail == "3 entries, 1 new, 1 changed"
    assert [item.identity for item in result.found] == ["h-1", "s-1"]


def test_a_feed_that_moves_to_another_site_with_all_its_guids_brings_nothing_new(site: Site) -> None:
    """Paths or words that were known are, though guids and host are others."""

    def items(host: str) -> list[Item]:
        return [
            Item(f"{host}/{n}", f"Item {n}", f"Text {n}", link=f"{host}/{n}" if n % 2 else None)
            for n in range(6)
        ]

    runs = Runs(site.put("/feed", rss_feed("Harbour Press", items("http://old.example")), RSS))
    runs.run()
    site.put("/feed", rss_feed("Harbour Press", items("https://www.new.example")), RSS)
    assert told(runs.run()) == [("fetched", [])]
    site.put("/feed", rss_feed("Harbour Press", [SECOND, *items("https://www.new.example")]), RSS)
    assert told(runs.run()) == [("fetched", ["Bridge reopens"])]
