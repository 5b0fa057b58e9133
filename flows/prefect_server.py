"""A Prefect server of our own on loopback, for a user who has none: quick, quiet, and gone with its owner.

`countercheck run` takes a temporary one, whose state is thrown away; `countercheck serve` one that keeps its
history in the data directory. Prefect's own temporary server does not serve here: it starts only when the
first flow does, migrates an empty database each time, prints tracebacks when it stops, and outlives a killed
owner. So this module starts Prefect's application itself, in a process beside ours:

- it starts before Prefect is imported here, so that both imports run at once;
- a migrated, empty database is kept and copied, since migrating takes as long as all the rest;
- it watches a pipe from its owner, and ends when that closes, however the owner ended;
- it says nothing: what it logs is shown only when it does not start.

The other process is flows/prefect_server_process.py.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
import sys
import tempfile
import threading
from importlib.metadata import version
from pathlib import Path
from typing import IO, TYPE_CHECKING, Self, cast

from flows.errors import CountercheckError

if TYPE_CHECKING:
    from types import TracebackType

START_SECONDS = 120
"""How long a server may take to start; 5 to 10 s are usual, a first start on a busy machine has taken 40."""

_STOP_SECONDS = 5

QUIET = {
    "DO_NOT_TRACK": "1",
    "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
    "PREFECT_LOGGING_LEVEL": "WARNING",
    "PREFECT_SERVER_LOGGING_LEVEL": "WARNING",
}
"""What keeps a server from calling home and from filling its log; Prefect reads it when it is imported."""

_TEMPORARY = QUIET | {
    "PREFECT_UI_ENABLED": "false",
    "PREFECT_API_BLOCKS_REGISTER_ON_START": "false",
    "PREFECT_SERVER_SERVICES_TRIGGERS_ENABLED": "false",
    "PREFECT_SERVER_SERVICES_EVENT_PERSISTER_ENABLED": "false",
}
"""As QUIET, without what nobody will look at in a server that lives for seconds."""


_LASTING = QUIET | {
    "PREFECT_SERVER_SERVICES_DB_VACUUM_ENABLED": "events,flow_runs",
    "PREFECT_SERVER_SERVICES_DB_VACUUM_RETENTION_PERIOD": str(30 * 86_400),
    "PREFECT_SERVER_EVENTS_RETENTION_PERIOD": "P7D",
}
"""As QUIET, for a server that runs for years: a hundred runs a day are forgotten after a month, their events after a
week."""


class OwnServer:
    """A Prefect server in a process of its own; use as a context manager, it has stopped when the block ends.

    Attributes:
        home: the server's PREFECT_HOME; its log is `server.log` there.
        process_id: of the process it runs in.
    """

    def __init__(
        self, home: Path | None = None, *, empty_database: Path | None = None, port: int = 0
    ) -> None:
        """Start it and return at once; `url` waits for it.

        Args:
            home: where its state stays; None for a temporary server, whose state is thrown away.
            empty_database: for a temporary server, where a migrated empty database is kept for the next ones.
            port: the loopback port; 0 for any that is free.
        """
        self.is_temporary = home is None
        self.home = home or Path(tempfile.mkdtemp(prefix="countercheck-prefect-"))
        self._url: str | None = None
        command = [
            sys.executable,
            "-m",
            "flows.prefect_server_process",
            str(self.home.absolute()),
            "--port",
            str(port),
        ]
        if self.is_temporary:
            command += ["--temporary"]
        if empty_database is not None:
            command += ["--empty-database", str(empty_database.absolute())]
        with (self.home / "server.log").open("wb") as log:
            self._process = subprocess.Popen(  # noqa: S603 - our own module
                command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=log,
                env=self._environment(),
                start_new_session=True,  # Ctrl-C is for the run; the server ends after it
            )
        self.process_id = self._process.pid

    def _environment(self) -> dict[str, str]:
        """Return the server's environment: nothing of a Prefect the user may have set up reaches it."""
        inherited = {name: value for name, value in os.environ.items() if not name.startswith("PREFECT_")}
        wanted = _TEMPORARY if self.is_temporary else _LASTING
        root = str(Path(__file__).resolve().parent.parent)
        path = os.pathsep.join(filter(None, [root, os.environ.get("PYTHONPATH")]))
        return inherited | wanted | {"PREFECT_HOME": str(self.home.absolute()), "PYTHONPATH": path}

    @property
    def url(self) -> str:
        """Return the API's address, once the server answers there.

        Raises:
            CountercheckError: it did not start in time; with the end of what it logged.
        """
        if self._url is None:
            line = self._first_line()
            if not line.startswith("http://"):
                raise CountercheckError(self._why_not())
            self._url = line
        return self._url

    def _first_line(self) -> str:
        """Return the address the server announces, or "" when it ended or took too long."""
        answer = cast("IO[bytes]", self._process.stdout)
        late = threading.Timer(START_SECONDS, self._process.kill)
        late.start()
        try:
            return answer.readline().decode().strip()
        finally:
            late.cancel()

    def _why_not(self) -> str:
        log = (self.home / "server.log").read_text("utf-8", "replace").strip().splitlines()
        said = log[-1] if log else f"nothing within {START_SECONDS} s"
        return (
            f"Prefect's server did not start; the last it said: {said}\n"
            "Run again; if it stays so, start one with `prefect server start` and name it in PREFECT_API_URL"
        )

    def stop(self) -> None:
        """Stop the server and wait for it; a temporary one leaves nothing behind."""
        for pipe in (self._process.stdin, self._process.stdout):
            with contextlib.suppress(OSError):
                if pipe is not None:
                    pipe.close()
        try:
            self._process.wait(_STOP_SECONDS + 1)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        if self.is_temporary:
            shutil.rmtree(self.home, ignore_errors=True)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()


def empty_database(cache: Path) -> Path:
    """Return where below `cache` a migrated empty database of this Prefect release is kept."""
    return cache / f"prefect-{version('prefect')}-empty.db"
