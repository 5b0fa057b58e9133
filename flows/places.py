"""Where the files that ship with the project stand: beside flows/ in a checkout, inside it when installed."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


def shipped(name: str) -> Path:
    """Return the folder `name` ("queries", "digests") of the project itself."""
    beside = _PACKAGE.parent / name
    return beside if beside.is_dir() else _PACKAGE / "shipped" / name
