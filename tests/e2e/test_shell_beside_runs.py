"""The investigator's shell and the runs never wait for each other."""

from __future__ import annotations

import os
import pty
import select
import signal
import subprocess
import sysconfig
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from flows.errors import ExitCode
from flows.store import open_store, start_run
from tests.support.countercheck import Installation, install

if TYPE_CHECKING:
    from collections.abc import Iterator

SHELL = Path(sysconfig.get_path("scripts")) / "duckdb"
COUNTERCHECK = SHELL.with_name("countercheck")
PROMPT = b"countercheck> "


@pytest.fixture(scope="module")
def installation(tmp_path_factory: pytest.TempPathFactory) -> Installation:
    """Return an installation after its first run."""
    installation = install(tmp_path_factory.mktemp("investigator"))
    installation.work()
    return installation


def ask(installation: Installation, statement: str) -> subprocess.CompletedProcess[str]:
    """Ask the analyst's copy with the real shell, opened as a person would: without any option."""
    return subprocess.run(
        [str(SHELL), "data/analyst.duckdb", "-csv", "-noheader", "-c", statement],
        cwd=installation.folder,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def test_the_shell_answers_while_a_run_is_writing(installation: Installation) -> None:
    """A run that has the database open, in the middle of a transaction, keeps no shell from its answer."""
    with open_store(installation.data) as store, store.transaction():
        start_run(store, "ingest", datetime(2024, 5, 1, tzinfo=UTC))
        done = ask(installation, "select count(*) from articles")
    assert (done.returncode, done.stdout.strip()) == (0, "3")


@pytest.fixture
def open_shell(installation: Installation) -> Iterator[subprocess.Popen[str]]:
    """Open a shell on the copy, have it read something, and leave it open."""
    shell = subprocess.Popen(
        [str(SHELL), "-csv", "-noheader", str(installation.data / "analyst.duckdb")],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    yield shell
    shell.kill()
    shell.communicate()


def answer(shell: subprocess.Popen[str], statement: str) -> str:
    """Return the one line the open shell answers."""
    assert shell.stdin is not None
    assert shell.stdout is not None
    shell.stdin.write(f"{statement};\n")
    shell.stdin.flush()
    return shell.stdout.readline().strip()


def test_a_run_finishes_while_a_shell_is_open(
    installation: Installation, open_shell: subprocess.Popen[str]
) -> None:
    """The run ends well; the open shell keeps what it had, a new one sees what is new."""
    assert answer(open_shell, "select count(*) from articles") == "3"
    seed = installation.folder / "seeds" / "ferry.txt"
    seed.write_text("Ferry sinks\n\nThe coast guard said 12 passengers drowned.\n", "utf-8")
    took_in, *_ = installation.work()
    assert took_in.counts["new article"] == 1
    assert answer(open_shell, "select count(*) from articles") == "3"
    assert ask(installation, "select count(*) from articles").stdout.strip() == "4"


def test_start_here_greets(installation: Installation) -> None:
    """`FROM start_here` lists what can be asked."""
    done = installation.call("sql", "FROM start_here")
    assert done.returncode == ExitCode.DONE
    assert "discrepancies" in done.stdout


def test_every_example_runs_in_the_shell(installation: Installation) -> None:
    """Each line runs as it stands, one after the other, in the shell as a person opens it."""
    examples = ask(
        installation, "copy (select try_this from all_names) to '/dev/stdout' (header false, quote '')"
    )
    lines = examples.stdout.splitlines()
    assert len(lines) > 50
    done = ask(installation, "\n".join(lines))
    assert (done.returncode, done.stderr) == (0, "")


def test_the_shell_at_a_terminal_greets_and_says_which_it_is(installation: Installation) -> None:
    """It tells where to begin, carries its own prompt, and a question typed into it is answered."""
    process, terminal = pty.fork()
    if not process:  # a dumb terminal is asked neither for its colours nor where its cursor stands
        command = [str(COUNTERCHECK), "sql", "--data", str(installation.data)]
        os.execve(COUNTERCHECK, command, {**os.environ, "TERM": "dumb"})  # noqa: S606 - the command itself
    try:
        shown = read_until(terminal, PROMPT)
        os.write(terminal, b"select 40 + 2 as answer;\n")
        shown += read_until(terminal, b"42")
    finally:
        os.kill(process, signal.SIGKILL)
        os.waitpid(process, 0)
        os.close(terminal)
    assert b"Begin with  FROM start_here" in shown


def read_until(terminal: int, wanted: bytes) -> bytes:
    """Return what comes from a terminal up to `wanted`."""
    shown = b""
    while wanted not in shown:
        assert select.select([terminal], [], [], 60)[0], shown
        shown += os.read(terminal, 65_536)
    return shown
