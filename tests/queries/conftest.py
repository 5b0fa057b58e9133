"""What the tests of queries share."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.support.newsroom import Newsroom, open_newsroom

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def newsroom(tmp_path: Path) -> Iterator[Newsroom]:
    """A newsroom of its own for each test."""
    with open_newsroom(tmp_path / "data") as opened:
        yield opened
