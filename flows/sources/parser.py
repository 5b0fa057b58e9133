"""Feeds are read in processes that can be killed, each with a limit of time and memory.

No limit of size saves a parser: a feed of 430 kB with 40,000 attributes on one element keeps feedparser busy
for a minute. `python -m flows.sources.parser BYTES` is such a process.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING, Any, Self

from flows.collecting import collect_rarely
from flows.sources.entries import read_feed
from flows.sources.entry import FeedReading
from flows.sources.handover import reading_as_json, reading_from_json, taken_as_json, taken_from_json
from flows.sources.memory import Memory
from flows.sources.taking import Label, Taken, take
from flows.sources.workers import EndedError, Workers, peak_bytes, serve

if TYPE_CHECKING:
    from types import TracebackType

SECONDS = 8.0
_READING_SHARE = 0.6  # of that time; then what was read is handed over
MEMORY_BYTES = 600_000_000  # of address space, of which Python and its libraries take 150 MB


class Parsers:
    """Up to `count` reading processes, started as `Workers` says; a context manager, safe to use from threads."""

    def __init__(
        self,
        count: int = 2,
        *,
        seconds: float = SECONDS,
        memory_bytes: int = MEMORY_BYTES,
        at_once: int | None = None,
    ) -> None:
        self._workers = Workers(
            "flows.sources.parser", count, seconds=seconds, memory_bytes=memory_bytes, at_once=at_once
        )
        self._seconds = seconds

    def __enter__(self) -> Self:
        self._workers.__enter__()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._workers.__exit__(kind, error, trace)

    def read(self, body: bytes, url: str = "", content_type: str = "") -> FeedReading:
        """Return what `read_feed` returns; "parse_timeout" or "parse_failed" when its process had to end."""
        try:
            return reading_from_json(self._workers.ask(self._about(url, content_type), body))
        except EndedError as error:
            return FeedReading(error.outcome, error.detail)

    def take(self, asked: Asked, body: bytes, url: str, content_type: str) -> Taken:
        """Return what `take` makes of a body, with the outcomes of `read`."""
        about = self._about(url, content_type) | asdict(asked) | {"now": asked.now.isoformat()}
        try:
            return taken_from_json(self._workers.ask(about, body))
        except EndedError as error:
            return Taken(error.outcome, error.detail)

    def _about(self, url: str, content_type: str) -> dict[str, Any]:
        return {"url": url, "content_type": content_type, "seconds": self._seconds * _READING_SHARE}


@dataclass(frozen=True, slots=True)
class Asked:
    """What is known of a feed that a body was fetched for.

    Attributes:
        memory: of its entries, as JSON text; None for a new feed.
        now: when it was fetched.
    """

    label: Label
    memory: str | None
    now: datetime


def _answer(about: dict[str, Any], body: bytes) -> bytes:
    memory = Memory.of(about["memory"]) if "memory" in about else Memory()
    try:
        reading = read_feed(body, about["url"], about["content_type"], memory.by_mark, about["seconds"])
        if "label" in about:
            now = datetime.fromisoformat(about["now"])
            return taken_as_json(take(Label(**about["label"]), reading, memory, now))
    except MemoryError:
        raise
    except Exception as error:  # noqa: BLE001 - whatever a parser trips over is this feed's outcome
        reading = FeedReading("parse_failed", f"{type(error).__name__}: {error}"[:300])
        if "label" in about:
            return taken_as_json(Taken(reading.outcome, reading.detail))
    return reading_as_json(replace(reading, peak_bytes=peak_bytes()))


if __name__ == "__main__":
    collect_rarely()
    serve(_answer)
