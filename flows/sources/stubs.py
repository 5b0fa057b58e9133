"""Pages that are not the article they should be: told by evidence, named, and never taken for it.

No list of phrases says what a paywall looks like; they find one in many a whole article. What is asked instead:
does the page speak of what the feed announced, is it longer than the feed's own summary, and what does the page's
own metadata say of it?
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from flows.records import Article

_PAID = re.compile(
    rb'"isAccessibleForFree"\s*:\s*"?false"?'
    rb"""|(?:property|name)\s*=\s*["']article:content_tier["']\s+content\s*=\s*["'](?:locked|metered)""",
    re.IGNORECASE,
)
_FILM = re.compile(
    rb"""property\s*=\s*["']og:type["']\s+content\s*=\s*["']video|"@type"\s*:\s*\[?\s*"VideoObject\"""",
    re.IGNORECASE,
)
_CONSENT = re.compile(r"consent|cookie[-_]?wall|cookies?(?=/|$)|gdpr|datenschutz|privacy", re.IGNORECASE)
_WORD = re.compile(r"\w{4,}")
_TEASER = 1_200  # characters; a page to be paid for that shows more shows the article
_CAPTION = 400  # characters; with fewer beside a film, the film is the article
_ABOUT = 0.34  # share of the announced title's words that its page must have
_FEWEST_WORDS = 3


@dataclass(frozen=True, slots=True)
class Announced:
    """What a feed says of a page: its address, its title, and how many characters the feed itself gives of it."""

    url: str
    title: str
    length: int


def signs_in(raw: bytes) -> tuple[str, ...]:
    """Return what a page's metadata say of it: "paid" and "film"."""
    return tuple(sign for sign, pattern in (("paid", _PAID), ("film", _FILM)) if pattern.search(raw))


def stub_outcome(
    article: Article, signs: tuple[str, ...], announced: Announced, answered: str
) -> tuple[str, str] | None:
    """Return name and detail of what is wrong with a page; None when it is the article.

    `signs` is what `signs_in` said, `answered` the address that answered in the end.
    """
    asked = announced.url
    body = sum(part.end - part.start for part in article.segments if part.origin == "body")
    if asked != answered and _CONSENT.search(answered.removeprefix(asked)) and not _CONSENT.search(asked):
        return "consent_page", f"it leads to {answered[:200]}"
    share = _share(announced.title, f"{article.title or ''} {article.text}")
    if share is not None and share < _ABOUT:
        is_front = asked != answered and urlsplit(answered).path.strip("/") == ""
        where = "leads to the front page" if is_front else "does not speak of what the feed announced"
        return "other_page", f"it {where}"
    if "paid" in signs and body < _TEASER:
        return "paywall", f"{body} characters of an article to be paid for"
    if "film" in signs and body < _CAPTION:
        return "film", f"{body} characters beside a film"
    if body * 10 < announced.length * 9:
        return "shorter_than_feed", f"{body} characters, where the feed has {announced.length}"
    return None


def _share(announced: str, text: str) -> float | None:
    """Return which share of the title's longer words the page has; None where the title has too few."""
    words = set(_WORD.findall(announced.casefold()))
    if len(words) < _FEWEST_WORDS:
        return None
    return len(words & set(_WORD.findall(text.casefold()))) / len(words)
