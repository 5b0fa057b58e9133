"""`countercheck issues`: the digests that were issued, to whom, and whether they arrived."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from flows.errors import ExitCode
from flows.store.reading import open_copy

if TYPE_CHECKING:
    import argparse


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add what only this command takes."""
    parser.add_argument("--reader", metavar="ID", help="only this reader's")
    parser.add_argument("--json", action="store_true", help="the same as a JSON list")


def main(arguments: argparse.Namespace) -> int:
    """Print a line an issue, the newest first."""
    with open_copy(arguments.data) as copy:
        rows = copy.rows("digest/deliveries", reader=arguments.reader)
    if arguments.json:
        print(json.dumps(rows, ensure_ascii=False, indent=1, default=str))
        return ExitCode.DONE
    for row in rows:
        print(f"{row['period']}  {row['reader']:<12} {row['state']:<9} {row['subject']}")
        if row["state"] not in {"sent", "waiting"} or row["attempts"] > 1:
            print(f"{'':<12}{row['attempts']} attempts by {row['way']}: {row['detail']}")
    if not rows and arguments.reader:
        print(
            f"no digest was issued for {arguments.reader!r}; `countercheck issues` lists those of all readers"
        )
    elif not rows:
        print("no digest was issued yet; `countercheck run` issues one")
    return ExitCode.DONE
