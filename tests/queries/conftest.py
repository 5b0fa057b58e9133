"""What the tests of queries share."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.support.newsroom import Newsroom, open_newsroom

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture(scope="session")
def empty_newsroom(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the data directory of a newsroom where nothing was told yet."""
    data = tmp_path_factory.mktemp("newsroom") / "data"
    with open_newsroom(data):
        return data


@pytest.fixture
def newsroom(tmp_path: Path, empty_newsroom: Path) -> Iterator[Newsroom]:
    """A newsroom of its own for each test."""
    with open_newsroom(tmp_path / "data", like=empty_newsroom) as opened:
        yield opened
