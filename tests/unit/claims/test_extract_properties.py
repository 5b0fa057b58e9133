"""What holds of every extraction, whatever the text."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from flows.claims import extract, extract_all, unit_class, unit_classes
from flows.claims.explain import Explain
from flows.records import Article, Segment

_VOCABULARY = """
the a his 5 12 1,200 2011 forty dozens hundreds of them people soldiers children men trucks wife one no were was be to
killed killing wounded died left said that who including among others dead in near on at least Paris Monday T-72
and or , . - “ ” ( ) % $
"""
_WORDS = st.sampled_from([*_VOCABULARY.split(), "\n"])
_TEXTS = st.one_of(st.text(max_size=300), st.lists(_WORDS, max_size=60).map(" ".join))


def article_of(text: str) -> Article:
    """Return `text` as an article of one body."""
    return Article("a.txt", text, (Segment("body", 0, len(text)),), outlet="The Herald")


@settings(max_examples=400, deadline=None)
@given(_TEXTS)
def test_every_claim_is_a_slice_and_they_come_in_order(text: str) -> None:
    """A claim's text and sentence stand in the article at its offsets, in order of start, twice the same."""
    article = article_of(text)
    found, attributions = extract_all(article)
    assert [text[claim.start : claim.end] for claim in found] == [claim.text for claim in found]
    assert all(claim.sentence in text and claim.text for claim in found)
    assert sorted(claim.start for claim in found) == [claim.start for claim in found]
    assert (found, attributions) == extract_all(article)


@settings(max_examples=200, deadline=None)
@given(_TEXTS)
def test_counts_are_the_counts_of_everything(text: str) -> None:
    """`extract` gives exactly the counts of `extract_all`."""
    article = article_of(text)
    assert [claim for claim in extract_all(article)[0] if claim.kind == "count"] == extract(article)


def test_explain_tells_what_became_of_each_number() -> None:
    """A number that became a claim and one that was left out both have a step with its rule."""
    explain = Explain()
    extract(article_of("A blast killed nine people in 2011."), explain=explain)
    assert [("nine people", True, "object"), ("2011", False, "year")] == [
        (step.text, step.is_claim, step.rule) for step in sorted(explain.steps, key=lambda step: step.start)
    ]


def test_units_have_classes_and_parents() -> None:
    """A militant counts as a fighter and fighters are persons; a lorry is a truck and trucks are vehicles."""
    table = unit_classes()
    assert ("militant", "fighter", "person") in table
    assert ("lorry", "truck", "vehicle") in table
    assert ["fighter", "person", "child", "truck", "other"] == [
        unit_class(unit) for unit in ("militant", "person", "girl", "lorry", "month")
    ]


def test_a_long_text_without_a_full_stop_is_read_in_pieces() -> None:
    """A text of one endless sentence is cut, and its claims keep their places."""
    text = "killed 5 people and " * 2000
    found = extract(article_of(text))
    assert 1990 <= len(found) <= 2000
    assert all(text[claim.start : claim.end] == claim.text for claim in found)
