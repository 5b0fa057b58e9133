"""The feeds that a web page points to."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import urljoin

from lxml import etree
from lxml.html import HTMLParser, document_fromstring

from flows.sources.entry import absolute

if TYPE_CHECKING:
    from collections.abc import Iterator

_TYPES = frozenset(
    (
        "application/rss+xml",
        "application/atom+xml",
        "application/rdf+xml",
        "application/feed+json",
        "application/json",
        "application/xml",
        "text/xml",
    )
)
_LOOKS_LIKE_ONE = re.compile(
    r"(?:\b(?:rss|atom|feeds?)\b|\.(?:rss|rdf|atom)\b|feed\.xml|rss\.xml)", re.IGNORECASE
)
_USUAL = ("feed", "rss", "rss.xml", "feed.xml", "atom.xml", "index.xml")
_MOST = 12


def feeds_of_page(page: bytes, url: str) -> list[str]:
    """Return addresses where the page's feeds may be, the likeliest first: those it names, links, usual places."""
    try:
        root = document_fromstring(page, parser=HTMLParser(recover=True, no_network=True))
    except (etree.LxmlError, ValueError):
        return [urljoin(url, f"/{name}") for name in _USUAL]
    base = next((element.get("href") or "" for element in root.iter("base")), "")
    found = [*_named(root), *_linked(root), *(f"/{name}" for name in _USUAL)]
    addresses = (absolute(urljoin(url, base), href.strip()) for href in found)
    return list(dict.fromkeys(address for address in addresses if address and address != url))[:_MOST]


def _named(root: etree._Element) -> Iterator[str]:
    for link in root.iter("link"):
        kind = (link.get("type") or "").split(";")[0].strip().lower()
        if "alternate" in (link.get("rel") or "").lower().split() and kind in _TYPES:
            yield link.get("href") or ""


def _linked(root: etree._Element) -> Iterator[str]:
    for link in root.iter("a"):
        href = link.get("href") or ""
        if _LOOKS_LIKE_ONE.search(href):
            yield href
