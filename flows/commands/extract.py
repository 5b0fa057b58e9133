"""`countercheck extract`: the counts of any text, one JSON object a line.

Reads files or standard input, stores nothing and needs no configuration. `--all` adds every other kind of
claim and the attributions; `--explain` tells what each rule did.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from flows.claims import extract_all
from flows.claims.explain import Explain
from flows.errors import ExitCode
from flows.records import PUBLIC_CLAIM_FIELDS, Article, Attribution, Claim
from flows.sources.reading import SeedEntry, UnreadableError, read_article
from flows.sources.seeds import seed_entry

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add what only this command takes."""
    parser.add_argument("files", nargs="*", type=Path, metavar="FILE", help="texts (.txt, .md, .html); default: standard input")
    parser.add_argument("--all", action="store_true", help="every kind of claim, and who said what")
    parser.add_argument("--explain", action="store_true", help="which rules fired, and why a number was left out")


def main(arguments: argparse.Namespace) -> int:
    """Print the claims of each file; a file that cannot be read is named on standard error and makes the exit code 1."""
    failures = 0
    for doc, raw in _inputs(arguments.files):
        if isinstance(raw, str):
            print(f"countercheck: {doc}: {raw}", file=sys.stderr)
            failures += 1
            continue
        _print(doc, raw, arguments)
    return ExitCode.DONE_WITH_FAILURES if failures else ExitCode.DONE


def _inputs(files: list[Path]) -> Iterator[tuple[Path, bytes | str]]:
    """Yield each file with its bytes, or with what keeps it from being read."""
    if not files:
        yield Path("stdin.txt"), sys.stdin.buffer.read()
        return
    for file in files:
        if file.name == "seeds.toml":  # named by a wildcard such as seeds/*; it describes documents and is none
            continue
        try:
            yield file, file.read_bytes()
        except OSError as error:
            yield file, f"cannot be read ({error.strerror})"
