"""Text from outside made fit to be shown: no control characters, no endless titles, links only to the web.

Cleaning happens once, when rows become a digest; templates escape what is left.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

LONGEST_LINK = 2000
LONGEST_SAYING = 200

# C0 and C1 controls, the direction embeddings, overrides and isolates (Unicode TR 9), the invisible
# operators, the tag characters, the byte order mark, and two characters that XML does not allow. Left-to-right
# marks and joiners stay: Arabic and
# emoji need them.
_UNSEEN = re.compile(
    "[\u0000-\u0008\u000e-\u001f\u007f-\u009f\u202a-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb\ufffe\uffff\U000e0000-\U000e007f]"
)
_GAP = re.compile(r"\s+")
_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff]")
_SURROGATE = re.compile("[\ud800-\udfff]")
# More stacked marks than any writing system uses on one letter run over the neighbouring lines.
_MARKS = r"[\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u20d0-\u20ff]"
_STACKED = re.compile(rf"({_MARKS}{{4}}){_MARKS}+")
_QUOTING = re.compile(r"(^|[\s(\[–—-])[\"“„«]")
_QUOTED = re.compile(r"[\"“”„«»]")


@dataclass(frozen=True, slots=True)
class Link:
    """An address that may be clicked, and the host a reader is told before doing so."""

    url: str
    host: str


def plain(text: str, longest: int = 1000) -> str:
    """Return `text` on one line without characters that hide, reorder or break it, cut at `longest`."""
    return _readable(text, longest).strip()


def plain_rows(value: Any, longest: int = 4000) -> Any:  # noqa: ANN401 - rows hold whatever JSON holds
    """Return rows with every string in them made `plain`, spaces at its ends kept; all else as it is."""
    if isinstance(value, str):
        return _readable(value, longest)
    if isinstance(value, dict):
        # Addresses are not cleaned into others: `link` takes or refuses them as they are.
        return {key: item if key == "url" else plain_rows(item, longest) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain_rows(item, longest) for item in value]
    return value


def link(url: str | None) -> Link | None:
    """Return `url` as a link with its host, None unless it is a plain http(s) address.

    Hosts outside ASCII are shown in their encoded form, so that no look-alike letter passes for another.
    """
    if not url or len(url) > LONGEST_LINK or re.search(r"[\s\"'<>\\`]", url):
        return None
    if _UNSEEN.search(url) or _SURROGATE.search(url):
        return None
    try:
        parts = urlsplit(url)
        host = (parts.hostname or "").encode("idna").decode("ascii")
    except ValueError:
        return None
    if parts.scheme.lower() not in {"http", "https"} or not host or parts.username is not None:
        return None
    return Link(url, host)


def shorten(text: str, longest: int) -> str:
    """Return `text` cut at a word to at most `longest` characters, an ellipsis where something was cut."""
    if len(text) <= longest:
        return text
    cut = text[: longest - 1]
    at = cut.rfind(" ")
    return (cut[:at] if at > longest // 2 else cut).rstrip(" ,;:–-") + "…"


def first_words(text: str, most: int = 20) -> str:
    """Return the first `most` words of `text`, 200 characters at most, with an ellipsis when there were more."""
    words = text.split()
    said = " ".join(words) if len(words) <= most else " ".join(words[:most]) + " …"
    return shorten(said, LONGEST_SAYING)


def in_sentence(text: str) -> str:
    """Return `text` so that it keeps its place inside a sentence written from left to right.

    Words of a script written from right to left would draw neighbouring quotes and commas into their direction;
    a left-to-right mark on either side (Unicode TR 9) keeps them where they are. Other text stays as it is.
    """
    return f"\u200e{text}\u200e" if _RIGHT_TO_LEFT.search(text) else text


def in_quotes(text: str) -> str:
    """Return `text` as it stands between double quotation marks: those within it become single ones."""
    return _QUOTED.sub("’", _QUOTING.sub(r"\1‘", text))


def columns(text: str) -> int:
    """Return how many columns `text` takes in a fixed-width face: wide characters two, combining none."""
    return sum(_columns_of(character) for character in text)


def _columns_of(character: str) -> int:
    if unicodedata.combining(character) or unicodedata.category(character) in {"Mn", "Me", "Cf"}:
        return 0
    return 2 if unicodedata.east_asian_width(character) in {"W", "F"} else 1


def _readable(text: str, longest: int) -> str:
    text = _SURROGATE.sub("\ufffd", text[: longest * 4])
    text = _GAP.sub(" ", _STACKED.sub(r"\1", _UNSEEN.sub("", text)))
    return text if len(text) <= longest else text[: longest - 1].rstrip() + "…"
