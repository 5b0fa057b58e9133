"""The operator's log: a line an event, in the form asked for, without secrets; and the bar on a terminal."""

from __future__ import annotations

import io
import json
from datetime import UTC, datetime

import pytest
from pydantic import SecretStr

from flows import journal
from flows.commands.bar import Bar
from flows.settings import Feed, Mail, Monitor, Reader, Settings

AT = datetime(2026, 11, 21, 7, 15, 9, tzinfo=UTC)
HOOK = 'https://chat.example.org/hooks/plum"tree'


def settings(log: str = "lines") -> Settings:
    """Return settings that hold a secret of every kind."""
    return Settings(
        monitor=Monitor.model_validate({"log": log, "operator_webhook": f"{HOOK}-ops"}),
        mail=Mail(password=SecretStr("plum-tree-by-the-gate")),
        readers=[Reader(id="desk", webhook=SecretStr(HOOK))],
        feeds=[Feed(url="https://wire.example.org/feed", outlet="Wire", authorization="WIRE_KEY")],
    )


def test_a_line_for_a_person_is_one_line() -> None:
    """Whatever was said, the time stands before it and no break in it."""
    said = journal.line(settings(), AT, "run", "ingest: 4 new\narticles", counts={"new": 4})
    assert said == "2026-11-21T07:15:09Z ingest: 4 new articles"


def test_a_line_for_a_program_is_an_object() -> None:
    """It says the same, and the facts beside it."""
    told = json.loads(journal.line(settings("json"), AT, "run", "ingest: 4 new", counts={"new": 4}))
    assert told == {
        "at": "2026-11-21T07:15:09Z",
        "event": "run",
        "said": "ingest: 4 new",
        "counts": {"new": 4},
    }


@pytest.mark.parametrize("log", ["lines", "json"])
def test_no_secret_is_told(log: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever repeats one, it is gone, also where JSON writes it otherwise."""
    monkeypatch.setenv("WIRE_KEY", "Bearer cherry-stone")
    secrets = ["plum-tree-by-the-gate", HOOK, f"{HOOK}-ops", "Bearer cherry-stone"]
    line = journal.line(settings(log), AT, "run", " and ".join(secrets), failures=secrets)
    assert [word for word in ("plum", "cherry", "hooks") if word in line] == []
    assert line.count("***") == len(secrets) * (1 if log == "lines" else 2)


class Terminal(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        """Return that it is."""
        return True


def test_a_bar_moves_on_a_terminal_and_goes() -> None:
    """It is drawn over itself, not too often; a line of its own keeps clear of it, and nothing is left at the end."""
    terminal, clock = Terminal(), iter([10.0, 10.05, 10.2])
    bar = Bar(terminal, lambda: next(clock))
    bar.come_to("articles read", 1, 4)
    bar.come_to("articles read", 2, 4)
    bar.come_to("articles read", 4, 4)
    bar.say("another run is writing")
    bar.clear()
    frames = terminal.getvalue().split("\r\x1b[2K")
    assert [frame.lstrip("█░ ") for frame in frames[1:3]] == ["1 of 4 articles read", "4 of 4 articles read"]
    assert frames[3].startswith("countercheck: another run is writing\n")
    assert frames[-1] == ""


def test_a_log_gets_a_line_now_and_then() -> None:
    """Where nobody watches, a short run says nothing of how far it is, a long one twice a minute."""
    log, clock = io.StringIO(), iter([0.0, 5.0, 31.0, 40.0])
    bar = Bar(log, lambda: next(clock))
    for done in (1, 2, 3):
        bar.come_to("feeds asked", done, 3)
    bar.clear()
    assert log.getvalue() == "countercheck: 2 of 3 feeds asked\n"
