"""Why a number is no count: the rules that leave out what describes, who speaks, and what merely stands nearby."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from flows.claims.rules import words
from flows.claims.units import PEOPLE, counts_without_event, is_claimed

if TYPE_CHECKING:
    from flows.claims.counted import Counted
    from flows.claims.happening import Happening
    from flows.claims.parsed import Parsed

_FIRST_YEAR, _LAST_YEAR = 1900, 2099
# How many chunks may stand between counts that share an event without a word that joins them.
_JOINED = 4
_HARM = frozenset({"kill", "wound", "arrest", "kidnap", "missing", "infect"})
_ONE_OF = re.compile(r"(?i)(?:only |just )?one of\b(?! them)")


WHY = {
    "no-noun": "nothing says what is counted",
    "compound": "the number is part of an adjective",
    "one-of": "one of a number, not a number",
    "kinship": "it only describes somebody",
    "not-counted-unit": "such things are not counted in events",
    "speaker": "these are who speaks",
    "no-event": "nothing happens to them",
    "quotes-article": "a comment that repeats the article",
}
"""What each rule of this file means, in words for whoever asks why a number is no count."""


def why_not(item: Counted, happening: Happening, parsed: Parsed) -> str | None:
    """Return the name of the rule that keeps a numbered item from being a count, or None."""
    for name, applies in _RULES.items():
        if applies(item, happening, parsed):
            return name
    return None


def _has_no_noun(item: Counted, happening: Happening, parsed: Parsed) -> bool:
    return not item.noun and not _stands_alone(item, happening, parsed)


def _is_not_counted(item: Counted, happening: Happening, _: Parsed) -> bool:
    return not (is_claimed(item.unit) or _is_harmed(item, happening))


def _speaks(_: Counted, happening: Happening, __: Parsed) -> bool:
    return happening.rule in {"speaker", "beside-speaker"}


def _has_no_event(item: Counted, happening: Happening, parsed: Parsed) -> bool:
    return not (happening.is_direct or _needs_no_event(item, parsed))


def _is_harmed(item: Counted, happening: Happening) -> bool:
    """Whether people whom news counts in passing are counted for what befell them: "three officials were killed"."""
    is_own = happening.is_direct and not happening.rule.startswith("beside-")
    return is_own and happening.event in _HARM and item.noun in words("units", "in_passing")


def _stands_alone(item: Counted, happening: Happening, parsed: Parsed) -> bool:
    """Whether a number without a noun can be a count: the grammar ties it to an event and it is no aside or year."""
    is_tied = happening.is_direct or (item.is_other and _goes_with_people(item, parsed))
    if not is_tied or _is_aside(item, parsed) or _is_year(item, parsed):
        return False
    if not happening.rule.startswith("beside-"):
        return True
    others = (other for other in parsed.items if other is not item)
    is_near = any(abs(other.chunk - item.chunk) <= _JOINED for other in others)
    return is_near and not parsed.is_kind(item.last + 1, "noun", "stop")


def _goes_with_people(item: Counted, parsed: Parsed) -> bool:
    """Whether others are counted beside people of the same sentence: "20 men were held, a further 15 are sought"."""
    before = next((other for other in reversed(parsed.items) if other.start < item.start), None)
    return before is not None and before.noun != "" and before.kind in PEOPLE and before.number is not None


def _is_aside(item: Counted, parsed: Parsed) -> bool:
    """Whether a bare number stands between commas or is no whole number: an age, a seat, a score."""
    base = parsed.sentence.start
    before = parsed.sentence.text[: item.start - base].rstrip()
    after = parsed.sentence.text[item.end - base :].lstrip()
    ends = (item.number.low, item.number.high) if item.number else ()
    is_whole = all(end is None or end == int(end) for end in ends)
    return not is_whole or (before.endswith(",") and after.startswith((",", ".", ")", ";")))


def _is_year(item: Counted, parsed: Parsed) -> bool:
    number, before = item.number, parsed.at(item.chunk - 1)
    if number is None or number.low is None or number.low != number.high:
        return False
    return _FIRST_YEAR <= number.low <= _LAST_YEAR and before is not None and before.kind == "prep"


def _is_compound(item: Counted, _: Happening, parsed: Parsed) -> bool:
    """Whether the number is the first half of an adjective: "a two-storey building"."""
    if item.aside:
        return True
    end = item.number.end - parsed.sentence.start if item.number else 0
    after = parsed.sentence.text[end : end + 2]
    return len(after) == len("-x") and after[0] == "-" and after[1].isalpha()


def _is_one_of(item: Counted, _: Happening, parsed: Parsed) -> bool:
    is_one = item.number is not None and item.number.low == item.number.high == 1
    return is_one and _ONE_OF.match(parsed.sentence.text, item.start - parsed.sentence.start) is not None


def _is_kinship(item: Counted, _: Happening, parsed: Parsed) -> bool:
    """Whether the number only describes somebody: "a mother of two"."""
    before, noun = parsed.at(item.chunk - 1), parsed.at(item.chunk - 2)
    return (
        before is not None and noun is not None and before.head == "of" and noun.head in words("units", "kin")
    )


def _needs_no_event(item: Counted, parsed: Parsed) -> bool:
    """Whether people at large are counted, or a weapon in a sentence in which something is fired."""
    if item.kind in PEOPLE:
        return counts_without_event(item.unit)
    firing = words("events", "firing")
    return item.kind == "weapon" and any(
        chunk.kind == "verb" and chunk.head in firing for chunk in parsed.chunks
    )


_RULES = {
    "no-noun": _has_no_noun,
    "compound": _is_compound,
    "one-of": _is_one_of,
    "kinship": _is_kinship,
    "not-counted-unit": _is_not_counted,
    "speaker": _speaks,
    "no-event": _has_no_event,
}
