"""Reading articles: their claims taken and written, in batches that are written wholly or not at all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flows import claims, store
from flows.progress import come_to
from flows.records import Outcome

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

    from flows.records import Claim
    from flows.store import Pending, Row, Store

    Read = tuple[Pending, Sequence[Claim]]

# How many articles' claims are written at once: few enough to lose little when killed, enough to be quick.
AT_ONCE = 200


def read_versions(database: Store, keys: Sequence[Row], now: datetime) -> tuple[int, int, list[Outcome]]:
    """Read the articles that `keys` of store.pending_versions name.

    Return how many could be read, how many claims they make, and what went wrong.
    """
    failures: list[Outcome] = []
    found = 0
    for first in range(0, len(keys), AT_ONCE):
        batch = keys[first : first + AT_ONCE]
        some, failed = read_batch(database, batch, now)
        found += some
        failures += failed
        come_to(f"articles read, {found:,} claims found", first + len(batch), len(keys))
    return len(keys) - len(failures), found, failures


def read_batch(database: Store, keys: Sequence[Row], now: datetime) -> tuple[int, list[Outcome]]:
    """Read a few articles and write their claims; return how many claims, and what went wrong."""
    read, failures = taken_from(store.load_articles(database, keys))
    return keep_claims(database, read, now), failures


def taken_from(articles: Iterable[Pending]) -> tuple[list[Read], list[Outcome]]:
    """Return the articles that could be read with their claims, and what went wrong with the others."""
    failures: list[Outcome] = []
    read: list[Read] = []
    for pending in articles:
        try:
            read.append((pending, claims.extract_all(pending.article)[0]))
        except Exception as error:  # noqa: BLE001 - one article that trips the extractor must not stop the others
            failures.append(_unread(pending, error))
    return read, failures


def keep_claims(database: Store, read: Sequence[Read], now: datetime) -> int:
    """Write the claims of articles, all or none, and return how many they are."""
    store.save_claims(database, read, claims.extractor_version(), now)
    return sum(len(found) for _, found in read)


def _unread(pending: Pending, error: Exception) -> Outcome:
    return Outcome(
        "article",
        pending.article.doc,
        "not_read",
        f"the extractor stopped with {type(error).__name__}: {error}",
        "the article is kept and tried again on the next run; please report it with the article's text",
    )
