"""Every number of a sentence with its hedge, what its words allow, and what it measures.

One pass of one pattern finds numbers (data/numbers.toml) and the hedges before each; amounts.py reads their
values, quantities.py the unit beside them, ranges.py joins two that are one, leaveouts.py says which count
nothing. "At least 29" is 29 and open above, "almost 50" is open below and 50, "about 250" is 250 to 250.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from flows.claims.amounts import read_amounts
from flows.claims.leaveouts import LeaveOuts
from flows.claims.marks import NUMBER
from flows.claims.quantities import Quantity, currency, quantity_after, rated
from flows.claims.ranges import Draft, joined
from flows.claims.rules import RuleSet, any_of, expand, rules, words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flows.claims.text import Sentence
    from flows.records import Bound, Kind

_FORM_RULES = {
    "digits": "digits",
    "words": "number-words",
    "vague": "vague-words",
    "fraction": "fraction",
    "ordinal": "number-words",
}


@dataclass(frozen=True, slots=True)
class Number:
    """A number as the text states it; all offsets are the article's.

    Attributes:
        start: where the number with its hedge begins ("at least 29", "as many as 300-350").
        end: where it ends, unit of measure and trailing hedge included, counted noun not.
        value_start: where the digits or number words alone begin.
        value_end: where they end.
        low: the smallest value the words allow; None when open.
        high: the largest; None when open.
        kind: "count" for a plain number that may count something, else what it measures.
        unit: the unit of a quantity under its one name; None for counts.
        rule: the rule that set its bound or, without a hedge, that read it.
        left_out: the rule by which it counts nothing (an age, a date, a score); callers skip those.
    """

    start: int
    end: int
    value_start: int
    value_end: int
    bound: Bound
    low: float | None
    high: float | None
    kind: Kind
    unit: str | None
    rule: str
    left_out: str | None = None


def find_numbers(sentence: Sentence) -> list[Number]:
    """Return the numbers of `sentence` in order of start, those that count nothing marked `left_out`.

    The articles "a" and "an", and "no", are not among them: see `find_candidates`.
    """
    if not sentence.marks & NUMBER:
        return []
    lower = sentence.lower
    drafts = list(_scan(lower, sentence.text))
    if not drafts:
        return []
    _carry_millions(lower, drafts)
    leave_outs = LeaveOuts(sentence)
    return [_number(draft, sentence, leave_outs) for draft in joined(lower, drafts)]


def find_candidates(sentence: Sentence) -> list[Number]:
    """Return words that are a number only where something counted follows: "a child" (1), "no" (0).

    In order of start. `rule` is "article-one", "possessive-one" ("his wife") or "no-zero"; the caller knows
    the nouns and decides.
    """
    found: list[Number] = []
    for rule, match in _candidates().finditer(sentence.lower):
        start, end = sentence.start + match.start(), sentence.start + match.end()
        value = rule.yields["value"]
        found.append(Number(start, end, start, end, "exact", value, value, "count", None, rule.name))
    return found


@cache
def _no_metre() -> re.Pattern[str]:
    return expand("numbers", "{no_metre}")


@cache
def _in_millions() -> re.Pattern[str]:
    return expand("numbers", "{in_millions}")


def _carry_millions(lower: str, drafts: list[Draft]) -> None:
    """Read an m as millions after one that was, and after what goes in millions: "its population grew to 7.1m"."""
    if not any(lower.startswith("m", draft.amount.end) for draft in drafts):
        return
    is_used = False
    for draft in drafts:
        is_used = is_used or _in_millions().search(lower, 0, draft.amount.start) is not None
        is_letter = lower.startswith("m", draft.amount.end - 1) and draft.amount.form == "digits"
        if is_letter:
            is_used = True
        elif is_used and _no_metre().match(lower, draft.amount.end):
            draft.quantity = None
            draft.low, draft.high = draft.low * _MILLION, draft.high * _MILLION
            draft.end = draft.value_end = draft.amount.end + 1


_MILLION = 1e6
_EXACT = 1e15  # whole numbers up to here are exact in a float
_SAFE = 1e14  # and up to here without noise
# The longest chain of hedges ("somewhere in the neighbourhood of about") is shorter.
_HEDGE_REACH = 56


@cache
def _master() -> re.Pattern[str]:
    names = ("cardinals", "vague", "scales")
    openings = [
        *(word for name in names for word in words("numbers", name)),
        *words("quantities", "currency_sign"),
    ]
    lead = any_of({word.split()[0] for word in openings} | {"an", "half", "quarter", "minus", "negative"})
    return expand(
        "numbers",
        rf"""(?<! [\w^] ) (?<! \d [.:] )
        (?= [-.\d½⅓⅔¼¾⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞] | m[a-z]{{3}}\ \d | {lead} )
        (?P<currency> m? {{currency}} \s? )?
        (?P<run> {{vague_word}} | {{run}} )""",
    )


@cache
def _chain() -> re.Pattern[str]:
    hedge = "|".join(f"(?: {rule.pattern}\n)" for rule in rules("numbers", "hedges"))
    begin = r"(?: (?<! \w ) | (?= [<>≤≥] ) )"
    return re.compile(rf"{begin} (?: (?: {hedge} ) \s{{0,3}} ){{1,4}} $", re.VERBOSE)


@cache
def _hedge_endings() -> tuple[str, ...] | None:
    """Return what the last words of a chain of hedges can end in, None where one may end in anything."""
    found = [rule.endings for rule in rules("numbers", "hedges")]
    return None if None in found else tuple(sorted({tail for tails in found for tail in tails or ()}))


@cache
def _hedges() -> RuleSet:
    return RuleSet(rules("numbers", "hedges"), lowered=True)


@cache
def _after() -> RuleSet:
    return RuleSet(rules("numbers", "after"), lowered=True)


@cache
def _candidates() -> RuleSet:
    return RuleSet(rules("numbers", "candidates"), lowered=True)


def _scan(lower: str, given: str) -> Iterator[Draft]:
    before = 0
    for match in _master().finditer(lower):
        sign = match["currency"]
        hedge = _hedge_before(lower, max(before, match.start() - _HEDGE_REACH), match.start())
        before = match.end()
        amounts = read_amounts(lower, *match.span("run"), money=bool(sign), given=given)
        for index, amount in enumerate(amounts):
            first = index == 0
            draft = Draft(
                start=hedge.start() if first and hedge else match.start() if first else amount.start,
                end=amount.end,
                amount=amount,
                low=amount.low,
                high=amount.high,
                value_end=amount.end,
                bare_start=match.start() if first else amount.start,
                rule=_FORM_RULES[amount.form],
            )
            if first and hedge:
                draft.hedges = tuple(rule for rule, _ in _hedges().finditer(lower, *hedge.span()))
            _measure(draft, lower, given, sign if first else None)
            _trail(draft, lower)
            yield draft


def _hedge_before(lower: str, first: int, end: int) -> re.Match[str] | None:
    """Return the chain of hedges that ends at `end` and begins at `first` or later."""
    tails = _hedge_endings()
    if tails is not None and not lower[first:end].rstrip().endswith(tails):
        return None
    return _chain().search(lower, first, end)


@cache
def _part_of() -> re.Pattern[str]:
    return re.compile(r" of an?(?= )")


def _measure(draft: Draft, lower: str, given: str, sign: str | None) -> None:
    amount = draft.amount
    after = quantity_after(
        lower, given, amount.end, value=amount.low, digits=amount.form in {"digits", "fraction"}
    )
    if after is None and amount.form == "fraction" and (part := _part_of().match(lower, amount.end)):
        after = quantity_after(lower, given, part.end(), value=amount.low, digits=False)
    if sign:
        if after and after.kind == "money" and after.unit.endswith("dollar"):
            draft.end = after.end
        million = sign.strip().startswith("m") and sign.strip() not in {"mxn", "mxn$", "mex$"}
        draft.quantity = rated(lower, Quantity("money", currency(sign), draft.end, 1e6 if million else 1))
        draft.end = draft.quantity.end
    elif after:
        draft.quantity = after
        draft.end = after.end
    if draft.quantity and draft.quantity.factor != 1:
        draft.low *= draft.quantity.factor
        draft.high *= draft.quantity.factor


def _trail(draft: Draft, lower: str) -> None:
    for end in sorted({draft.value_end, draft.end}):
        match = _after().regex.match(lower, end)
        if match:
            draft.hedges = (
                *(rule for rule in draft.hedges if "range" in rule.yields),
                _after().rule_of(match),
            )
            draft.end = max(draft.end, match.end())


def _number(draft: Draft, sentence: Sentence, leave_outs: LeaveOuts) -> Number:
    bound = draft.bound
    hedge = next((rule for rule in draft.hedges if rule.yields.get("bound") == bound), None)
    quantity = draft.quantity
    kind: Kind = quantity.kind if quantity else "other" if draft.amount.form == "fraction" else "count"
    if draft.amount.form == "ordinal":
        out: str | None = "ordinal"
    else:
        hedged = bound != "exact" or kind != "count"
        out = leave_outs.rule_at(draft.amount.start, hedged=hedged, measured=kind != "count")
        out = out or draft.left_out
    base = sentence.start
    return Number(
        start=base + (draft.bare_start if draft.opens_range and not draft.is_range else draft.start),
        end=base + draft.end,
        value_start=base + draft.amount.start,
        value_end=base + draft.value_end,
        bound=bound,
        low=None if bound == "below" else _tidy(draft.low),
        high=None if bound == "above" else _tidy(draft.high),
        kind=kind,
        unit=quantity.unit if quantity else None,
        rule=hedge.name if hedge and not draft.is_range else draft.rule,
        left_out=out,
    )


def _tidy(value: float) -> float:
    """Return `value` without the noise of binary fractions (4.1 billion), a whole number as an int."""
    if abs(value) < _SAFE and value == int(value):
        return int(value)
    value = float(f"{value:.14g}")
    return int(value) if float(value).is_integer() and abs(value) < _EXACT else value
