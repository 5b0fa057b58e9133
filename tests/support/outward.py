"""Catches every attempt of a Python process, and of those it starts, to reach beyond this machine.

`watching(folder)` gives the environment of a process; what it tried to look up or connect to is in
`attempts(folder)`. Nothing is sent: an attempt is refused where it is made.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

_HOOK = """
import os, sys

def _refuse_the_outside(event, arguments):
    if event == "socket.getaddrinfo":
        host = arguments[0]
    elif event in {"socket.connect", "socket.sendto"}:
        address = arguments[1]
        host = address[0] if isinstance(address, tuple) else "localhost"
    else:
        return
    host = host.decode() if isinstance(host, bytes) else host
    if host and host != "localhost" and host != "::1" and not str(host).startswith("127."):
        with open(os.environ["OUTWARD_ATTEMPTS"], "a") as attempts:
            attempts.write(f"{event} {host}\\\\n")
        raise OSError(f"this test reaches nothing beyond the machine: {host}")

sys.addaudithook(_refuse_the_outside)
""".replace("\\\\n", "\\n")


def watching(folder: Path) -> dict[str, str]:
    """Return the environment in which Python processes are watched; `folder` must exist."""
    (folder / "sitecustomize.py").write_text(_HOOK)
    path = os.pathsep.join(filter(None, [str(folder), os.environ.get("PYTHONPATH")]))
    return {"PYTHONPATH": path, "OUTWARD_ATTEMPTS": str(folder / "attempts")}


def attempts(folder: Path) -> list[str]:
    """Return what was tried, each with the host, in order."""
    written = folder / "attempts"
    return written.read_text().splitlines() if written.exists() else []
