"""What a site's robots.txt lets us read (RFC 9309), through the one fetch, kept for a day.

A site without one allows everything; one whose robots.txt cannot be had, because the server fails or does not
answer, is left alone until it can, unless an older one is known.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from protego import Protego

from flows.sources.fetch import FetchError, Limits, Resolver, fetch

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

Row = dict[str, Any]

NAME = "Countercheck"  # as the User-Agent begins

_LIFETIME = timedelta(days=1)  # RFC 9309, 2.4
_MOST_BYTES = 500 * 1024  # RFC 9309, 2.5: what a reader must at least read
_LONGEST_PAUSE = 30.0  # seconds; who wishes for more is asked as often as this
_NO_ROBOTS = range(400, 500)


class Robots:
    """The robots.txt of the sites of one run; each site is asked at most once, by one thread.

    Attributes:
        fetched: what came new, columns of store.robots.
    """

    def __init__(
        self, known: Mapping[str, Mapping[str, Any]], limits: Limits, resolver: Resolver, now: datetime
    ) -> None:
        self._known = known
        self._limits = replace(limits, max_bytes=_MOST_BYTES)
        self._resolver = resolver
        self._now = now
        self._rules: dict[str, Protego] = {}
        self.fetched: dict[str, Row] = {}

    def allows(self, url: str) -> bool:
        """Return whether we may read `url`."""
        return bool(self._rules_of(url).can_fetch(url, NAME))

    def pause(self, url: str) -> float:
        """Return how many seconds the site wishes between two requests; 0 where it wishes nothing."""
        return min(float(self._rules_of(url).crawl_delay(NAME) or 0), _LONGEST_PAUSE)

    def _rules_of(self, url: str) -> Protego:
        parts = urlsplit(url)
        origin = f"{parts.scheme}://{parts.netloc}".lower()
        if origin not in self._rules:
            self._rules[origin] = Protego.parse(self._text(origin))
        return self._rules[origin]

    def _text(self, origin: str) -> str:
        known = self._known.get(origin)
        if known is not None and known["fetched_at"] + _LIFETIME > self._now:
            return str(known["rules"])
        try:
            text = fetch(f"{origin}/robots.txt", self._limits, resolver=self._resolver).body.decode(
                "utf-8", "replace"
            )
        except FetchError as error:
            if error.status not in _NO_ROBOTS or error.status == 429:  # noqa: PLR2004 - asked too often
                return str(known["rules"]) if known is not None else "User-agent: *\nDisallow: /"
            text = ""
        self.fetched[origin] = {"origin": origin, "rules": text, "fetched_at": self._now}
        return text
