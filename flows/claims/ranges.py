"""Two numbers that are one: ranges ("20 to 30"), shares ("one in five"), quantities in two units ("5 ft 2 in")."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING

from flows.claims.quantities import Quantity, joined_factor
from flows.claims.rules import expand

if TYPE_CHECKING:
    import re
    from collections.abc import Sequence

    from flows.claims.amounts import Amount
    from flows.claims.rules import Rule
    from flows.records import Bound

_LONGEST_GAP = 24
_PAIR = 2
_CHANGE_REACH = 40  # how far before "from 20 to 30" a verb of change may stand
_LAST_DAY = 31
_MONTH_REACH = 11
_HIGHEST_SCORE = 300
# "20 or 30" is a range, "one or 300" is not; "rose by 20 to 30" is one, "rose by 20 to 4,100" is not.
_WIDEST_CHOICE = 5


@dataclass(slots=True)
class Draft:
    """A number on its way: `start` takes in hedge and currency, `end` unit and trailing hedge."""

    start: int
    end: int
    amount: Amount
    low: float
    high: float
    value_end: int
    hedges: tuple[Rule, ...] = ()
    bare_start: int = 0
    quantity: Quantity | None = None
    rule: str = ""
    is_range: bool = False
    left_out: str | None = None

    @property
    def opens_range(self) -> bool:
        """Whether a hedge asks for two numbers ("between", "from")."""
        return any("range" in rule.yields for rule in self.hedges)

    @property
    def bound(self) -> Bound:
        """What the hedges make of it; above and below outweigh about, about outweighs exact."""
        if self.is_range:
            return "range"
        bounds = [rule.yields.get("bound") for rule in self.hedges]
        if "above" in bounds:
            return "above"
        if "below" in bounds:
            return "below"
        if self.low != self.high:
            return "vague"
        return "about" if "about" in bounds else "exact"


@dataclass(frozen=True)
class _Gaps:
    """What stands between two numbers that belong together."""

    dash: re.Pattern[str]
    to: re.Pattern[str]
    either: re.Pattern[str]
    both: re.Pattern[str]
    out_of: re.Pattern[str]
    follows: re.Pattern[str]
    change: re.Pattern[str]
    step: re.Pattern[str]
    shared: re.Pattern[str]


@cache
def _gaps() -> _Gaps:
    names = ("gap_dash", "gap_to", "gap_or", "gap_and", "gap_out_of", "gap_none", "change", "step", "shared")
    return _Gaps(*(expand("numbers", f"{{{name}}}") for name in names))


def joined(lower: str, drafts: Sequence[Draft]) -> list[Draft]:
    """Return `drafts`, the numbers of the sentence `lower` in order, with those that are one joined."""
    found: list[Draft] = []
    for draft in drafts:
        if found and _is_score(lower, found[-1], draft):
            found[-1].left_out = draft.left_out = "score"
        joined = _join(lower, found[-1], draft) if found else None
        if joined:
            found[-1] = joined
        else:
            found.append(draft)
    return found


def _is_score(lower: str, first: Draft, second: Draft) -> bool:
    """Whether two whole numbers that fall across a hyphen are a score or a record: no range begins with its end."""
    is_plain = all(
        draft.amount.form == "digits"
        and draft.quantity is None
        and draft.low == draft.amount.low < _HIGHEST_SCORE
        and not any("bound" in rule.yields for rule in draft.hedges)
        and float(draft.low).is_integer()
        for draft in (first, second)
    )
    return is_plain and lower[first.end : second.start] == "-" and first.low >= second.low


def _join(lower: str, first: Draft, second: Draft) -> Draft | None:
    """Return the two as one number when the words between say so, else None."""
    gap = lower[first.end : second.start]
    if len(gap) > _LONGEST_GAP or first.is_range:
        return None
    if _gaps().follows.fullmatch(gap) and (whole := _with_smaller(first, second)):
        return whole
    if _gaps().out_of.fullmatch(gap) or (gap.isspace() and lower.startswith("over ", second.start)):
        return _share(lower, gap, first, second)
    if gap == "-" and first.quantity and not second.quantity and first.end > first.value_end:
        return _with_smaller(first, replace(second, quantity=Quantity("length", gap, second.end)))
    if not _same_measure(first, second):
        return None
    return _range(lower, gap, first, second)


def _with_smaller(first: Draft, second: Draft) -> Draft | None:
    if not (first.quantity and second.quantity):
        return None
    factor = joined_factor(first.quantity.unit, second.quantity.unit)
    if factor is None:
        return None
    value = first.low + second.low * factor
    return replace(first, end=second.end, value_end=second.value_end, low=value, high=value)


def _share(lower: str, gap: str, first: Draft, second: Draft) -> Draft | None:
    """Return "one in five", "3 out of 10" and "six in ten adults" as a share of the whole."""
    wanted = "out" in gap or abs(first.low) == 1 or _gaps().shared.match(lower, second.end) is not None
    if not wanted or not 0 < abs(first.low) < second.low or first.quantity or second.quantity:
        return None
    if second.low <= _PAIR and " in " in gap:  # "one in two attacks" counts attacks
        return None
    share = first.low / second.low
    amount = replace(first.amount, form="fraction", end=second.amount.end)
    return replace(
        first,
        end=second.end,
        value_end=second.value_end,
        low=share,
        high=share,
        amount=amount,
        rule="fraction",
    )


def _same_measure(first: Draft, second: Draft) -> bool:
    """Whether both ends may measure the same: "5 to 10 km", "$5 to 10", but not "rose 5 percent to 10"."""
    one, other = first.quantity, second.quantity
    if one and not other and first.end > first.value_end:
        return False
    return one is None or other is None or (one.kind == other.kind and one.unit == other.unit)


def _range(lower: str, gap: str, first: Draft, second: Draft) -> Draft | None:
    gaps = _gaps()
    if gaps.both.fullmatch(gap) and {first.bound, second.bound} == {"above", "below"}:
        low, high = (first.low, second.low) if first.bound == "above" else (second.low, first.low)
        return _as_range(first, second, low, high, "range-of-bounds") if low < high else None
    if _is_day(lower, first) and second.low > _LAST_DAY:
        return None
    low, high = _scaled(first, second)
    if second.bound == "above" and first.opens_range and gaps.to.fullmatch(gap) and low < high:
        return replace(
            second, start=first.start, low=low, bare_start=first.bare_start
        )  # "from 5 to well over 9"
    if second.bound in {"above", "below"}:
        return None
    name = _range_rule(lower, gap, first, second, is_choice=high <= _WIDEST_CHOICE * low)
    if name and low > high and first.opens_range and low < 0:
        low, high = high, low
    return _as_range(first, second, low, high, name) if name and low < high else None


def _is_day(lower: str, first: Draft) -> bool:
    """Whether the number is the day of a month that stands before it ("Dec. 5")."""
    before = lower[max(0, first.start - _MONTH_REACH) : first.start]
    return first.low <= _LAST_DAY and _month().search(before) is not None


@cache
def _month() -> re.Pattern[str]:
    return expand("leaveouts", r"\b {month} \s $")


def _range_rule(lower: str, gap: str, first: Draft, second: Draft, *, is_choice: bool) -> str | None:
    """Return the name of the rule by which the words in the gap make a range, or None."""
    gaps = _gaps()
    says_between = first.opens_range and "from" not in lower[first.start : first.amount.start]
    if gaps.dash.fullmatch(gap) and first.amount.form == second.amount.form:
        return "range-dash"
    if gaps.to.fullmatch(gap):
        before = lower[max(0, first.start - _CHANGE_REACH) : first.start]
        # "fell from 34 to 30", "fell 4 points to 30 points", "fell by 4 to 30": how much, and to what.
        is_two = first.quantity is not None and second.quantity is not None and _is_whole(first, lower)
        is_change = (first.opens_range or is_two) and not says_between and gaps.change.search(before)
        is_step = (
            first.quantity is None and second.low > _WIDEST_CHOICE * first.low and gaps.step.search(before)
        )
        return None if is_change or is_step else "range-to"
    if says_between and gaps.both.fullmatch(gap):
        return "range-between"
    return "range-or" if is_choice and gaps.either.fullmatch(gap) else None


def _is_whole(first: Draft, lower: str) -> bool:
    """Whether a quantity has a unit of its own, beside it or before it."""
    return first.end > first.value_end or not lower[first.amount.start - 1 : first.amount.start].isspace()


def _scaled(first: Draft, second: Draft) -> tuple[float, float]:
    """Return both ends, the first with the scale it shares ("two or three million", "2-3,000")."""
    scale = second.amount.scale
    if scale > 1 and first.amount.scale == 1 and first.low < second.high / scale:
        return first.low * scale, second.high
    return first.low, second.high


def _as_range(first: Draft, second: Draft, low: float, high: float, rule: str) -> Draft:
    return replace(
        first,
        end=second.end,
        value_end=second.value_end,
        low=low,
        high=high,
        quantity=second.quantity or first.quantity,
        rule=rule,
        is_range=True,
    )
