"""What a number measures: currencies and units beside it, under one name each (data/quantities.toml)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from flows.claims.rules import expand, words

if TYPE_CHECKING:
    import re
    from collections.abc import Mapping

    from flows.records import Kind

# The kinds of the vocabularies in data/quantities.toml; where two share a word, the first wins.
_KINDS: Mapping[str, Kind] = {
    "money": "money",
    "percent": "percent",
    "length": "length",
    "duration": "duration",
    "weight": "weight",
    "temperature": "other",
    "area": "other",
    "volume": "other",
    "speed": "other",
    "measure": "other",
}
_SYMBOLS = ("money", "length", "weight", "duration", "volume", "area", "temperature", "other")
_POUNDS_ARE_MONEY_FROM = 1000


@dataclass(frozen=True, slots=True)
class Quantity:
    """A unit beside a number: kind, name, where it ends, and what it multiplies by (MUSD: a million)."""

    kind: Kind
    unit: str
    end: int
    factor: float = 1


def currency(sign: str) -> str:
    """Return the name of the currency written as `sign`, lower case, before a number."""
    return _currencies()[
        _plain(sign).removeprefix("m") if _plain(sign) not in _currencies() else _plain(sign)
    ]


def quantity_after(lower: str, given: str, at: int, *, value: float, digits: bool) -> Quantity | None:
    """Return the unit that follows the number ending at `at`, or None.

    `lower` is folded text in lower case, `given` the same as written: symbols (MW, mb) are told apart by case
    and are read after digits only.
    """
    patterns = _patterns()
    match = patterns.worded.match(lower, at)
    if match:
        return rated(lower, _worded(match, value))
    if not digits:
        return None
    match = patterns.sign.match(lower, at)
    if match:
        factor = 1e9 if match["scale"] == "billion" else 1e6 if match["scale"] or match["million"] else 1
        return rated(lower, Quantity("money", currency(match["sign"]), match.end(), factor))
    match = patterns.symbol.match(given, at)
    if not match:
        return None
    if match["inch"]:
        return Quantity("length", "inch", match.end())
    kind, unit = _symbol_units()[match["symbol"]]
    return rated(lower, Quantity(kind, unit, match.end()))


def joined_factor(unit: str | None, smaller: str | None) -> float | None:
    """Return what one `smaller` is worth in `unit` where both make one quantity (foot, inch), else None."""
    found = words("quantities", "smaller").get(f"{unit} {smaller}".lower())
    return None if found is None else float(found)


@dataclass(frozen=True)
class _Patterns:
    worded: re.Pattern[str]
    sign: re.Pattern[str]
    symbol: re.Pattern[str]
    rate: re.Pattern[str]


@cache
def _patterns() -> _Patterns:
    return _Patterns(
        expand("quantities", r"\s{0,2} -? \s{0,2} (?P<worded> {worded} )"),
        expand(
            "quantities",
            r"""\s? (?P<million> m (?= [a-z]{3} \b ) )? (?P<sign> {currency_sign} ) (?! [\w$] | \s? \d )
                (?: \s (?P<scale> million | billion ) \b )?""",
        ),
        expand("quantities", r"-? \s? [(\[{<]? (?: (?P<symbol> {symbol} ) | (?P<inch> {inch} ) ) [)\]}>]?"),
        expand(
            "quantities",
            r"""(?: \s? / \s? | \s per \s ) (?P<time> {time_unit} ) (?! \w )
                | (?: \s? / \s? | \s per \s ) (?P<measure> {worded} ) (?! \w )
                | \s (?: per | an? ) \s (?P<priced> {priced} ) (?! \w | \s {from_then} )
                | \s per \s (?P<noun> [a-z][a-z-]{2,19} ) (?! \w )""",
        ),
    )


@cache
def _units() -> dict[str, tuple[Kind, str]]:
    return {
        _plain(word): (kind, unit)
        for name, kind in reversed(list(_KINDS.items()))
        for word, unit in words("quantities", name).items()
    }


@cache
def _symbol_units() -> dict[str, tuple[Kind, str]]:
    return {
        symbol: (_KINDS.get(name, "other"), unit)
        for name in _SYMBOLS
        for symbol, unit in words("quantities", f"symbol_{name}").items()
    }


@cache
def _currencies() -> dict[str, str]:
    return {_plain(sign): name for sign, name in words("quantities", "currency_sign").items()}


def _plain(text: str) -> str:
    return " ".join(text.split())


def _worded(match: re.Match[str], value: float) -> Quantity:
    kind, unit = _units()[_plain(match["worded"])]
    if (
        unit == "pound"
        and kind == "weight"
        and match["worded"] == "pounds"
        and value >= _POUNDS_ARE_MONEY_FROM
    ):
        kind = "money"
    return Quantity(kind, unit, match.end())


def rated(lower: str, quantity: Quantity) -> Quantity:
    """Return `quantity` as a rate where "per hour", "/day" or, after money, "a share" follows, else as it is."""
    rate = _patterns().rate.match(lower, quantity.end)
    if not rate or quantity.kind == "duration":
        return quantity
    divisor = _divisor(rate)
    if (
        rate.lastgroup in {"priced", "noun"}
        and quantity.kind != "money"
        and divisor not in words("quantities", "time_unit").values()
    ):
        return quantity
    kind = quantity.kind if quantity.kind in {"money", "percent"} else "other"
    return Quantity(kind, f"{quantity.unit} per {divisor}", rate.end(), quantity.factor)


def _divisor(rate: re.Match[str]) -> str:
    """Return the name of what a rate is counted by: "hour" for "hr", "barrel"."""
    word = _plain(rate[rate.lastgroup or 0])
    if rate["time"]:
        return str(words("quantities", "time_unit")[word])
    if rate["measure"]:
        return _units()[word][1]
    return str(words("quantities", "priced").get(word, word))
