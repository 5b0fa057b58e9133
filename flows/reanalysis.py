"""Reading the archive again by better rules: what it would cost, the reading itself, and what it changed.

An analysis reads a little of it again each time, the newest first; this does all of it at once, in pieces between
which other runs get their turn. Stopped or killed at any moment, it is taken up where it was: an article is read
again or it is not, and what it said before is kept in store.rereadings.
"""

from __future__ import annotations

import random
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

from flows import claims, day, store
from flows.progress import come_to
from flows.reading import AT_ONCE, read_batch

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime
    from pathlib import Path

    from flows.records import Outcome
    from flows.settings import Settings
    from flows.store import Row

_SAMPLE = 60
_PAUSE_SECONDS = 0.3  # longer than a waiting run sleeps between two looks at the lock


@dataclass(frozen=True, slots=True)
class Cost:
    """What reading again takes.

    Attributes:
        again: how many versions of articles other rules have read.
        unread: how many nobody has read yet; they are read with them.
        seconds: how long the rules are likely to take for all of them, by a sample.
        sample: on how many that was measured.
    """

    again: int
    unread: int
    seconds: float
    sample: int


@dataclass(frozen=True, slots=True)
class Reread:
    """What reading again did.

    Attributes:
        read: how many articles were read now.
        left: how many are still to be read, as it was stopped.
        changes: by kind and event, how many claims these rules read otherwise, in this and earlier parts of the work.
        analysis: what the analysis at the end found; None when it was stopped before.
        failures: articles that could not be read.
    """

    read: int
    left: int
    changes: list[Row]
    analysis: day.StepReport | None
    failures: tuple[Outcome, ...]


def survey(settings: Settings, data: Path, say: day.Say, *, since: datetime | None = None) -> Cost:
    """Return what reading again would cost, of what was published from `since` on; nothing is changed."""
    version = claims.extractor_version()
    with store.open_store(data, settings.store, notice=say) as database:
        keys = store.pending_versions(database, version, since=since)
        drawn = random.Random(version).sample(keys, min(_SAMPLE, len(keys)))  # noqa: S311 - a sample, no secret
        sample = store.load_articles(database, drawn)
    _seconds(sample[:1])  # the rules are loaded once
    unread = sum(key["read_by"] is None for key in keys)
    likely = _seconds(sample) / max(len(sample), 1) * len(keys)
    return Cost(len(keys) - unread, unread, likely, len(sample))


def _seconds(sample: list[store.Pending]) -> float:
    """Return how long the rules take for the articles of a sample."""
    began = time.perf_counter()
    for pending in sample:
        try:
            claims.extract_all(pending.article)
        except Exception:  # noqa: BLE001, S112 - whoever reads it in earnest says so
            continue
    return time.perf_counter() - began


def read_again(  # noqa: PLR0913 - each is one thing it depends on
    settings: Settings,
    data: Path,
    now: datetime,
    say: day.Say,
    *,
    since: datetime | None = None,
    is_stopped: Callable[[], bool] = lambda: False,
) -> Reread:
    """Read everything again that other rules have read, of what was published from `since` on; then analyse.

    Asked between two pieces, `is_stopped` ends it: what was read stays read.
    """
    version = claims.extractor_version()
    with store.open_store(data, settings.store, notice=say) as database:
        run = store.start_run(database, "reanalyse", now)
        keys = store.pending_versions(database, version, since=since)
    failures: list[Outcome] = []
    done = 0
    while done < len(keys) and not is_stopped():
        piece = keys[done : done + AT_ONCE]
        with store.open_store(data, settings.store, notice=say) as database:
            failures += read_batch(database, piece, now)[1]
        done += len(piece)
        come_to("articles read again", done, len(keys))
        time.sleep(_PAUSE_SECONDS)
    analysis = None if done < len(keys) else day.analyse(settings, data, now, say)
    with store.open_store(data, settings.store, notice=say) as database:
        changes = database.rows("extraction/rereading", extractor_version=version)
        store.record_outcomes(database, run, failures, now)
        if analysis:
            store.finish_run(database, run, _counts(done - len(failures), changes), now)
            store.publish(database)
    return Reread(done - len(failures), len(keys) - done, changes, analysis, tuple(failures))


def _counts(read: int, changes: list[Row]) -> dict[str, int]:
    kinds = ("new", "gone", "other_number", "other_details")
    return {"article": read} | {f"{kind} claim": sum(row[kind] for row in changes) for kind in kinds}
