"""plain_text: HTML fragments become text whose paragraphs stay apart."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.sources.markup import plain_text


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
