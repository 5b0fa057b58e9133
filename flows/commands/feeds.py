"""`countercheck feeds read`: what is read from a feed, one JSON object each; nothing is stored."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from flows.commands.given import fetching_of, read_given
from flows.errors import ExitCode
from flows.sources.fetch import FetchError
from flows.sources.parser import Parsers
from flows.sources.preview import preview_feed

if TYPE_CHECKING:
    import argparse

    from flows.settings import Fetching


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add what only this command takes."""
    actions = parser.add_subparsers(dest="action", metavar="ACTION", required=True)
    read = actions.add_parser("read", help="show a feed's entries and what became of it, storing nothing")
    read.add_argument("names", nargs="+", metavar="FILE|URL", help='feeds; "-" reads standard input')


def main(arguments: argparse.Namespace) -> int:
    """Print outcome, entries, seconds and memory of each feed; the exit code is 1 when one could not be read."""
    fetching = fetching_of(arguments)
    failures = 0
    with Parsers(1) as parsers:
        for name in arguments.names:
            shown = _shown(name, fetching, parsers)
            failures += shown["outcome"] != "fetched"
            print(json.dumps(shown, ensure_ascii=False), flush=True)
    return ExitCode.DONE_WITH_FAILURES if failures else ExitCode.DONE


def _shown(name: str, fetching: Fetching, parsers: Parsers) -> dict[str, Any]:
    try:
        given = read_given(name, fetching)
    except FetchError as error:
        return {"feed": name, "outcome": error.outcome, "detail": error.detail, "entries": []}
    except OSError as error:
        return {"feed": name, "outcome": "unreadable", "detail": error.strerror, "entries": []}
    return preview_feed(name, given.raw, parsers, url=given.url, content_type=given.content_type)
