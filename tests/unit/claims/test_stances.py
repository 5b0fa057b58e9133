"""Yes/no claims: who asserts and who denies what, and the noun by which statements meet."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.claims import extract_all
from flows.records import Article, Claim, Segment


def stances_of(text: str) -> list[Claim]:
    """Return the stances of a body text."""
    article = Article("a.txt", text, (Segment("body", 0, len(text)),) if text else (), outlet="Harbour Press")
    return [claim for claim in extract_all(article)[0] if claim.kind == "stance"]


def told(text: str) -> list[tuple[str | None, str, str | None]]:
    """Return key, polarity and speaker of each stance."""
    return [(claim.unit, claim.polarity, claim.speaker) for claim in stances_of(text)]


@pytest.mark.parametrize(
    ("text", "key", "polarity", "speaker"),
    [
        ("The union says that no agreement was signed.", "agreement", "denied", "union"),
        ("The ministry insisted there had been no contact with the rebels.", "contact", "denied", "ministry"),
        ("The mayor denied the allegations of a secret contract.", "contract", "denied", "mayor"),
        ("The company rejected claims of a leak at the plant.", "leak", "denied", "company"),
        ("The governor now acknowledges his role in the sale of the port.", "sale", "asserted", "governor"),
        (
            "The Harbour Echo revealed a hidden contract with the port.",
            "contract",
            "asserted",
            "Harbour Echo",
        ),
        ("The paper has published information about a secret contract.", "contract", "asserted", "paper"),
        ("The union accused the owner of poisoning the river.", "poisoning", "asserted", "union"),
        ("The owner denied poisoning the river.", "poisoning", "denied", "owner"),
        # clauses: what was done is the key
        ("The owner denied that his firm had poisoned the river.", "poisoning", "denied", "owner"),
        ("The minister denied that the ferry had been overloaded.", "overloading", "denied", "minister"),
        ("The army denied it had hit the school.", "hitting", "denied", "army"),
        ("The union denied that it was behind the blockade.", "blockade", "denied", "union"),
        ("The owner admitted that his firm had poisoned the river.", "poisoning", "asserted", "owner"),
        ("Police dismissed reports that six nurses had been abducted.", "abducting", "denied", "Police"),
        ("The army said it was not true that it had shelled the port.", "shelling", "denied", "army"),
        ("The mayor said reports that the dam had burst were false.", "bursting", "denied", "mayor"),
        ("The army said the shelling was a mistake.", "intent", "denied", "army"),
        ("The shelling was a deliberate act, the mayor said.", "intent", "asserted", "mayor"),
        ("The army said the strike was not deliberate.", "intent", "denied", "army"),
    ],
)
def test_a_stance_has_a_key_a_side_and_a_speaker(text: str, key: str, polarity: str, speaker: str) -> None:
    """Denials, admissions, disclosures and opposed notions, each with the noun it is about."""
    assert [(key, polarity, speaker)] == told(text)


@pytest.mark.parametrize(
    "text",
    [
        "The two companies signed an agreement on Monday.",
        "The court rejected a request from the union.",
        "The owner denied that he had not paid.",
        "The court rejected a request that the case be heard.",
        "The union accused the owner.",
        "There was no doubt about the weather, the captain said.",
        "The agency published its yearly report.",
        "The minister confirmed that the road would open.",
        "An accident on the ring road held up traffic.",
        "Nobody said anything about a contract.",
    ],
)
def test_a_mere_mention_is_no_stance(text: str) -> None:
    """Precision comes first: only a statement about a proposition counts."""
    assert told(text) == []


def test_comments_hold_no_stances() -> None:
    """What readers write under an article is no source."""
    text = "The army said the shelling was a mistake."
    article = Article("a.txt", text, (Segment("comment", 0, len(text), "Reader"),))
    assert [claim for claim in extract_all(article)[0] if claim.kind == "stance"] == []


@given(
    st.text(
        alphabet=st.sampled_from("The army said no deal was done, denied it: a mistake. \n\"'()"),
        max_size=300,
    )
)
def test_every_stance_is_a_slice_of_its_text(text: str) -> None:
    """Whatever the text, nothing raises and a stance's words stand where it says."""
    for claim in stances_of(text):
        assert text[claim.start : claim.end] == claim.text
