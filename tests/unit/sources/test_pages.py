"""Web pages: the article is kept whole, and no reader's comment is in its body, however the page marks comments."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from flows.sources.pages import read_page
from flows.sources.preview import preview_article

PARAGRAPHS = """\
A convoy of 40 trucks left the harbour town of Northgate on Tuesday, said the council, which had agreed on a truce.
The council of neighbouring Southmere put the number at 70 and asked for an inquiry into a breach of the agreement.
Observers of the truce said that they had been kept away from the road until the last vehicle had passed.
""".splitlines()
COMMENTS = (
    "I was there and counted 500 trucks, whatever they say in the capital these days.",
    "You did not, there were only nine of them and you know it very well, my friend.",
    "Great article! Thanks for writing about our little town for once, it was time.",
)

TABLE: dict[str, list[dict[str, Any]]] = tomllib.loads(
    Path(__file__).with_name("threads.toml").read_text("utf-8")
)
NAMES = ["Tom", "Anna K", "otto77"]


def page(comments: str, *, within: bool) -> bytes:
    """Return an article's page with `comments` below the article, or within it."""
    text = "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)
    inner, outer = (comments, "") if within else ("", comments)
    head = "<!doctype html><html lang=en><head><title>Convoy leaves Northgate</title></head>"
    article = f"<article><h1>Convoy leaves Northgate</h1>{text}{inner}</article>"
    return f"{head}<body><nav><a href=/>Home</a></nav><main>{article}{outer}</main></body></html>".encode()


def body_of(raw: bytes) -> tuple[str, list[tuple[str | None, str]]]:
    """Return the body and the comments of a page as the preview shows them."""
    shown = preview_article(read_page("page.html", raw))
    return shown["body"], [(comment["author"], comment["text"]) for comment in shown["comments"]]


@pytest.mark.parametrize("within", [False, True])
@pytest.mark.parametrize("system", TABLE["thread"], ids=lambda system: str(system["name"]))
def test_no_comment_is_in_the_body(system: dict[str, Any], *, within: bool) -> None:
    """The body is the article and none of the comments, which come with their authors."""
    thread = "".join(system["one"].format(name, text) for name, text in zip(NAMES, COMMENTS, strict=True))
    body, comments = body_of(page(system["all"].format(thread), within=within))
    assert body.split("\n\n") == PARAGRAPHS
    assert [text for _, text in comments] == list(COMMENTS)
    assert [name for name, _ in comments] == NAMES


@pytest.mark.parametrize("within", [False, True])
@pytest.mark.parametrize("system", TABLE["thread"], ids=lambda system: str(system["name"]))
def test_a_single_comment_is_not_in_the_body(system: dict[str, Any], *, within: bool) -> None:
    """One comment is known as well as several are, except where nothing but its likeness to others tells it."""
    thread = system["one"].format(NAMES[0], COMMENTS[0])
    body, _ = body_of(page(system["all"].format(thread), within=within))
    assert body.split("\n\n") == PARAGRAPHS


@pytest.mark.parametrize("forum", TABLE["forum"], ids=lambda forum: str(forum["name"]))
def test_the_first_post_of_a_forum_is_the_article(forum: dict[str, Any]) -> None:
    """A forum's page is its first post, and what others answer are comments."""
    posts = [("editor", "<br>".join(PARAGRAPHS)), *zip(NAMES, COMMENTS, strict=True)]
    thread = "".join(forum["one"].format(*post) for post in posts)
    head = "<html><head><title>Convoy leaves Northgate</title></head>"
    body, comments = body_of(f"{head}<body>{thread}</body></html>".encode())
    assert ([True] * 3, [False] * 3) == (
        [text in body for text in PARAGRAPHS],
        [text in body for text in COMMENTS],
    )
    assert [(name, text) for name, text in zip(NAMES, COMMENTS, strict=True)] == comments


KEPT = {
    "a live report": "".join(
        f"<div class=entry><time>10:3{at}</time><p>{{{at}}}</p></div>" for at in range(3)
    ),
    "a live report with links": "".join(
        f"<div class=entry><time>10:3{at}</time><h3>Update</h3><p>{{{at}}}</p><a>Share</a><a>Permalink</a></div>"
        for at in range(3)
    ),
    "dated statements": "".join(
        f"<div><h4>Foreign ministry</h4><span>3 May 2017</span><p>{{{at}}}</p><a>Permalink</a></div>"
        for at in range(3)
    ),
    "reactions": "<p>{0}</p><h2>Reactions</h2><p>{1}</p><p>{2}</p>",
    "a page that is called after its comments": "<div class='post comments-on'><p>{0}</p><p>{1}</p><p>{2}</p></div>",
    "a column called comment": "<article class='comment opinion'><p>{0}</p><p>{1}</p><p>{2}</p></article>",
}


@pytest.mark.parametrize("kind", KEPT)
def test_an_article_is_no_thread(kind: str) -> None:
    """Times, and a class called comment, make no thread of what is the only prose on a page."""
    text = KEPT[kind].format(*PARAGRAPHS)
    body, comments = body_of(f"<html><body><h2>Convoy leaves Northgate</h2>{text}</body></html>".encode())
    assert ([True] * 3, []) == ([paragraph in body for paragraph in PARAGRAPHS], comments)
