"""`countercheck discrepancies`: where sources disagree now, as JSON or in words, from the analyst's copy."""

from __future__ import annotations

import json
from datetime import UTC, datetime, time
from typing import TYPE_CHECKING, Any

from flows.commands.given import given_day
from flows.errors import ExitCode
from flows.issuing import words
from flows.store.discrepancies import discrepancies_as_json
from flows.store.reading import open_copy

if TYPE_CHECKING:
    import argparse

_LONGEST = 72  # characters of a claim's words on one line


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add what only this command takes."""
    parser.add_argument(
        "--json", action="store_true", help="one JSON list with positions, claims and sentences"
    )
    parser.add_argument("--all", action="store_true", help="muted ones too")
    parser.add_argument(
        "--as-of", metavar="DATE", help="as known at the end of that day (UTC), such as 2026-11-20"
    )


def main(arguments: argparse.Namespace) -> int:
    """Print the open discrepancies, the widest gap first."""
    day = given_day("--as-of", arguments.as_of)
    as_of = datetime.combine(day, time.max, UTC) if day else None
    with open_copy(arguments.data) as copy:
        found = discrepancies_as_json(copy, as_of, with_muted=arguments.all)
    if arguments.json:
        print(json.dumps(found, ensure_ascii=False, indent=1, default=str))
        return ExitCode.DONE
    for discrepancy in found:
        print(_in_words(discrepancy))
    if not found:
        print("No source disagrees with another on anything that was counted.")
    return ExitCode.DONE


def _in_words(discrepancy: dict[str, Any]) -> str:
    """Return a line on what is measured, then one a position: who says it, in which words."""
    lines = [
        f"{discrepancy['id']}  {words.title_of_row(discrepancy)}: {discrepancy['verdict']}, {discrepancy['why']}"
    ]
    if discrepancy["mark"] != "open":
        lines.append("    " + ": ".join(filter(None, [discrepancy["mark"], discrepancy["mark_note"]])))
    for position in discrepancy["positions"]:
        said = [f'{claim["speaker"]}: "{_short(claim["text"])}"' for claim in position["claims"]]
        lines.append("    " + "; ".join(dict.fromkeys(said)))
    return "\n".join(lines)


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST].rsplit(' ', 1)[0]} ..."
