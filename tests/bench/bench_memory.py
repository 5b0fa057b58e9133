"""Memory of `countercheck extract` over a short and a long text, side by side: the long one must need no more.

usage: python -m tests.bench.bench_memory [--megabytes N N ...]

The texts are generated: paragraphs of invented news, one sentence in ten with a number. Each is read as one file by a
process of its own, whose peak memory is the system's figure for that process.
"""

from __future__ import annotations

import argparse
import os
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

if TYPE_CHECKING:
    from collections.abc import Sequence

_SHARE_WITH_NUMBERS = 0.1
_SUBJECTS = ("The coast guard", "A spokeswoman for the port", "Amal Noor", "The harbour office", "Residents")
_VERBS = ("said", "reported", "told reporters", "denied", "announced")
_EVENTS = (
    "that {n} sailors were rescued off the cape on Tuesday",
    "the storm had damaged more than {n} boats and {m} warehouses",
    "that {n} people were injured, including {m} children, when a quay gave way",
    "repairs would cost ${n}m and last {m} weeks",
    "that nobody knew how long the ferries would stay in port",
    "the weather would turn by the weekend and the fleet could leave again",
    "that between {m} and {n} families had left the island since the spring",
)
_PLAIN = (
    "Fishermen mended their nets along the pier while the wind kept turning.",
    "The council will meet again next week to speak about the new breakwater.",
    "Nobody at the ministry answered calls, and its offices stayed dark.",
    "Prices of bread and fuel rose again, as they do every winter on the coast.",
)


def main() -> int:
    """Print a line a size; return the exit status."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--megabytes", type=int, nargs="+", default=[20, 200], metavar="N")
    sizes: Sequence[int] = parser.parse_args().megabytes
    for megabytes in sizes:
        with tempfile.TemporaryDirectory() as folder:
            text = Path(folder, "news.txt")
            with text.open("w", encoding="utf-8") as file:
                write_news(file, megabytes * 1_000_000)
            _say(_measured(text, megabytes))
    return 0


def write_news(file: TextIO, characters: int, seed: int = 7) -> None:
    """Write at least so many characters of invented news to `file`."""
    dice = random.Random(seed)  # noqa: S311 - made-up text, no secret
    written = 0
    while written < characters:
        paragraph = " ".join(_sentence(dice) for _ in range(dice.randint(2, 6))) + "\n\n"
        written += file.write(paragraph)


def _sentence(dice: random.Random) -> str:
    if dice.random() > _SHARE_WITH_NUMBERS:
        return dice.choice(_PLAIN)
    event = dice.choice(_EVENTS).format(n=dice.randint(11, 900), m=dice.randint(2, 10))
    return f"{dice.choice(_SUBJECTS)} {dice.choice(_VERBS)} {event}."


def _measured(text: Path, megabytes: int) -> str:
    """Return what `countercheck extract` took for `text`, in words."""
    begun = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, "-m", "flows.cli", "extract", str(text)], stdout=subprocess.PIPE, text=True
    )
    claims = sum(1 for _ in process.stdout or ())
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - begun
    return (
        f"{megabytes:5} MB  exit {os.waitstatus_to_exitcode(status)}  {claims:8,} claims  "
        f"peak {usage.ru_maxrss / 1024:6.0f} MB  {usage.ru_utime:7.1f} s of CPU, {seconds:7.1f} s"
    )


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
