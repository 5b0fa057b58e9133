"""Scales and bars: honest places, open ends, labels that can be read."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from flows.issuing.ladder import NARROWEST, TEXT_COLUMNS, as_text, bar, scale_for, tick_label, ticks_as_text
from flows.issuing.model import Bar, Tick

numbers = st.one_of(st.integers(0, 10**9), st.floats(0, 1e12, allow_nan=False))
ends = st.tuples(st.none() | numbers, st.none() | numbers).map(
    lambda pair: pair if None in pair else (min(pair), max(pair))  # type: ignore[type-var]
)


def test_a_wide_span_is_logarithmic_with_whole_powers() -> None:
    """24 to 9,999 lies on a scale from 10 to 10,000, each step ten times the last."""
    scale = scale_for([(24, 60), (250, 250), (300, 350), (2000, 9999)])
    assert ["10", "100", "1,000", "10,000"] == [tick.label for tick in scale.ticks()]
    assert 50 == scale.at(316.227766016838)


def test_a_small_span_is_linear_from_zero() -> None:
    """Numbers less than tenfold apart start from zero, so that lengths compare as the numbers do."""
    scale = scale_for([(3750, 3750), (4000, 4000)])
    assert ("linear", 0) == (scale.kind, scale.bottom)
    assert ["0", "1,000", "2,000", "3,000", "4,000"] == [tick.label for tick in scale.ticks()]


def test_zero_has_a_place() -> None:
    """None at all against dozens is drawn on a linear scale, where zero is a place."""
    scale = scale_for([(0, 0), (24, 60)])
    assert "linear" == scale.kind
    assert 0 == scale.at(0)


def test_open_ends_run_to_the_edge() -> None:
    """At least 100 is drawn to the right edge with room to be seen as open, at most 50 from the left."""
    scale = scale_for([(None, 50), (100, None)])
    below, above = bar(scale, (None, 50)), bar(scale, (100, None))
    assert (0, True, False) == (below.start, below.is_open_left, below.is_open_right)
    assert (100, True) == (above.start + above.width, above.is_open_right)
    assert above.width > NARROWEST


def test_text_bars_show_open_ends() -> None:
    """In the text part # lies where the bar does, and < or > ends it where it is open."""
    assert "..##......" == as_text(Bar(20, 20), 10)
    assert "<####....." == as_text(Bar(0, 50, is_open_left=True), 10)
    assert ".....####>" == as_text(Bar(50, 50, is_open_right=True), 10)
    assert ".....#...." == as_text(Bar(49.5, 2), 10)


def test_tick_labels_are_short() -> None:
    """Large numbers are shortened, rounding errors of the scale are not shown."""
    assert ["0", "2.5", "10,000", "5M", "2bn", "1tn"] == [
        tick_label(value) for value in (0, 2.5, 10_000, 4_999_999.999_999_9, 2e9, 1e12)
    ]


def test_ticks_stand_under_their_places() -> None:
    """The first label begins the line, the last ends it, and one without room is left out."""
    assert "0    50  100" == ticks_as_text((Tick(0, "0"), Tick(50, "50"), Tick(100, "100")), 12)
    assert "1,000" == ticks_as_text((Tick(0, "1,000"), Tick(10, "2,000")), 8)


@given(st.lists(ends, min_size=1, max_size=8))
def test_every_bar_lies_on_its_scale(extents: list[tuple[float | None, float | None]]) -> None:
    """Whatever the numbers, bars stay within 0 to 100, can be seen, and every label has room in the text part."""
    scale = scale_for(extents)
    for extent in extents:
        drawn = bar(scale, extent)
        assert drawn.start >= 0
        assert drawn.start + drawn.width <= 100.01
        assert drawn.width >= NARROWEST - 0.01
        assert TEXT_COLUMNS == len(as_text(drawn))
    labels = [tick.label for tick in scale.ticks()]
    assert labels == ticks_as_text(scale.ticks()).split()
    assert (0, 100) == (scale.ticks()[0].at, scale.ticks()[-1].at)


@given(st.lists(numbers, min_size=2, max_size=6))
def test_a_larger_number_never_lies_further_left(values: list[float]) -> None:
    """Order on the scale is order of the numbers."""
    scale = scale_for([(value, value) for value in values])
    places = [scale.at(value) for value in sorted(values)]
    assert sorted(places) == places
