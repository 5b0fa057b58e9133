"""A toll that rises over four issues, from the articles to the mail: new, rose, no change, settled.

What the outlets publish on a day lies in toll/day-N. The rows that each morning's digest is made of are those of the
golden digests toll_1_new to toll_4_settled, where the mails lie too; a missing case.json is written, and the test
fails and asks for a review.
"""

from __future__ import annotations

import json
import shutil
from dataclasses import asdict
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from flows import day
from flows.issuing.rows import DigestRows, read_rows
from flows.settings import Monitor, Settings, Topic
from flows.store.reading import open_copy

if TYPE_CHECKING:
    from flows.store import Row

GOLDEN = Path(__file__).parent
FIRST_MORNING = datetime(2026, 11, 18, 7, tzinfo=UTC)
CASES = ["toll_1_new", "toll_2_rose", "toll_3_no_change", "toll_4_settled"]
# What no reader sees, and what changes whenever a rule gets another name.
UNSEEN = {"rule", "claimant", "sentence", "seconds"}


def work(folder: Path, morning: datetime) -> tuple[DigestRows, datetime | None]:
    """Do a morning's work, and return what its digest was made of and when the one before was issued."""
    settings = Settings(
        monitor=Monitor(name="Harbour watch", seeds=folder / "seeds"),
        topics=[Topic(id="eastport", title="Eastport blast", query="eastport")],
    )
    for step in (day.ingest, day.analyse, day.digest):
        assert step(settings, folder / "data", morning, lambda _: None).failures == ()
    since = morning - timedelta(days=1) if morning > FIRST_MORNING else None
    with open_copy(folder / "data") as copy:
        wishes: Row = {"since": since, "topics": None, "families": None, "severity": "low"}
        return read_rows(copy, morning, wishes), since


def told(rows: DigestRows) -> dict[str, Any]:
    """Return rows as JSON holds them, without what no reader sees."""
    raw: dict[str, Any] = json.loads(json.dumps(asdict(rows), default=lambda moment: moment.isoformat()))
    return {
        name: [{key: cell for key, cell in row.items() if key not in UNSEEN} for row in found]
        for name, found in raw.items()
    }


def test_a_toll_rises_over_four_issues(tmp_path: Path) -> None:
    """What four days of articles come to is what the golden digests are made of."""
    seeds = tmp_path / "seeds"
    seeds.mkdir()
    missing = []
    for number, name in enumerate(CASES):
        for published in GOLDEN.glob(f"toll/day-{number + 1}/*"):
            shutil.copy(published, seeds)
        morning = FIRST_MORNING + timedelta(days=number)
        rows, since = work(tmp_path, morning)
        frame = {
            "monitor": "Harbour watch",
            "edition": "analyst",
            "period": f"{morning:%Y-%m-%d}",
            "now": morning.isoformat(),
            "since": since.isoformat() if since else None,
        }
        made = {"frame": frame, "rows": told(rows)}
        case = GOLDEN / "digests" / name / "case.json"
        if not case.exists():
            case.parent.mkdir(exist_ok=True)
            case.write_text(json.dumps(made, ensure_ascii=False, indent=1) + "\n", "utf-8")
            missing.append(name)
            continue
        assert json.loads(case.read_text("utf-8")) == made
    if missing:
        pytest.fail(
            f"the rows of {', '.join(missing)} were missing and have been written; review them, then run again"
        )
