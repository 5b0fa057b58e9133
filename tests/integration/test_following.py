"""Pages that feeds point to, through whole runs: the page is the article, the summary stands where there is none."""

from __future__ import annotations

import gzip
import time
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from flows import store
from flows.day import ingest
from flows.settings import Feed, Fetching, Monitor, Settings
from tests.support.site import Item, Site, closed_port, open_site, rss_feed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

NOW = datetime(2024, 5, 2, 6, tzinfo=UTC)
SUMMARY = "The convoy left at noon."
TITLE = "Convoy leaves Northgate harbour"
TEXT = (
    "A convoy of 40 trucks left the harbour of Northgate on Tuesday, said the council, which had agreed on a truce.",
    "The council of Southmere put the number at 70 and asked for an inquiry into a breach of the agreement.",
)


def page(*paragraphs: str, title: str = TITLE, head: str = "", advert: str = "") -> str:
    """Return an article's page."""
    text = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    article = f"<article><h1>{title}</h1>{text}</article><aside>{advert}</aside>"
    return f"<html lang=en><head><title>{title}</title>{head}</head><body>{article}</body></html>"


class Newsroom:
    """A feed of summaries on a site, and the runs that read it."""

    def __init__(self, site: Site, data: Path, **fetching: Any) -> None:  # noqa: ANN401 - settings of any type
        self.site = site
        self.data = data
        limits = {"allow_hosts": ["127.0.0.1"], "timeout_seconds": 2, "max_bytes": 300_000, **fetching}
        url = site.url("/feed.xml")
        self.settings = Settings(
            monitor=Monitor(seeds=data / "none"),
            fetching=Fetching(**limits),
            feeds=[Feed(url=url, outlet="Harbour Press", text="summary")],
        )

    def publish(self, **links: str) -> None:
        """Let the feed announce a page for each key."""
        items = [Item(key, TITLE, SUMMARY, link=link) for key, link in links.items()]
        self.site.put("/feed.xml", rss_feed("Harbour Press", items), "application/rss+xml")

    def run(self, later: timedelta = timedelta()) -> dict[str, int]:
        """Take in what there is, and return what became new or edited."""
        counts = ingest(self.settings, self.data, NOW + later, lambda _: None).counts
        return {name: count for name, count in counts.items() if count}

    def rows(self, sql: str) -> list[tuple[Any, ...]]:
        """Return what a statement selects from the database."""
        with store.open_store(self.data) as database:
            return [tuple(row.values()) for row in database.select(sql)]

    def bodies(self) -> dict[str, str]:
        """Return the current body of each article by its key."""
        found = self.rows(
            "select identity, string_agg(substr(text, span_start + 1, span_end - span_start), '|' order by ordinal) "
            "from articles join store.segments using (article_id, version) where origin = 'body' group by all"
        )
        return dict(found)

    def outcomes(self) -> dict[str, str]:
        """Return what became of each page by the last part of its address."""
        return {
            url.rpartition("/")[2]: outcome
            for url, outcome in self.rows("select url, outcome from store.pages")
        }


@pytest.fixture
def site() -> Iterator[Site]:
    """A server of its own for each test."""
    with open_site() as opened:
        yield opened


def test_a_page_is_the_article_of_a_feed_that_only_summarises(site: Site, tmp_path: Path) -> None:
    """Body and title are the page's, outlet and day the feed's; both documents are kept; a second run adds nothing."""
    room = Newsroom(site, tmp_path)
    room.publish(a=site.put("/a?utm_source=rss", page(*TEXT)))
    assert room.run() == {"new article": 1}
    assert room.bodies() == {"a": "\n\n".join(TEXT)}
    assert room.rows("select outlet, title, url, published_at::date::varchar, language from articles") == [
        ("Harbour Press", TITLE, site.url("/a"), "2017-10-17", "en")
    ]
    kept = sorted(kind for (kind,) in room.rows("select media_type from store.documents"))
    assert kept == ["application/vnd.countercheck.entry+json", "text/html"]
    assert site.requests == ["/feed.xml", "/robots.txt", "/a?utm_source=rss"]
    assert room.run(timedelta(minutes=30)) == {}
    assert site.requests[3:] == ["/feed.xml"]


def test_a_young_page_is_read_again_and_an_edit_is_a_version(site: Site, tmp_path: Path) -> None:
    """Unchanged pages cost a 304, changed adverts nothing else; a silent edit of a number becomes a version."""
    room = Newsroom(site, tmp_path)
    room.publish(a=site.put("/a", page(*TEXT)))
    room.run()
    assert room.run(timedelta(hours=1)) == {}
    assert site.statuses[-1] == 304
    site.put("/a", page(*TEXT, advert="Buy a boat today"))
    assert room.run(timedelta(hours=2)) == {}
    site.put("/a", page(TEXT[0].replace("40", "14"), TEXT[1]))
    assert room.run(timedelta(hours=4)) == {"edited article": 1}
    assert room.rows("select version, text like '%14 trucks%' from store.article_versions order by 1") == [
        (1, False),
        (2, True),
    ]
    asked = len(site.requests)
    room.run(timedelta(days=9))
    room.run(timedelta(days=10))
    assert "/a" not in site.requests[asked + 3 :]  # grown old, it is left alone after a last look


def test_a_page_that_fails_is_tried_again(site: Site, tmp_path: Path) -> None:
    """Until the page can be had, the summary is the article."""
    room = Newsroom(site, tmp_path)
    room.publish(a=site.put("/a", "later", status=503))
    assert room.run() == {"new article": 1}
    assert (room.bodies(), room.outcomes()) == ({"a": SUMMARY}, {"a": "http_503"})
    site.put("/a", page(*TEXT))
    room.run(timedelta(hours=1))
    assert (room.bodies(), room.outcomes()) == ({"a": "\n\n".join(TEXT)}, {"a": "read"})


def test_an_entry_edited_in_its_feed_has_its_page_read_at_once(site: Site, tmp_path: Path) -> None:
    """The page stays the article when the feed's own words change, and is read anew."""
    room = Newsroom(site, tmp_path)
    url = site.put("/a", page(*TEXT))
    room.publish(a=url)
    room.run()
    items = [Item("a", TITLE, "The convoy left at one.", link=url)]
    site.put("/feed.xml", rss_feed("Harbour Press", items), "application/rss+xml")
    assert room.run(timedelta(minutes=10)) == {}
    site.put("/a", page(TEXT[1]))
    items = [Item("a", TITLE, "The convoy left at two.", link=url)]
    site.put("/feed.xml", rss_feed("Harbour Press", items), "application/rss+xml")
    assert room.run(timedelta(minutes=20)) == {"edited article": 1}
    assert room.bodies() == {"a": TEXT[1]}


def _drip(write: Callable[[bytes], None]) -> None:
    write(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n")
    while True:
        write(b"x")
        time.sleep(0.2)


def _bomb(write: Callable[[bytes], None]) -> None:
    write(b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n" + gzip.compress(bytes(20_000_000)))


def test_pages_that_are_no_articles_are_named_and_harm_no_other(site: Site, tmp_path: Path) -> None:
    """Each has its outcome and its summary; the one good page of the same run is read."""
    room = Newsroom(site, tmp_path)
    paid = '<script type="application/ld+json">{"isAccessibleForFree": "False"}</script>'
    film = '<meta property="og:type" content="video.other">'
    site.put(
        "/consent/ask", page("We and our 400 partners ask you to accept what we store on your machine today.")
    )
    site.put(
        "/",
        page("All the news of the town and the harbour, and the weather of the week.", title="Front page"),
    )
    pages = {
        "good": (site.put("/good", page(*TEXT)), "read"),
        "paid": (site.put("/paid", page(TEXT[0], head=paid)), "paywall"),
        "film": (site.put("/film", page(TEXT[0], head=film)), "film"),
        "consent": (site.redirect("/asks", site.url("/consent/ask")), "consent_page"),
        "front": (site.redirect("/front", site.url("/")), "other_page"),
        "lost": (
            site.put("/lost", page("This page is no longer there; try the search.", title="Oh no")),
            "other_page",
        ),
        "short": (site.put("/short", page("Trucks left.", title=TITLE)), "shorter_than_feed"),
        "paper": (site.put("/paper", b"%PDF-1.7 x", "application/pdf"), "not_html"),
        "secret": (site.put("/secret", page(*TEXT)), "robots"),
        "empty": (site.put("/empty", "<html><body></body></html>"), "no_article"),
        "gone": (site.put("/gone", "x", status=410), "gone"),
        "drip": (site.on("/drip", _drip), "timeout"),
        "bomb": (site.on("/bomb", _bomb), "too_large"),
        "away": (site.redirect("/away", f"http://127.0.0.1:{closed_port()}/"), "unreachable"),
        "inner": (site.redirect("/inner", "http://127.0.0.2:9/"), "forbidden_address"),
        "file": (site.redirect("/file", "file:///etc/hostname"), "refused"),
        "loop": (site.redirect("/loop", "/loop"), "redirect_loop"),
        "shut": (f"http://127.0.0.1:{closed_port()}/shut", "robots"),
        "broken": ("http://[::1/broken", None),
    }
    site.put("/robots.txt", "User-agent: *\nDisallow: /*ret$", "text/plain")
    room.publish(**{key: url for key, (url, _) in pages.items()})
    assert room.run() == {"new article": len(pages)}
    found = dict(
        room.rows("select identity, outcome from store.pages join store.articles using (article_id)")
    )
    assert found == {key: outcome for key, (_, outcome) in pages.items() if outcome is not None}
    assert "/secret" not in site.requests
    summaries = {key for key, body in room.bodies().items() if body == SUMMARY}
    assert summaries == {key for key, (_, outcome) in pages.items() if outcome != "read"}


def test_a_run_asks_for_so_many_pages_and_the_next_for_the_rest(site: Site, tmp_path: Path) -> None:
    """Pages over the limit wait with their summaries."""
    room = Newsroom(site, tmp_path, pages_per_run=2)
    room.publish(**{key: site.put(f"/{key}", page(*TEXT)) for key in "abc"})
    room.run()
    assert sorted(room.outcomes().values()) == ["read", "read", "waiting"]
    room.run(timedelta(minutes=15))
    assert sorted(room.outcomes().values()) == ["read"] * 3
