"""Quality of the extractor on gold sets, and its speed beside quantulum3's on the same text.

usage: python -m tests.bench.bench_claims [GOLD]

GOLD (default: the environment variable COUNTERCHECK_GOLD) is a folder of gold sets with their scorers:
`clusters/`, `sets/...`, `score_*.py`. Each set is run through `countercheck extract` as a user would and
scored by its own scorer; what is not there is skipped with a word. Speed is characters a second on one core,
without reading files; quantulum3 (`pip install quantulum3`) is timed and scored too when it is installed. The invented
sentences of general news in `tests/golden/numbers.txt` need no gold folder.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import warnings
from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tests.bench.bench_speed import speeds
from tests.support.quality import Reading, number_figures, read_sentences

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence


@dataclass(frozen=True)
class Set:
    """A gold set: which texts are read, how, and by which scorer; paths are relative to the gold folder."""

    name: str
    texts: str
    scorer: str
    gold: str
    figures: tuple[str, ...]
    every_kind: bool = False


_CLAIMS = ("f1", "whole", "bound", "unit", "event", "polarity", "origin", "speaker")
_TOLLS = ("main", "any", "children", "women", "fighters")
_ATTRIBUTION = ("f1", "source", "number.f1", "number.source")
SETS = (
    Set("clusters", "clusters/*/*.txt", "score_claims.py", "clusters/*/claims.jsonl", _CLAIMS),
    Set("seeds", "../seeds/*.txt", "score_claims.py", "seeds_claims.jsonl", _CLAIMS),
    Set("fakes", "sets/fakes/*.txt", "score_fatalities.py", "sets/fakes/gold.jsonl", _TOLLS),
    Set(
        "polnear",
        "sets/polnear_dev/*.txt",
        "score_attribution.py",
        "sets/polnear_dev",
        _ATTRIBUTION,
        every_kind=True,
    ),
    Set(
        "re3d", "sets/re3d/*.txt", "score_re3d.py", "sets/re3d", ("recall", "noun", "whole"), every_kind=True
    ),
)


def main() -> int:
    """Print a line for each set and the speeds; return the exit status."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("gold", nargs="?", type=Path, default=os.environ.get("COUNTERCHECK_GOLD"))
    gold = parser.parse_args().gold
    if gold is None or not Path(gold).is_dir():
        _say(f"no gold folder at {gold}; give one as argument or in COUNTERCHECK_GOLD")
        return 2
    gold = Path(gold).resolve()
    _say("quality")
    for one in SETS:
        _show(one.name, _score(gold, one))
    _show("number_grammar", _score_grammar(gold))
    for name, figures in _general_news():
        _show(name, figures)
    _say("speed")
    for line in speeds(path for path in sorted(gold.glob("sets/*")) if path.is_dir()):
        _say(line)
    return 0


def _score(gold: Path, one: Set) -> dict[str, Any] | None:
    texts = sorted(gold.glob(one.texts))
    golds = sorted(gold.glob(one.gold))
    if not texts or not golds or not (gold / one.scorer).exists():
        return None
    result = _run_scorer(gold / one.scorer, golds, _extract(texts, every_kind=one.every_kind))
    return {name: _figure(result, name) for name in one.figures}


def _general_news() -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield the figures of the invented sentences of general news, and quantulum3's where it is installed.

    Of quantulum3 only the values are compared: it names units differently.
    """
    sentences = read_sentences(Path(__file__).parents[1] / "golden" / "numbers.txt")
    yield "general news", _rounded(number_figures(sentences))
    if find_spec("quantulum3") is not None:
        theirs = number_figures(sentences, _read_by_quantulum)
        yield "  quantulum3", _rounded({"value_f1": theirs["value_f1"]})


def _rounded(figures: dict[str, float]) -> dict[str, float]:
    return {name: round(value, 4) for name, value in figures.items()}


def _quantulum() -> Any:  # noqa: ANN401 - a module without types
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return import_module("quantulum3.parser")


def _read_by_quantulum(text: str) -> list[Reading]:
    return [
        Reading((found.value, found.value), str(found.unit.name).lower())
        for found in _quantulum().parse(text)
    ]


def _figure(result: dict[str, Any], name: str) -> Any:  # noqa: ANN401 - whatever the scorer prints
    """Return `result["number"]["f1"]` for "number.f1"."""
    group, _, figure = name.rpartition(".")
    return (result[group] if group else result)[figure]


def _score_grammar(gold: Path) -> dict[str, Any] | None:
    cases = sorted((gold / "sets/number_grammar").glob("*.jsonl"))
    scorer = gold / "score_numbers.py"
    if not cases or not scorer.exists():
        return None
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(
            [sys.executable, str(scorer), *map(str, cases), "--write-cases", folder],
            check=True,
            stdout=subprocess.DEVNULL,
        )
        predicted = _extract(sorted(Path(folder).glob("*.txt")), every_kind=True)
    result = _run_scorer(scorer, cases, predicted)
    return {path.stem: result[path.stem]["f1"] for path in cases}


def _extract(texts: Sequence[Path], *, every_kind: bool) -> str:
    command = [
        sys.executable,
        "-m",
        "flows.cli",
        "extract",
        *(["--all"] if every_kind else []),
        *map(str, texts),
    ]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def _run_scorer(scorer: Path, golds: Iterable[Path], predicted: str) -> dict[str, Any]:
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8") as file:
        file.write(predicted)
        file.flush()
        command = [sys.executable, str(scorer), *map(str, golds), "--pred", file.name]
        lines = subprocess.run(command, check=True, capture_output=True, text=True).stdout.splitlines()
    found: dict[str, Any] = json.loads(lines[-1])
    return found


def _show(name: str, figures: dict[str, Any] | None) -> None:
    found = "skipped: not in the gold folder" if figures is None else json.dumps(figures)
    _say(f"  {name:<15} {found}")


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
