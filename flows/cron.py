"""Cron expressions: is this one, and if not, what is wrong with it.

The five fields and what may stand in each are those of crontab(5): numbers, names of months and weekdays,
ranges, lists and steps. Other dialects' signs (@daily, L, #, ?) are not among them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

EXAMPLE = '"*/15 * * * *" (every quarter of an hour) or "0 7 * * 1-5" (7:00 on weekdays)'

_ITEM = re.compile(r"(?P<first>\*|\w+)(-(?P<last>\w+))?(/(?P<step>\d{1,3}))?", re.ASCII)


@dataclass(frozen=True, slots=True)
class _Field:
    name: str
    least: int
    most: int
    names: tuple[str, ...] = ()

    @property
    def allowed(self) -> str:
        """What may stand here, for a person."""
        named = f" or {self.names[0]}-{self.names[-1]}" if self.names else ""
        return f"{self.least}-{self.most}{named}"

    def value(self, text: str) -> int:
        """Return the number that `text` stands for; ValueError when it is none of this field."""
        if text.lower() in self.names:
            return self.names.index(text.lower()) + self.least
        if text.isdecimal() and self.least <= int(text) <= self.most:
            return int(text)
        raise ValueError(f"{text!r} is no {self.name}; expected {self.allowed}")


_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_WEEKDAYS = ("sun", "mon", "tue", "wed", "thu", "fri", "sat")
_FIELDS = (
    _Field("minute", 0, 59),
    _Field("hour", 0, 23),
    _Field("day of the month", 1, 31),
    _Field("month", 1, 12, _MONTHS),
    _Field("weekday", 0, 7, _WEEKDAYS),
)


def checked(expression: str) -> str:
    """Return `expression` unchanged when it is a cron expression.

    Raises:
        ValueError: it is none; says which part, what is expected there, and an example.
    """
    parts = expression.split()
    if len(parts) != len(_FIELDS):
        raise ValueError(
            f"{expression!r} has {len(parts)} fields; expected five, minute hour day month weekday, such as {EXAMPLE}"
        )
    for field, part in zip(_FIELDS, parts, strict=True):
        for item in part.split(","):
            try:
                _check(field, item)
            except ValueError as error:
                raise ValueError(f"{expression!r}: {error}; such as {EXAMPLE}") from None
    return expression


def _check(field: _Field, item: str) -> None:
    found = _ITEM.fullmatch(item)
    if found is None or (found["first"] == "*" and found["last"]):
        raise ValueError(f"{item!r} is no {field.name}; expected *, {field.allowed}, a range or a step")
    if found["step"] and not 0 < int(found["step"]) <= field.most:
        raise ValueError(f"a step of {found['step']} in {item!r}; expected 1-{field.most}")
    if found["first"] == "*":
        return
    first = field.value(found["first"])
    if found["last"] and field.value(found["last"]) < first:
        raise ValueError(f"{item!r} runs backwards; expected the lower {field.name} first")
    if found["step"] and not found["last"]:
        raise ValueError(
            f"{item!r} has a step but no range; expected */{found['step']} or {first}-{field.most}"
        )
