"""The nightly housekeeping: raw documents past their time, a backup, the database small again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flows import store
from flows.day import StepReport
from flows.errors import StoreError
from flows.records import Outcome
from flows.store.backup import back_up
from flows.store.compact import compact
from flows.store.retention import remove_documents

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from flows.day import Say
    from flows.settings import Keeping, Settings

_NAMES = "countercheck-????-??-??.tar"


def maintain(settings: Settings, data: Path, now: datetime, say: Say) -> StepReport:
    """Do what [keeping] says, and return what was done; what fails is told, and stops nothing else."""
    counts: dict[str, int] = {}
    failures: list[Outcome] = []
    with store.open_store(data, settings.store, notice=say) as database:
        run = store.start_run(database, "maintenance", now)
        if settings.keeping.documents_days is not None:
            removed, size = remove_documents(database, settings.keeping.documents_days, now)
            counts |= {"removed document": removed, "removed megabyte": round(size / 1e6)}
        store.publish(database)
    try:
        counts |= _backed_up(settings.keeping, data, now)
    except (StoreError, OSError) as error:
        failures.append(
            Outcome(
                "backup", str(settings.keeping.backups), "failed", str(error), "the backups before it stay"
            )
        )
    try:
        counts["freed megabyte"] = round(compact(data, settings.store, notice=say) / 1e6)
    except StoreError as error:
        failures.append(Outcome("database", "countercheck.duckdb", "not_compacted", str(error), ""))
    with store.open_store(data, settings.store, notice=say) as database:
        store.record_outcomes(database, run, failures, now)
        store.finish_run(database, run, counts, now)
        store.publish(database)
    return StepReport("maintenance", counts, tuple(failures))


def _backed_up(keeping: Keeping, data: Path, now: datetime) -> dict[str, int]:
    """Write the night's backup and remove those of the oldest nights; return how many of each."""
    if keeping.backups is None:
        return {}
    keeping.backups.mkdir(parents=True, exist_ok=True)
    back_up(data, keeping.backups / f"countercheck-{now:%Y-%m-%d}.tar", now)
    old = sorted(keeping.backups.glob(_NAMES))[: -keeping.backups_kept]
    for path in old:
        path.unlink()
    return {"backup": 1, "removed backup": len(old)}
