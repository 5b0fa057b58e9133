"""A bar that moves on a terminal, and a line now and then where nobody watches one."""

from __future__ import annotations

import sys
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING, TextIO

from flows.progress import watched_by

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_WIDTH = 30
_BETWEEN_FRAMES = 0.1  # seconds
_BETWEEN_LINES = 30.0  # seconds: a log wants to know that it goes on, and no more
_CLEAR = "\r\x1b[2K"


class Bar:
    """Shows how far a step has come; other lines go through `say`, so that they do not end up in the bar."""

    def __init__(self, stream: TextIO, clock: Callable[[], float] = time.monotonic) -> None:
        self._stream = stream
        self._clock = clock
        self._is_live = stream.isatty()
        self._shown_at = clock() if not self._is_live else 0.0
        self._drawn = ""

    def come_to(self, what: str, done: int, total: int) -> None:
        """Show that `done` of `total` are done; a log is not told of a step that is over."""
        now = self._clock()
        between = _BETWEEN_FRAMES if self._is_live else _BETWEEN_LINES
        if now - self._shown_at < between or (done >= total and not self._is_live):
            return
        self._shown_at = now
        if self._is_live:
            filled = _WIDTH * done // max(total, 1)
            self._drawn = f"{'█' * filled}{'░' * (_WIDTH - filled)} {done:,} of {total:,} {what}"
            self._stream.write(_CLEAR + self._drawn)
        else:
            self._stream.write(f"countercheck: {done:,} of {total:,} {what}\n")
        self._stream.flush()

    def say(self, line: str) -> None:
        """Write a line of its own, and the bar again below it."""
        self._stream.write(f"{_CLEAR if self._drawn else ''}countercheck: {line}\n{self._drawn}")
        self._stream.flush()

    def clear(self) -> None:
        """Take the bar away."""
        if self._drawn:
            self._stream.write(_CLEAR)
            self._stream.flush()
        self._drawn = ""


@contextmanager
def bar() -> Iterator[Bar]:
    """Show on standard error how far the steps in this block come."""
    shown = Bar(sys.stderr)
    try:
        with watched_by(shown.come_to):
            yield shown
    finally:
        shown.clear()
