"""`countercheck article`: what a page or text is made into, one JSON object each; nothing is stored."""

from __future__ import annotations

import json
import sys
from pathlib import PurePath
from typing import TYPE_CHECKING, Any

from flows.commands.given import read_given, settings_of
from flows.errors import ExitCode
from flows.sources.fetch import FetchError
from flows.sources.preview import preview_article
from flows.sources.readers import Readers
from flows.sources.reading import media_type_of

if TYPE_CHECKING:
    import argparse

    from flows.commands.given import Given
    from flows.settings import Fetching


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add what only this command takes."""
    parser.add_argument(
        "names", nargs="+", metavar="FILE|URL", help='pages or texts; "-" reads standard input'
    )


def main(arguments: argparse.Namespace) -> int:
    """Print what each is made into, with its outcome; the exit code is 1 when one could not be read."""
    fetching = settings_of(arguments).fetching
    failures = 0
    with Readers() as readers:
        for name in arguments.names:
            shown = _shown(name, fetching, readers)
            if shown["outcome"] != "read":
                failures += 1
                print(f"countercheck: {name}: {shown['detail']}; {shown['hint']}", file=sys.stderr)
            print(json.dumps(shown, ensure_ascii=False), flush=True)
    return ExitCode.DONE_WITH_FAILURES if failures else ExitCode.DONE


def _shown(name: str, fetching: Fetching, readers: Readers) -> dict[str, Any]:
    try:
        given = read_given(name, fetching)
    except FetchError as error:
        return {"doc": name, "outcome": error.outcome, "detail": error.detail, "hint": error.hint}
    except OSError as error:
        return {"doc": name, "outcome": "unreadable", "detail": error.strerror, "hint": "check the path"}
    reading = readers.read(given.name, given.raw, _media_type(given), given.url or None)
    if reading.article is None:
        return {"doc": name, "outcome": reading.outcome, "detail": reading.detail, "hint": reading.hint}
    return {"outcome": reading.outcome, **preview_article(reading.article)}


def _media_type(given: Given) -> str:
    stated = given.content_type.split(";")[0].strip().lower()
    return stated or media_type_of(PurePath(given.name)) or "text/plain"
