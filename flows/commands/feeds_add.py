"""`countercheck feeds add`: a feed's address, or a page's that points to feeds, into the configuration."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from flows.config import load_settings
from flows.errors import UsageError
from flows.feedlist import add_feeds
from flows.sources.discovery import feeds_of_page
from flows.sources.feeds import ACCEPT
from flows.sources.fetch import FetchError, Limits, fetch
from flows.sources.parser import Parsers

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator

    from flows.sources.entry import FeedReading

_MOST_SHOWN = 3


@dataclass(frozen=True, slots=True)
class _Candidate:
    url: str
    reading: FeedReading


def add_feed(arguments: argparse.Namespace) -> int:
    """Add the feed at an address, or the first that the page there points to; say what it holds and what else there is.

    Raises:
        UsageError: there is no feed, or it is configured already.
    """
    settings = load_settings(arguments.config)
    found = _found(arguments.url, Limits.of(settings.fetching))
    if any(feed.url == found[0].url for feed in settings.feeds):
        raise UsageError(
            f"{found[0].url}: is in {arguments.config} already; `countercheck feeds list` shows it"
        )
    first = found[0]
    add_feeds(arguments.config, [_table(first, arguments)])
    print(f"added {first.url}: {len(first.reading.entries)} entries")
    for entry in first.reading.entries[:_MOST_SHOWN]:
        print(f"  {(entry.published or '')[:10]:<10}  {entry.title or entry.text[:60]}")
    for other in found[1:]:
        print(f"also there: {other.url} ({other.reading.title or 'without a title'})")
    return 0


def _found(url: str, limits: Limits) -> list[_Candidate]:
    """Return the feed at `url`, or those that its page points to; at least one."""
    try:
        answer = fetch(url, limits, accept=ACCEPT)
    except FetchError as error:
        raise UsageError(
            f"{url}: {error.detail} ({error.outcome}); {error.hint or 'check the address'}"
        ) from None
    with Parsers(1) as parsers:
        reading = parsers.read(answer.body, answer.url, answer.headers.get("content-type", ""))
        if reading.outcome == "fetched":
            return [_Candidate(answer.permanent_url or url, reading)]
        tried = feeds_of_page(answer.body, answer.url)
        found = list(_readable(tried, limits, parsers))
    if not found:
        raise UsageError(
            f"{url}: {reading.detail}, and it points to none; looked at {len(tried)} addresses on it"
        )
    return found


def _readable(urls: list[str], limits: Limits, parsers: Parsers) -> Iterator[_Candidate]:
    """Yield the feeds among `urls` that bring something, each body once."""
    bodies = set()
    for url in urls:
        try:
            answer = fetch(url, limits, accept=ACCEPT)
        except FetchError:
            continue
        reading = parsers.read(answer.body, answer.url, answer.headers.get("content-type", ""))
        if reading.entries and answer.body not in bodies:
            bodies.add(answer.body)
            yield _Candidate(url, reading)


def _table(found: _Candidate, arguments: argparse.Namespace) -> dict[str, Any]:
    """Return the feed as the configuration has it: what was asked for, else what the feed says."""
    host = (urlsplit(found.url).hostname or found.url).removeprefix("www.")
    said = {
        "language": arguments.language or found.reading.language,
        "interval_minutes": arguments.interval,
        "text": arguments.text,
        "grade": arguments.grade,
        "authorization": arguments.authorization,
        "paused": arguments.paused or None,
    }
    outlet = arguments.outlet or found.reading.title or host
    return {"url": found.url, "outlet": outlet} | {
        key: value for key, value in said.items() if value is not None
    }
