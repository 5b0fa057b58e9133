"""The operator hears of a failing schedule, on real servers, and not every quarter of an hour."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from flows.issuing.notice import notify_operator
from flows.settings import Mail, Monitor, Settings
from tests.support.site import closed_port
from tests.support.webhook import SECRET, webhook

if TYPE_CHECKING:
    from pathlib import Path

NOW = datetime(2024, 5, 1, 7, tzinfo=UTC)


def told(data: Path, url: str, now: datetime, flow: str = "ingest") -> str | None:
    """Tell the operator at the webhook of a failure; return how it went out."""
    monitor = Monitor.model_validate({"name": "Watch", "operator_webhook": url})
    result = notify_operator(Settings(monitor=monitor), data, flow, "the disk is full", now)
    assert SECRET not in str(result)
    return result.state if result else None


def test_each_flow_is_told_of_once_in_six_hours(tmp_path: Path) -> None:
    """The next failure of the same flow is silent, another flow's is not; later it is told again."""
    with webhook() as (url, posted):
        assert told(tmp_path, url, NOW) == "sent"
        assert told(tmp_path, url, NOW + timedelta(minutes=15)) is None
        assert told(tmp_path, url, NOW + timedelta(minutes=15), "digest") == "sent"
        assert told(tmp_path, url, NOW + timedelta(hours=6)) == "sent"
    assert ["Watch: ingest failed", "Watch: digest failed", "Watch: ingest failed"] == [
        post["text"].partition(" at ")[0] for post in posted
    ]
    assert "the disk is full" in posted[0]["text"]


def test_a_notice_that_did_not_go_out_is_tried_with_the_next_failure(tmp_path: Path) -> None:
    """Nothing is noted as told before it was."""
    assert told(tmp_path, f"http://127.0.0.1:{closed_port()}/{SECRET}", NOW) == "waiting"
    with webhook() as (url, _):
        assert told(tmp_path, url, NOW + timedelta(minutes=15)) == "sent"


def test_a_damaged_note_keeps_no_notice_back(tmp_path: Path) -> None:
    """Rather once too often than never."""
    (tmp_path / "notices.json").write_text('{"ingest": 3', "utf-8")
    with webhook() as (url, _):
        assert told(tmp_path, url, NOW) == "sent"


def test_without_an_operator_or_a_way_nobody_is_told(tmp_path: Path) -> None:
    """The log has the line; nothing is written or sent."""
    for monitor in (Monitor(), Monitor(operator="ops@example.org")):
        settings = Settings(monitor=monitor, mail=Mail())
        assert notify_operator(settings, tmp_path, "ingest", "the disk is full", NOW) is None
    assert not list(tmp_path.iterdir())
