"""queries/discrepancies/stance_conflict.sql: who asserts and who denies."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.support.newsroom import Newsroom


def test_asserting_and_denying_the_same_is_a_conflict(newsroom: Newsroom) -> None:
    """Those who assert come first, those who deny second."""
    newsroom.tell(
        """
        speaker | unit | polarity
        mayor   | deal | denied
        army    | deal | asserted
        monitor | deal | asserted
        """
    )
    assert [(row["verdict"], row["unit"]) for row in newsroom.found("stance")] == [("denial", "deal")]
    assert newsroom.ladders("stance") == [[["army", "monitor"], ["mayor"]]]


@pytest.mark.parametrize(
    ("speaker", "unit", "polarity"),
    [
        ("mayor", "deal", "asserted"),  # agrees
        ("mayor", "truce", "denied"),  # about something else
        ("mayor", "deal", "possible"),  # takes no side
        ("RA", "deal", "denied"),  # one speaker alone
        ("The Red Army", "deal", "denied"),  # under another name
    ],
)
def test_nobody_contradicts(newsroom: Newsroom, speaker: str, unit: str, polarity: str) -> None:
    """It takes two speakers, one proposition, and both yes and no."""
    newsroom.tell(f"speaker | unit | polarity\nRA | deal | asserted\n{speaker} | {unit} | {polarity}")
    assert newsroom.found("stance") == []
