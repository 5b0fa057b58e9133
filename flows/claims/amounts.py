"""Runs of digits and number words read as values: "two hundred and 50", "2.5 million", "half a dozen".

A run is what data/numbers.toml calls `run`: pieces that may belong to one number. Here they are put together
by the grammar of English cardinals, and a run that holds two numbers ("300-350", "five and ten") comes apart.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from flows.claims.numerals import pieces, tables

if TYPE_CHECKING:
    from flows.claims.numerals import Piece

Form = Literal["digits", "words", "vague", "fraction", "ordinal"]

_HUNDRED = 100
_THOUSAND = 1000
_DOZEN = 12
_TWENTY = 20  # the first word that takes a unit: twenty-three
_TEN = 10
_THREE = 3  # "three quarters" are a share, "two quarters" half a year
_MOST_DOZENS = 20
_PLAIN_DIGITS = re.compile(r"\d{1,15}|\d{1,3}(?:,\d{3}){1,4}")


@dataclass(frozen=True, slots=True)
class Amount:
    """A number as stated, without its hedge: `[start:end]` of the text, and the values it allows.

    `scale` is the multiplier it ends in (a million in "two million", a thousand in "3,000"): the first end of a
    range may share it.
    """

    start: int
    end: int
    low: float
    high: float
    form: Form
    scale: float = 1


def read_amounts(lower: str, start: int, end: int, *, money: bool = False, given: str = "") -> list[Amount]:
    """Return the amounts in the run `lower[start:end]`, in order.

    `lower` is folded text in lower case, `given` the same as written, `money` whether a currency stands before:
    which letters after digits multiply them depends on both.
    """
    text = lower[start:end]
    if _PLAIN_DIGITS.fullmatch(text):
        value = float(text.replace(",", ""))
        return [Amount(start, end, value, value, "digits", _thousands(text))]
    table = tables()
    single = table.cardinals.get(text)
    if single is not None:
        return [Amount(start, end, single, single, "words")]
    vague = table.vague.get(" ".join(text.split()))
    if vague:
        return [Amount(start, end, vague["low"], vague["high"], "vague")]
    run = pieces(lower, start, end, given or lower, money=money)
    found: list[Amount] = []
    at = 0
    while at < len(run):
        piece = run[at]
        vague = table.vague.get(piece.text) if piece.sort == "scale" else None
        if vague:
            found.append(Amount(piece.start, piece.end, vague["low"], vague["high"], "vague"))
        if vague or (at and piece.sort == "link" and piece.text not in {"a", "an"}):
            at += 1
            continue
        reading = _Reading(run, at)
        reading.read()
        if reading.amount:
            found.append(reading.amount)
        at = max(reading.at, at + 1)
    return found


class _Reading:
    """Reads one amount from `run[at:]`; afterwards `at` is the first piece that is not part of it.

    `whole` holds what scales of a thousand and more have closed, `current` what is below them, and `room` is
    the number that a next piece must stay under to be added: 10 after "twenty", 100 after "hundred", else the
    scale.
    """

    def __init__(self, run: list[Piece], at: int) -> None:
        self.run = run
        self.at = at
        self.amount: Amount | None = None
        self.whole = 0.0
        self.current = 0.0
        self.last = 0.0
        self.room = 0.0
        self.limit = math.inf
        self.scale = 1.0
        self.ends_in = 1.0
        self.started = False
        self.form: Form = "words"
        self.end = 0

    def read(self) -> None:
        start, sign = self._opening()
        while self.at < len(self.run):
            links, piece = self._next()
            if piece is None or not self._take(links, piece):
                break
        if self.started:
            value = sign * (self.whole + self.current)
            self.amount = Amount(start, self.end, value, value, self.form, self.ends_in)

    def _opening(self) -> tuple[int, float]:
        start = self.run[self.at].start
        sign = 1.0
        while self.at < len(self.run):
            piece = self.run[self.at]
            if piece.sort == "sign" or (piece.text == "-" and self.at == 0):
                sign = -1.0
            elif piece.sort != "link" or piece.text in {"a", "an"}:
                break
            else:
                start = self.run[min(self.at + 1, len(self.run) - 1)].start
            self.at += 1
        return start, sign

    def _next(self) -> tuple[str, Piece | None]:
        """Return the linking words before the next piece, and the piece; does not move."""
        position = self.at
        links = ""
        while position < len(self.run) and self.run[position].sort == "link":
            links += " " + self.run[position].text
            position += 1
        if "and" in links:
            links = links.replace(" -", "")
        return links, self.run[position] if position < len(self.run) else None

    def _after(self, piece: Piece) -> Piece | None:
        position = self.run.index(piece, self.at) + 1
        return self.run[position] if position < len(self.run) else None

    def _accept(self, piece: Piece) -> bool:
        self.at = self.run.index(piece, self.at) + 1
        self.end = piece.end
        self.started = True
        self.ends_in = piece.value if piece.sort == "scale" else _thousands(piece.text)
        return True

    def _take(self, links: str, piece: Piece) -> bool:
        if piece.sort in {"number", "word"}:
            return self._take_number(links, piece)
        if piece.sort == "scale":
            return self._take_scale(links, piece)
        if piece.sort in {"part", "part of"}:
            return self._take_part(links, piece)
        return piece.sort == "point" and self._take_point(piece)

    def _take_number(self, links: str, piece: Piece) -> bool:
        if not self.started:
            self.form = "digits" if piece.sort == "number" else "words"
            if piece.sort == "number" and not float(piece.value).is_integer() and "/" in piece.text:
                self.form = "fraction"
        elif numerator := self._numerator(links, piece):
            return self._add_fraction(*numerator)
        elif not self._fits(links, piece):
            return self._take_compound_part(links, piece)
        self.current += piece.value
        self.last = piece.value
        tens = piece.sort == "word" and piece.value >= _TWENTY
        self.room = 10.0 if tens else 0.0
        return self._accept(piece)

    def _take_compound_part(self, links: str, piece: Piece) -> bool:
        """Take "twenty-fifths" after a number, and "twenty-fifth" after one."""
        part = self._after(piece)
        if part and part.text == "-":
            part = self._after(part)
        if links or self.whole or piece.value < _TWENTY or not part or not 0 < part.value < _TEN:
            return False
        if part.sort != "part of" and (part.sort != "part" or self.current != 1):
            return False
        self.current /= piece.value + part.value
        self.form = "fraction"
        self._accept(part)
        return False

    def _fits(self, links: str, piece: Piece) -> bool:
        if "/" in piece.text or not piece.text[0].isascii():
            return (
                links in {"", " -"}
                and self.form == "digits"
                and self.room == 0
                and float(self.last).is_integer()
            )
        after = self._after(piece)
        if (
            after
            and after.sort == "scale"
            and (after.value >= self.limit or self.room == after.value == _HUNDRED)
        ):
            return False
        if not 0 < piece.value < self.room or piece.value < 1:
            return False
        if self.room == _TEN:
            return piece.sort == "word" and float(piece.value).is_integer() and links in {"", " -"}
        if "," in links:
            is_scaled = after is not None and after.sort == "scale"  # "a thousand, two hundred"
            return self.scale >= _THOUSAND and piece.sort == "word" and is_scaled and self.form == "words"
        return links in {"", " and", " &"}

    def _numerator(self, links: str, piece: Piece) -> tuple[float, Piece] | None:
        """Return the proper fraction that begins here, as its upper part and the word of its lower part."""
        if piece.sort != "word" or links not in {" and", " &", ""} or (not links and self.room in {10, 100}):
            return None
        over = piece.value
        part = self._after(piece)
        if part and part.text == "-" and over >= _TWENTY:
            unit = self._after(part)
            if unit and unit.sort == "word":
                over += unit.value
                part = self._after(unit)
        if part and over < part.value and (part.sort == "part of" or (part.sort == "part" and over == 1)):
            return over, part
        return None

    def _take_scale(self, links: str, piece: Piece) -> bool:
        if links.strip() not in {"", "-", "a", "an", "of a", "of an", "- a -"} or (
            self.started and "and" in links
        ):
            return False
        if piece.value == _DOZEN:
            return self._take_dozen(piece)
        if not self.started:
            self.current = 1.0
        if piece.value == _HUNDRED:
            if self.room >= _HUNDRED or (self.started and self.current == 0):
                return False
            self.current *= _HUNDRED
        elif self.current:
            if piece.value >= self.limit:
                return False
            self.whole += self.current * piece.value
            self.current = 0.0
        elif self.scale < piece.value and self.whole:
            self.whole *= piece.value
        else:
            return False
        self.room = self.scale = float(piece.value)
        self.limit = min(self.limit, piece.value) if piece.value >= _THOUSAND else self.limit
        if self.form == "fraction":
            self.form = "words"
        return self._accept(piece)

    def _take_dozen(self, piece: Piece) -> bool:
        if self.started and (not self.last or (self.form == "digits" and self.last > _MOST_DOZENS)):
            return False
        one = self.last if self.started else 1.0
        self.current += one * (_DOZEN - 1) if self.started else _DOZEN
        self.room = 0
        self.last = 0
        self.form = "words" if self.form == "fraction" else self.form
        return self._accept(piece)

    def _take_part(self, links: str, piece: Piece) -> bool:
        if self.started and "and" in links:
            return self._add_fraction(1.0, piece) if links.strip() in {"and a", "and an"} else False
        if self.started and links not in {"", " -"}:
            return False
        if not self.started and piece.value == 1:
            return False
        value = self.whole + self.current if self.started else 1.0
        if self.started and value != 1 and piece.sort == "part":
            return self._take_ordinal(piece)
        if piece.text == "quarters" and value != _THREE:
            return False
        self.whole, self.current, self.room = 0.0, value / piece.value, 0.0
        self.last = self.current
        self.form = "fraction"
        return self._accept(piece)

    def _take_ordinal(self, piece: Piece) -> bool:
        if piece.text == "half" or self.form == "digits" or piece.value >= self.room or self.room > _HUNDRED:
            return False
        self.form = "ordinal"
        self.current += piece.value
        self._accept(piece)
        return False

    def _add_fraction(self, over: float, part: Piece) -> bool:
        fraction = over / part.value
        after = self._after(part)
        if self.current or not self.whole:
            self.current += fraction
        elif after and after.sort == "scale" and after.value < self.limit:
            self.current = fraction
        else:
            self.whole += fraction * self.scale
        self.room = 0.0
        self.last = fraction
        return self._accept(part)

    def _take_point(self, piece: Piece) -> bool:
        position = self.run.index(piece, self.at) + 1
        digits = ""
        last = piece
        while position < len(self.run) and self.run[position].sort in {"word", "link"}:
            last = self.run[position]
            if last.sort == "link" and last.text != "-":
                break
            if last.sort == "word":
                digits = _decimals(digits, last.value)
                self.end = last.end
            position += 1
        if not self.started or not digits:
            return False
        self.current += float(f"0.{digits}")
        self.room = 0.0
        self.at = position
        return True


def _thousands(digits: str) -> float:
    """Return the scale that "3,000" shares with the 2 of "2-3,000"."""
    return _THOUSAND if digits.endswith(",000") else 1


def _decimals(digits: str, value: float) -> str:
    """Return the digits after the point with one more word: "seventy" "one" is 71, "zero" "three" is 03."""
    tens = re.fullmatch(r"(\d*[2-9])0", digits)
    return tens[1] + str(int(value)) if tens and 0 < value < _TEN else digits + str(int(value))
