"""How far a step has come, told to whoever watches; it is no data, so no parameter."""

from __future__ import annotations

from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    Watcher = Callable[[str, int, int], None]

_watcher: ContextVar[Watcher | None] = ContextVar("watcher", default=None)


def come_to(what: str, done: int, total: int) -> None:
    """Tell whoever watches that `done` of `total` are done; `what` says of what, such as "articles read"."""
    if watcher := _watcher.get():
        watcher(what, done, total)


@contextmanager
def watched_by(watcher: Watcher) -> Iterator[None]:
    """Have `watcher` called in this block with what, how many are done, and of how many."""
    token = _watcher.set(watcher)
    try:
        yield
    finally:
        _watcher.reset(token)
