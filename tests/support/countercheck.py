"""The command as its users call it: a process of its own, with an empty home and its own data directory."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from flows import day
from flows.config import load_settings

ROOT = Path(__file__).resolve().parents[2]
COMMAND = [sys.executable, "-m", "flows.cli"]
LONGEST = 400  # seconds; only a hang takes as long


@dataclass(frozen=True)
class Installation:
    """A folder with countercheck.toml and seeds/, and a home directory that holds nothing."""

    folder: Path
    environment: dict[str, str] = field(default_factory=dict)

    @property
    def data(self) -> Path:
        """The data directory."""
        return self.folder / "data"

    def environ(self) -> dict[str, str]:
        """Return the environment a command gets."""
        kept = {
            name: value
            for name, value in os.environ.items()
            if not name.startswith(("PREFECT_", "COUNTERCHECK_"))
        }
        return {**kept, "HOME": str(self.folder / "home"), **self.environment}

    def command(self, *arguments: str) -> list[str]:
        """Return the command line of a call."""
        return [*COMMAND, *arguments]

    def start(self, *arguments: str) -> subprocess.Popen[str]:
        """Start a command and return its process; the caller waits for it."""
        return subprocess.Popen(
            self.command(*arguments),
            cwd=self.folder,
            env=self.environ(),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def call(self, *arguments: str, given: str | None = None) -> subprocess.CompletedProcess[str]:
        """Run a command to its end and return what it printed."""
        return subprocess.run(
            self.command(*arguments),
            cwd=self.folder,
            env=self.environ(),
            input=given if given is not None else "",
            capture_output=True,
            text=True,
            timeout=LONGEST,
            check=False,
        )

    def work(self, now: datetime | None = None) -> list[day.StepReport]:
        """Do what `run` does, here, without Prefect, which adds nothing to what comes of it."""
        settings = load_settings(self.folder / "countercheck.toml")
        steps = (day.ingest, day.analyse, day.digest)
        return [step(settings, self.data, now or datetime.now(UTC), print) for step in steps]

    def processes(self) -> list[str]:
        """Return the command lines of the processes that run with this installation's home."""
        home = f"HOME={self.environ()['HOME']}\0".encode()
        found = []
        for directory in Path("/proc").glob("[0-9]*"):
            try:
                environment = (directory / "environ").read_bytes()
                words = (directory / "cmdline").read_bytes().replace(b"\0", b" ").decode()
            except OSError:
                continue
            if home in environment:
                found.append(words)
        return found

    def left_over(self) -> list[str]:
        """Return what still runs a few seconds after the command has ended."""
        until = time.monotonic() + 20
        while self.processes() and time.monotonic() < until:
            time.sleep(0.05)
        return self.processes()


def install(folder: Path, **environment: str) -> Installation:
    """Return an installation in `folder` with the shipped seeds and configuration."""
    (folder / "home").mkdir(parents=True)
    shutil.copytree(ROOT / "seeds", folder / "seeds")
    shutil.copy(ROOT / "countercheck.toml", folder)
    return Installation(folder, environment)
