"""News of one place and time, drawn as TOML: articles, what must be found apart in them and what must not."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING, Any

from flows import day
from flows import store as stores
from flows.settings import Monitor, Settings

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime
    from pathlib import Path

    from flows.store import Row

Pair = tuple[str, str]


@dataclass(frozen=True)
class Cluster:
    """Articles by their files' names, and pairs of words in them, each as "file: words"."""

    name: str
    articles: dict[str, str]
    apart: tuple[Pair, ...]
    never: tuple[Pair, ...]


@dataclass(frozen=True)
class Score:
    """Pairs that were wanted and not found, pairs that were not wanted, and what nobody wanted was reported."""

    missed: list[str]
    broken: list[str]
    extra: list[str]
    wanted_count: int
    reported_count: int

    @property
    def recall(self) -> float:
        """Return how many of the wanted pairs were found."""
        return 1 - len(self.missed) / self.wanted_count

    @property
    def precision(self) -> float:
        """Return how many of those reported hold a wanted pair."""
        return 1 - len(self.extra) / max(1, self.reported_count)


def read_clusters(file: Path) -> list[Cluster]:
    """Return the clusters of a file; articles are named so that those of two clusters differ."""
    drawn = tomllib.loads(file.read_text("utf-8"))["cluster"]
    return [_cluster(f"{file.stem}-{number}-", one) for number, one in enumerate(drawn)]


def _cluster(prefix: str, drawn: dict[str, Any]) -> Cluster:

    def pairs(name: str) -> tuple[Pair, ...]:
        return tuple((f"{prefix}{one}", f"{prefix}{other}") for one, other in drawn[name])

    articles = {f"{prefix}{name}": text.strip() for name, text in drawn["articles"].items()}
    return Cluster(str(drawn["name"]), articles, pairs("apart"), pairs("never"))


def find(clusters: Sequence[Cluster], data: Path, now: datetime) -> list[Row]:
    """Take all articles in as a day's seeds and return the discrepancies between counts."""
    seeds = data / "laid-out"
    seeds.mkdir(parents=True)
    entries = []
    for name, article in _all_articles(clusters):
        title, published, body = article.split("\n", 2)
        (seeds / f"{name}.txt").write_text(f"{title}\n\n{body}", "utf-8")
        outlet = name.rpartition("-")[2].title()
        entries.append(f'[[seed]]\nfile = "{name}.txt"\noutlet = "The {outlet}"\npublished = {published}')
    (seeds / "seeds.toml").write_text("\n\n".join(entries), "utf-8")
    settings = Settings(monitor=Monitor(seeds=seeds))
    day.ingest(settings, data, now, _say_nothing)
    day.analyse(settings, data, now, _say_nothing)
    with stores.open_store(data) as store:
        return [row for row in stores.discrepancies_as_json(store) if row["kind"] == "count"]


def score(clusters: Sequence[Cluster], found: Sequence[Row]) -> Score:
    """Hold what was found against what the clusters want."""
    places = {
        name: f"{article.split(chr(10), 2)[0]}\n\n{article.split(chr(10), 2)[2]}"
        for name, article in _all_articles(clusters)
    }
    shown = [
        [
            {mark for claim in position["claims"] for mark in _marks(clusters, places, claim)}
            for position in row["positions"]
        ]
        for row in found
    ]
    wanted = [pair for cluster in clusters for pair in cluster.apart]
    never = [pair for cluster in clusters for pair in cluster.never]
    return Score(
        missed=[" | ".join(pair) for pair in wanted if not any(_parts(row, pair) for row in shown)],
        broken=[" | ".join(pair) for pair in never if any(_parts(row, pair) for row in shown)],
        extra=[
            f"{row['id']} {row['family']} {row['event']} {row['unit']} {row['why']}: "
            + " / ".join(
                ", ".join(f"{claim['doc'][:-4]}: {claim['text']}" for claim in position["claims"])
                for position in row["positions"]
            )
            for row, marks in zip(found, shown, strict=True)
            if not any(_parts(marks, pair) for pair in wanted)
        ],
        wanted_count=len(wanted),
        reported_count=len(found),
    )


def of_clusters(found: Sequence[Row], clusters: Sequence[Cluster]) -> list[Row]:
    """Return what was found among the articles of these clusters."""
    docs = {f"{name}.txt" for name, _ in _all_articles(clusters)}
    return [
        row
        for row in found
        if any(claim["doc"] in docs for one in row["positions"] for claim in one["claims"])
    ]


def _all_articles(clusters: Iterable[Cluster]) -> list[Pair]:
    return [pair for cluster in clusters for pair in cluster.articles.items()]


def _marks(clusters: Iterable[Cluster], places: dict[str, str], claim: Row) -> set[str]:
    doc = claim["doc"].removesuffix(".txt")
    named = {words for cluster in clusters for pair in (*cluster.apart, *cluster.never) for words in pair}
    found = set()
    for mark in named:
        name, _, words = mark.partition(": ")
        text = places[name].lower()
        start = text.find(words.lower())
        if start < 0:
            msg = f"{name} does not hold {words!r}"
            raise ValueError(msg)
        while name == doc and start >= 0:
            if claim["start"] < start + len(words) and start < claim["end"]:
                found.add(mark)
            start = text.find(words.lower(), start + 1)
    return found


def _parts(positions: Sequence[set[str]], pair: Pair) -> bool:
    one, other = pair
    return any((one in a and other in b) or (other in a and one in b) for a, b in combinations(positions, 2))


def _say_nothing(_: str) -> None: ...
