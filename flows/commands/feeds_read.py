"""`countercheck feeds read`: what is read from a feed, one JSON object each; nothing is stored."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from flows.commands.given import read_given, settings_of
from flows.errors import ExitCode
from flows.sources.fetch import FetchError
from flows.sources.parser import Parsers
from flows.sources.preview import preview_feed

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator, Sequence

    from flows.settings import Fetching

_MOST_BYTES = 50_000_000  # of a file; from the web, fetching.max_bytes counts


def read_feeds(arguments: argparse.Namespace) -> int:
    """Print outcome, entries, seconds and memory of each feed; the exit code is 1 when one could not be read."""
    fetching = settings_of(arguments).fetching
    failures = 0
    with Parsers(1) as parsers:
        for name in _files(arguments.names):
            shown = _shown(name, fetching, parsers)
            failures += shown["outcome"] != "fetched"
            line = json.dumps(shown, ensure_ascii=False).encode("utf-8", errors="backslashreplace")
            print(line.decode("utf-8"), flush=True)
    return ExitCode.DONE_WITH_FAILURES if failures else ExitCode.DONE


def _files(names: Sequence[str]) -> Iterator[str]:
    """Yield `names`, and the files of those that are folders."""
    for name in names:
        if name != "-" and Path(name).is_dir():
            yield from (str(path) for path in sorted(Path(name).rglob("*")) if path.is_file())
        else:
            yield name


def _shown(name: str, fetching: Fetching, parsers: Parsers) -> dict[str, Any]:
    try:
        if (path := Path(name)).is_file() and path.stat().st_size > _MOST_BYTES:
            detail = f"{path.stat().st_size:,} bytes, more than {_MOST_BYTES:,}"
            return {"feed": name, "outcome": "too_large", "detail": detail, "entries": []}
        given = read_given(name, fetching)
    except FetchError as error:
        return {"feed": name, "outcome": error.outcome, "detail": error.detail, "entries": []}
    except OSError as error:
        return {"feed": name, "outcome": "unreadable", "detail": error.strerror, "entries": []}
    return preview_feed(name, given.raw, parsers, url=given.url, content_type=given.content_type)
