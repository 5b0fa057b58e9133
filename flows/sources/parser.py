"""Feeds are read in processes that can be killed, each with a limit of time and memory.

No limit of size saves a parser: a feed of 430 kB with 40,000 attributes on one element keeps feedparser busy
for a minute. `python -m flows.sources.parser BYTES` is such a process: it reads a request (a line of JSON, then
the body) from its standard input and writes the answer as a line of JSON, until its input ends.
"""

from __future__ import annotations

import contextlib
import json
import queue
import subprocess
import sys
import threading
from dataclasses import replace
from typing import IO, TYPE_CHECKING, Any, Self

from flows.sources.entries import read_feed
from flows.sources.entry import FeedReading, as_json, from_json

try:
    import resource
except ImportError:  # Windows has no such limits
    resource = None  # type: ignore[assignment]

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from types import TracebackType

SECONDS = 8.0
_READING_SHARE = 0.6  # of that time; then what was read is handed over
MEMORY_BYTES = 600_000_000  # of address space, of which Python and its libraries take 150 MB


class Parsers:
    """Up to `count` reading processes, started when needed; a context manager, safe to use from threads."""

    def __init__(self, count: int = 2, *, seconds: float = SECONDS, memory_bytes: int = MEMORY_BYTES) -> None:
        self._idle: queue.SimpleQueue[_Process | None] = queue.SimpleQueue()
        for _ in range(count):
            self._idle.put(None)
        self._started: list[_Process] = []
        self._count = count
        self._seconds = seconds
        self._memory_bytes = memory_bytes

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if error is not None:  # Ctrl-C, say: whoever waits for an answer gets none
            for process in self._started:
                process.kill()
            return
        for _ in range(self._count):
            idle = self._idle.get()
            if idle is not None:
                idle.end()

    def read(
        self, body: bytes, url: str = "", content_type: str = "", known: Collection[str] = ()
    ) -> FeedReading:
        """Return what `read_feed` returns; "parse_timeout" or "parse_failed" when its process had to end."""
        about: dict[str, Any] = {
            "bytes": len(body),
            "url": url,
            "content_type": content_type,
            "known": list(known),
        }
        about["seconds"] = self._seconds * _READING_SHARE
        with self._borrowed() as process:
            return process.read(about, body, self._seconds)

    @contextlib.contextmanager
    def _borrowed(self) -> Iterator[_Process]:
        process = self._idle.get() or self._start()
        try:
            yield process
        finally:
            self._idle.put(process if process.is_alive else None)

    def _start(self) -> _Process:
        process = _Process(self._memory_bytes)
        self._started.append(process)
        return process


class _Process:
    """One reading process."""

    def __init__(self, memory_bytes: int) -> None:
        self._memory_bytes = memory_bytes
        self._child = subprocess.Popen(  # noqa: S603 - this very module, and a number
            [sys.executable, "-P", "-m", "flows.sources.parser", str(memory_bytes)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        self.is_alive = True

    def read(self, about: dict[str, Any], body: bytes, seconds: float) -> FeedReading:
        """Return what comes of `body` within so many seconds."""
        late = threading.Event()

        def kill() -> None:
            late.set()
            self._child.kill()

        clock = threading.Timer(seconds, kill)
        clock.daemon = True
        clock.start()
        try:
            answer = self._ask(about, body)
        finally:
            clock.cancel()
        if answer:
            return from_json(answer)
        self.end()
        if late.is_set():
            return FeedReading("parse_timeout", f"could not be read within {seconds:g} s")
        return FeedReading(
            "parse_failed", f"could not be read within {self._memory_bytes // 1_000_000} MB of memory"
        )

    def _ask(self, about: dict[str, Any], body: bytes) -> str:
        """Return the answer; empty when the process ended before it had one."""
        stdin, stdout = _pipes(self._child)
        try:
            stdin.write(json.dumps(about).encode() + b"\n")
            stdin.write(body)
            stdin.flush()
            line = stdout.readline()
        except OSError:
            return ""
        return line.decode("ascii") if line.endswith(b"\n") else ""

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


def _limit_memory(most_bytes: int) -> None:
    """Hold this process to so many bytes of address space, where the system can do that."""
    if resource is not None:
        resource.setrlimit(resource.RLIMIT_AS, (most_bytes, most_bytes))


def _peak_bytes() -> int:
    """Return the most memory this process has had; 0 where the system does not say."""
    if resource is None:
        return 0
    unit = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit


def _serve(stdin: IO[bytes], stdout: IO[bytes]) -> None:
    """Answer requests until the input ends; one that takes too much memory ends the process unanswered."""
    while line := stdin.readline():
        request = json.loads(line)
        body = stdin.read(request["bytes"])
        try:
            reading = read_feed(
                body, request["url"], request["content_type"], request["known"], request["seconds"]
            )
        except MemoryError:
            return
        except Exception as error:  # noqa: BLE001 - whatever a parser trips over is this feed's outcome
            reading = FeedReading("parse_failed", f"{type(error).__name__}: {error}"[:300])
        stdout.write(as_json(replace(reading, peak_bytes=_peak_bytes())).encode("ascii") + b"\n")
        stdout.flush()


if __name__ == "__main__":
    _limit_memory(int(sys.argv[1]))
    _serve(sys.stdin.buffer, sys.stdout.buffer)
