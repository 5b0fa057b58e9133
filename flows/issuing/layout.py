"""Where things stand in the text part; and pages without what is sent unseen."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from flows.issuing.display import columns
from flows.issuing.ladder import TEXT_COLUMNS, as_text, ticks_as_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from flows.issuing.model import Step, Tick

WIDTH = 72
_NAME = 22
_VALUE = 12
_LONGEST_WORD = 60
# A character with the marks and joiners that belong to it.
_PARTS = re.compile(r" *.(?:[\u0300-\u036f\ufe0f\U0001f3fb-\U0001f3ff]|\u200d.)*")


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
