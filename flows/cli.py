"""The command `countercheck`: reads the arguments, calls one module of flows/commands, returns its exit code."""

from __future__ import annotations

import argparse
import importlib
import os
import sys
import traceback
from pathlib import Path
from typing import TYPE_CHECKING

from flows.errors import CountercheckError, ExitCode

if TYPE_CHECKING:
    from collections.abc import Sequence

COMMANDS = {
    "run": "take in documents, find the discrepancies, issue the digest; once",
    "serve": "do the same on the configured schedules, until stopped",
    "extract": "print the counts of any text, one JSON object a line",
    "discrepancies": "print the current discrepancies with their positions and claims",
    "mark": "acknowledge or mute a discrepancy, or take that back",
    "article": "show what a page or text is made into, storing nothing",
    "feeds": "add, list, check, pause and remove feeds, or show what one holds",
    "sql": "open the DuckDB shell on the analyst's copy, or run one statement there",
    "digest": "render a past day's digest again, without sending it",
    "issues": "list the digests that were issued, and whether they arrived",
    "resend": "send an issued digest once more, after a question",
    "export": "write what was found as Parquet, CSV or JSON files, with a data dictionary",
    "reanalyse": "read the archive again by better rules, after saying what it costs",
    "maintain": "remove raw documents past their time, back up, make the database small again",
    "backup": "write everything that cannot be made again to one file, while runs go on",
    "restore": "put a backup in the place of the data directory",
    "doctor": "say what is configured, reachable, stale or failing",
}
EPILOG = """\
Exit codes: 0 done, 1 done with failures recorded, 2 wrong usage or configuration, 3 could not run.
"""


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code; errors go to standard error in words, without a traceback."""
    try:
        arguments = _parser(sys.argv[1:] if argv is None else argv)
        command = importlib.import_module(f"flows.commands.{arguments.command}")
        return int(command.main(arguments))
    except CountercheckError as error:
        print(f"countercheck: {error}", file=sys.stderr)
        return error.exit_code
    except BrokenPipeError:  # the reader of our output, `head` say, has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return ExitCode.DONE
    except OSError as error:
        print(f"countercheck: {error.filename or 'the system'}: {error.strerror or error}", file=sys.stderr)
        return ExitCode.COULD_NOT_RUN
    except Exception as error:  # noqa: BLE001 - whatever it is, a person gets a sentence
        print(f"countercheck: {_fault(error)}", file=sys.stderr)
        return ExitCode.COULD_NOT_RUN
    except KeyboardInterrupt:
        print("countercheck: stopped; the next run carries on from here", file=sys.stderr)
        return ExitCode.COULD_NOT_RUN


def _fault(error: Exception) -> str:
    """Return what to say of an error nobody foresaw; with COUNTERCHECK_TRACEBACK set, raise it instead."""
    if os.environ.get("COUNTERCHECK_TRACEBACK"):
        raise error
    frames = traceback.extract_tb(error.__traceback__)
    where = f"{Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else "start"
    return (
        f"a fault in Countercheck itself, {type(error).__name__} at {where}: {error}\n"
        "Nothing is lost; the next run carries on. Please report it with what COUNTERCHECK_TRACEBACK=1 shows"
    )


def _parser(argv: Sequence[str]) -> argparse.Namespace:
    """Return the parsed arguments; only the called command's module is imported to add its own."""
    parser = argparse.ArgumentParser(
        prog="countercheck",
        description="Reads what outlets publish and tells where they disagree on a number.",
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action="store_true", help="print the version")
    subparsers = parser.add_subparsers(dest="command", metavar="COMMAND")
    called = next((word for word in argv if word in COMMANDS), None)
    for name, summary in COMMANDS.items():
        subparser = subparsers.add_parser(
            name, help=summary, description=summary[0].upper() + summary[1:] + "."
        )
        _add_common(subparser)
        if name == called:
            importlib.import_module(f"flows.commands.{name}").add_arguments(subparser)
    arguments = parser.parse_args(argv)
    if arguments.version:
        from importlib.metadata import version  # noqa: PLC0415 - costs more than all else here

        print(f"countercheck {version('countercheck')}")
        raise SystemExit(ExitCode.DONE)
    if arguments.command is None:
        parser.print_help()
        raise SystemExit(ExitCode.WRONG_USAGE)
    arguments.data = arguments.data or arguments.config.absolute().parent / "data"
    return arguments


def _add_common(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--config",
        type=Path,
        default=Path("countercheck.toml"),
        metavar="FILE",
        help="the configuration (default: countercheck.toml)",
    )
    parser.add_argument(
        "--data",
        type=Path,
        metavar="DIR",
        help="the data directory (default: data/ beside the configuration)",
    )


if __name__ == "__main__":
    sys.exit(main())
