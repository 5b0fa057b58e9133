"""Processes that do what hostile bytes may make endless, each with a limit of time and memory.

No limit of size saves a parser; a process can be ended. A worker reads a request from its standard input (a line
of JSON, then the body) and writes its answer as a line of text, until its input ends. Its time is the processor's,
so that a busy machine fails nobody; the clock on the wall ends what waits for something.
"""

from __future__ import annotations

import contextlib
import json
import queue
import signal
import subprocess
import sys
import threading
from typing import IO, TYPE_CHECKING, Any, Self

try:
    import resource
except ImportError:  # Windows has no such limits
    resource = None  # type: ignore[assignment]

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from types import TracebackType


_PATIENCE = 6  # seconds on the wall for one of the processor, on a busy machine
_START_SECONDS = 30.0
_STARTS_AFTER_SECONDS = 1.0  # of waiting
_TIME_IS_UP: int = getattr(signal, "SIGPROF", 0)


class EndedError(Exception):
    """A worker had to be ended, or ended by itself; `outcome` is "parse_timeout" or "parse_failed"."""

    def __init__(self, outcome: str, detail: str) -> None:
        self.outcome = outcome
        self.detail = detail
        super().__init__(detail)


class Workers:
    """Up to `count` processes of a module, started when needed; a context manager, safe to use from threads.

    Starting one takes half a second of a processor. So beyond the first `at_once`, another is started only when
    somebody has waited for longer than that.
    """

    def __init__(
        self, module: str, count: int, *, seconds: float, memory_bytes: int, at_once: int | None = None
    ) -> None:
        self._module = module
        self._idle: queue.LifoQueue[_Worker | None] = queue.LifoQueue()  # None in the place of one that ended
        self._started: list[_Worker] = []
        self._lock = threading.Lock()
        self._running = 0
        self._count = count
        self._at_once = count if at_once is None else at_once
        self._seconds = seconds
        self._memory_bytes = memory_bytes

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for worker in self._started:
            if error is not None:  # Ctrl-C, say: whoever waits for an answer gets none
                worker.kill()
            elif worker.is_alive:
                worker.end()

    def ask(self, about: dict[str, Any], body: bytes) -> bytes:
        """Return the line that a worker answers; raises EndedError."""
        with self._borrowed() as worker:
            return worker.ask(about, body, self._seconds)

    @contextlib.contextmanager
    def _borrowed(self) -> Iterator[_Worker]:
        worker = self._free() or self._start()
        try:
            yield worker
        finally:
            self._idle.put(worker if worker.is_alive else None)

    def _free(self) -> _Worker | None:
        """Return a worker that has nothing to do; None when one is to be started."""
        with contextlib.suppress(queue.Empty):
            return self._idle.get_nowait()
        if self._may_start(self._at_once):
            return None
        with contextlib.suppress(queue.Empty):
            return self._idle.get(timeout=_STARTS_AFTER_SECONDS)
        return None if self._may_start(self._count) else self._idle.get()

    def _may_start(self, most: int) -> bool:
        """Return whether fewer than `most` run, and count one more then."""
        with self._lock:
            may = self._running < most
            self._running += may
            return may

    def _start(self) -> _Worker:
        worker = _Worker(self._module, self._memory_bytes)
        self._started.append(worker)
        return worker


class _Worker:
    """One process."""

    def __init__(self, module: str, memory_bytes: int) -> None:
        self._memory_bytes = memory_bytes
        self._child = subprocess.Popen(  # noqa: S603 - a module of ours, and a number
            [sys.executable, "-P", "-m", module, str(memory_bytes)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        self.is_alive = True

    def ask(self, about: dict[str, Any], body: bytes, seconds: float) -> bytes:
        late = threading.Event()

        def kill() -> None:
            late.set()
            self._child.kill()

        clock = threading.Timer(seconds * _PATIENCE + _START_SECONDS, kill)
        clock.daemon = True
        clock.start()
        try:
            answer = self._answer(about | {"bytes": len(body), "most_seconds": seconds}, body)
        finally:
            clock.cancel()
        if answer:
            return answer
        self.end()
        if late.is_set() or self._child.returncode == -_TIME_IS_UP:
            raise EndedError("parse_timeout", f"could not be read within {seconds:g} s")
        megabytes = self._memory_bytes // 1_000_000
        raise EndedError("parse_failed", f"could not be read within {megabytes} MB of memory")

    def _answer(self, about: dict[str, Any], body: bytes) -> bytes:
        """Return the answer; empty when the process ended before it had one."""
        stdin, stdout = _pipes(self._child)
        try:
            stdin.write(json.dumps(about).encode() + b"\n")
            stdin.write(body)
            stdin.flush()
            line = stdout.readline()
        except OSError:
            return b""
        return line if line.endswith(b"\n") else b""

    def kill(self) -> None:
        """End the process, also while it is being asked."""
        self._child.kill()

    def end(self) -> None:
        """End the process and wait for it."""
        self.is_alive = False
        self._child.kill()
        for pipe in _pipes(self._child):
            with contextlib.suppress(OSError):
                pipe.close()
        self._child.wait()


def _pipes(child: subprocess.Popen[bytes]) -> tuple[IO[bytes], IO[bytes]]:
    if child.stdin is None or child.stdout is None:
        raise AssertionError("the process was started with pipes")
    return child.stdin, child.stdout


def peak_bytes() -> int:
    """Return the most memory this process has had; 0 where the system does not say."""
    if resource is None:
        return 0
    unit = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit


def _limit_time(seconds: float) -> None:
    """End this process once it has used so many seconds of the processor; 0 is no limit."""
    if hasattr(signal, "setitimer"):
        signal.setitimer(signal.ITIMER_PROF, seconds)


def serve(answer: Callable[[dict[str, Any], bytes], bytes]) -> None:
    """Answer requests until the input ends, as a worker; one that takes too much memory ends it unanswered.

    The most memory is the process's only argument, in bytes of address space; `answer` gives no line feed.
    """
    if resource is not None:
        most_bytes = int(sys.argv[1])
        resource.setrlimit(resource.RLIMIT_AS, (most_bytes, most_bytes))
    while line := sys.stdin.buffer.readline():
        about = json.loads(line)
        body = sys.stdin.buffer.read(about["bytes"])
        _limit_time(about["most_seconds"])
        try:
            answered = answer(about, body)
        except MemoryError:
            return
        _limit_time(0)
        sys.stdout.buffer.write(answered + b"\n")
        sys.stdout.buffer.flush()
