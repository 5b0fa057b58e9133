"""One piece of work done on many files in several processes, with the results in the files' order."""

from __future__ import annotations

import os
import signal
import sys
from collections import deque
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from concurrent.futures import Future
    from multiprocessing.context import BaseContext

Thing = TypeVar("Thing")
Result = TypeVar("Result")

# Things handed to a process at a time, and how many such batches wait for each process.
_BATCH = 16
_AHEAD = 2
# From so many things on a second process saves more than its start costs.
_MANY = 3 * _BATCH


def in_order(
    work: Callable[[Thing], Result], things: Sequence[Thing], processes: int | None = None
) -> Iterator[Result]:
    """Yield `work(thing)` for each of `things` in order, done in `processes` (default: one for each core).

    `work` must be a function of a module, or a partial of one. Few things, or one core, stay in this process. The first
    batch always does, so that the others start with what it loaded.
    """
    count = cores() if processes is None else processes
    if count < len(("one", "another")) or len(things) < _MANY:
        yield from map(work, things)
        return
    yield from map(work, things[:_BATCH])
    waiting: deque[Future[list[Result]]] = deque()
    pool = ProcessPoolExecutor(count, mp_context=_context(), initializer=_leave_interrupts_to_parent)
    try:
        for at in range(_BATCH, len(things), _BATCH):
            waiting.append(pool.submit(_each, work, things[at : at + _BATCH]))
            if len(waiting) > count * _AHEAD:
                yield from waiting.popleft().result()
        while waiting:
            yield from waiting.popleft().result()
    finally:
        pool.shutdown(cancel_futures=True)


def cores() -> int:
    """Return how many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _each(work: Callable[[Thing], Result], things: Sequence[Thing]) -> list[Result]:
    return [work(thing) for thing in things]


def _context() -> BaseContext:
    """Return how processes start: as copies of this one, with its vocabularies, where that is safe."""
    return get_context("fork" if sys.platform == "linux" else "spawn")


def _leave_interrupts_to_parent() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
