"""A drift's picture in the web copy: time goes right, numbers go up."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from flows.issuing.drawing import BELOW_AXIS, Anchor, anchored, is_point

if TYPE_CHECKING:
    from collections.abc import Iterable

    from flows.issuing.model import Ladder, Step

# Room for the labels of the numbers' axis ("10,000" on a phone), and for half a point at the other end, in per cent.
_LEFT, _RIGHT = 14.0, 97.0
_TOP, _HEIGHT = 20, 200
# What a label takes, in pixels, and the width of the picture on a phone.
_LETTER, _LINE, _PHONE = 7.5, 15, 343
_POINT = 7


@dataclass(frozen=True, slots=True)
class Box:
    """Room that a point or a label takes: per cent across, pixels down."""

    left: float
    right: float
    top: float
    bottom: float

    def touches(self, other: Box) -> bool:
        """Return whether the two lie on each other."""
        beside = self.right <= other.left or other.right <= self.left
        return not (beside or self.bottom <= other.top or other.bottom <= self.top)


@dataclass(frozen=True, slots=True)
class Report:
    """A step of a drift: when, and which numbers, in pixels from the top; `told` is who says what."""

    x: float
    top: float
    bottom: float
    is_ours: bool
    is_open_up: bool
    is_open_down: bool
    value: str
    told: str
    anchor: Anchor

    @property
    def stated(self) -> float:
        """Where the number stands that is stated: the closed end of an open one, else the middle."""
        if self.is_open_up != self.is_open_down:
            return self.bottom if self.is_open_up else self.top
        return (self.top + self.bottom) / 2

    @property
    def box(self) -> Box:
        """The room its points take."""
        beside = 100 * _POINT / _PHONE
        return Box(self.x - beside, self.x + beside, self.top - _POINT, self.bottom + _POINT)

    def label(self, taken: list[Box]) -> Box | None:
        """Return the room for its value, above it or below; None where either would lie on something taken."""
        wide = 100 * len(self.value) * _LETTER / _PHONE
        left = {"start": self.x, "middle": self.x - wide / 2, "end": self.x - wide}[self.anchor]
        for base in (self.box.top - 3, self.box.bottom + _LINE):
            room = Box(left, left + wide, base - _LINE, base)
            if room.top >= 0 and room.bottom <= _TOP + _HEIGHT and not any(map(room.touches, taken)):
                return room
        return None


@dataclass(frozen=True, slots=True)
class Label:
    """The value of a report, where there is room for it."""

    x: float
    y: float
    anchor: Anchor
    text: str


@dataclass(frozen=True, slots=True)
class Chart:
    """A drift as drawn in the web copy; `lines` and `days` are places and labels of its two scales."""

    height: int
    axis_y: int
    left: float
    right: float
    lines: tuple[tuple[float, str], ...]
    days: tuple[tuple[float, str], ...]
    reports: tuple[Report, ...]
    labels: tuple[Label, ...]


def chart(block: Ladder) -> Chart:
    """Return where the dated steps of a drift stand; what finds no room for its label has it in the table."""
    axis = _TOP + _HEIGHT
    reports = tuple(_report(step, step.day) for step in block.steps if step.day is not None)
    return Chart(
        height=axis + BELOW_AXIS,
        axis_y=axis,
        left=_LEFT,
        right=_RIGHT,
        lines=tuple((_up(tick.at), tick.label) for tick in block.ticks),
        days=tuple((_across(tick.at), tick.label) for tick in block.days),
        reports=reports,
        labels=tuple(_labels(reports)),
    )


def _report(step: Step, day: float) -> Report:
    bar, x = step.bar, _across(day)
    bottom, top = _up(bar.start), _up(bar.start + bar.width)
    if is_point(bar):
        bottom = top = (bottom + top) / 2
    return Report(
        x=x,
        top=top,
        bottom=bottom,
        is_ours=bar.is_ours,
        is_open_up=bar.is_open_right,
        is_open_down=bar.is_open_left,
        value=step.value,
        told=", ".join(filter(None, [step.name, step.value, step.note])),
        anchor=anchored(x, x),
    )


def _labels(reports: tuple[Report, ...]) -> Iterable[Label]:
    """Yield the labels, those of the first and the last report before the others."""
    taken = [report.box for report in reports]
    for report in (*reports[:1], *reports[:0:-1]):
        room = report.label(taken)
        if room:
            taken.append(room)
            yield Label(report.x, room.bottom - 3, report.anchor, report.value)


def _across(at: float) -> float:
    return round(_LEFT + at * (_RIGHT - _LEFT) / 100, 2)


def _up(at: float) -> float:
    return round(_TOP + (100 - at) * _HEIGHT / 100, 1)
