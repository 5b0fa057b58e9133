"""Scales and bars: where a number lies on a line that a reader can compare others on."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from flows.issuing.model import Bar, Tick

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

# A bar for a single number is still to be seen: two per cent of 552 px are eleven.
NARROWEST = 2.0
# Below a tenfold span a linear scale from zero tells the sizes honestly; above it small numbers would vanish.
_LINEAR_SPAN = 10
_MOST_STEPS = 4
_ROUNDING = 1e-9
# How wide a bar is in the text part.
TEXT_COLUMNS = 34
_SHORT = ((1e12, "tn"), (1e9, "bn"), (1e6, "M"))

Extent = tuple[float | None, float | None]


@dataclass(frozen=True, slots=True)
class Scale:
    """A line from `bottom` to `top`, with ticks at equal distances."""

    kind: Literal["log", "linear"]
    bottom: float
    top: float
    steps: int

    def at(self, value: float) -> float:
        """Return the place of `value` in per cent of the width, 0 to 100."""
        if self.kind == "linear":
            share = (value - self.bottom) / (self.top - self.bottom)
        elif value <= self.bottom:
            share = 0.0
        else:
            share = math.log10(value / self.bottom) / math.log10(self.top / self.bottom)
        return 100 * min(max(share, 0.0), 1.0)

    def ticks(self) -> tuple[Tick, ...]:
        """Return the marks, the first at the left edge and the last at the right one."""
        return tuple(
            Tick(round(100 * step / self.steps, 2), tick_label(self._value(step)))
            for step in range(self.steps + 1)
        )

    def _value(self, step: int) -> float:
        share = step / self.steps
        if self.kind == "linear":
            return self.bottom + share * (self.top - self.bottom)
        return float(self.bottom * (self.top / self.bottom) ** share)


def scale_for(extents: Iterable[Extent], linear_span: float = _LINEAR_SPAN) -> Scale:
    """Return a scale that holds every `(low, high)`, with room to draw open ends as open.

    Linear from zero when the largest number is less than `linear_span` times the smallest or zero is among them and
    the rest is small; else logarithmic with whole powers of ten at the ends.
    """
    pairs = list(extents)
    ends = [end for pair in pairs for end in pair if end is not None]
    above = [low for low, high in pairs if high is None and low is not None]
    smallest, largest = min(ends, default=0.0), max(ends, default=1.0)
    reach = max([largest, *(low * 1.25 for low in above)])
    if (smallest <= 0 and largest <= 100) or largest < linear_span * smallest:  # noqa: PLR2004 - see the docstring
        return _linear(reach)
    return _logarithmic(max(smallest, 1.0), reach)


def bar(scale: Scale, extent: Extent, *, is_ours: bool = False) -> Bar:
    """Return the bar for `extent`; an end that is None runs to the edge of the scale."""
    low, high = extent
    start = 0.0 if low is None else scale.at(low)
    end = 100.0 if high is None else scale.at(high)
    if end - start < NARROWEST:
        middle = (start + end) / 2
        start = min(max(middle - NARROWEST / 2, 0.0), 100.0 - NARROWEST)
        end = start + NARROWEST
    return Bar(round(start, 2), round(end - start, 2), low is None, high is None, is_ours)


def tick_label(value: float) -> str:
    """Return a short label: 10, 2.5, 1,000, 5M, 2bn."""
    value = float(f"{value:.9g}")
    for size, suffix in _SHORT:
        if value >= size:
            return f"{value / size:,.10g}{suffix}"
    return f"{value:,.0f}" if value == round(value) else f"{value:g}"


def as_text(drawn: Bar, columns: int = TEXT_COLUMNS) -> str:
    """Return the bar as `columns` characters: dots, # where it lies, < and > at open ends."""
    first = min(int(drawn.start / 100 * columns), columns - 1)
    last = max(math.ceil((drawn.start + drawn.width) / 100 * columns) - 1, first)
    if drawn.width <= NARROWEST:
        first = last = min(int((drawn.start + drawn.width / 2) / 100 * columns), columns - 1)
    line = ["#" if first <= column <= last else "." for column in range(columns)]
    if drawn.is_open_left:
        line[0] = "<"
    if drawn.is_open_right:
        line[-1] = ">"
    return "".join(line)


def ticks_as_text(ticks: Sequence[Tick], columns: int = TEXT_COLUMNS) -> str:
    """Return the labels of `ticks` on one line, each under its place, those without room left out."""
    line = [" "] * columns
    free = 0
    for tick in ticks:
        size = len(tick.label)
        middle = round(tick.at / 100 * columns - size / 2)
        at = min(max(middle, 0), columns - size)
        if at >= free:
            line[at : at + size] = tick.label
            free = at + size + 1
    return "".join(line).rstrip()


def _linear(reach: float) -> Scale:
    rough = max(reach, 1.0) / _MOST_STEPS
    size = 10.0 ** math.floor(math.log10(rough))
    nice = [size * factor for factor in (1, 2, 2.5, 5, 10, 20, 50, 100)]
    steps = [1.0] if reach <= _MOST_STEPS else [step for step in nice if step >= rough]
    scales = (Scale("linear", 0.0, count * step, count) for step in steps if (count := _whole(reach / step)))
    return _first_readable(scales)


def _logarithmic(smallest: float, reach: float) -> Scale:
    bottom = math.floor(math.log10(smallest) + _ROUNDING)
    decades = _whole(math.log10(reach) - bottom)
    fewest = math.ceil(decades / _MOST_STEPS)
    scales = (
        Scale("log", 10.0**bottom, 10.0 ** (bottom + count * each), count)
        for each in range(fewest, decades + fewest + 1)
        if (count := math.ceil(decades / each))
    )
    return _first_readable(scales)


def _whole(share: float) -> int:
    return max(math.ceil(share - _ROUNDING), 1)


def _first_readable(scales: Iterable[Scale]) -> Scale:
    """Return the first scale whose labels all have room beside each other, else the last one."""
    scale: Scale | None = None
    for scale in scales:
        if ticks_as_text(scale.ticks()).split() == [tick.label for tick in scale.ticks()]:
            break
    if scale is None:
        raise ValueError("a scale needs at least one candidate")
    return scale
