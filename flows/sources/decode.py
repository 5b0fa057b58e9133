"""Bytes to text, or a reason why not.

A byte-order mark is believed first, then valid UTF-8, then what an HTML or XML document declares, then
Windows-1252, which reads anything. Nothing is refused for its encoding; what is no text at all is.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# What a file of a known kind begins with (after the file(1) database), and how a person calls it.
_SIGNATURES = (
    (b"%PDF", "a PDF file"),
    (b"PK\x03\x04", "a Word, OpenDocument or ZIP file"),
    (b"\xd0\xcf\x11\xe0", "an old Word or Excel file"),
    (b"{\\rtf", "an RTF file"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"RIFF", "a picture, sound or film"),
    (b"\x1f\x8b", "a gzip file"),
    (b"BZh", "a bzip2 file"),
    (b"\xfd7zXZ", "an xz file"),
    (b"\x28\xb5\x2f\xfd", "a Zstandard file"),
    (b"7z\xbc\xaf", "a 7-Zip file"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90", "a program"),
    (b"SQLite format 3", "a database"),
)
_DECLARED = re.compile(
    rb"""<\?xml[^>]{0,200}encoding\s*=\s*["']([\w.:-]{2,40})"""
    rb"""|<meta[^>]{0,300}charset\s*=\s*["']?\s*([\w.:-]{2,40})""",
    re.IGNORECASE,
)
_DECLARED_WITHIN = 4096
_CONTROLS = bytes(code for code in range(32) if code not in b"\t\n\r\f\x1b\x0b\x08")
_MOST_CONTROLS = 0.005
_SAMPLE = 65_536
_WHOLE_SEQUENCE = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
_HIGH = re.compile(rb"[\x80-\xff]")


class UnreadableError(Exception):
    """A document that cannot be made an article; it stays where it is.

    Attributes:
        outcome: "empty", "binary", "no_text", "too_large" or "unsupported".
        detail: what was found.
        hint: what to do.
    """

    def __init__(self, outcome: str, detail: str, hint: str) -> None:
        self.outcome = outcome
        self.detail = detail
        self.hint = hint
        super().__init__(f"{detail}; {hint}")


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text, the encoding it was read with, and a note where that was a guess."""

    text: str
    encoding: str
    note: str = ""


def decode(raw: bytes, media_type: str = "text/plain") -> Decoded:
    """Return `raw` as text; line ends stay as they are and a byte-order mark is no part of the text.

    Raises:
        UnreadableError: there is nothing in it ("empty"), or it is no text ("binary").
    """
    if not raw.strip(b" \t\r\n\x0b\x0c\x00\xef\xbb\xbf\xff\xfe"):
        raise UnreadableError("empty", "holds no text", "put the text into it, or remove it")
    for mark, encoding in _MARKS:
        if raw.startswith(mark):
            return _decoded(raw[len(mark) :], encoding)
    if encoding_without_mark := _wide(raw):
        return _decoded(
            raw, encoding_without_mark, f"no byte-order mark; read as {encoding_without_mark.upper()}"
        )
    _refuse_binary(raw)
    try:
        return Decoded(raw.decode("utf-8"), "utf-8")
    except UnicodeDecodeError:
        return _not_utf8(raw, media_type)


def _decoded(raw: bytes, encoding: str, note: str = "") -> Decoded:
    text = raw.decode(encoding, errors="replace")
    broken = text.count("\ufffd")
    if broken:
        note = f"{broken} characters are not valid {encoding.upper()} and show as \ufffd"
    return Decoded(text, encoding, note)


def _wide(raw: bytes) -> str | None:
    """Return the UTF-16 that `raw` is, if NUL fills every other byte of its beginning, as in Latin text."""
    sample = raw[:2000]
    half = len(sample) // 2
    if half == 0:
        return None
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    if odd > half * 0.7 and even < half * 0.05:
        return "utf-16-le"
    if even > half * 0.7 and odd < half * 0.05:
        return "utf-16-be"
    return None


def _refuse_binary(raw: bytes) -> None:
    hint = "save it as plain text (.txt), Markdown (.md) or HTML (.html)"
    for signature, kind in _SIGNATURES:
        if raw.startswith(signature):
            raise UnreadableError("binary", f"is {kind}, not text", hint)
    sample = raw[:_SAMPLE]
    controls = len(sample) - len(sample.translate(None, _CONTROLS))
    if controls > max(2, _MOST_CONTROLS * len(sample)):
        raise UnreadableError(
            "binary", f"is not text: {controls} control bytes in the first {len(sample)}", hint
        )


def _not_utf8(raw: bytes, media_type: str) -> Decoded:
    if media_type in ("text/html", "application/xhtml+xml", "application/xml", "text/xml"):
        match = _DECLARED.search(raw[:_DECLARED_WITHIN])
        if match and (found := _by_name(raw, (match[1] or match[2]).decode("ascii"))):
            return found
    whole = sum(len(match) for match in _WHOLE_SEQUENCE.findall(raw))
    stray = len(_HIGH.findall(raw)) - whole
    if whole > 10 * stray:  # UTF-8 with a few broken places, such as a text cut in the middle of a character
        return _decoded(raw, "utf-8")
    text = raw.decode("windows-1252", errors="replace")
    return Decoded(text, "windows-1252", "not UTF-8; read as Windows-1252 (Latin-1)")


def _by_name(raw: bytes, name: str) -> Decoded | None:
    try:
        return Decoded(raw.decode(name), codecs.lookup(name).name)
    except (LookupError, UnicodeError):
        return None
