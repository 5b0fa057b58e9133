"""Totals that a text states in parts."""

from __future__ import annotations

import pytest

from flows.claims import extract
from flows.records import Article, Segment


def _sums(text: str) -> list[tuple[str, float | None, str | None]]:
    """Return (text, low, unit) of each sum made of `text`."""
    article = Article("a.txt", text, (Segment("body", 0, len(text)),), outlet="The Herald")
    return [
        (claim.text, claim.low, claim.unit)
        for claim in extract(article)
        if claim.rule == "sum-of-parts" and claim.main and claim.is_inference
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A fire killed five women and a child.", [("five women and a child", 6, "person")]),
        (
            "At least 14 civilians and two nurses were killed in the raid.",
            [("At least 14 civilians and two nurses", 16, "person")],
        ),
        (
            "The gang left after hanging two people and stabbing 23 others.",
            [],  # nothing says that those stabbed are dead
        ),
        (
            "The gang withdrew after hanging two people and beheading 23 others.",
            [("two people and beheading 23 others", 25, "person")],
        ),
        # the text gives the total itself
        ("A fire killed five women and a child. All six people who died lived there.", []),
        ("A fire killed five women and a child. In all, 17 people died on Monday.", []),
        # the dead of two sides are no one toll
        ("The clash killed 14 soldiers and 30 rebels.", []),
        ("A clash killed 14 rebels and three civilians.", []),
        # nothing but words for one each
        ("A fire killed a woman and her child.", []),
        # some of the dead
        ("Among the dead were five women and a child.", []),
        ("Five women and a child were among those killed.", []),
        ("The death toll included five women and a child.", []),
        # a part of a total, and what befell others
        ("A fire killed 12 people, including five women and a child.", []),
        ("A fire killed five women and injured a child.", []),
        ("Dozens of women and three men were killed.", []),
    ],
)
def test_a_sum_is_made_of_stated_parts_only(text: str, expected: list[tuple[str, float, str]]) -> None:
    """Counts of unarmed people side by side, killed together, where the article gives no total."""
    assert _sums(text) == expected


def test_the_parts_stay_claims() -> None:
    """A sum stands before its parts and takes the main toll from the first."""
    text = "A fire killed five women and a child."
    claims = extract(Article("a.txt", text, (Segment("body", 0, len(text)),)))
    assert [(claim.text, claim.main) for claim in claims] == [
        ("five women and a child", True),
        ("five women", False),
        ("a child", False),
    ]
