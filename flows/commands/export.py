"""`countercheck export`: what the analyst's copy holds, as Parquet, CSV or JSON files for other programs."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from flows.errors import ExitCode
from flows.store.export import FORMS, export
from flows.store.reading import open_copy

if TYPE_CHECKING:
    import argparse


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add what only this command takes."""
    parser.add_argument("folder", type=Path, metavar="DIR", help="where the files go; made where needed")
    parser.add_argument("--as", dest="form", choices=FORMS, default="parquet", help="default: parquet")


def main(arguments: argparse.Namespace) -> int:
    """Write the files and print a line for each."""
    with open_copy(arguments.data) as copy:
        written = export(copy, arguments.folder, arguments.form)
    for exported in written:
        print(f"{exported.row_count:>9,}  {exported.file}")
    print(f"what each column holds: {arguments.folder / 'dictionary.md'}")
    return ExitCode.DONE
