"""Runs of digits and number words read as values: "two hundred and 50", "2.5 million", "half a dozen".

A run is what data/numbers.toml calls `run`: pieces that may belong to one number. Here they are put together
by the grammar of English cardinals, and a run that holds two numbers ("300-350", "five and ten") comes apart.
"""

from __future__ import annotations

import math
import re
import unicodedata
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Literal

from flows.claims.rules import expand, words

if TYPE_CHECKING:
    from collections.abc import Mapping

Form = Literal["digits", "words", "vague", "fraction", "ordinal"]
_Sort = Literal["number", "word", "scale", "part", "part of", "point", "sign", "link", "unknown"]

_HUNDRED = 100
_THOUSAND = 1000
_DOZEN = 12
_TWENTY = 20  # the first word that takes a unit: twenty-three
_TEN = 10
_THREE = 3  # "three quarters" are a share, "two quarters" half a year
_MOST_DOZENS = 20
_SORTS: Mapping[str, _Sort] = {
    "minus": "sign",
    "negative": "sign",
    "point": "point",
    "and": "link",
    "a": "link",
    "an": "link",
    "of": "link",
}
_PLAIN_DIGITS = re.compile(r"\d{1,15}(?!.)|\d{1,3}(?:,\d{3}){1,4}(?!.)")


@dataclass(frozen=True, slots=True)
class Amount:
    """A number as stated, without its hedge: `[start:end]` of the text, and the values it allows.

    `scale` is the multiplier its words end in (a million in "two million"): a range's first end may share it.
    """

    start: int
    end: int
    low: float
    high: float
    form: Form
    scale: float = 1


@dataclass(frozen=True, slots=True)
class _Token:
    text: str
    start: int
    end: int
    sort: _Sort
    value: float = 0


def read_amounts(lower: str, start: int, end: int, *, money: bool = False, given: str = "") -> list[Amount]:
    """Return the amounts in the run `lower[start:end]`, in order.

    `lower` is folded text in lower case, `given` the same before lowering. A letter after digits multiplies
    them where it can mean nothing else: k always, b where it touches them, M and B as capitals, m before what
    goes in millions ("5m people" but "5m tall"), with `money` every one in any case.
    """
    text = lower[start:end]
    if _PLAIN_DIGITS.match(text):
        value = float(text.replace(",", ""))
        return [Amount(start, end, value, value, "digits")]
    table = _tables()
    single = table.cardinals.get(text)
    if single is not None:
        return [Amount(start, end, single, single, "words")]
    vague = table.vague.get(" ".join(text.split()))
    if vague:
        return [Amount(start, end, vague["low"], vague["high"], "vague")]
    tokens = _tokens(lower, start, end, given or lower, money=money)
    found: list[Amount] = []
    at = 0
    while at < len(tokens):
        token = tokens[at]
        vague = table.vague.get(token.text) if token.sort == "scale" else None
        if vague:
            found.append(Amount(token.start, token.end, vague["low"], vague["high"], "vague"))
        if vague or (at and token.sort == "link" and token.text not in {"a", "an"}):
            at += 1
            continue
        reading = _Reading(tokens, at)
        reading.read()
        if reading.amount:
            found.append(reading.amount)
        at = max(reading.at, at + 1)
    return found


@dataclass(frozen=True)
class _Tables:
    cardinals: Mapping[str, float]
    scales: Mapping[str, float]
    letters: Mapping[str, float]
    parts: Mapping[str, float]
    vague: Mapping[str, Mapping[str, float]]
    token: re.Pattern[str]
    many: re.Pattern[str]


@cache
def _tables() -> _Tables:
    piece = r"""(?P<glyph> [½⅓⅔¼¾⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞] ) | (?P<slash> \d{1,3}/\d{1,3} )
        | (?P<digits> {digits} ) (?P<power> {exponent} )? | (?P<word> [a-z]+ ) | (?P<mark> [-&,] )"""
    return _Tables(
        words("numbers", "cardinals"),
        words("numbers", "scales"),
        words("numbers", "letters"),
        words("numbers", "denominators"),
        words("numbers", "vague"),
        expand("numbers", piece),
        expand("numbers", "{many}"),
    )


def _tokens(lower: str, start: int, end: int, given: str, *, money: bool) -> list[_Token]:
    table = _tables()
    found: list[_Token] = []
    for match in table.token.finditer(lower, start, end):
        text = match.group()
        kind = match.lastgroup
        if kind == "word":
            letter = table.letters.get(text)
            if letter is not None and found and found[-1].sort == "number":
                capital = given[match.start()].isupper()
                attached = match.start() == found[-1].end
                plain = text in {"k", "mn"} or (
                    attached and (text == "b" or table.many.match(lower, match.end()))
                )
                if plain or money or (capital and text in {"m", "b"} and match.start() - found[-1].end <= 1):
                    found.append(_Token(text, match.start(), match.end(), "scale", letter))
                    continue
            found.append(_word(text, match.start(), match.end()))
        elif kind == "mark":
            found.append(_Token(text, match.start(), match.end(), "link"))
        else:
            found.append(_Token(text, match.start(), match.end(), "number", _number(match)))
    return found


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


def _word(text: str, start: int, end: int) -> _Token:
    table = _tables()
    if text in table.cardinals:
        return _Token(text, start, end, "word", table.cardinals[text])
    if text in table.scales:
        return _Token(text, start, end, "scale", table.scales[text])
    if text in _SORTS:
        return _Token(text, start, end, _SORTS[text])
    if text in table.parts:
        return _Token(text, start, end, "part", table.parts[text])
    plural = "half" if text == "halves" else text.removesuffix("s")
    if plural in table.parts:
        return _Token(text, start, end, "part of", table.parts[plural])
    return _Token(text, start, end, "unknown")


class _Reading:
    """Reads one amount from `tokens[at:]`; afterwards `at` is the first token that is not part of it.

    `whole` holds what scales of a thousand and more have closed, `current` what is below them, and `room` is
    the number that a next piece must stay under to be added: 10 after "twenty", 100 after "hundred", else the
    scale.
    """

    def __init__(self, tokens: list[_Token], at: int) -> None:
        self.tokens = tokens
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
        while self.at < len(self.tokens):
            links, token = self._next()
            if token is None or not self._take(links, token):
                break
        if self.started:
            value = sign * (self.whole + self.current)
            self.amount = Amount(start, self.end, value, value, self.form, self.ends_in)

    def _opening(self) -> tuple[int, float]:
        start = self.tokens[self.at].start
        sign = 1.0
        while self.at < len(self.tokens):
            token = self.tokens[self.at]
            if token.sort == "sign" or (token.text == "-" and self.at == 0):
                sign = -1.0
            elif token.sort != "link" or token.text in {"a", "an"}:
                break
            else:
                start = self.tokens[min(self.at + 1, len(self.tokens) - 1)].start
            self.at += 1
        return start, sign

    def _next(self) -> tuple[str, _Token | None]:
        """Return the linking words before the next piece, and the piece; does not move."""
        position = self.at
        links = ""
        while position < len(self.tokens) and self.tokens[position].sort == "link":
            links += " " + self.tokens[position].text
            position += 1
        return links, self.tokens[position] if position < len(self.tokens) else None

    def _after(self, token: _Token) -> _Token | None:
        position = self.tokens.index(token, self.at) + 1
        return self.tokens[position] if position < len(self.tokens) else None

    def _accept(self, token: _Token) -> bool:
        self.at = self.tokens.index(token, self.at) + 1
        self.end = token.end
        self.started = True
        self.ends_in = token.value if token.sort == "scale" else 1.0
        return True

    def _take(self, links: str, token: _Token) -> bool:
        if token.sort in {"number", "word"}:
            return self._take_number(links, token)
        if token.sort == "scale":
            return self._take_scale(links, token)
        if token.sort in {"part", "part of"}:
            return self._take_part(links, token)
        return token.sort == "point" and self._take_point(token)

    def _take_number(self, links: str, token: _Token) -> bool:
        if not self.started:
            self.form = "digits" if token.sort == "number" else "words"
            if token.sort == "number" and not float(token.value).is_integer() and "/" in token.text:
                self.form = "fraction"
        elif numerator := self._numerator(links, token):
            return self._add_fraction(*numerator)
        elif not self._fits(links, token):
            return self._take_compound_part(links, token)
        self.current += token.value
        self.last = token.value
        tens = token.sort == "word" and token.value >= _TWENTY
        self.room = 10.0 if tens else 0.0
        return self._accept(token)

    def _take_compound_part(self, links: str, token: _Token) -> bool:
        """Take "twenty-fifths" after a number, and "twenty-fifth" after one."""
        part = self._after(token)
        if part and part.text == "-":
            part = self._after(part)
        if links or self.whole or token.value < _TWENTY or not part or not 0 < part.value < _TEN:
            return False
        if part.sort != "part of" and (part.sort != "part" or self.current != 1):
            return False
        self.current /= token.value + part.value
        self.form = "fraction"
        self._accept(part)
        return False

    def _fits(self, links: str, token: _Token) -> bool:
        if "/" in token.text or not token.text[0].isascii():
            return links == "" and self.form == "digits" and self.room == 0 and float(self.last).is_integer()
        after = self._after(token)
        if (
            after
            and after.sort == "scale"
            and (after.value >= self.limit or self.room == after.value == _HUNDRED)
        ):
            return False
        if not 0 < token.value < self.room or token.value < 1:
            return False
        if self.room == _TEN:
            return token.sort == "word" and float(token.value).is_integer() and links in {"", " -"}
        if "," in links:
            return self.scale >= _THOUSAND and token.sort == "word"
        return links in {"", " and", " &"}

    def _numerator(self, links: str, token: _Token) -> tuple[float, _Token] | None:
        """Return the proper fraction that begins here, as its upper part and the word of its lower part."""
        if token.sort != "word" or links not in {" and", " &", ""} or (not links and self.room in {10, 100}):
            return None
        over = token.value
        part = self._after(token)
        if part and part.text == "-" and over >= _TWENTY:
            unit = self._after(part)
            if unit and unit.sort == "word":
                over += unit.value
                part = self._after(unit)
        if part and over < part.value and (part.sort == "part of" or (part.sort == "part" and over == 1)):
            return over, part
        return None

    def _take_scale(self, links: str, token: _Token) -> bool:
        if links.strip() not in {"", "-", "a", "an", "of a", "of an", "- a -"} or (
            self.started and "and" in links
        ):
            return False
        if token.value == _DOZEN:
            return self._take_dozen(token)
        if not self.started:
            self.current = 1.0
        if token.value == _HUNDRED:
            if self.room >= _HUNDRED or (self.started and self.current == 0):
                return False
            self.current *= _HUNDRED
        elif self.current:
            if token.value >= self.limit:
                return False
            self.whole += self.current * token.value
            self.current = 0.0
        elif self.scale < token.value and self.whole:
            self.whole *= token.value
        else:
            return False
        self.room = self.scale = float(token.value)
        self.limit = min(self.limit, token.value) if token.value >= _THOUSAND else self.limit
        if self.form == "fraction":
            self.form = "words"
        return self._accept(token)

    def _take_dozen(self, token: _Token) -> bool:
        if self.started and (not self.last or (self.form == "digits" and self.last > _MOST_DOZENS)):
            return False
        one = self.last if self.started else 1.0
        self.current += one * (_DOZEN - 1) if self.started else _DOZEN
        self.room = 0
        self.last = 0
        self.form = "words" if self.form == "fraction" else self.form
        return self._accept(token)

    def _take_part(self, links: str, token: _Token) -> bool:
        if self.started and "and" in links:
            return self._add_fraction(1.0, token) if links.strip() in {"and a", "and an"} else False
        if self.started and links not in {"", " -"}:
            return False
        if not self.started and token.value == 1:
            return False
        value = self.whole + self.current if self.started else 1.0
        if self.started and value != 1 and token.sort == "part":
            return self._take_ordinal(token)
        if token.text == "quarters" and value != _THREE:
            return False
        self.whole, self.current, self.room = 0.0, value / token.value, 0.0
        self.last = self.current
        self.form = "fraction"
        return self._accept(token)

    def _take_ordinal(self, token: _Token) -> bool:
        if token.text == "half" or self.form == "digits" or token.value >= self.room or self.room > _HUNDRED:
            return False
        self.form = "ordinal"
        self.current += token.value
        self._accept(token)
        return False

    def _add_fraction(self, over: float, part: _Token) -> bool:
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

    def _take_point(self, token: _Token) -> bool:
        position = self.tokens.index(token, self.at) + 1
        digits = ""
        last = token
        while position < len(self.tokens) and self.tokens[position].sort in {"word", "link"}:
            last = self.tokens[position]
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


def _decimals(digits: str, value: float) -> str:
    """Return the digits after the point with one more word: "seventy" "one" is 71, "zero" "three" is 03."""
    tens = re.fullmatch(r"(\d*[2-9])0", digits)
    return tens[1] + str(int(value)) if tens and 0 < value < _TEN else digits + str(int(value))
