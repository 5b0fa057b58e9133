"""How well pages are read: F1 of the body against trafilatura's own on the same pages.

    python tests/bench/bench_pages.py FOLDER [--worse]

FOLDER holds pages with their text, NAME.html beside NAME.txt. Printed are precision, recall and F1 of runs of four
words (as the article-extraction-benchmark counts them), the mean over the pages, for us and for trafilatura with
comments off. `--worse` lists the pages on which trafilatura alone does better.
"""

from __future__ import annotations

import argparse
import re
import sys
import time
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from trafilatura import extract

from flows.sources.preview import preview_article
from flows.sources.reading import UnreadableError, read_article

if TYPE_CHECKING:
    from collections.abc import Callable

_RUN = 4


def shingles(text: str) -> Counter[tuple[str, ...]]:
    """Return the runs of four words in `text`; of a shorter text the one run that it is."""
    words = re.findall(r"\w+", text.lower())
    return Counter(tuple(words[at : at + _RUN]) for at in range(max(1, len(words) - _RUN + 1)))


def scores(found: str, gold: str) -> tuple[float, float, float]:
    """Return precision, recall and F1."""
    ours, theirs = shingles(found), shingles(gold)
    both = sum((ours & theirs).values())
    precision, recall = both / sum(ours.values()), both / sum(theirs.values())
    return precision, recall, 2 * precision * recall / (precision + recall) if both else 0.0


def ours(raw: bytes) -> str:
    """Return the body as Countercheck reads it; empty where it finds no article."""
    try:
        return str(preview_article(read_article("page.html", raw, "text/html"))["body"])
    except UnreadableError:
        return ""


def trafilaturas(raw: bytes) -> str:
    """Return the body as trafilatura alone reads it."""
    return extract(raw, include_comments=False) or ""


def main() -> None:
    """Print the table."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("folder", type=Path)
    arguments.add_argument("--worse", action="store_true")
    given = arguments.parse_args()
    pages = sorted(path for path in given.folder.glob("*.html") if path.with_suffix(".txt").exists())
    readers: dict[str, Callable[[bytes], str]] = {"ours": ours, "trafilatura": trafilaturas}
    found: dict[str, list[tuple[float, float, float]]] = {}
    for name, reader in readers.items():
        began = time.process_time()
        found[name] = [
            scores(reader(page.read_bytes()), page.with_suffix(".txt").read_text("utf-8")) for page in pages
        ]
        means = [sum(column) / len(pages) for column in zip(*found[name], strict=True)]
        spent = time.process_time() - began
        sys.stdout.write(
            f"{name:12} P {means[0]:.4f}  R {means[1]:.4f}  F1 {means[2]:.4f}  {spent:.1f} s CPU" + "\n"
        )
    for page, mine, other in zip(pages, found["ours"], found["trafilatura"], strict=True):
        if given.worse and mine[2] < other[2] - 0.005:
            sys.stdout.write(f"{page.name}: ours {mine[2]:.3f}, trafilatura {other[2]:.3f}\n")


if __name__ == "__main__":
    main()
