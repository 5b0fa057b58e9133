"""Alarms at a time, all in one thread: a thread for each of many connections costs more than the connections do."""

from __future__ import annotations

import heapq
import itertools
import threading
import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable


class Alarm:
    """Something to do at a time, unless cancelled before; it is to be quick and to raise nothing."""

    def __init__(self, ring: Callable[[], None]) -> None:
        self._ring: Callable[[], None] | None = ring

    @classmethod
    def at(cls, moment: float, ring: Callable[[], None]) -> Alarm:
        """Return an alarm that calls `ring` at `moment` of the monotonic clock."""
        alarm = cls(ring)
        _CLOCK.add(moment, alarm)
        return alarm

    def cancel(self) -> None:
        """Let it not ring."""
        self._ring = None

    def ring(self) -> None:
        """Do what is to be done, unless it was cancelled."""
        if (ring := self._ring) is not None:
            ring()


class _Clock:
    """The thread that waits for the next alarm, and the alarms it waits for."""

    def __init__(self) -> None:
        self._alarms: list[tuple[float, int, Alarm]] = []
        self._ordinal = itertools.count()  # of two at the same time the first one rings first
        self._changed = threading.Condition()
        self._thread: threading.Thread | None = None

    def add(self, moment: float, alarm: Alarm) -> None:
        with self._changed:
            heapq.heappush(self._alarms, (moment, next(self._ordinal), alarm))
            if self._thread is None or not self._thread.is_alive():  # as after a fork
                self._thread = threading.Thread(target=self._wait, name="alarms", daemon=True)
                self._thread.start()
            elif self._alarms[0][2] is alarm:
                self._changed.notify()

    def _wait(self) -> None:
        while True:
            with self._changed:
                while not self._alarms or self._alarms[0][0] > time.monotonic():
                    self._changed.wait(self._alarms[0][0] - time.monotonic() if self._alarms else None)
                _, _, alarm = heapq.heappop(self._alarms)
            alarm.ring()


_CLOCK = _Clock()
