"""`countercheck article`: what a page or text is made into, one JSON object each; nothing is stored."""

from __future__ import annotations

import json
import sys
from pathlib import PurePath
from typing import TYPE_CHECKING

from flows.commands.given import fetching_of, read_given
from flows.errors import ExitCode
from flows.sources.fetch import FetchError
from flows.sources.preview import preview_article
from flows.sources.reading import UnreadableError, media_type_of, read_article

if TYPE_CHECKING:
    import argparse

    from flows.commands.given import Given


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add what only this command takes."""
    parser.add_argument(
        "names", nargs="+", metavar="FILE|URL", help='pages or texts; "-" reads standard input'
    )


def main(arguments: argparse.Namespace) -> int:
    """Print title, outlet, author, day, body and comments of each; what cannot be read is named, and exit code 1."""
    fetching = fetching_of(arguments)
    failures = 0
    for name in arguments.names:
        try:
            given = read_given(name, fetching)
            article = read_article(given.name, given.raw, _media_type(given))
        except (OSError, FetchError, UnreadableError) as error:
            print(f"countercheck: {name}: {error}", file=sys.stderr)
            failures += 1
        else:
            print(json.dumps(preview_article(article), ensure_ascii=False))
    return ExitCode.DONE_WITH_FAILURES if failures else ExitCode.DONE


def _media_type(given: Given) -> str:
    stated = given.content_type.split(";")[0].strip().lower()
    return stated or media_type_of(PurePath(given.name)) or "text/plain"
