"""Invented clusters of news: where their sources disagree is found, and what only looks alike is not."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.support.clusters import Cluster, find, of_clusters, read_clusters, score

if TYPE_CHECKING:
    from collections.abc import Mapping

    from flows.store import Row

# How many of the wanted are found, and of the reported are wanted. Raise them when they lag behind.
FLOORS = {"looked_at": (0.8, 0.95), "not_looked_at": (0.85, 0.85)}
DRAWN = Path(__file__).parent / "clusters"


@pytest.fixture(scope="module")
def clusters() -> Mapping[str, list[Cluster]]:
    """The clusters of each file."""
    return {name: read_clusters(DRAWN / f"{name}.toml") for name in FLOORS}


@pytest.fixture(scope="module")
def found(clusters: Mapping[str, list[Cluster]], tmp_path_factory: pytest.TempPathFactory) -> list[Row]:
    """What the day's own steps find among the articles of all clusters, taken in together."""
    together = [cluster for listed in clusters.values() for cluster in listed]
    return find(together, tmp_path_factory.mktemp("clusters") / "data", datetime(2022, 9, 1, tzinfo=UTC))


@pytest.mark.parametrize("name", FLOORS)
def test_disagreements_are_found(name: str, clusters: Mapping[str, list[Cluster]], found: list[Row]) -> None:
    """What sources give differently is reported, little else is, and never what is not comparable."""
    reached = score(clusters[name], of_clusters(found, clusters[name]))
    recall, precision = FLOORS[name]
    assert reached.broken == []
    assert reached.recall >= recall, reached.missed
    assert reached.precision >= precision, reached.extra
