"""The command's own manners: help, versions, exit codes, and a quick start."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from flows.cli import COMMANDS, main
from flows.errors import ExitCode
from tests.support.countercheck import ROOT

if TYPE_CHECKING:
    import argparse
    from pathlib import Path


def test_without_a_command_the_help_is_printed(capsys: pytest.CaptureFixture[str]) -> None:
    """Calling it bare is wrong usage, and shows every command."""
    with pytest.raises(SystemExit) as stopped:
        main([])
    assert stopped.value.code == ExitCode.WRONG_USAGE
    printed = capsys.readouterr().out
    assert [name for name in COMMANDS if name not in printed] == []


@pytest.mark.parametrize("command", sorted(COMMANDS))
def test_every_command_explains_itself(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    """`countercheck COMMAND --help` says what it does and names the common options."""
    with pytest.raises(SystemExit) as stopped:
        main([command, "--help"])
    assert stopped.value.code == ExitCode.DONE
    printed = capsys.readouterr().out
    assert [option for option in ("--config FILE", "--data DIR") if option not in printed] == []


def test_a_missing_configuration_is_exit_code_two(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """An error is a sentence on standard error, without a traceback."""
    monkeypatch.chdir(tmp_path)
    assert main(["run"]) == ExitCode.WRONG_USAGE
    printed = capsys.readouterr()
    assert "countercheck.toml: there is no such configuration file" in printed.err
    assert "Traceback" not in printed.err


def test_sql_before_the_first_run_says_what_to_do(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """There is nothing to query yet, and the message names the command that changes that."""
    assert main(["sql", "--data", str(tmp_path), "from start_here"]) == ExitCode.COULD_NOT_RUN
    assert "`countercheck run` makes one" in capsys.readouterr().err


@pytest.mark.parametrize("command", ["extract", "sql", "discrepancies", "doctor"])
def test_commands_without_a_flow_do_not_import_prefect(command: str) -> None:
    """Prefect costs seconds to import and is needed only where a flow runs."""
    script = f"import sys, flows.commands.{command}; sys.exit('prefect' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, check=False)
    assert done.returncode == 0


def _broken(_: argparse.Namespace) -> int:
    raise KeyError("missing")


def test_a_fault_of_our_own_is_a_sentence_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Even what nobody foresaw shows no traceback, unless it is asked for."""
    monkeypatch.setattr("flows.commands.doctor.main", _broken)
    assert main(["doctor", "--data", str(tmp_path)]) == ExitCode.COULD_NOT_RUN
    printed = capsys.readouterr().err
    assert "a fault in Countercheck itself, KeyError" in printed
    assert "Traceback" not in printed
    monkeypatch.setenv("COUNTERCHECK_TRACEBACK", "1")
    with pytest.raises(KeyError):
        main(["doctor", "--data", str(tmp_path)])
