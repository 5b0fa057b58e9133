"""One person under one name within a text."""

from __future__ import annotations

from flows.claims import extract, extract_all
from flows.records import Article, Segment


def _article(text: str) -> Article:
    return Article("a.txt", text, (Segment("body", 0, len(text)),), outlet="The Herald")


def test_a_person_goes_by_the_fullest_name_everywhere() -> None:
    """With and without the body spoken for, before and after it is told, a person is one speaker."""
    text = (
        "Amal Noor said 41 people had died.\n\n"
        "Harbour Union spokeswoman Amal Noor said 12 were hurt.\n\n"
        "Noor said six others were missing."
    )
    for claims in (extract(_article(text)), extract_all(_article(text))[0]):
        assert {claim.speaker for claim in claims} == {"Amal Noor (Harbour Union)"}
        assert {claim.chain for claim in claims} == {
            ("The Herald", "Harbour Union", "Amal Noor (Harbour Union)")
        }


def test_two_persons_of_one_name_stay_two() -> None:
    """A name that two bodies' people have is left as it stands."""
    text = (
        "Harbour Union spokeswoman Amal Noor said 41 people had died.\n\n"
        "Dock Authority spokeswoman Amal Noor said 12 were hurt."
    )
    assert len({claim.speaker for claim in extract(_article(text))}) > 1
