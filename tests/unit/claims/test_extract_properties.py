"""What holds of every extraction, whatever the text."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flows.claims import extract, extract_all, unit_class, unit_classes
from flows.claims.explain import Explain
from tests.support.extraction import HOSTILE, VOCABULARY, article_of, broken_promise, repeated

if TYPE_CHECKING:
    from types import FrameType

_WORDS = st.sampled_from([*VOCABULARY, "\n"])
_TEXTS = st.one_of(st.text(max_size=300), st.lists(_WORDS, max_size=60).map(" ".join))
# Twice the text may take twice the calls, and a little for where sentences are cut.
_PROPORTION = 2.2
# Two sentences at their longest.
_SHORT = 2_400


@settings(max_examples=300)
@given(_TEXTS)
def test_every_claim_is_a_slice_and_they_come_in_order(text: str) -> None:
    """A claim's text and sentence stand in the article at its offsets, in order of start, twice the same."""
    assert broken_promise(text) == ""


def test_a_line_end_inside_a_run_of_digits_is_no_digit() -> None:
    """A number whose scale stands on the next line is read, not broken on."""
    assert broken_promise("Paris denied 64\nb") == ""


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_text_costs_in_proportion_to_its_length(name: str) -> None:
    """Twice as much of the same takes no more than twice the calls of functions, Python's own included."""
    extract_all(article_of(repeated(name, _SHORT)))
    half, whole = (_calls(repeated(name, characters)) for characters in (_SHORT, 2 * _SHORT))
    assert whole <= _PROPORTION * half


def _calls(text: str) -> int:
    """Return how many calls an extraction makes."""
    calls = 0

    def count(_frame: FrameType, event: str, _of: object) -> None:
        nonlocal calls
        calls += event in {"call", "c_call"}

    article = article_of(text)
    sys.setprofile(count)
    try:
        extract_all(article)
    finally:
        sys.setprofile(None)
    return calls


@settings(max_examples=200)
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
