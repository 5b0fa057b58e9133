"""queries/discrepancies/arithmetic.sql: do the parts add up?"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.support.newsroom import Newsroom

PARTS = """
    article | speaker | unit     | says       | place     | sentence
    one     | army    | fighter  | about 250  | Rivertown | Fighters and relatives left.
    one     | army    | relative | 3500       | Rivertown | Fighters and relatives left.
"""


def test_parts_that_add_up_are_shown_as_agreeing(newsroom: Newsroom) -> None:
    """250 fighters and 3,500 relatives stand with about 4,000 people: our sum beside a statement."""
    newsroom.tell(PARTS + "two | driver | person | about 4000 | Rivertown | We took about 4000.")
    (row,) = newsroom.found("arithmetic")
    assert (row["verdict"], row["why"], row["ratio"]) == ("compatible", "part against total", 1.07)
    assert [
        (position["low"], [claim["role"] for claim in position["claims"]]) for position in row["positions"]
    ] == [(3750, ["sum", "sum"]), (4000, ["stated"])]
    assert newsroom.found() == []


def test_parts_beyond_the_total_are_unclear(newsroom: Newsroom) -> None:
    """A sum of ours never makes a conflict; that it exceeds the total is a question."""
    newsroom.tell(PARTS + "two | driver | person | 900 | Rivertown | We took 900.")
    assert [row["verdict"] for row in newsroom.found("arithmetic")] == ["unclear"]


@pytest.mark.parametrize(
    "total",
    [
        "two | driver | person | 9000 | Rivertown | There may be further parts.",
        "two | driver | person | 4000 | Hilltown | Another place.",
        "two | driver | truck | 4000 | Rivertown | No class that includes the parts.",
    ],
)
def test_what_parts_say_nothing_about(newsroom: Newsroom, total: str) -> None:
    """Parts below a total, elsewhere, or of another kind say nothing about it."""
    newsroom.tell(PARTS + total)
    assert newsroom.found("arithmetic") == []


def test_parts_of_two_sentences_are_not_added(newsroom: Newsroom) -> None:
    """Only what one claimant lists in one sentence is taken for the parts of a whole."""
    newsroom.tell(
        """
        article | speaker | unit     | says       | place     | sentence
        one     | army    | fighter  | about 250  | Rivertown | Fighters left.
        one     | army    | relative | 3500       | Rivertown | Relatives left.
        two     | driver  | person   | about 4000 | Rivertown | We took about 4000.
        """
    )
    assert newsroom.found("arithmetic") == []
