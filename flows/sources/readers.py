"""Pages and texts are read in processes that can be killed, each with a limit of time and memory.

`python -m flows.sources.readers BYTES` is such a process.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, Self

from flows.records import Article, Segment
from flows.sources.reading import UnreadableError, read_article
from flows.sources.stubs import signs_in
from flows.sources.workers import EndedError, Workers, peak_bytes, serve

if TYPE_CHECKING:
    from types import TracebackType

SECONDS = 20.0
MEMORY_BYTES = 900_000_000  # of address space, of which Python and its libraries take 250 MB

_HINT = "look at it in a browser; it cannot be read within the limits"


@dataclass(frozen=True, slots=True)
class Reading:
    """What became of a page or text.

    Attributes:
        outcome: "read", a name of `UnreadableError.outcome`, or "parse_timeout" or "parse_failed" where the
            process that read it had to be ended.
        article: None unless it was read.
        signs: what a page's metadata say of it, as `flows.sources.stubs.signs_in` names them.
        peak_bytes: the most memory that process has had so far; 0 when not known.
    """

    outcome: str
    detail: str = ""
    hint: str = ""
    article: Article | None = None
    signs: tuple[str, ...] = ()
    peak_bytes: int = 0


class Readers:
    """Up to `count` reading processes; a context manager, safe to use from threads."""

    def __init__(self, count: int = 1, *, seconds: float = SECONDS, memory_bytes: int = MEMORY_BYTES) -> None:
        self._workers = Workers("flows.sources.readers", count, seconds=seconds, memory_bytes=memory_bytes)

    def __enter__(self) -> Self:
        self._workers.__enter__()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._workers.__exit__(kind, error, trace)

    def read(self, doc: str, raw: bytes, media_type: str, url: str | None = None) -> Reading:
        """Return what `read_article` makes of `raw`; nothing in it raises."""
        try:
            answer = self._workers.ask({"doc": doc, "media_type": media_type, "url": url}, raw)
        except EndedError as error:
            return Reading(error.outcome, error.detail, _HINT)
        return _from_json(answer)


def _answer(about: dict[str, Any], raw: bytes) -> bytes:
    try:
        article = read_article(about["doc"], raw, about["media_type"], url=about["url"])
        reading = Reading("read", article=article, signs=signs_in(raw), peak_bytes=peak_bytes())
    except UnreadableError as error:
        reading = Reading(error.outcome, error.detail, error.hint, peak_bytes=peak_bytes())
    except MemoryError:
        raise
    except Exception as error:  # noqa: BLE001 - whatever a parser trips over is this page's outcome
        reading = Reading("parse_failed", f"{type(error).__name__}: {error}"[:300], _HINT)
    return json.dumps(asdict(reading), default=datetime.isoformat).encode()


def _from_json(text: bytes) -> Reading:
    table = json.loads(text)
    found = table.pop("article")
    table["signs"] = tuple(table["signs"])
    if found is None:
        return Reading(**table)
    found["segments"] = tuple(Segment(**part) for part in found["segments"])
    if found["published_at"]:
        found["published_at"] = datetime.fromisoformat(found["published_at"])
    return Reading(**table, article=Article(**found))


if __name__ == "__main__":
    serve(_answer)
