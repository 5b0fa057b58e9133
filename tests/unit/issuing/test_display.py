"""Text made fit to be shown keeps what people write and loses what deceives."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.issuing.display import columns, first_words, in_quotes, link, plain, shorten


def test_real_scripts_stay_as_they_are() -> None:
    """Arabic with its marks, joined emoji and accents pass unchanged."""
    for text in ("وزارة الصحة\u200f", "🧑‍🚒👩🏽‍🚒", "é", "Mäkinen", "東港市", "नमस्ते"):
        assert text == plain(text)


def test_what_hides_or_reorders_is_taken_out() -> None:
    """Overrides, controls, line breaks and lone surrogates do not reach a reader."""
    assert "a b" == plain("a\r\n\u202e\u2066b\u0000")
    assert "x\ufffdy" == plain("x\ud800y")
    assert "Z" + "\u0301" * 4 == plain("Z" + "\u0301" * 500)


def test_long_text_ends_with_an_ellipsis() -> None:
    """What is cut says so."""
    assert "abc…" == plain("abcdefgh", 4)
    assert "one two…" == shorten("one two three", 10)
    assert "a b …" == first_words("a b c", 2)


def test_a_link_tells_its_host() -> None:
    """A plain web address is a link with the host a reader is told."""
    made = link("https://news.example:8443/a?b=c#d")
    assert made is not None
    assert ("https://news.example:8443/a?b=c#d", "news.example") == (made.url, made.host)
    assert None is link(None)


def test_columns_of_wide_and_combining_characters() -> None:
    """Chinese takes two columns a character, a combining accent none."""
    assert (4, 1, 3) == (columns("漢字"), columns("e\u0301"), columns("abc"))


@given(st.text(alphabet=st.characters(), max_size=300))
def test_any_text_can_be_shown_and_sent(text: str) -> None:
    """Whatever comes in, what goes out is one line that UTF-8 can hold, and cleaning it again changes nothing."""
    shown = plain(text)
    assert "\n" not in shown
    assert shown == shown.encode().decode()
    assert shown == plain(shown)


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ('capital of the "caliphate" falls', "capital of the ‘caliphate’ falls"),
        ("“a few dozen”, he said („all locals“)", "‘a few dozen’, he said (‘all locals’)"),
        ("the army’s 12 trucks", "the army’s 12 trucks"),
    ],
)
def test_marks_within_quotation_marks_are_single(text: str, quoted: str) -> None:
    """A reader sees where the quotation ends."""
    assert quoted == in_quotes(text)
