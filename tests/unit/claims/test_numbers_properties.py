"""Properties of the number reader that hold for any text."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from flows.claims.numbers import Number, find_candidates, find_numbers
from flows.claims.text import Sentence, fold, lowered, sentences

# Pieces of number phrases, so that random texts come near to real ones.
_HEDGES = [
    "at",
    "least",
    "more than",
    "between",
    "and",
    "or",
    "to",
    "-",
    "from",
    "about",
    "some",
    "up to",
    "+",
]
_WORDS = [
    "a",
    "an",
    "no",
    "one",
    "two",
    "twenty",
    "hundred",
    "million",
    "dozen",
    "dozens",
    "half",
    "third",
    "point",
]
_DIGITS = [
    "1",
    "20",
    "2016",
    "1.5",
    ".5",
    "3/4",
    "½",
    "٣",
    "k",
    "M",
    "$",
    "€",
    "%",
    "km",
    "minus",
    "(",
    ")",
    "–",
]
_COMPANY = ["years", "old", "aged", "October", "won", "voted", "people", "İ", "ß", "\u00a0", "\u200f", "-odd"]
_PIECES = st.sampled_from(_HEDGES + _WORDS + _DIGITS + _COMPANY)
_TEXTS = st.text(max_size=80) | st.lists(_PIECES, max_size=20).map(" ".join) | st.lists(_PIECES).map("".join)


def _read(text: str) -> list[tuple[Sentence, Number]]:
    folded = fold(text)
    return [(piece, number) for piece in sentences(folded, 0, len(folded)) for number in find_numbers(piece)]


@settings(max_examples=400)
@given(_TEXTS)
def test_any_text_is_read(text: str) -> None:
    """No text raises; spans lie in their sentence, the value within the span, in order of start."""
    found = _read(text)
    for sentence, number in found:
        assert (
            sentence.start
            <= number.start
            <= number.value_start
            < number.value_end
            <= number.end
            <= sentence.end
        )
    starts = [number.value_start for _, number in found]
    assert sorted(starts) == starts


@settings(max_examples=300)
@given(_TEXTS)
def test_reading_again_gives_the_same(text: str) -> None:
    """The same text gives the same numbers."""
    assert _read(text) == _read(text)


@settings(max_examples=300)
@given(_TEXTS)
def test_bounds_agree_with_ends(text: str) -> None:
    """Above is open above, below is open below, and no interval is upside down."""
    for _, number in _read(text):
        assert (number.bound == "above") == (number.high is None)
        assert (number.bound == "below") == (number.low is None)
        if number.low is not None and number.high is not None:
            assert number.low <= number.high


@settings(max_examples=200)
@given(_TEXTS)
def test_candidates_lie_in_the_sentence(text: str) -> None:
    """Candidates of any text lie within it, in order."""
    found = find_candidates(Sentence(text, 0, len(text)))
    spans = [(number.start, number.end) for number in found]
    assert spans == sorted(spans)
    assert all(0 <= start < end <= len(text) for start, end in spans)


@given(st.text())
def test_lower_case_keeps_the_length(text: str) -> None:
    """Lower case never moves an offset."""
    assert len(text) == len(lowered(text))


@given(st.integers(min_value=0, max_value=10**9))
def test_digits_are_read_as_written(value: int) -> None:
    """A whole number between words is read with its value, with and without separators."""
    for text in (f"Then {value} trucks came", f"Then {value:,} trucks came"):
        assert [value] == [number.low for _, number in _read(text) if number.rule != "year"]
