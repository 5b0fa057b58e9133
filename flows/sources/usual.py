"""Entries of the shapes that most feeds have, as feedparser gives them, in a small part of the time.

RSS items and Atom entries made of the elements below, each at most once, with nothing but text in them, web addresses
that are whole, and dates in their standard's own form, leave feedparser nothing to decide. Any other entry is left to
it. tests/unit/sources/test_usual.py holds the two against each other.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone
from typing import TYPE_CHECKING, Any

from lxml import etree

from flows.sources.entry import language_code

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from flows.sources.slices import Slices

Found = dict[str, Any]
_Element = etree._Element  # noqa: SLF001 - lxml's only name for it
_Part = Callable[[_Element, Found], None]

_ATOM = "{http://www.w3.org/2005/Atom}"
_MEDIA = "{http://search.yahoo.com/mrss/}"
_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
_UNREAD = frozenset(("category", "comments", "commentRss", "subject", "keywords"))
_HTML = frozenset(("text/html", "application/xhtml+xml", "html", "xhtml"))
_TITLE, _SPOKEN = "title", "language"
_TYPES = frozenset((None, "text", "html"))

_ODD_HEAD = re.compile(rb"<!DOCTYPE|\bbase\s*=|<\?xml-model", re.IGNORECASE)
_ENCODING = re.compile(rb"<\?xml[^>]*?encoding\s*=\s*[\"']([^\"']*)")
_CHARSET = re.compile(r"charset\s*=\s*[\"']?\s*([^\s;\"']+)", re.IGNORECASE)
_KNOWN_ENCODINGS = ("utf-8", "utf8", "us-ascii")
_WEB = re.compile(r"https?://[^/\s;\\][^\s;\\]*")
# What feedparser puts right: control characters of Windows-1252, and UTF-8 that was taken for Latin-1.
_DOUBTFUL = re.compile(r"[\x80-\x9f]|[\xc2-\xf4][\xa0-\xbf]")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_RFC822 = re.compile(
    rf"(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun), (\d\d) ({'|'.join(_MONTHS)}) (\d{{4}}) "
    r"(\d\d):(\d\d):(\d\d) (?:GMT|([+-])(\d\d)(\d\d))",
    re.ASCII,
)
_ISO = re.compile(r"(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)(?:Z|([+-])(\d\d):(\d\d))", re.ASCII)
_FIRST_YEAR, _LAST_YEAR = 1990, 2100


class _OddError(Exception):
    """An entry that only feedparser reads as it does."""


@dataclass(frozen=True, slots=True)
class Usual:
    """A part of a feed, read without feedparser.

    Attributes:
        about: the feed's title and language, None where feedparser has to say them.
        entries: one for each that was asked for, None where feedparser has to read it.
    """

    about: tuple[str | None, str | None] | None
    entries: list[Found | None]


def read_usual(slices: Slices, places: Sequence[int], content_type: str) -> Usual:
    """Return the entries at `places`, and what the feed says of itself."""
    nothing = Usual(None, [None] * len(places))
    if _ODD_HEAD.search(slices.head) or not _is_known_encoding(slices.head, content_type):
        return nothing
    try:
        root = etree.fromstring(slices.body_of(places), _parser())
    except (etree.LxmlError, ValueError):
        return nothing
    around, kind, parts = _FORMATS.get(root.tag, (".", "", {}))
    parents = [root] if around == "." else root.findall(around)
    elements = parents[0].findall(kind) if len(parents) == 1 and kind else []
    if len(elements) != len(places) or not parents:
        return nothing
    return Usual(_about(root, parents[0], kind), [_guarded(element, parts) for element in elements])


def _about(root: _Element, parent: _Element, kind: str) -> tuple[str | None, str | None] | None:
    """Return title and language; None unless each is said once at most, where it is to be said."""
    if not kind or any(name != "version" for name in root.attrib):
        return None
    home = kind[: kind.index("}") + 1] if "}" in kind else ""
    said: dict[str, str] = {}
    for part in parent.iter(f"{{*}}{_TITLE}", f"{{*}}{_SPOKEN}"):
        above = part.getparent()
        if above is None or above.tag in (kind, f"{home}image", f"{home}textInput"):
            continue
        name = str(part.tag).removeprefix(home)
        if above is not parent or name not in (_TITLE, _SPOKEN) or name in said:
            return None
        try:
            said[name] = _typed(part) if name == _TITLE else _text(part)
        except _OddError:
            return None
    return said.get(_TITLE) or None, language_code(said.get(_SPOKEN))


def _parser() -> etree.XMLParser:
    return etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False, remove_comments=False)


def _is_known_encoding(head: bytes, content_type: str) -> bool:
    declared = _ENCODING.search(head)
    charset = _CHARSET.search(content_type)
    names = [declared[1].decode("ascii", "replace")] if declared else []
    names += [charset[1]] if charset else []
    return all(name.lower() in _KNOWN_ENCODINGS for name in names)


def _guarded(element: _Element, parts: Mapping[str, _Part]) -> Found | None:
    try:
        return _read(element, parts)
    except _OddError:
        return None


def _read(element: _Element, parts: Mapping[str, _Part]) -> Found:
    """Return what an item or entry says, read by the functions of `parts`."""
    if any(name != _LANGUAGE for name in element.attrib):
        raise _OddError
    found: Found = {}
    once: set[_Part] = set()
    for part in element:
        name: Any = part.tag  # no string for comments and instructions
        read = parts.get(name)
        if read is None:
            if isinstance(name, str) and name.rpartition("}")[2] in _UNREAD:
                continue
            raise _OddError
        if read in once:
            raise _OddError
        if read not in _SEVERAL:
            once.add(read)
        read(part, found)
    if found.pop("guidislink", False):
        found.setdefault("link", found["id"])
    return found


def _text(part: _Element, allowed: tuple[str, ...] = ()) -> str:
    """Return the text of an element that has nothing else in it."""
    if len(part) or any(name not in allowed for name in part.attrib):
        raise _OddError
    return _plain(part.text or "").strip()


def _plain(text: str) -> str:
    """Return a text that feedparser would not take for one encoded twice."""
    if text.isascii():
        return text
    if _DOUBTFUL.search(text):
        raise _OddError
    return text


def _typed(part: _Element) -> str:
    if part.get("type") not in _TYPES:
        raise _OddError
    return _text(part, ("type", _LANGUAGE))


def _address(text: str) -> str:
    """Return an address that nothing can be relative to."""
    if not _WEB.fullmatch(text):
        raise _OddError
    return text


def _rss_title(part: _Element, found: Found) -> None:
    found["title"] = _text(part)


def _rss_link(part: _Element, found: Found) -> None:
    found["link"] = _address(_text(part))


def _rss_guid(part: _Element, found: Found) -> None:
    is_link = part.get("isPermaLink", "true")
    if is_link not in ("true", "false"):
        raise _OddError
    found["id"] = _identity(_text(part, ("isPermaLink",)), is_address=is_link == "true")
    found["guidislink"] = is_link == "true"


def _identity(text: str, *, is_address: bool) -> str:
    if not text or (is_address and "://" in text and not _WEB.fullmatch(text)):
        raise _OddError
    return text


def _rss_summary(part: _Element, found: Found) -> None:
    found["summary"] = _text(part)


def _rss_content(part: _Element, found: Found) -> None:
    found["content"] = [{"value": _text(part)}]


def _rss_author(part: _Element, found: Found) -> None:
    found["author"] = _text(part)


def _published(part: _Element, found: Found) -> None:
    found["published_parsed"] = _instant(_text(part))


def _updated(part: _Element, found: Found) -> None:
    found["updated_parsed"] = _instant(_text(part))


def _enclosure(part: _Element, found: Found) -> None:
    if any(name not in ("url", "type", "length") for name in part.attrib) or len(part):
        raise _OddError
    found.setdefault("enclosures", []).append({"href": part.get("url")})


def _media(part: _Element, found: Found) -> None:
    if any(str(name).startswith("{") or name in ("base", "href", "uri") for name in part.attrib) or len(part):
        raise _OddError
    found.setdefault("media_content", []).append({"url": part.get("url")})


def _nothing(part: _Element, _: Found) -> None:
    if any(str(name).startswith("{") or name == "base" for name in part.attrib) or len(part):
        raise _OddError


def _atom_title(part: _Element, found: Found) -> None:
    found["title"] = _typed(part)


def _atom_id(part: _Element, found: Found) -> None:
    found["id"] = _identity(_text(part), is_address=True)
    found["guidislink"] = True


def _atom_link(part: _Element, found: Found) -> None:
    if len(part) or any(
        name not in ("href", "rel", "type", "title", "length", "hreflang") for name in part.attrib
    ):
        raise _OddError
    href = _address(part.get("href", ""))
    relation = part.get("rel", "alternate")
    if relation == "enclosure":
        found.setdefault("enclosures", []).append({"href": href})
    elif relation == "alternate" and part.get("type", "text/html").lower() in _HTML:
        found["link"] = href


def _atom_author(part: _Element, found: Found) -> None:
    told = {}
    for each in part:
        name: Any = each.tag
        if name not in _PERSON or name in told:
            raise _OddError
        told[name] = _text(each)
    if part.attrib or (part.text or "").strip() or any((each.tail or "").strip() for each in part):
        raise _OddError
    if not told.get(f"{_ATOM}name") or told.get(f"{_ATOM}email"):
        raise _OddError
    found["author"] = told[f"{_ATOM}name"]


def _atom_summary(part: _Element, found: Found) -> None:
    found["summary"] = _typed(part)


def _atom_content(part: _Element, found: Found) -> None:
    found["content"] = [{"value": _typed(part)}]


def _instant(text: str) -> Any:  # noqa: ANN401 - a time tuple, as feedparser gives it
    """Return an instant in one of the two forms that the standards name, in UTC."""
    if match := _ISO.fullmatch(text):
        year, month, day = match[1], int(match[2]), match[3]
    elif match := _RFC822.fullmatch(text):
        year, month, day = match[3], _MONTHS.index(match[2]) + 1, match[1]
    else:
        raise _OddError
    offset = timedelta(hours=int(match[8] or 0), minutes=int(match[9] or 0))
    try:
        zone = timezone(-offset if match[7] == "-" else offset) if offset else UTC
        hour, minute, second = map(int, match.group(4, 5, 6))
        instant = datetime(int(year), month, int(day), hour, minute, second, tzinfo=zone)
    except ValueError:
        raise _OddError from None
    if not _FIRST_YEAR <= instant.year < _LAST_YEAR:
        raise _OddError
    return instant.utctimetuple()


_PERSON = frozenset(f"{_ATOM}{name}" for name in ("name", "uri", "email"))
_SEVERAL: frozenset[_Part] = frozenset((_enclosure, _media, _nothing, _atom_link))
_RSS: dict[str, _Part] = {
    "title": _rss_title,
    "link": _rss_link,
    "guid": _rss_guid,
    "description": _rss_summary,
    "{http://purl.org/rss/1.0/modules/content/}encoded": _rss_content,
    "author": _rss_author,
    "{http://purl.org/dc/elements/1.1/}creator": _rss_author,
    "pubDate": _published,
    "{http://purl.org/dc/elements/1.1/}date": _updated,
    "enclosure": _enclosure,
    f"{_MEDIA}content": _media,
    f"{_MEDIA}thumbnail": _nothing,
}
_ATOM_PARTS: dict[str, _Part] = {
    f"{_ATOM}title": _atom_title,
    f"{_ATOM}id": _atom_id,
    f"{_ATOM}link": _atom_link,
    f"{_ATOM}published": _published,
    f"{_ATOM}updated": _updated,
    f"{_ATOM}author": _atom_author,
    f"{_ATOM}summary": _atom_summary,
    f"{_ATOM}content": _atom_content,
    f"{_MEDIA}thumbnail": _nothing,
}
_FORMATS = {"rss": ("channel", "item", _RSS), f"{_ATOM}feed": (".", f"{_ATOM}entry", _ATOM_PARTS)}
