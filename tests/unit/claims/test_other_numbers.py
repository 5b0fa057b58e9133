"""What `extract --all` says of numbers that are no counts of an event: their unit as the text gives it."""

from __future__ import annotations

import pytest

from flows.claims import extract, extract_all
from flows.records import Article, Segment


def _numbers(text: str) -> list[tuple[float | None, str | None]]:
    claims, _ = extract_all(Article("a.txt", text, (Segment("body", 0, len(text)),)))
    return [(claim.low, claim.unit) for claim in claims if claim.kind not in {"stance", "attribution"}]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("She hit 31 home runs in 148 games.", [(31, "run"), (148, "game")]),
        ("The firm announced 200 job cuts.", [(200, "cut")]),
        ("They lost a 12-point lead.", [(12, "point")]),
        ("It has an eight-speed gearbox.", [(8, "speed")]),
        ("The three term mayor has a two step plan.", [(3, "term"), (2, "step")]),
        ("The index closed at 4,120.55.", [(4120.55, None)]),
        ("It sold 41 million phones and its rival 39 million.", [(41000000, "phone"), (39000000, None)]),
        ("Five of the 12 analysts agreed.", [(5, "analyst"), (12, "analyst")]),
        ("It was one of Lena's ideas.", []),
        ("Six in ten adults agreed.", [(0.6, None)]),
        ("He scored five in ten games.", [(5, None), (10, "game")]),
        ("They found 23 frog species.", [(23, "species")]),
        ("Reed, 38, made eight three-pointers.", [(8, None)]),
        ("The bill passed with 13 votes in favour.", [(13, "vote")]),
        ("He stabbed the bag 17 times.", [(17, "time")]),
    ],
)
def test_a_number_keeps_the_unit_its_own_words_give_it(
    text: str, expected: list[tuple[float, str | None]]
) -> None:
    """The noun it counts or describes; nothing where the sentence gives no noun."""
    assert _numbers(text) == expected


def test_a_described_thing_is_not_counted() -> None:
    """Five stars are not five hotels."""
    text = "A five star hotel was destroyed and two people were killed."
    assert [
        (claim.low, claim.unit) for claim in extract(Article("a", text, (Segment("body", 0, len(text)),)))
    ] == [(2, "person")]
