"""What is read without feedparser is what feedparser reads."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flows.sources.entries import read_feed
from flows.sources.found import about
from flows.sources.lenient import parsed
from flows.sources.slices import slices_of
from flows.sources.usual import read_usual

_RSS = (
    '<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:media="http://search.yahoo.com/mrss/"'
    ' xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>T</title>{}</channel></rss>'
)
_ATOM = '<feed xmlns="http://www.w3.org/2005/Atom"><title>T</title>{}</feed>'
_EXAMPLES = 50
_TEXTS = (
    "Ferry halted",
    "",
    " two\n words ",
    "&lt;p&gt;Bridge &amp;amp; road&lt;/p&gt;",
    "<![CDATA[<p>Four <b>ferries</b></p>]]>",
    "Zoë’s café",
    "cafÃ©",
    "a\x85b",
    "<b>bold</b>",
    "dash <!-- no --> dash",
)
_ADDRESSES = (
    "https://news.example/1",
    " https://news.example/1?a=1&amp;b=2 ",
    "https://news.example/a;b",
    "/relative",
    "http:////news.example/x",
    "urn:one",
    "12",
    "",
    "mailto:a@news.example",
)
_DATES = (
    "Wed, 01 May 2024 10:05:00 +0000",
    "Wed, 01 May 2024 10:05:00 GMT",
    "Tue, 30 Apr 2024 23:05:00 -0530",
    "2024-05-01T10:05:00Z",
    "2024-05-01T10:05:00+02:00",
    "2024-05-01T10:05:00.123Z",
    "1 May 2024 10:05",
    "Wed, 31 Feb 2024 10:05:00 GMT",
    "2024-05-01",
    "yesterday",
    "",
)


def _one(tag: str, values: tuple[str, ...], attributes: tuple[str, ...] = ("",)) -> st.SearchStrategy[str]:
    return st.builds(
        lambda attribute, value: f"<{tag}{attribute}>{value}</{tag}>",
        st.sampled_from(("", *attributes)),
        st.sampled_from(values),
    )


_ODD = (' xml:lang="en"', ' xml:base="http://other.example/"', ' type="html"', ' mode="base64"')
_ITEM = st.one_of(
    _one("title", _TEXTS, _ODD),
    _one("link", _ADDRESSES, (' href="https://news.example/2"',)),
    _one("guid", _ADDRESSES, (' isPermaLink="true"', ' isPermaLink="false"', ' isPermaLink="no"')),
    _one("description", _TEXTS, _ODD),
    _one("content:encoded", _TEXTS),
    _one("dc:creator", _TEXTS),
    _one("author", ("Ann", "ann@news.example (Ann)", "")),
    _one("pubDate", _DATES),
    _one("dc:date", _DATES),
    _one("category", _TEXTS, (' domain="d"',)),
    st.sampled_from(
        (
            '<enclosure url="https://news.example/a.mp3" type="audio/mpeg" length="1"/>',
            '<enclosure type="audio/mpeg"/>',
            '<media:content url="https://news.example/a.jpg" medium="image" width="3"/>',
            '<media:content url="https://news.example/a.jpg"><media:title>A</media:title></media:content>',
            '<media:thumbnail url="https://news.example/t.jpg"/>',
            "<source>Other</source>",
            "loose words",
            "<unknown>words</unknown>",
        )
    ),
)
_ENTRY = st.one_of(
    _one("title", _TEXTS, (*_ODD, ' type="text"', ' type="xhtml"', ' type="text/plain"')),
    _one("id", _ADDRESSES),
    _one("published", _DATES),
    _one("updated", _DATES),
    _one("summary", _TEXTS, _ODD),
    _one("content", _TEXTS, (*_ODD, ' type="xhtml"', ' src="https://news.example/3"')),
    _one(
        "author",
        (
            "Ann",
            "<name>Ann</name>",
            "<name>Ann</name><uri>https://news.example</uri>",
            "<name>Ann</name><email>ann@news.example</email>",
            "<uri>https://news.example</uri><name>Ann</name>",
            "<email>ann@news.example</email>",
        ),
    ),
    st.builds(
        lambda rest, address: f'<link{rest} href="{address.strip()}"/>',
        st.sampled_from(
            (
                "",
                ' rel="alternate"',
                ' rel="self"',
                ' rel="enclosure"',
                ' type="text/html"',
                ' type="audio/mpeg"',
            )
        ),
        st.sampled_from(_ADDRESSES),
    ),
)


_HEAD = st.one_of(
    _one("title", _TEXTS, _ODD),
    _one("language", ("en-GB", "de", "", "english")),
    _one("dc:title", _TEXTS),
    _one("dc:language", ("fr",)),
    _one("image", ("<title>Logo</title><url>https://news.example/i.png</url>", "<title/>")),
    _one("textInput", ("<title>Search</title><name>q</name>",)),
    _one("itunes", ("<title>Deep</title>",)),
)


@settings(max_examples=_EXAMPLES)
@given(st.lists(_HEAD, max_size=4), st.lists(_HEAD, max_size=2), st.sampled_from(("", ' xml:lang="es"')))
def test_a_feed_is_called_what_feedparser_calls_it(head: list[str], tail: list[str], language: str) -> None:
    """Its title and language, said before its items, after them, or not at all."""
    text = _RSS.replace("<title>T</title>", "".join(head)).replace("</channel>", "".join(tail) + "</channel>")
    slices = slices_of(
        text.replace("<rss", "<rss" + language).format("<item><title>A</title></item>").encode()
    )
    assert slices is not None
    told = read_usual(slices, [], "").about
    if told is not None:
        assert told == about(parsed(slices.body_of([]), ""))


@settings(max_examples=_EXAMPLES)
@given(st.lists(st.lists(_ITEM, max_size=8), min_size=1, max_size=3))
def test_items_are_those_of_feedparser(items: list[list[str]]) -> None:
    """RSS, put together at random."""
    _hold_against_feedparser(_RSS.format("".join(f"<item>{''.join(parts)}</item>" for parts in items)))


@settings(max_examples=_EXAMPLES)
@given(st.lists(st.lists(_ENTRY, max_size=8), min_size=1, max_size=3))
def test_entries_are_those_of_feedparser(entries: list[list[str]]) -> None:
    """Atom, put together at random."""
    _hold_against_feedparser(_ATOM.format("".join(f"<entry>{''.join(parts)}</entry>" for parts in entries)))


def _hold_against_feedparser(text: str) -> None:
    slices = slices_of(text.encode())
    assert slices is not None
    places = range(len(slices.entries))
    ours = read_usual(slices, places, "application/xml").entries
    theirs = parsed(slices.body_of(places), "application/xml").entries
    for one, other in zip(ours, theirs, strict=True):
        if one is not None:
            assert _said(one) == _said(other), text


def _said(entry: Any) -> dict[str, Any]:  # noqa: ANN401 - feedparser is untyped
    """Return what an entry is made of: an empty text is none, and of content and summary the longest counts."""
    told: dict[str, Any] = {key: entry.get(key) or None for key in ("id", "link", "title", "author")}
    contents = [content["value"] for content in entry.get("content", ())]
    told["html"] = max([*contents, entry.get("summary") or ""], key=len)
    told["media"] = [each.get("href") for each in entry.get("enclosures", ())]
    told["media"] += [each.get("url") for each in entry.get("media_content", ())]
    for date in ("published_parsed", "updated_parsed"):
        told[date] = tuple(instant)[:6] if (instant := dict.get(entry, date)) else None
    return told


_USUAL_ITEM = (
    "<item><title>Ferry halted</title><link>https://news.example/1</link><category>Sea</category>"
    '<guid isPermaLink="false">1</guid><pubDate>Wed, 01 May 2024 10:05:00 +0000</pubDate>'
    "<dc:creator>Ann</dc:creator><description>Short</description>"
    "<content:encoded><![CDATA[<p>Long</p>]]></content:encoded></item>"
)


def test_a_usual_item_is_read_without_feedparser() -> None:
    """What WordPress writes, say."""
    slices = slices_of(_RSS.format(_USUAL_ITEM).encode())
    assert slices is not None
    (entry,) = read_usual(slices, [0], "").entries
    assert entry is not None
    assert entry["title"] == "Ferry halted"
    assert entry["content"] == [{"value": "<p>Long</p>"}]


@pytest.mark.parametrize(
    ("head", "content_type"),
    [
        ('<?xml version="1.0" encoding="iso-8859-1"?>', ""),
        ("<!DOCTYPE rss>", ""),
        ("", "text/xml; charset=windows-1252"),
    ],
)
def test_a_doubtful_body_is_left_to_feedparser(head: str, content_type: str) -> None:
    """Encodings are feedparser's to guess, and so are documents that declare their type."""
    slices = slices_of((head + _RSS.format(_USUAL_ITEM)).encode())
    assert slices is not None
    assert read_usual(slices, [0], content_type).entries == [None]


def test_usual_and_other_entries_keep_their_order() -> None:
    """Only the others go to feedparser."""
    odd = "<item><title>Second</title><source>Other</source></item>"
    reading = read_feed(_RSS.format(_USUAL_ITEM + odd + _USUAL_ITEM.replace("halted", "back")).encode())
    assert [entry.title for entry in reading.entries] == ["Ferry halted", "Second", "Ferry back"]
