"""decode: every text is read, whatever its encoding; what is no text is refused with a reason."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.sources.decode import UnreadableError, decode

TEXT = "Zürich: “elf Tote”, sagt die Behörde"


@pytest.mark.parametrize(
    ("raw", "encoding"),
    [
        (TEXT.encode(), "utf-8"),
        (b"\xef\xbb\xbf" + TEXT.encode(), "utf-8"),
        (b"\xff\xfe" + TEXT.encode("utf-16-le"), "utf-16-le"),
        (b"\xfe\xff" + TEXT.encode("utf-16-be"), "utf-16-be"),
        (b"\xff\xfe\x00\x00" + TEXT.encode("utf-32-le"), "utf-32-le"),
        (TEXT.encode("utf-16-le"), "utf-16-le"),
        (TEXT.encode("utf-16-be"), "utf-16-be"),
        (TEXT.encode("windows-1252"), "windows-1252"),
    ],
)
def test_a_text_is_read_in_its_encoding(raw: bytes, encoding: str) -> None:
    """The same words come out of every encoding, without the byte-order mark."""
    decoded = decode(raw)
    assert (TEXT, encoding) == (decoded.text, decoded.encoding)


@pytest.mark.parametrize(
    "raw",
    [
        b'<html><head><meta charset="iso-8859-2"></head><body>' + "Łódź".encode("iso-8859-2"),
        b'<meta http-equiv="Content-Type" content="text/html; charset=windows-1250">'
        + "Łódź".encode("cp1250"),
    ],
)
def test_a_page_is_read_as_it_declares(raw: bytes) -> None:
    """What an HTML page says of its own encoding is believed when the bytes are not UTF-8."""
    assert decode(raw, "text/html").text.endswith("Łódź")


def test_a_declaration_that_lies_is_not_believed() -> None:
    """Valid UTF-8 is UTF-8, whatever the page declares."""
    assert "Łódź" in decode('<meta charset="latin-1">Łódź'.encode(), "text/html").text


def test_latin_1_is_taken_with_a_note() -> None:
    """A text in Latin-1 is read, and the note says that it was a guess."""
    decoded = decode("Über 40 Fahrzeuge in Köln".encode("latin-1"))
    assert (decoded.text, "Windows-1252" in decoded.note) == ("Über 40 Fahrzeuge in Köln", True)


def test_utf8_cut_within_a_character_stays_utf8() -> None:
    """A text that was cut loses its last character, not all of its accents."""
    decoded = decode((TEXT * 3).encode()[:-1] + b"\xc3")
    assert (decoded.encoding, decoded.text.startswith(TEXT)) == ("utf-8", True)


@pytest.mark.parametrize("raw", [b"", b" \r\n\t", b"\xef\xbb\xbf\n", b"\xff\xfe", b"\x00\x00\x00"])
def test_nothing_is_empty(raw: bytes) -> None:
    """A file of nothing but blanks is an outcome of its own."""
    with pytest.raises(UnreadableError) as caught:
        decode(raw)
    assert caught.value.outcome == "empty"


@pytest.mark.parametrize(
    ("raw", "kind"),
    [
        (b"%PDF-1.7\n1 0 obj", "PDF"),
        (b"PK\x03\x04\x14\x00\x06\x00word/document.xml", "Word"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "picture"),
        (b"\x1f\x8b\x08\x00\x00\x00", "gzip"),
        (bytes(range(256)) * 40, "control bytes"),
    ],
)
def test_what_is_no_text_is_refused(raw: bytes, kind: str) -> None:
    """A binary file is named for what it is, and the hint says how to save it."""
    with pytest.raises(UnreadableError) as caught:
        decode(raw)
    assert (caught.value.outcome, kind in caught.value.detail) == ("binary", True)
    assert ".txt" in caught.value.hint


def _outcome(raw: bytes) -> str:
    try:
        return decode(raw, "text/html").text
    except UnreadableError as error:
        return f"refused: {error.outcome}"


@given(st.binary(max_size=400))
def test_any_bytes_are_read_or_refused(raw: bytes) -> None:
    """No bytes make decoding fail in a way nobody thought of."""
    found = _outcome(raw)
    assert not found.startswith("refused") or found in ("refused: empty", "refused: binary")


@given(st.text(st.characters(min_codepoint=32, exclude_categories=["Cs"]), min_size=1).map("Text: ".__add__))
def test_utf8_comes_back_as_it_was(text: str) -> None:
    """Text that is stored as UTF-8 is read back to the character."""
    assert _outcome(text.encode()) == text
