"""One writer at a time: a lock on a file that the operating system releases when its holder dies."""

from __future__ import annotations

import fcntl
import os
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

from flows.errors import StoreBusyError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

_POLL_SECONDS = 0.1


@contextmanager
def writer_lock(path: Path, *, wait_seconds: float, notice: Callable[[str], None]) -> Iterator[None]:
    """Hold the lock `path` while the block runs.

    Waits for another run for at most `wait_seconds`, after telling `notice` once who holds it.

    Raises:
        StoreBusyError: another run held it all the time.
    """
    handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
    try:
        _acquire(handle, path, wait_seconds, notice)
        os.ftruncate(handle, 0)
        os.pwrite(handle, f"process {os.getpid()}\n".encode(), 0)
        try:
            yield
        finally:
            os.ftruncate(handle, 0)
    finally:
        os.close(handle)


def _acquire(handle: int, path: Path, wait_seconds: float, notice: Callable[[str], None]) -> None:
    deadline = time.monotonic() + wait_seconds
    is_told = False
    while not _try_lock(handle):
        holder = os.pread(handle, 200, 0).decode("utf-8", "replace").strip() or "another process"
        if time.monotonic() >= deadline:
            raise StoreBusyError(
                f"{path}: another run ({holder}) is writing and did not finish within {wait_seconds:g} s; "
                "only one may write at a time. Wait for it to end, or end it: nothing is lost by that"
            )
        if not is_told:
            notice(f"another run ({holder}) is writing; waiting up to {wait_seconds:g} s for it")
            is_told = True
        time.sleep(_POLL_SECONDS)


def _try_lock(handle: int) -> bool:
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
