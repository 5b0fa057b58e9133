"""A PostgreSQL of a test's own: in a folder of its own, reached by a socket there, on no network."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_FAST = "-c fsync=off -c full_page_writes=off -c listen_addresses="


def programs() -> Path | None:
    """Return the folder of the newest PostgreSQL's programs on this machine, Debian's or on the path, else None."""
    of_debian = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: float(path.parent.name))
    on_path = shutil.which("initdb")
    return of_debian[-1] if of_debian else Path(on_path).resolve().parent if on_path else None


@contextmanager
def postgres() -> Iterator[str]:
    """Run a PostgreSQL for the block and yield what names it to libpq, but for `dbname`.

    It refuses to run as root; then it runs as the user "nobody".
    """
    found = programs()
    assert found is not None
    user = "nobody" if os.geteuid() == 0 else pwd.getpwuid(os.geteuid()).pw_name
    folder = Path(tempfile.mkdtemp(prefix="pg"))  # short: a socket's path has room for 107 characters
    try:
        shutil.chown(folder, user)
        _call(user, found / "initdb", "-D", folder / "data", "-A", "trust", "-U", "countercheck", "-N")
        control = (found / "pg_ctl", "-D", folder / "data", "-w", "-t", "60")
        _call(user, *control, "-o", f"-k {folder} {_FAST}", "-l", folder / "log", "start")
        try:
            yield f"host={folder} user=countercheck"
        finally:
            _call(user, *control, "-m", "immediate", "stop")
    finally:
        shutil.rmtree(folder)


def _call(user: str, *command: object) -> None:
    subprocess.run(
        [str(word) for word in command],
        check=True,
        cwd="/",
        user=user if os.geteuid() == 0 else None,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
    )


def create_database(server: str, name: str) -> str:
    """Create a database and return the catalogue that names it, as [store] has it."""
    subprocess.run(
        ["psql", "--quiet", f"{server} dbname=postgres", "--command", f"create database {name}"], check=True
    )
    return f"postgres:{server} dbname={name}"
