"""Where sources disagree, held against gold: figures, and for each miss the step at which its claims were left out.

usage: python -m tests.bench.bench_discrepancies [GOLD] [--clusters NAME ...] [--ecb] [--data DIR] [--rows]

GOLD (default: the environment variable COUNTERCHECK_GOLD) is a folder of gold sets with their scorers. The articles of
`clusters/` (those named, or all), or with --ecb those of `sets/ecb`, are taken in with their outlets and dates, gone
through by the day's own steps, and scored by the set's scorer. --data keeps the data directory, so that the next run
reads only what an extractor with other rules would read otherwise. --rows prints every row reported, as an analyst
would see it.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from flows import day
from flows import store as stores
from flows.settings import Monitor, Settings

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from flows.store import Row

PATHS = Path(__file__).with_name("claim_paths.sql")
# fmt: off
_TOLD = (
    "event", "unit", "modifiers", "bound", "low", "high", "place", "event_date", "speaker", "main", "origin",
    "narrowed_to", "side", "place_key", "day_key", "position", "measure_id", "story_id", "step",
)
# fmt: on


def main() -> None:
    """Run the sets that were asked for and print what was found and missed."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("gold", nargs="?", type=Path, default=os.environ.get("COUNTERCHECK_GOLD"))
    parser.add_argument("--clusters", nargs="*", default=[])
    parser.add_argument("--ecb", action="store_true")
    parser.add_argument("--data", type=Path)
    parser.add_argument("--rows", action="store_true")
    args = parser.parse_args()
    if args.gold is None:
        parser.error("say where the gold is, as GOLD or in COUNTERCHECK_GOLD")
    with tempfile.TemporaryDirectory() as scratch:
        data = args.data or Path(scratch) / "data"
        found = data / "found.json"
        if args.ecb:
            listed = list(_ecb_articles(args.gold / "sets/ecb"))
            command = [args.gold / "score_conflicts.py", args.gold / "sets/ecb"]
        else:
            folders = [
                folder
                for folder in sorted((args.gold / "clusters").iterdir())
                if not args.clusters or folder.name in args.clusters
            ]
            listed = [article for folder in folders for article in _cluster_articles(folder)]
            command = [args.gold / "score_discrepancies.py", *folders]
        rows, paths = _look(listed, data)
        found.write_text(json.dumps(rows, default=str), "utf-8")
        if args.rows:
            _show(rows)
        if not args.ecb:
            _explain(folders, paths)
        subprocess.run([sys.executable, *command, "--pred", found, "--show"], check=True)


def _cluster_articles(folder: Path) -> Iterator[tuple[Path, str | None, str | None]]:
    for file in sorted(folder.glob("*.txt")):
        _, outlet, published = file.read_text("utf-8").splitlines()[:3]
        yield file, outlet, published


def _ecb_articles(folder: Path) -> Iterator[tuple[Path, str | None, str | None]]:
    for article in json.loads((folder / "articles.json").read_text("utf-8")):
        yield folder / article["doc"], article["outlet"], article["date"]


def _look(
    listed: Iterable[tuple[Path, str | None, str | None]], data: Path
) -> tuple[list[Row], dict[str, list[Row]]]:
    """Return the discrepancies between the articles, and the way of each claim by its document."""
    seeds = data / "laid-out"
    shutil.rmtree(seeds, ignore_errors=True)
    seeds.mkdir(parents=True)
    entries = []
    for file, outlet, published in listed:
        shutil.copy(file, seeds)
        lines = ["[[seed]]", f"file = {json.dumps(file.name)}"]
        lines += [f"outlet = {json.dumps(outlet)}"] if outlet else []
        lines += [f"published = {published}"] if published else []
        entries.append("\n".join(lines))
    (seeds / "seeds.toml").write_text("\n\n".join(entries), "utf-8")
    settings = Settings(monitor=Monitor(seeds=seeds))
    now = datetime.now(UTC)
    day.ingest(settings, data, now, print)
    day.analyse(settings, data, now, print)
    with stores.open_store(data) as store:
        # Compared once more, on this connection, which then holds the tables of each step.
        store.execute("delete from store.measured_scopes")
        stores.find_discrepancies(store, "again", datetime.now(UTC))
        store.execute("set variable docs = ?", [[file.name for file in seeds.glob("*.txt")]])
        paths: dict[str, list[Row]] = {}
        for row in store.select(PATHS.read_text("utf-8")):
            paths.setdefault(row["doc"], []).append(row)
        return stores.discrepancies_as_json(store), paths


def _explain(folders: Iterable[Path], paths: dict[str, list[Row]]) -> None:
    """Print, for each gold discrepancy, what became of the claims of its positions."""
    for folder in folders:
        lines = (folder / "claims.jsonl").read_text("utf-8").splitlines()
        claims = [json.loads(line) for line in lines if line.strip()]
        for wanted in json.loads((folder / "discrepancies.json").read_text("utf-8"))["discrepancies"]:
            _say(f"\n== {folder.name} {wanted['id']} ({wanted['event']} {wanted['unit']}; {wanted['why']})")
            for number, position in enumerate(wanted["positions"], 1):
                for claim in claims:
                    if claim["text"] in position["texts"] and claim["doc"] in position["docs"]:
                        _say(f"  {number}. {claim['doc']} {claim['text']!r} said by {claim['speaker']}")
                        _tell_path(claim, paths.get(claim["doc"], []))


def _tell_path(claim: dict[str, Any], rows: list[Row]) -> None:
    overlapping = [row for row in rows if row["start"] < claim["end"] and claim["start"] < row["end"]]
    for row in overlapping:
        given = {name: row[name] for name in _TOLD if row[name] not in (None, [], False)}
        _say("       " + " ".join(f"{name}={value}" for name, value in given.items()))
    if not overlapping:
        _say("       no claim")


def _show(rows: list[Row]) -> None:
    for row in rows:
        head = [row[name] for name in ("id", "family", "event", "unit", "modifiers", "place", "event_date")]
        _say(f"\n{head} {row['verdict']}: {row['why']} x{row['ratio']}")
        for position in row["positions"]:
            _say(f"  {position['low']} .. {position['high']}")
            for claim in position["claims"]:
                sentence = " ".join(claim["sentence"].split())[:230]
                _say(f"    {claim['doc']} {claim['text']!r} {claim['role']} {claim['speaker']} | {sentence}")


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")


if __name__ == "__main__":
    main()
