"""plain_text: HTML fragments become text whose paragraphs stay apart."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml.html import document_fromstring

from flows.sources.fragments import simple_text
from flows.sources.markup import _tidy, plain_text, text_of


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("40 trucks left", "40 trucks left"),
        ("  two\n lines  ", "two\nlines"),
        ("<p>40 trucks</p><p>left</p>", "40 trucks\n\nleft"),
        ("40&nbsp;trucks &amp; 6 coaches", "40\u00a0trucks & 6 coaches"),
        ("one<br>two<br/>three", "one\ntwo\nthree"),
        ("<ul><li>one</li><li>two</li></ul>", "one\n\ntwo"),
        ("a <b>40</b><i>-strong</i>\n  convoy", "a 40-strong convoy"),
        ("<p>kept</p><script>var n = 40;</script><style>p {}</style>tail", "kept\n\ntail"),
        ("<p>a<!-- 40 -->b</p>", "ab"),
        ("<div><div><p>deep</p></div></div>", "deep"),
        ("5 < 6 and 7 > 4", "5 < 6 and 7 > 4"),
        ("", ""),
        ("<img src='x'>", ""),
    ],
)
def test_a_fragment_becomes_text(html: str, text: str) -> None:
    """Paragraphs, lines and entities come out as a reader sees them; scripts and comments do not."""
    assert text == plain_text(html)


@given(
    st.text(max_size=200)
    | st.lists(
        st.sampled_from(
            ["<p>", "</p>", "<script>", "x", "&lt;", "<b", "<![CDATA[", "<!--", "\x00", "\ud800"]
        ),
        max_size=30,
    ).map("".join)
)
def test_any_markup_becomes_text_without_scripts(html: str) -> None:
    """No markup, however broken, makes the conversion fail."""
    assert isinstance(plain_text(html), str)


_PIECES = """<p> </p> <div_class='a'> </div> <ul> </ul> <li> </li> <ol> </ol> <h2> </h2> <b> </b> <br> <br/> <hr> <td>
    <a_href="/x?a=1&amp;b=2"_target=x> <a_href='/y'> </a> <em> </em> <span> </span> <script>x</script>
    <img_alt="a_>_b"_src="x"> <img_src='y'/> <blockquote> </blockquote> <figure> </figure> <!--_c_-->
    <figcaption> </figcaption> two_words _ __ a_<_b a_>_b Zoë &amp; &nbsp; &hellip; &#8217; &#39; &lt;b&gt; &#10;
    &#150; & &copy &apos; &#x27; &lang; &zwnj; &Tab; &#65279;"""
_PIECE = st.sampled_from(_PIECES.split()).map(lambda piece: piece.replace("_", " "))
_PARAGRAPHS = st.lists(
    st.builds(
        "<{0}>{1}</{0}>".format,
        st.sampled_from(("p", "div", "h3", "blockquote", "b", "span", "ul", "li")),
        st.lists(_PIECE, max_size=4).map("".join),
    ),
    max_size=4,
).map("".join)


@settings(max_examples=300)
@given(_PARAGRAPHS | st.lists(_PIECE, max_size=12).map("".join))
def test_a_simple_fragment_reads_as_with_a_parser(html: str) -> None:
    """Without a tree comes what comes with one, or nothing."""
    simple = simple_text(html)
    if simple is not None:
        assert _tidy([simple]) == text_of(document_fromstring(f"<div>{html}</div>"))
