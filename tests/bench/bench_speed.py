"""Speed of the extractor on each set of news texts, and of quantulum3 on some of the same texts, in one run.

usage: python -m tests.bench.bench_speed FOLDER [FOLDER ...]

Each FOLDER holds texts (`*.txt`). Speed is characters a second of CPU time on one core, without reading files; the
collector of garbage runs as seldom as in `countercheck extract`. `counts` is what that command does, `all` what it does
with `--all`. quantulum3 is timed when it is installed (`pip install quantulum3`), and is a tenth as long at it. The
machine's load stands above, since whatever else runs slows both.
"""

from __future__ import annotations

import argparse
import os
import sys
import time
import warnings
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from flows.claims import extract, extract_all
from flows.collecting import collect_rarely
from flows.records import Article, Segment

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

_CHARACTERS = 1_000_000
_SHORT = 60_000
_TOO_LITTLE = 100_000


def main() -> int:
    """Print a line a folder; return the exit status."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folders", nargs="+", type=Path, metavar="FOLDER")
    for line in speeds(parser.parse_args().folders):
        sys.stdout.write(line + "\n")
        sys.stdout.flush()
    return 0


def speeds(folders: Iterable[Path]) -> Iterator[str]:
    """Yield a line for each folder that holds enough text, and one in which they are one."""
    theirs = _quantulum()
    yield f"  {os.cpu_count()} processors, load {' '.join(f'{load:.1f}' for load in os.getloadavg())}"
    yield f"  {'MB/s of CPU time':<15} {'counts':>8} {'all':>8} {'quantulum3':>11} {'times':>6}"
    everything: list[str] = []
    for folder in folders:
        texts = _texts(folder, _CHARACTERS)
        if sum(map(len, texts)) >= _TOO_LITTLE:
            everything += _cut(texts, _SHORT)
            yield _line(folder.name, texts, theirs)
    if everything:
        yield _line("a part of each", everything, theirs)


def _line(name: str, texts: Sequence[str], theirs: Callable[[str], object] | None) -> str:
    counts, every = _speed(_counts, texts), _speed(_all, texts)
    line = f"  {name:<16} {counts:8.3f} {every:8.3f}"
    if theirs is None:
        return f"{line}   skipped: not installed"
    short = _cut(texts, _SHORT)
    ours, other = _speed(_counts, short), _speed(theirs, short)
    return f"{line} {other:11.4f} {ours / other:6.0f}"


def _texts(folder: Path, characters: int) -> list[str]:
    return _cut(
        (path.read_text("utf-8", errors="replace") for path in sorted(folder.glob("*.txt"))), characters
    )


def _cut(texts: Iterable[str], characters: int) -> list[str]:
    taken: list[str] = []
    for text in texts:
        taken.append(text)
        if sum(map(len, taken)) >= characters:
            break
    return taken


def _speed(read: Callable[[str], object], texts: Sequence[str]) -> float:
    """Return millions of characters a second of CPU time, vocabularies loaded."""
    read(texts[0])
    collect_rarely()
    begun = time.process_time()
    for text in texts:
        read(text)
    return sum(map(len, texts)) / 1e6 / (time.process_time() - begun)


def _quantulum() -> Callable[[str], object] | None:
    if find_spec("quantulum3") is None:
        return None
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        parse: Callable[[str], object] = import_module("quantulum3.parser").parse
    return parse


def _article(text: str) -> Article:
    return Article("text", text, (Segment("body", 0, len(text)),))


def _counts(text: str) -> object:
    return extract(_article(text))


def _all(text: str) -> object:
    return extract_all(_article(text))


if __name__ == "__main__":
    sys.exit(main())
