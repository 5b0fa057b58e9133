"""Where things stand: lines of the text part, rows of the web copy's picture."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

from flows.issuing.display import columns, shorten
from flows.issuing.ladder import TEXT_COLUMNS, as_text, ticks_as_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from flows.issuing.model import Ladder, Step, Tick

WIDTH = 72
_NAME = 22
_VALUE = 12
_LONGEST_WORD = 60
# A character with the marks and joiners that belong to it.
_PARTS = re.compile(r" *.(?:[\u0300-\u036f\ufe0f\U0001f3fb-\U0001f3ff]|\u200d.)*")
_ROW_HEIGHT = 36
_TOP = 12
_LONGEST_LABEL = 24
_THIRD = 100 / 3


def fill(text: str, indent: int = 0, hanging: int | None = None) -> str:
    """Return `text` in lines of at most 72 columns, the first indented by `indent`, the others by `hanging`.

    Wide characters count two columns; a word longer than a line is parted where the line ends.
    """
    later = indent if hanging is None else hanging
    lines, line, is_empty = [], " " * indent, True
    for word in _pieces(text):
        if not is_empty and columns(line) + columns(word.rstrip()) > WIDTH:
            lines.append(line.rstrip())
            line, is_empty = " " * later, True
            word = word.lstrip()  # noqa: PLW2901 - a line does not begin with the space it was cut at
        line += word
        is_empty = False
    return "\n".join([*lines, line.rstrip()])


def pad(text: str, wide: int) -> str:
    """Return `text` filled with spaces to `wide` columns, and one space at least."""
    return text + " " * max(wide - columns(text), 1)


def ladder_row(step: Step) -> str:
    """Return a step as name, value and bar on one line; what is too long for that gets lines of its own."""
    bar = as_text(step.bar)
    if columns(step.value) > _VALUE:
        return f"{fill(step.name, 2)}\n{fill(step.value, 4)}\n{' ' * (WIDTH - TEXT_COLUMNS)}{bar}"
    value = " " * (_VALUE - columns(step.value)) + step.value
    if columns(step.name) <= _NAME:
        return f"  {step.name}{' ' * (_NAME - columns(step.name))}{value}  {bar}"
    return f"{fill(step.name, 2)}\n{' ' * (_NAME + 2)}{value}  {bar}"


def tick_row(ticks: Sequence[Tick]) -> str:
    """Return the labels of a scale under the bars."""
    return " " * (WIDTH - TEXT_COLUMNS) + ticks_as_text(ticks)


def tidy(text: str) -> str:
    """Return `text` without spaces at line ends and without more than one empty line in a row."""
    lines = "\n".join(line.rstrip() for line in text.splitlines())
    return re.sub(r"\n{3,}", "\n\n", lines).strip() + "\n"


def without_blank_lines(page: str) -> str:
    """Return a page without empty lines and without indentation: neither is seen, both are sent."""
    return "\n".join(line.strip() for line in page.splitlines() if line.strip()) + "\n"


@dataclass(frozen=True, slots=True)
class Mark:
    """A row of the picture: where its line runs and its label stands, in per cent across and pixels down."""

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
    anchor: str


@dataclass(frozen=True, slots=True)
class Picture:
    """A ladder as drawn in the web copy."""

    height: int
    axis_y: int
    marks: tuple[Mark, ...]


def picture(block: Ladder) -> Picture:
    """Return where the marks of a ladder stand; labels stand above them, where a phone has room too."""
    marks = tuple(_mark(step, _TOP + row * _ROW_HEIGHT + 24) for row, step in enumerate(block.steps))
    axis = _TOP + len(marks) * _ROW_HEIGHT
    return Picture(axis + 24, axis, marks)


def _mark(step: Step, y: int) -> Mark:
    drawn = step.bar
    start, end = drawn.start, drawn.start + drawn.width
    is_point = drawn.width <= 2 and not (drawn.is_open_left or drawn.is_open_right)  # noqa: PLR2004 - the narrowest bar
    middle = (start + end) / 2
    anchor = "start" if start < _THIRD else "end" if end > 2 * _THIRD else "middle"
    return Mark(
        y=y,
        start=round(start, 2),
        end=round(end, 2),
        middle=round(middle, 2),
        is_point=is_point,
        is_ours=drawn.is_ours,
        is_open_left=drawn.is_open_left,
        is_open_right=drawn.is_open_right,
        label=f"{shorten(step.name, _LONGEST_LABEL)}, {shorten(step.value, _LONGEST_LABEL)}",
        label_x=round({"start": start, "end": end, "middle": middle}[anchor], 2),
        anchor=anchor,
    )


def _pieces(text: str) -> list[str]:
    """Return words with the spaces before them; what is wide or longer than a line may be parted anywhere."""
    pieces: list[str] = []
    for piece in re.findall(r" *[^ ]+", text):
        is_wide = any(unicodedata.east_asian_width(character) in {"W", "F"} for character in piece)
        if is_wide or columns(piece) > _LONGEST_WORD:
            pieces.extend(_PARTS.findall(piece))
        else:
            pieces.append(piece)
    return pieces
