"""A day's work on the seeds and the configuration that ship, at a fixed moment, without Prefect."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from flows import day
from flows.config import load_settings
from tests.support.countercheck import ROOT

if TYPE_CHECKING:
    from pathlib import Path

MORNING = datetime(2026, 11, 21, 7, 0, tzinfo=UTC)
ISSUE = "issues/2026-11-21/analyst"


def work_on_the_seeds(folder: Path) -> Path:
    """Do a day's work in `folder`, and return its data directory."""
    shutil.copytree(ROOT / "seeds", folder / "seeds", dirs_exist_ok=True)
    shutil.copy(ROOT / "countercheck.toml", folder)
    settings = load_settings(folder / "countercheck.toml")
    for step in (day.ingest, day.analyse, day.digest):
        step(settings, folder / "data", MORNING, print)
    return folder / "data"
