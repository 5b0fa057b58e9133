"""Sentences written from data: numbers as read, plurals, agreement, how far apart, what is asked.

Every function says only what its arguments hold. The vocabulary is in data/phrases.toml.
"""

from __future__ import annotations

import math
import re
import tomllib
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from flows.issuing.display import first_words, in_quotes, in_sentence
from flows.issuing.local import number

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

_FOLDS = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"]
_NUMERAL = re.compile(r"^\D{0,24}?\d[\d,.\u00a0\u202f]*(?:\s?[-–]\s?\d[\d,.]*)?\+?")


def reading(bound: str, low: float | None, high: float | None) -> str:
    """Return how a claim's words were read: 250, ~250, 24–60, ≥ 100, ≤ 50; "no number" without ends."""
    if low is None and high is None:
        return "no number"
    if low is None:
        return f"≤\u00a0{number(high or 0)}"
    if high is None:
        return f"≥\u00a0{number(low)}"
    if low != high:
        return f"{number(low)}–{number(high)}"
    return f"~{number(low)}" if bound == "about" else number(low)


def spoken(bound: str, low: float | None, high: float | None) -> str:
    """Return the same as said in a sentence: 250, about 250, 24 to 60, at least 100, at most 50."""
    if low is None and high is not None:
        return f"at most {number(high)}"
    if high is None and low is not None:
        return f"at least {number(low)}"
    if low is not None and high is not None and low != high:
        return f"{number(low)} to {number(high)}"
    return f"about {number(low)}" if bound == "about" and low is not None else reading(bound, low, high)


def own_words(text: str) -> str:
    """Return a claim's words as they stand, at most 20, ready for quotation marks inside a sentence."""
    return in_sentence(in_quotes(first_words(text.strip(" \"'“”‘’"))))


def hedged(text: str, bound: str, low: float | None, high: float | None) -> str:
    """Return the number with its hedge in the source's own words ("almost 50"), else as read."""
    if bound in {"exact", "range"} and low is not None and high is not None:
        return reading(bound, low, high)
    found = _NUMERAL.match(text)
    return own_words(found.group().strip().rstrip(",.")) if found else reading(bound, low, high)


def plural(unit: str) -> str:
    """Return the plural of a unit, its last word bent: "family members", "people", "buses"."""
    first, _, last = unit.rpartition(" ")
    known = _phrases()["plurals"]
    if last in known:
        bent = known[last]
    elif re.search(r"[^aeiou]y$", last):
        bent = last[:-1] + "ies"
    elif re.search(r"(?:s|x|z|ch|sh)$", last):
        bent = last + "es"
    else:
        bent = last + "s"
    return f"{first} {bent}" if first else str(bent)


def counted(amount: int, unit: str) -> str:
    """Return an amount with its noun in agreement: "1 claim", "1,200 claims"."""
    return f"{number(amount)} {unit if amount == 1 else plural(unit)}"


def listed(names: Sequence[str], last: str = "and") -> str:
    """Return names as a list in words: "a", "a and b", "a, b and c"."""
    if len(names) < 2:  # noqa: PLR2004 - a list needs two
        return "".join(names)
    return f"{', '.join(names[:-1])} {last} {names[-1]}"


def units_of(unit: str | None, modifiers: Sequence[str]) -> str:
    """Return what is counted, in the plural with what narrows it: "foreign fighters"."""
    return " ".join([*modifiers, plural(unit or "person")])


def title_of(event: str | None, unit: str | None, modifiers: Sequence[str], place: str | None) -> str:
    """Return a measure as a title: "Foreign fighters who left Raqqa", "Soldiers killed in Deir Ezzor"."""
    return capital(_spoken("of", event, units_of(unit, modifiers), unit, place))


def title_of_row(row: Mapping[str, Any]) -> str:
    """Return what a discrepancy, as a row of the store, is about: its kind decides in which words."""
    if row["kind"] == "stance":
        return stance_title(row["unit"], row.get("topic"))
    if row["kind"] == "quantity":
        where = f" ({row['topic']})" if row.get("topic") else ""
        return f"A {quantity(row['unit'])}{where}"
    return title_of(row["event"], row["unit"], row["modifiers"], row["place"])


def joint_title(event: str | None, units: Sequence[str], place: str | None) -> str:
    """Return several measures of one event as a title: "Trucks and buses that left Raqqa"."""
    return capital(_spoken("of", event, listed([plural(unit) for unit in units]), units[0], place))


def question_of(event: str | None, unit: str | None, modifiers: Sequence[str], place: str | None) -> str:
    """Return what the sources differ on: "how many fighters left Raqqa"."""
    return _spoken("asked", event, units_of(unit, modifiers), unit, place)


def number_of(event: str | None, unit: str | None, modifiers: Sequence[str], place: str | None) -> str:
    """Return the same as a number: "the number of buses that left Rivertown"."""
    return f"the number of {_spoken('of', event, units_of(unit, modifiers), unit, place)}"


def stance_title(unit: str | None, topic: str | None) -> str:
    """Return what a stance is about, as a title: "Was there a deal? (Raqqa evacuation)"."""
    known = _phrases()["stances"].get(unit or "")
    asked = known["asked"] if known else f"{capital(unit or 'Statement')}: asserted and denied"
    return f"{asked} ({topic})" if topic else str(asked)


def stance_claim(unit: str | None) -> str:
    """Return what is asserted and denied, after "asserts" and a colon: "that there was a deal"."""
    known = _phrases()["stances"].get(unit or "")
    return str(known["that"]) if known else f"“{unit or 'statement'}”"


def quantity(unit: str | None) -> str:
    """Return what a share or a length in `unit` is called: "percentage", "length", else "measure"."""
    return {"percent": "percentage", "metre": "length"}.get(unit or "", "measure")


def speakers_word(kinds: Iterable[str]) -> str:
    """Return the word for speakers of these kinds together: "Officials", "Witnesses", else "Sources"."""
    present = set(kinds)
    for group in _phrases()["speakers"]["groups"]:
        if present and present <= set(group["kinds"]):
            return str(group["word"])
    return str(_phrases()["speakers"]["otherwise"])


def apart(low: float, high: float, *, is_exact: bool) -> str:
    """Return how far two stated numbers are apart, in words: "at least fourfold", "by 14", "by at least 12".

    `low` is the most the lower side states and `high` the least the higher side states; `is_exact` says that
    neither is hedged.
    """
    if low <= 0 or high / low < 2:  # noqa: PLR2004 - below twofold the difference says more
        return f"by {'' if is_exact else 'at least '}{number(high - low)}"
    times = math.floor(high / low + 1e-9)
    word = f"{_FOLDS[times]}fold" if times < len(_FOLDS) else f"{number(times)}-fold"
    if is_exact:
        return word if math.isclose(high / low, times) else f"more than {word}"
    return f"at least {word}"


def says(name: str) -> str:
    """Return a speaker with its verb: "SDF says", "the coalition says", "eyewitnesses say"."""
    return f"{with_article(name)} {verb(name, 'says', 'say')}"


def verb(name: str, singular: str, plural_form: str) -> str:
    """Return the form of a verb that agrees with a speaker."""
    return plural_form if is_plural(name) else singular


def with_article(name: str) -> str:
    """Return a name as it stands inside a sentence: a common noun in the singular gets "the"."""
    has_one = name.partition(" ")[0] in {"the", "a", "an", "one", "another", "some", "his", "her", "their"}
    return f"the {name}" if _is_common(name) and not has_one and not is_plural(name) else name


def possessive(name: str) -> str:
    """Return a name with the ending of its owner: "the coalition’s", "eyewitnesses’"."""
    owner = with_article(name)
    return f"{owner}’" if is_plural(name) else f"{owner}’s"


def is_plural(name: str) -> bool:
    """Return whether a common noun stands in the plural; names count as singular."""
    return _is_common(name) and bool(re.search(r"(?<![su])s$", name))


def capital(text: str) -> str:
    """Return `text` with a capital as its first letter, the rest as it is."""
    return text[:1].upper() + text[1:]


def _spoken(form: str, event: str | None, units: str, unit: str | None, place: str | None) -> str:
    phrases = _phrases()
    phrase = phrases["events"].get(event or "other", phrases["events"]["other"])
    text = phrase[form].format(units=units)
    if unit not in phrases["things"]["units"]:
        text = text.replace(" that ", " who ")
    where = phrase.get("place", "in {place}")
    return f"{text} {where.format(place=place)}" if place else text


def _is_common(name: str) -> bool:
    """Return whether a name is a common noun, by its last word: "ISIS intelligence chief", not "Al Jazeera"."""
    return name.rpartition(" ")[2][:1].islower()


@cache
def _phrases() -> dict[str, Any]:
    return tomllib.loads((Path(__file__).parent / "data" / "phrases.toml").read_text("utf-8"))
