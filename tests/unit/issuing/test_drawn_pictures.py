"""The web copy's pictures: numbers stand where their scale says, open ends are open, labels are apart."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import combinations, pairwise

import pytest

from flows.issuing.chart import chart
from flows.issuing.dumbbells import dumbbells
from flows.issuing.model import FigureTable, Ladder
from flows.issuing.timescale import timescale_for
from tests.support.issue_rows import Row, claim, digest, measure

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)
ABOVE = {"bound": "above"}


def vehicles(trucks: Row, others: Row) -> FigureTable:
    """Return a table of two things counted by the same two sources; X gives 10 trucks, Y 30 buses."""
    made = digest(
        [measure("a", "truck"), measure("b", "bus")],
        [
            claim("a", 1, 10, 10, "X"),
            claim("a", 2, speaker="Y", **trucks),
            claim("b", 1, 30, 30, "Y"),
            claim("b", 2, speaker="X", **others),
        ],
    )
    (table,) = made.disagreements
    assert isinstance(table, FigureTable)
    return table


def drift(*told: tuple[int, float, float | None]) -> Ladder:
    """Return a toll as told: hours after noon, least and most."""
    made = digest(
        [measure("a", verdict="drift")],
        [
            claim("a", n, low, high, f"S{n}", published_at=f"{NOON + timedelta(hours=hours)}")
            | ({} if high else ABOVE)
            for n, (hours, low, high) in enumerate(told, start=1)
        ],
    )
    (ladder,) = made.disagreements
    assert isinstance(ladder, Ladder)
    return ladder


def test_a_figure_table_is_drawn_on_one_linear_scale() -> None:
    """Twice the number is twice as far from zero; the number at the left has its value at its left."""
    picture = dumbbells(vehicles({"low": 40, "high": 40}, {"low": 60, "high": 60}))
    zero = picture.marks[0][0]
    trucks, buses = picture.pairs
    assert [weight.value for weight in trucks.weights] == ["10", "40"]
    assert [weight.column for weight in buses.weights] == [1, 0]
    assert [weight.anchor for weight in trucks.weights] == ["end", "start"]
    ten, forty = (weight.start - zero for weight in trucks.weights)
    assert forty == pytest.approx(4 * ten, rel=0.01)
    assert picture.marks[0][1] == "0"


def test_an_open_number_of_a_figure_table_is_drawn_open() -> None:
    """A lower bound of 60 has its point at 60, an arrow away from it, and its value beyond the arrow."""
    picture = dumbbells(
        vehicles({"low": None, "high": 40, "bound": "below"}, {"low": 60, "high": None} | ABOVE)
    )
    most, least = (pair.weights[-1] for pair in picture.pairs)
    assert (most.value, most.is_open_left, most.is_open_right) == ("≤\u00a040", True, False)
    assert (least.value, least.is_open_left, least.is_open_right) == ("≥\u00a060", False, True)
    assert least.dx > most.dx > 0
    assert least.start == least.end


def test_a_number_that_one_source_does_not_give_is_not_drawn() -> None:
    """The row has the other's alone, and no line."""
    made = digest(
        [measure("a", "truck"), measure("b", "bus")],
        [
            claim("a", 1, 10, 10, "X"),
            claim("a", 2, 50, 50, "Y"),
            claim("b", 1, 13, 13, "Y"),
            claim("b", 2, 30, 30, "X"),
        ],
        companions=[claim("b", 0, 100, None, "Y", unit="car", role="beside", **ABOVE)],
    )
    (table,) = made.disagreements
    assert isinstance(table, FigureTable)
    assert [len(pair.weights) for pair in dumbbells(table).pairs] == [2, 2, 1]


def test_a_drift_is_drawn_by_when_each_number_was_told() -> None:
    """Time goes right and numbers up; a lower bound stands at what it states, and points upwards."""
    picture = chart(drift((0, 58, None), (6, 72, 72), (24, 86, 86)))
    assert [report.x for report in picture.reports] == sorted(report.x for report in picture.reports)
    first, second, third = (report.x for report in picture.reports)
    assert third - second == pytest.approx(3 * (second - first), rel=0.01)
    assert [report.stated for report in picture.reports] == sorted(
        (report.stated for report in picture.reports), reverse=True
    )
    assert [report.is_open_up for report in picture.reports] == [True, False, False]
    assert {label.text for label in picture.labels} == {"≥\u00a058", "72", "86"}


def test_labels_without_room_are_left_to_the_table() -> None:
    """Thirty reports within an hour: those labels that are drawn lie apart, the first and the last are among them."""
    picture = chart(drift(*((0, 100 + n / 10, 100 + n / 10) for n in range(30)), (9, 200, 200)))
    assert 2 <= len(picture.labels) < 30
    assert {"100", "200"} <= {label.text for label in picture.labels}
    for one, other in combinations(picture.labels, 2):
        assert abs(one.y - other.y) >= 15 or abs(one.x - other.x) > 3


def test_numbers_without_a_date_are_told_as_not_drawn() -> None:
    """They keep their row in the table; where fewer than two moments are known, no line of time is drawn."""
    told = [claim("a", 1, 58, 58, "X", published_at=f"{NOON}"), claim("a", 2, 72, 72, "Y")]
    (one,) = digest([measure("a", verdict="drift")], told).disagreements
    told.append(claim("a", 3, 90, 90, "Z", published_at=f"{NOON + timedelta(days=2)}"))
    (two,) = digest([measure("a", verdict="drift")], told).disagreements
    assert isinstance(one, Ladder)
    assert isinstance(two, Ladder)
    assert ((), "") == (one.days, one.undated)
    assert two.undated == "1 number without a date is not drawn."
    assert [step.name for step in two.steps] == ["X", "Z", "Y"]
    assert len(chart(two).reports) == 2


@pytest.mark.parametrize(
    ("span", "labels"),
    [
        (timedelta(minutes=30), ["20 Nov 12:00", "13:00"]),
        (timedelta(hours=20), ["20 Nov 12:00", "18:00", "21 Nov", "06:00", "12:00"]),
        (timedelta(days=3), ["20 Nov", "21 Nov", "22 Nov", "23 Nov", "24 Nov"]),
        (timedelta(days=20), ["16 Nov", "23 Nov", "30 Nov", "7 Dec", "14 Dec"]),
        (timedelta(days=270), ["31 Aug 2026", "30 Nov 2026", "1 Mar 2027", "31 May 2027", "30 Aug 2027"]),
    ],
)
def test_the_line_of_time_has_few_marks_at_whole_steps(span: timedelta, labels: list[str]) -> None:
    """Hours, days or weeks, as the span has it; all moments lie between the first mark and the last."""
    scale = timescale_for([NOON + timedelta(minutes=20), NOON + timedelta(minutes=5) + span])
    assert scale is not None
    assert [tick.label for tick in scale.ticks()] == labels
    assert all(one.at < other.at for one, other in pairwise(scale.ticks()))
    assert scale.at(NOON + span) <= 100


@pytest.mark.parametrize(("first", "last"), [(1, 1), (1, 9999), (9999, 9999), (1998, 2007), (1914, 2026)])
def test_the_line_of_time_holds_any_span(first: int, last: int) -> None:
    """Archives are old, and feeds give any year there is: there are never more than five marks."""
    moments = [datetime(first, 1, 1, tzinfo=UTC), datetime(last, 12, 31, 23, tzinfo=UTC)]
    scale = timescale_for(moments)
    assert scale is not None
    assert len(scale.ticks()) <= 5
    assert [True, True] == [0 <= scale.at(moment) <= 100 for moment in moments]
