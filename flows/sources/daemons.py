"""Threads that never hold up the end of the process.

`concurrent.futures` waits for its threads however a block or the interpreter ends, so that Ctrl-C would wait
for the slowest server. What waits for somebody else's machine runs here instead.
"""

from __future__ import annotations

import queue
import threading
from concurrent.futures import Future
from typing import TYPE_CHECKING, ParamSpec, Self, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import TracebackType

P = ParamSpec("P")
R = TypeVar("R")


class Daemons:
    """`count` threads that do what is submitted; a context manager, whose end waits for none of them.

    Whoever needs a result waits for its future inside the block. What is not begun when the block ends is
    left undone; what is under way is abandoned.
    """

    def __init__(self, count: int) -> None:
        self._work: queue.SimpleQueue[Callable[[], None]] = queue.SimpleQueue()
        self._count = count
        self._is_over = False
        for _ in range(count):
            threading.Thread(target=self._labour, daemon=True).start()

    def submit(self, work: Callable[P, R], *arguments: P.args, **options: P.kwargs) -> Future[R]:
        """Return the future of `work`, called with the arguments in one of the threads."""
        future: Future[R] = Future()

        def do() -> None:
            try:
                future.set_result(work(*arguments, **options))
            except BaseException as error:  # noqa: BLE001 - whoever waits for the result gets it
                future.set_exception(error)

        self._work.put(do)
        return future

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._is_over = True
        for _ in range(self._count):
            self._work.put(lambda: None)  # wakes a thread that waits for work

    def _labour(self) -> None:
        while not self._is_over:
            self._work.get()()
