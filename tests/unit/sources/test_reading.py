"""read_article: text, Markdown and HTML become articles, each with what it says of itself."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from flows.sources.reading import SeedEntry, UnreadableError, read_article

if TYPE_CHECKING:
    from flows.records import Article

FIRST = "A convoy of 40 trucks left the harbour town of Northgate on Tuesday, the district council said."
SECOND = (
    "The council of neighbouring Southmere put the number at 70 and asked for an inquiry into the matter."
)

PAGE = f"""<!doctype html><html lang="en-GB"><head><title>Convoy leaves Northgate | Harbour Press</title>
<meta property="og:site_name" content="Harbour Press">
<meta property="og:title" content="Convoy leaves Northgate">
<meta property="article:published_time" content="2017-10-17T09:30:00+02:00">
<link rel="canonical" href="https://harbour.example/convoy"></head><body>
<nav><a href="/">Home</a> <a href="/world">World</a></nav>
<article><h1>Convoy leaves Northgate</h1><p>{FIRST}</p><p>{SECOND}</p>
<p>{FIRST.replace("Tuesday", "the same day")}</p></article>
<section id="comments" class="comments-area"><h2>2 Comments</h2><ol class="comment-list">
<li class="comment"><p>I counted 500 trucks with my own eyes, and nobody will tell me otherwise.</p></li>
<li class="comment"><p>You did not, there were only nine of them and you know it very well.</p></li></ol>
</section>
<footer>Support Harbour Press</footer></body></html>"""


def words(article: Article, origin: str) -> list[str]:
    """Return the words of each segment of `origin`."""
    return [article.text[part.start : part.end] for part in article.segments if part.origin == origin]


def test_plain_text_keeps_every_character() -> None:
    """The text of a .txt is what was in the file."""
    text = f"Convoy leaves\r\n\r\n{FIRST}\r\n"
    article = read_article("a.txt", text.encode(), "text/plain")
    assert (text, "Convoy leaves", [FIRST]) == (article.text, article.title, words(article, "body"))


def test_a_header_date_is_a_stated_day() -> None:
    """A date line in a file's header is stated, and the note says that it is a day only."""
    article = read_article("a.txt", f"Convoy\nHarbour Press\n2017-04-19\n\n{FIRST}".encode(), "text/plain")
    assert (datetime(2017, 4, 19, tzinfo=UTC), "stated", "Harbour Press") == (
        article.published_at,
        article.published_basis,
        article.outlet,
    )
    assert "day only" in (article.published_note or "")


def test_an_entry_wins_over_the_document() -> None:
    """What seeds.toml says of a document is believed before what the document says."""
    entry = SeedEntry(
        "SouthPress",
        published=datetime(2017, 4, 20, tzinfo=UTC),
        published_basis="inferred",
        published_note="why",
    )
    article = read_article(
        "a.txt", f"Convoy\nHarbour Press\n2017-04-19\n\n{FIRST}".encode(), "text/plain", entry
    )
    assert ("SouthPress", datetime(2017, 4, 20, tzinfo=UTC), "inferred", "why") == (
        article.outlet,
        article.published_at,
        article.published_basis,
        article.published_note,
    )


@pytest.mark.parametrize("heading", ["# Convoy leaves Northgate", "Convoy leaves Northgate\n==="])
def test_markdown_is_read_with_its_front_matter(heading: str) -> None:
    """Front matter is read and yields nothing; the first heading is the headline, without its marks."""
    front = '---\ntitle: Convoy\nsite: "Harbour Press"\ndate: 2017-04-19\n---\n\n'
    text = f"{front}{heading}\n\n{FIRST}\n\n## More\n\n[{SECOND}](http://a.example)\n"
    article = read_article("a.md", text.encode(), "text/markdown")
    assert (["Convoy leaves Northgate"], "Harbour Press", datetime(2017, 4, 19, tzinfo=UTC), text) == (
        words(article, "headline"),
        article.outlet,
        article.published_at,
        article.text,
    )
    assert words(article, "body")[0].startswith(FIRST)
    assert "site:" not in "".join(words(article, "body"))


def test_a_page_gives_its_article_and_keeps_comments_apart() -> None:
    """Title, outlet, instant, language and body come from the page; no comment is in the body."""
    article = read_article("a.html", PAGE.encode(), "text/html")
    assert (
        article.title,
        article.outlet,
        article.language,
        article.url,
    ) == ("Convoy leaves Northgate", "Harbour Press", "en", "https://harbour.example/convoy")
    assert datetime(2017, 10, 17, 7, 30, tzinfo=UTC) == article.published_at
    body = "\n".join(words(article, "body"))
    assert (FIRST in body, SECOND in body, "500" in body, "Support" in body) == (True, True, False, False)
    assert [comment[:14] for comment in words(article, "comment")] == ["I counted 500 ", "You did not, t"]


def test_a_page_in_a_text_file_is_read_as_a_page() -> None:
    """A page that was saved under the name of a text is still a page."""
    assert read_article("a.txt", PAGE.encode(), "text/plain").title == "Convoy leaves Northgate"


def test_a_page_without_an_article_says_so() -> None:
    """A page of links is an outcome, not an empty article."""
    with pytest.raises(UnreadableError) as caught:
        read_article("a.html", b"<html><body><nav><a href='/'>Home</a></nav></body></html>", "text/html")
    assert caught.value.outcome == "no_text"
