"""A ladder's picture in the web copy: where its lines, points and labels stand."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from flows.issuing.display import shorten
from flows.issuing.ladder import NARROWEST

if TYPE_CHECKING:
    from flows.issuing.model import Bar, Ladder, Step

Anchor = Literal["start", "middle", "end"]

# Pixels; places across are per cent of the width.
TOP = 12
BELOW_AXIS = 24
LONGEST_LABEL = 24
_ROW_HEIGHT = 36
_THIRD = 100 / 3


@dataclass(frozen=True, slots=True)
class Mark:
    """What one step says, drawn as a line, a point, or a line with an open end, with its label above."""

    y: int
    start: float
    end: float
    middle: float
    is_point: bool
    is_ours: bool
    is_open_left: bool
    is_open_right: bool
    label: str
    label_x: float
    anchor: Anchor


@dataclass(frozen=True, slots=True)
class Picture:
    """A ladder as drawn in the web copy."""

    height: int
    axis_y: int
    marks: tuple[Mark, ...]


def picture(block: Ladder) -> Picture:
    """Return where the marks of a ladder stand; labels stand above them, where a phone has room too."""
    marks = tuple(_mark(step, TOP + row * _ROW_HEIGHT + 24) for row, step in enumerate(block.steps))
    axis = TOP + len(marks) * _ROW_HEIGHT
    return Picture(axis + BELOW_AXIS, axis, marks)


def _mark(step: Step, y: int) -> Mark:
    drawn = step.bar
    start, end = drawn.start, drawn.start + drawn.width
    middle = (start + end) / 2
    anchor = anchored(start, end)
    return Mark(
        y=y,
        start=round(start, 2),
        end=round(end, 2),
        middle=round(middle, 2),
        is_point=is_point(drawn),
        is_ours=drawn.is_ours,
        is_open_left=drawn.is_open_left,
        is_open_right=drawn.is_open_right,
        label=f"{shorten(step.name, LONGEST_LABEL)}, {shorten(step.value, LONGEST_LABEL)}",
        label_x=round({"start": start, "end": end, "middle": middle}[anchor], 2),
        anchor=anchor,
    )


def is_point(drawn: Bar) -> bool:
    """Return whether a bar stands for one number."""
    return drawn.width <= NARROWEST and not (drawn.is_open_left or drawn.is_open_right)


def anchored(start: float, end: float) -> Anchor:
    """Return where a label is held fast that must not leave the picture, beside what reaches from start to end."""
    return "start" if start < _THIRD else "end" if end > 2 * _THIRD else "middle"
