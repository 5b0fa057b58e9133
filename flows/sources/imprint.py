"""What a web page says about itself beside its text: when it was published, its language, its own address."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING
from urllib.parse import urldefrag, urlsplit

from courlan import clean_url

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.html import HtmlElement

_PUBLISHED = frozenset(
    (
        "article:published_time",
        "og:published_time",
        "datepublished",
        "date",
        "dc.date",
        "dc.date.issued",
        "dcterms.created",
        "parsely-pub-date",
        "sailthru.date",
        "pubdate",
        "publishdate",
        "publish-date",
    )
)
_IN_JSON = re.compile(r'"datePublished"\s*:\s*"([^"]{10,40})"')
_LANGUAGE = re.compile(r"\s*([A-Za-z]{2,3})(?:[-_].*)?\s*", re.DOTALL)
_COPIES = ("www.", "m.", "mobile.", "amp.")


def published_on(tree: HtmlElement, day: str | None) -> tuple[datetime | None, str | None]:
    """Return when the page says it was published and how that is known.

    To the second where its metadata say so, else `day` as trafilatura found it, an ISO 8601 date.
    """
    for stated in _stated(tree):
        try:
            instant = datetime.fromisoformat(stated.strip())
        except ValueError:
            continue
        if len(stated.strip()) > len("2017-10-17"):
            return (instant if instant.tzinfo else instant.replace(tzinfo=UTC)), "from the page's metadata"
    try:
        found = date.fromisoformat(day or "")
    except ValueError:
        return None, None
    return datetime(found.year, found.month, found.day, tzinfo=UTC), "the day only, from the page"


def _stated(tree: HtmlElement) -> Iterator[str]:
    for meta in tree.iter("meta"):
        name = meta.get("property") or meta.get("name") or meta.get("itemprop") or ""
        if name.lower() in _PUBLISHED:
            yield meta.get("content") or ""
    for script in tree.iterfind(".//script[@type='application/ld+json']"):
        yield from _IN_JSON.findall(script.text or "")
    for time in tree.iter("time"):
        if time.get("itemprop") == "datePublished" or time.get("pubdate") is not None:
            yield time.get("datetime") or ""


def language_of(tree: HtmlElement) -> str | None:
    """Return the ISO 639 code of the language that the page says it is in."""
    said = [tree.get("lang") or "", tree.get("{http://www.w3.org/XML/1998/namespace}lang") or ""]
    for meta in tree.iter("meta"):
        name = (meta.get("property") or meta.get("http-equiv") or meta.get("name") or "").lower()
        if name in ("og:locale", "content-language", "language", "dc.language"):
            said.append(meta.get("content") or "")
    match = next((match for text in said if (match := _LANGUAGE.fullmatch(text))), None)
    return match[1].lower() if match else None


def canonical_url(stated: str | None, fetched: str | None) -> str | None:
    """Return the page's own address without what only traces visitors.

    What a page states is believed where it names the host that answered: another host's name may be a lie.
    """
    if fetched is None:
        return without_tracking(stated)
    return without_tracking(stated if stated and host_of(stated) == host_of(fetched) else fetched)


def without_tracking(url: str | None) -> str | None:
    """Return `url` without a fragment and without parameters that trace visitors; None for what is no address."""
    if not url:
        return None
    return clean_url(urldefrag(url).url) or url


def host_of(url: str | None) -> str | None:
    """Return the host's name, without "www." and the like."""
    try:
        host = urlsplit(url or "").hostname
    except ValueError:
        return None
    if not host:
        return None
    return next((host.removeprefix(copy) for copy in _COPIES if host.startswith(copy)), host)
