"""A headline that the body says again, without a full stop, before its first sentence."""

from __future__ import annotations

from datetime import UTC, datetime

from flows.claims import extract
from flows.records import Article, Segment

TITLE = "City centre shelled 2 civilians killed 7 injured"


def _shown(body: str) -> list[tuple[str, str | None, str | None, str | None]]:
    text = f"{TITLE}\n{body}"
    segments = (Segment("headline", 0, len(TITLE)), Segment("body", len(TITLE) + 1, len(text)))
    article = Article(
        "a.txt",
        text,
        segments,
        title=TITLE,
        outlet="The Herald",
        published_at=datetime(2020, 5, 8, tzinfo=UTC),
    )
    claims = [claim for claim in extract(article) if claim.origin == "body"]
    return [(claim.text, claim.unit, claim.event, claim.speaker) for claim in claims]


def test_the_words_behind_a_repeated_headline_are_a_sentence_of_their_own() -> None:
    """Neither unit, event nor speaker of the first sentence runs over into the headline's words, or back."""
    assert _shown(
        f"8 May 2020 - {TITLE} - Shells killed two people in the city on Friday a port official said."
    ) == [
        ("2 civilians", "civilian", "kill", "The Herald"),
        ("7", "civilian", "wound", "The Herald"),
        ("two people", "person", "kill", "port official"),
    ]


def test_a_headline_said_again_with_a_full_stop_is_read_as_before() -> None:
    """Where the sentence ends anyway, nothing is cut."""
    assert [claim[0] for claim in _shown(f"{TITLE}. Shells killed two people.")] == [
        "2 civilians",
        "7",
        "two people",
    ]
