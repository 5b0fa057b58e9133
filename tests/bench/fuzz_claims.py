"""Throw texts at the extractor and count what breaks: exceptions, and the promises of tests/support/extraction.py.

usage: python -m tests.bench.fuzz_claims [--hypothesis N] [--atheris N] [--seed N] [--scale]

`--hypothesis` draws N texts (random characters, and words of the news in random order); `--atheris` has N texts made by
libFuzzer, which changes texts so that they reach code not reached before (`pip install atheris`). A text that breaks
something is printed. `--scale` instead reads each hostile text at 0.5 and 1 MB and prints the CPU time a character.
"""

from __future__ import annotations

import argparse
import sys
import time
import traceback
from importlib import import_module

from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

from flows.claims import extract_all
from tests.support.extraction import HOSTILE, VOCABULARY, article_of, broken_promise, repeated

_WORDS = st.sampled_from([*VOCABULARY, "\n"])
_TEXTS = st.one_of(st.text(max_size=300), st.lists(_WORDS, max_size=60).map(" ".join))
_LONGEST = 400


class Counter:
    """Tries texts and counts trials and failures."""

    def __init__(self) -> None:
        self.trials = 0
        self.failures = 0

    def trial(self, text: str) -> None:
        """Read `text`, and say so when something breaks."""
        self.trials += 1
        try:
            broken = broken_promise(text)
        except Exception:  # noqa: BLE001 - whatever it is, it is counted
            broken = traceback.format_exc(limit=-3)
        if broken:
            self.failures += 1
            _say(f"  {text!r}: {broken}")


def main() -> int:
    """Run what is asked for; return 1 when something broke."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--hypothesis", type=int, default=0, metavar="N")
    parser.add_argument("--atheris", type=int, default=0, metavar="N")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--scale", action="store_true")
    asked = parser.parse_args()
    failures = 0
    if asked.scale:
        _scale()
    if asked.hypothesis:
        failures += _by_hypothesis(asked.hypothesis, asked.seed)
    if asked.atheris:
        _by_atheris(asked.atheris, asked.seed)  # ends the process itself
    return 1 if failures else 0


def _by_hypothesis(trials: int, first: int) -> int:
    counter = Counter()

    @seed(first)
    @settings(
        max_examples=trials,
        deadline=None,
        database=None,
        phases=(Phase.generate,),
        suppress_health_check=list(HealthCheck),
    )
    @given(_TEXTS)
    def draw(text: str) -> None:
        counter.trial(text)

    draw()
    _say(f"Hypothesis: {counter.trials:,} texts, {counter.failures} failures")
    return counter.failures


def _by_atheris(trials: int, first: int) -> None:
    """Have libFuzzer make texts; it leaves the process when it is done, and says how many it ran."""
    atheris = import_module("atheris")
    counter = Counter()

    def one(data: bytes) -> None:
        """Read bytes as words of the news where they are small numbers, as characters else."""
        half = len(data) // 2
        words = " ".join(VOCABULARY[byte % len(VOCABULARY)] for byte in data[:half])
        counter.trial(f"{words} {data[half:].decode('utf-8', 'replace')}")
        if counter.trials % 10_000 == 0 or counter.trials == trials:
            _say(f"atheris: {counter.trials:,} texts, {counter.failures} failures")

    atheris.instrument_all()
    atheris.Setup(
        [sys.argv[0], f"-runs={trials}", f"-seed={first}", f"-max_len={_LONGEST}", "-verbosity=0"], one
    )
    atheris.Fuzz()


def _scale() -> None:
    extract_all(article_of(repeated("one sentence", 10_000)))
    for name in HOSTILE:
        costs = [_seconds(repeated(name, characters)) for characters in (500_000, 1_000_000)]
        _say(f"{name:22} {costs[0]:7.2f} s {costs[1]:7.2f} s  {costs[1]:7.2f} us a character")


def _seconds(text: str) -> float:
    begun = time.process_time()
    extract_all(article_of(text))
    return time.process_time() - begun


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
