"""A figure table's picture in the web copy: a dumbbell a row, the numbers of both sources joined by a line."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from flows.issuing.display import shorten
from flows.issuing.drawing import BELOW_AXIS, LONGEST_LABEL, Anchor, is_point

if TYPE_CHECKING:
    from flows.issuing.model import Bar, Figure, FigureTable, TableRow

# Room for the numbers beside the outermost points, also on a phone: 55 of 343 pixels, in per cent.
_BESIDE = 16.0
_ROW_HEIGHT = 46
_LINE = 32
_BESIDE_A_POINT = 11
_BESIDE_AN_ARROW = 27


@dataclass(frozen=True, slots=True)
class Weight:
    """A number of a dumbbell: its points, with an arrow where it is open, and its value beside it.

    Attributes:
        column: which source says it, 0 or 1.
        dx: how many pixels the value stands beside `label_x`.
    """

    column: int
    start: float
    end: float
    is_open_left: bool
    is_open_right: bool
    value: str
    label_x: float
    dx: int
    anchor: Anchor


@dataclass(frozen=True, slots=True)
class Pair:
    """A row of a figure table: the numbers of both sources, joined by a line."""

    y: int
    label: str
    weights: tuple[Weight, ...]


@dataclass(frozen=True, slots=True)
class Dumbbells:
    """A figure table as drawn in the web copy; `marks` are places and labels of its scale."""

    height: int
    axis_y: int
    marks: tuple[tuple[float, str], ...]
    pairs: tuple[Pair, ...]


def dumbbells(block: FigureTable) -> Dumbbells:
    """Return where the numbers of a figure table stand, each row on a line of its own."""
    pairs = tuple(_pair(row, number * _ROW_HEIGHT) for number, row in enumerate(block.rows))
    axis = len(pairs) * _ROW_HEIGHT + 4
    marks = tuple((_inside(tick.at), tick.label) for tick in block.ticks)
    return Dumbbells(axis + BELOW_AXIS, axis, marks, pairs)


def _pair(row: TableRow, top: int) -> Pair:
    told = [(column, one) for column, one in enumerate(row.figures) if one]
    told.sort(key=lambda one: (_stated(one[1].bar)[0], one[0]))
    weights = tuple(
        _weight(column, one, is_left=place == 0 and len(told) > 1) for place, (column, one) in enumerate(told)
    )
    return Pair(top + _LINE, shorten(row.label, 2 * LONGEST_LABEL), weights)


def _weight(column: int, one: Figure, *, is_left: bool) -> Weight:
    start, end = _stated(one.bar)
    has_arrow = one.bar.is_open_left if is_left else one.bar.is_open_right
    beside = _BESIDE_AN_ARROW if has_arrow else _BESIDE_A_POINT
    return Weight(
        column=column,
        start=start,
        end=end,
        is_open_left=one.bar.is_open_left,
        is_open_right=one.bar.is_open_right,
        value=one.value,
        label_x=start if is_left else end,
        dx=-beside if is_left else beside,
        anchor="end" if is_left else "start",
    )


def _stated(drawn: Bar) -> tuple[float, float]:
    """Return where what is stated begins and ends; an open end is not, and a point has both in one place."""
    start, end = drawn.start, drawn.start + drawn.width
    if drawn.is_open_left:
        start = end
    elif drawn.is_open_right:
        end = start
    elif is_point(drawn):
        start = end = (start + end) / 2
    return _inside(start), _inside(end)


def _inside(at: float) -> float:
    return round(_BESIDE + at * (100 - 2 * _BESIDE) / 100, 2)
