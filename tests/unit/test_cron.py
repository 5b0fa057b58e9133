"""Cron expressions: what is one, what is none and what is said of it."""

from __future__ import annotations

import pytest
from prefect.schedules import Cron

from flows.cron import EXAMPLE, checked

GOOD = (
    "* * * * *",
    "*/15 * * * *",
    "0 7 * * 1-5",
    "5,35 6-20/2 1,15 jan-jun sun",
    "0 0 31 12 7",
    "59 23 * DEC Sat",
)
BAD = {
    "every day": "'every day' has 2 fields; expected five, minute hour day month weekday, such as ",
    "@daily": "'@daily' has 1 fields; expected five, minute hour day month weekday, such as ",
    "0 0 7 * * *": "'0 0 7 * * *' has 6 fields; expected five, minute hour day month weekday, such as ",
    "60 * * * *": "'60 * * * *': '60' is no minute; expected 0-59; such as ",
    "0 7 0 * *": "'0 7 0 * *': '0' is no day of the month; expected 1-31; such as ",
    "0 7 * * moonday": "'0 7 * * moonday': 'moonday' is no weekday; expected 0-7 or sun-sat; such as ",
    "0 7 L * *": "'0 7 L * *': 'L' is no day of the month; expected 1-31; such as ",
    "*/0 * * * *": "'*/0 * * * *': a step of 0 in '*/0'; expected 1-59; such as ",
    "0 20-7 * * *": "'0 20-7 * * *': '20-7' runs backwards; expected the lower hour first; such as ",
    "5/15 * * * *": "'5/15 * * * *': '5/15' has a step but no range; expected */15 or 5-59; such as ",
    "0 7: * * *": "'0 7: * * *': '7:' is no hour; expected *, 0-23, a range or a step; such as ",
}


@pytest.mark.parametrize("expression", GOOD)
def test_what_is_taken_prefect_takes_too(expression: str) -> None:
    """An expression that passes here is one that Prefect can schedule."""
    assert expression == checked(expression)
    assert expression == Cron(expression, timezone="Europe/Berlin").cron


@pytest.mark.parametrize(("expression", "said"), BAD.items())
def test_what_is_refused_is_explained(expression: str, said: str) -> None:
    """The message names the part, what is expected there, and shows two that are right."""
    with pytest.raises(ValueError, match="such as") as refused:
        checked(expression)
    assert said + EXAMPLE == str(refused.value)
