"""What runs did: their outcomes, digests issued and how far they came."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from flows.records import Outcome
    from flows.store.database import Row, Store


def start_run(store: Store, kind: str, now: datetime) -> str:
    """Note that a run of `kind` ("ingest", "analyse", "digest") began, and return its id.

    A run that is done again for the same moment gets an id of its own.
    """
    moment = f"{now:%Y%m%dT%H%M%S.%f}-{kind}"
    before = store.select("select run_id from store.runs where starts_with(run_id, ?)", [moment])
    run_id = f"{moment}-{len(before) + 1}" if before else moment
    store.append("runs", [{"run_id": run_id, "kind": kind, "started_at": now}])
    return run_id


def finish_run(store: Store, run_id: str, summary: Mapping[str, Any], now: datetime) -> None:
    """Note that the run ended, and what it did (`summary`: counts that JSON can hold)."""
    store.execute(
        "update store.runs set finished_at = ?, summary = ? where run_id = ?",
        [now, json.dumps(dict(summary)), run_id],
    )


def record_outcomes(store: Store, run_id: str, outcomes: Sequence[Outcome], now: datetime) -> None:
    """Keep `outcomes` with the run, after those it has.

    What is fine is kept when it changes: a file that lies there unread, say, is told once, not on every run.
    """
    known = {
        (row["subject_kind"], row["subject"]): (row["outcome"], row["detail"])
        for row in store.rows("runs/last_outcomes")
    }
    outcomes = [
        outcome
        for outcome in outcomes
        if outcome.is_failure
        or known.get((outcome.subject_kind, outcome.subject)) != (outcome.outcome, outcome.detail)
    ]
    before = store.select("select count(*) as n from store.outcomes where run_id = ?", [run_id])[0]["n"]
    rows = [
        {
            "run_id": run_id,
            "ordinal": ordinal,
            "subject_kind": outcome.subject_kind,
            "subject": outcome.subject,
            "outcome": outcome.outcome,
            "detail": outcome.detail,
            "hint": outcome.hint,
            "happened_at": now,
        }
        for ordinal, outcome in enumerate(outcomes, start=before + 1)
    ]
    store.append("outcomes", rows)


def issued(store: Store, period: str, reader: str) -> Row | None:
    """Return the digest issued to `reader` for `period`, as in store.issues, or None."""
    rows = store.select("select * from store.issues where period = ? and reader = ?", [period, reader])
    return rows[0] if rows else None


def add_issues(store: Store, issues: Sequence[tuple[Mapping[str, object], Mapping[str, object]]]) -> None:
    """Note digests (columns of store.issues), each with its delivery to be (store.deliveries), all or none."""
    with store.transaction():
        store.append("issues", [issue for issue, _ in issues])
        store.append("deliveries", [delivery for _, delivery in issues])


def waiting_deliveries(store: Store, now: datetime) -> list[Row]:
    """Return what is to be sent by `now`, oldest first: the columns of store.deliveries and store.issues."""
    return store.select(
        "select * from store.deliveries join store.issues using (period, reader) "
        "where state = 'waiting' and coalesce(next_attempt_at, ?) <= ? order by issued_at, period, reader",
        [now, now],
    )


def update_delivery(store: Store, delivery: Mapping[str, object]) -> None:
    """Put `delivery` (every column of store.deliveries) in the place of what was known of it."""
    columns = ("way", "state", "attempts", "next_attempt_at", "detail", "changed_at", "period", "reader")
    store.execute(
        "update store.deliveries set way = ?, state = ?, attempts = ?, next_attempt_at = ?, detail = ?, "
        "changed_at = ? "
        "where period = ? and reader = ?",
        [delivery[column] for column in columns],
    )
