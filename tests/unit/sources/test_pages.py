"""Web pages: the article is kept whole, and no reader's comment is in its body, however the page marks comments."""

from __future__ import annotations

import pytest

from flows.sources.pages import read_page

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

# How a comment, and all of them together, are marked up; the names are those of the systems' own templates.
MARKUP = {
    "WordPress": (
        '<li class="comment"><article class="comment-body"><b class="fn">Tom</b> says: <p>{}</p></article></li>',
        '<div id="comments" class="comments-area"><h2>3 thoughts on “Convoy”</h2><ol>{}</ol></div>',
    ),
    "wpDiscuz": (
        '<div class="wpd-comment"><div class="wpd-comment-author">Tom</div><p>{}</p></div>',
        '<div id="wpdcom"><div class="wpd-thread-list">{}</div></div>',
    ),
    "Disqus": (
        '<li class="post"><div class="post-message"><p>{}</p></div></li>',
        '<div id="disqus_thread"><ul id="post-list">{}</ul></div>',
    ),
    "folded boxes": (
        '<details class="CommentBox" open><summary>Tom</summary><p>{}</p></details>',
        "<div>{}</div>",
    ),
    "no names at all": (
        '<div class="box"><p><b>Tom</b> May 3, 2017 at 10:32 am</p><p>{}</p></div>',
        "<h3>Comments</h3>{}",
    ),
    "German newspaper": (
        "<div><strong>Tom</strong> <span>3. Mai 2017, 10:32 Uhr</span><p>{}</p></div>",
        '<section class="leserkommentare"><h3>Leserkommentare</h3>{}</section>',
    ),
    "definition list": ("<dt>Tom said</dt><dd><p>{}</p></dd>", '<dl id="commentlist">{}</dl>'),
}


def page(comments: str, *, within: bool) -> bytes:
    """Return an article's page with `comments` below the article, or within it."""
    text = "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)
    inner, outer = (comments, "") if within else ("", comments)
    head = "<!doctype html><html lang=en><head><title>Convoy leaves Northgate</title></head>"
    article = f"<article><h1>Convoy leaves Northgate</h1>{text}{inner}</article>"
    return f"{head}<body><nav><a href=/>Home</a></nav><main>{article}{outer}</main></body></html>".encode()


@pytest.mark.parametrize("within", [False, True])
@pytest.mark.parametrize("system", MARKUP)
def test_no_comment_is_in_the_body(system: str, *, within: bool) -> None:
    """The body holds every paragraph of the article and none of the comments."""
    one, all_of_them = MARKUP[system]
    raw = page(all_of_them.format("".join(one.format(comment) for comment in COMMENTS)), within=within)
    article = read_page("page.html", raw)
    body = "\n".join(
        article.text[part.start : part.end] for part in article.segments if part.origin == "body"
    )
    assert [True] * 3 == [paragraph in body for paragraph in PARAGRAPHS]
    assert [False] * 3 == [comment[:40] in body for comment in COMMENTS]
