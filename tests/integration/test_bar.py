"""The bar on a real terminal, and what a log gets instead, while articles are read."""

from __future__ import annotations

import os
import sys
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from flows import day
from flows.commands.bar import bar
from flows.config import load_settings
from tests.support.crowd import write_seeds

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

NOW = datetime(2020, 5, 20, 7, tzinfo=UTC)


def test_a_terminal_is_shown_articles_and_claims_and_a_log_plain_lines(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On a pseudo-terminal the bar moves to the last article and is taken away; a file gets what is said alone."""
    here = write_seeds(tmp_path / "here", articles=5)
    settings = load_settings(here.folder / "countercheck.toml")
    day.ingest(settings, here.data, NOW, print)
    master, slave = os.openpty()
    with os.fdopen(slave, "w") as terminal, monkeypatch.context() as patched:
        patched.setattr(sys, "stderr", terminal)
        with bar() as shown:
            report = day.analyse(settings, here.data, NOW, shown.say)
        shown_there = os.read(master, 10_000).decode()
    os.close(master)
    claims = report.counts["claim"]
    assert claims > 5
    assert f"{'█' * 30} 5 of 5 articles read, {claims} claims found" in shown_there
    assert shown_there.endswith("\r\x1b[2K")
    log = tmp_path / "log"
    with log.open("w", encoding="utf-8") as written, monkeypatch.context() as patched:
        patched.setattr(sys, "stderr", written)
        with bar() as shown:
            shown.say("another run is writing")
            day.analyse(settings, here.data, NOW, shown.say)
    assert log.read_text("utf-8") == "countercheck: another run is writing\n"
