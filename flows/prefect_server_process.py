"""The process behind flows/prefect_server.py: Prefect's application on a loopback port, until its owner ends.

`python -m flows.prefect_server_process HOME` prints the API's address once it answers, and ends when standard
input closes. Prefect reads its settings from the environment, which the owner has prepared.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import shutil
import socket
import sqlite3
import sys
import threading
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import uvicorn

_STOP_SECONDS = 5


def main() -> None:
    """Be the server until standard input closes."""
    parser = argparse.ArgumentParser(prog="flows.prefect_server_process")
    parser.add_argument("home", type=Path)
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--temporary", action="store_true")
    parser.add_argument("--empty-database", type=Path)
    arguments = parser.parse_args()
    listening = _listening(arguments.port)  # before the long import, so that a taken port is told at once
    database, empty = arguments.home / "prefect.db", arguments.empty_database
    if empty is not None and _is_migrated(empty):
        shutil.copyfile(empty, database)
        os.environ["PREFECT_API_DATABASE_MIGRATE_ON_START"] = "false"
        empty = None
    if arguments.temporary:
        threading.Thread(target=_vanish_with_owner, args=(arguments.home,), daemon=True).start()
    server = _server(is_temporary=arguments.temporary)
    if not arguments.temporary:
        threading.Thread(target=_stop_with_owner, args=(server,), daemon=True).start()
    threading.Thread(target=_announce, args=(server, listening, database, empty), daemon=True).start()
    server.run(sockets=[listening])


def _server(*, is_temporary: bool) -> uvicorn.Server:
    """Return Prefect's server; the import, 4 s, waits until the watch over the owner stands."""
    import uvicorn  # noqa: PLC0415 - see above
    from prefect.server.api.server import create_app  # noqa: PLC0415 - see above

    app = create_app(ephemeral=is_temporary, final=True)
    config = uvicorn.Config(
        app, log_level="error", access_log=False, timeout_graceful_shutdown=_STOP_SECONDS - 2
    )
    return uvicorn.Server(config)


def _listening(port: int) -> socket.socket:
    """Return a socket on loopback.

    The protocol is named, or asyncio would not switch off Nagle's algorithm: 40 ms lost on each answer.
    """
    listening = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listening.bind(("127.0.0.1", port))
    return listening


def _announce(server: uvicorn.Server, listening: socket.socket, database: Path, empty: Path | None) -> None:
    """Print the API's address once the server answers; first keep its empty database as `empty`."""
    pause = threading.Event()
    while not server.started:
        pause.wait(0.02)
    if empty is not None:
        with contextlib.suppress(OSError, sqlite3.Error):  # without it the next start is slower, nothing else
            _keep(database, empty)
    sys.stdout.write(f"http://127.0.0.1:{listening.getsockname()[1]}/api\n")
    sys.stdout.flush()


def _keep(database: Path, empty: Path) -> None:
    """Copy `database`, which is open, to `empty` in one rename: two servers may do so at once."""
    empty.parent.mkdir(parents=True, exist_ok=True)
    unfinished = empty.with_suffix(f".{os.getpid()}")
    with (
        contextlib.closing(sqlite3.connect(database)) as source,
        contextlib.closing(sqlite3.connect(unfinished)) as copy,
    ):
        source.backup(copy)
    unfinished.replace(empty)


def _is_migrated(empty: Path) -> bool:
    """Return whether `empty` is a sound database that Prefect has migrated."""
    if not empty.is_file():
        return False
    try:
        with contextlib.closing(sqlite3.connect(f"file:{empty}?mode=ro&immutable=1", uri=True)) as connection:
            (soundness,) = connection.execute("pragma quick_check").fetchone()
            (migrations,) = connection.execute("select count(*) from alembic_version").fetchone()
    except sqlite3.Error:
        return False
    return bool(soundness == "ok" and migrations == 1)


def _vanish_with_owner(home: Path) -> None:
    """End at once when the owner has ended: nobody will read what a temporary server knew."""
    sys.stdin.buffer.read()
    shutil.rmtree(home, ignore_errors=True)
    os._exit(0)


def _stop_with_owner(server: uvicorn.Server) -> None:
    """End in order when the owner has ended, but end."""
    sys.stdin.buffer.read()
    server.should_exit = True
    late = threading.Timer(_STOP_SECONDS, os._exit, [0])
    late.daemon = True
    late.start()


if __name__ == "__main__":
    main()
