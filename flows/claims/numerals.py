"""The pieces that numbers are written with: digits, number words, scales, names of parts, and what links them."""

from __future__ import annotations

import math
import re
import unicodedata
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Literal

from flows.claims.rules import expand, words

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

Sort = Literal["number", "word", "scale", "part", "part of", "point", "sign", "link", "unknown"]

_NUMERIC = re.compile(r"[\d½⅓⅔¼¾⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞]")

_SORTS: Mapping[str, Sort] = {
    "minus": "sign",
    "negative": "sign",
    "point": "point",
    "and": "link",
    "a": "link",
    "an": "link",
    "of": "link",
}


@dataclass(frozen=True, slots=True)
class Piece:
    """One piece of a number; "part of" is a plural such as "thirds", "sign" is "minus"."""

    text: str
    start: int
    end: int
    sort: Sort
    value: float = 0


@dataclass(frozen=True)
class Tables:
    """The words of data/numbers.toml, and the patterns that take a run apart."""

    cardinals: Mapping[str, float]
    scales: Mapping[str, float]
    letters: Mapping[str, float]
    parts: Mapping[str, float]
    vague: Mapping[str, Mapping[str, float]]
    piece: re.Pattern[str]
    many: re.Pattern[str]


@cache
def tables() -> Tables:
    """Return the tables, read when first asked for."""
    piece = r"""(?P<glyph> [½⅓⅔¼¾⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞] ) | (?P<slash> \d{1,3}/\d{1,3} )
        | (?P<digits> {digits} ) (?P<power> {exponent} )? | (?P<word> [a-z]+ ) | (?P<mark> [-&,] )"""
    return Tables(
        words("numbers", "cardinals"),
        words("numbers", "scales"),
        words("numbers", "letters"),
        words("numbers", "denominators"),
        words("numbers", "vague"),
        expand("numbers", piece),
        expand("numbers", "{many}"),
    )


@cache
def _telling() -> frozenset[str]:
    """Return the words one of which stands in every number written without digits: "few" in "a few"."""
    table = tables()
    phrases = (*table.cardinals, *table.scales, *table.parts, *table.vague)
    telling = {max(phrase.split(), key=len) for phrase in phrases}
    return frozenset({*telling, *(f"{word}s" for word in telling), "halves"})


def is_number(word: str, letters: Iterable[str]) -> bool:
    """Return whether a number may stand where the lower-case `word` is, whose runs of letters are `letters`."""
    return _NUMERIC.search(word) is not None or not _telling().isdisjoint(letters)


def pieces(lower: str, start: int, end: int, given: str, *, money: bool) -> list[Piece]:
    """Return the pieces of the run `lower[start:end]` in order; `given` is `lower` as written.

    A letter after digits is a scale where it can mean nothing else: k always, b where it touches them, M and B as
    capitals, m before what goes in millions ("5m people" but "5m tall"), with `money` every one in any case.
    """
    table = tables()
    found: list[Piece] = []
    for match in table.piece.finditer(lower, start, end):
        text = match.group()
        kind = match.lastgroup
        if kind == "word":
            after_digits = found[-1] if found and found[-1].sort == "number" else None
            if text in table.letters and after_digits and (money or _scales(match, after_digits, given)):
                found.append(Piece(text, match.start(), match.end(), "scale", table.letters[text]))
            else:
                found.append(_word(text, match.start(), match.end()))
        elif kind == "mark":
            found.append(Piece(text, match.start(), match.end(), "link"))
        else:
            found.append(Piece(text, match.start(), match.end(), "number", _number(match)))
    return found


def _scales(letter: re.Match[str], digits: Piece, given: str) -> bool:
    """Return whether the letter after `digits` multiplies them, money aside."""
    text = letter.group()
    if text in {"k", "mn"}:
        return True
    distance = letter.start() - digits.end
    if distance == 0 and (text == "b" or tables().many.match(letter.string, letter.end())):
        return True
    return distance <= 1 and text in {"m", "b"} and given[letter.start()].isupper()


def _number(match: re.Match[str]) -> float:
    if match["glyph"]:
        return unicodedata.numeric(match["glyph"])
    if match["slash"]:
        over, under = match["slash"].split("/")
        return int(over) / int(under) if int(under) else 0.0
    value = float(match["digits"].replace(",", "").replace(" ", ""))
    power = re.search(r"[+-]?\d+$", match["power"] or "")
    if not power:
        return value
    scaled = value * 10.0 ** max(-300, min(300, int(power.group())))
    return scaled if math.isfinite(scaled) else value


def _word(text: str, start: int, end: int) -> Piece:
    table = tables()
    if text in table.cardinals:
        return Piece(text, start, end, "word", table.cardinals[text])
    if text in table.scales:
        return Piece(text, start, end, "scale", table.scales[text])
    if text in _SORTS:
        return Piece(text, start, end, _SORTS[text])
    if text in table.parts:
        return Piece(text, start, end, "part", table.parts[text])
    plural = "half" if text == "halves" else text.removesuffix("s")
    if plural in table.parts:
        return Piece(text, start, end, "part of", table.parts[plural])
    return Piece(text, start, end, "unknown")
