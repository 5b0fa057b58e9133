"""How far a number reaches: part or total, this event or a whole war, fact or expectation."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from flows.claims.counted import Counted
from flows.claims.happening import Happening
from flows.claims.units import PEOPLE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from flows.claims.parsed import Parsed
    from flows.records import Polarity

Read = tuple[Counted, Happening]

_POSSIBLE_MODALS = frozenset({"may", "might", "could"})
_EXPECTED_MODALS = frozenset({"will", "would", "'ll", "shall"})
_EXPECTING = frozenset(
    {
        "expect",
        "plan",
        "think",
        "intend",
        "hope",
        "schedule",
        "prepare",
        "aim",
        "anticipate",
        "suppose",
        "forecast",
    }
)
_FEARING = frozenset({"fear", "suspect", "speculate"})
_DENYING = frozenset({"deny", "refute", "dispute"})
_CUMULATIVE = re.compile(
    r"(?i)\bsince\b[^.;]{0,60}?(?:\b(?:19|20)\d\d\b|\bbegan|\bstart|\boutbreak|\berupt|\bbroke\b|\bbeginning|\bonset|\bwar\b|\bconflict|\buprising|\bcrisis|\binvasion)"
    r"|\b(?:war|conflict|uprising|civil war|crisis|insurgency|violence|revolt|fighting)\b[^.;]{0,40}\b(?:has|have|had)\s+(?:also\s+)?(?:killed|claimed|left|cost|displaced|caused|taken|forced|driven|uprooted)"
    r"|\b(?:year-long|years-long|(?:\w+-){1,2}year(?:-old)?|years?\s+of)\s+(?:\w+\s+){0,2}(?:war|conflict|fighting|uprising|violence|crisis|insurgency)"
    r"|\b(?:so far|in total|overall)\s+(?:in\s+)?(?:this|the|since)\s+(?:year|war|conflict)|\b(?:this|last|previous)\s+year\b|\b(?:earlier\s+this|last|previous|in\s+the\s+past)\s+months?\b"
    r"|\b(?:over|in|during|for)\s+(?:the\s+)?(?:past|last|more\s+than|nearly|almost|over)?\s*(?:\w+|\d+)\s+(?:years|months)\b"
)
# "The deadliest attack since the war began" counts one attack.
_SUPERLATIVE = re.compile(
    r"(?i)\b(?:deadliest|worst|bloodiest|biggest|largest|first|highest|heaviest|most\s+\w+)\b"
)
_NEAR = 5
_INCLUDING = frozenset({"including", "among", "amongst"})
_ALONE = re.compile(
    r"(?i)\b(?:in|on|from)\s+(?:my|his|her|our|one|this|that|the)\s+(?:own\s+)?\w+(?:\s+\w+)?\s+alone\b|\balone\b"
)


def is_cumulative(parsed: Parsed) -> bool:
    """Return whether the sentence counts over a war, a year or years rather than one event."""
    found = _CUMULATIVE.search(parsed.sentence.text)
    return found is not None and not _SUPERLATIVE.search(parsed.sentence.text, 0, found.end())


def polarity(parsed: Parsed, item: Counted, happening: Happening) -> Polarity:
    """Return how the sentence puts the item: as fact, expectation, possibility or denied."""
    if item.number is not None and re.match(
        r"(?i)(?:perhaps|maybe|possibly)\b", parsed.sentence.text[item.start - parsed.sentence.start :]
    ):
        return "possible"
    verbs = _governing(parsed, item, happening)
    for verb in verbs:
        if verb.modal in _POSSIBLE_MODALS or verb.head in _FEARING:
            return "possible"
        if verb.head in _DENYING:
            return "denied"
        if verb.modal in _EXPECTED_MODALS or (verb.head in _EXPECTING and verb.voice != "to"):
            return "expected"
        if verb.is_negated and verb.head in {"kill", "leave", "die", "wound", "injure", "evacuate"}:
            return "denied"
    if happening.rule.startswith("to-be-done"):
        return "expected"
    return "asserted"


def _governing(parsed: Parsed, item: Counted, happening: Happening) -> list:  # type: ignore[type-arg]
    """Return the verb groups that the item stands under: its own and those before it up to a stop."""
    found = [parsed.chunks[happening.verb]] if happening.verb is not None else []
    for at in range(item.chunk - 1, max(-1, item.chunk - 6), -1):
        chunk = parsed.chunks[at]
        if (chunk.kind == "stop" and chunk.head not in {"-", '"'}) or (
            chunk.kind == "sub" and chunk.head != "that"
        ):
            break
        if chunk.kind == "and" and parsed.is_kind(at + 1, "noun") and parsed.is_kind(at + 2, "verb"):
            break
        if chunk.kind == "verb":
            found.append(chunk)
            if chunk.head not in {"be", "have"}:
                break
    return found


def total_of(parsed: Parsed, item: Counted, happening: Happening, earlier: Sequence[Read]) -> Counted | None:
    """Return the total that the text says `item` is a part of, or None.

    `earlier` are the counts before the sentence with what happened to them, the nearest last; expected ones left out.
    """
    before = [other for other in parsed.items if other.start < item.start]
    if _includes(parsed, item):
        return next(
            (other for other in reversed(before) if _holds(other, item) and not _includes(parsed, other)),
            None,
        )
    after = next((other for other in parsed.items if other.start > item.start), None)
    if after is not None and _is_among(parsed, item, after) and _holds(after, item):
        return after
    if item.is_part or happening.rule.endswith("among") or _is_alone(parsed.sentence.text):
        same_event = [other for other, found in earlier if found.event == happening.event]
        return next((other for other in reversed([*same_event, *before]) if _holds(other, item)), None)
    return None


@lru_cache(maxsize=64)
def _is_alone(text: str) -> bool:
    return _ALONE.search(text) is not None


def _is_among(parsed: Parsed, item: Counted, total: Counted) -> bool:
    """Whether "among" ties the item to the total after it: "two nurses were among the 31 dead"."""
    prep = parsed.at(total.chunk - 1)
    return prep is not None and prep.head in {"among", "amongst"} and total.chunk - item.last <= _NEAR


def _holds(total: Counted, part: Counted) -> bool:
    """Whether a count is larger than another and of what could hold it: people of people, things of their class."""
    if total is part or total.is_part:
        return False
    size = (total.number.low or total.number.high) if total.number else 1
    least = (part.number.low or part.number.high) if part.number else 1
    alike = total.kind == part.kind or (part.kind in PEOPLE and total.kind in PEOPLE)
    return alike and size is not None and least is not None and size > least


def _includes(parsed: Parsed, item: Counted) -> bool:
    """Whether "including", "among them" or "of whom" ties the item to a number before it."""
    for at in range(item.chunk - 1, max(-1, item.chunk - 8), -1):
        chunk = parsed.chunks[at]
        if chunk.kind == "prep" and chunk.head in _INCLUDING:
            return True
        if chunk.kind == "who" and chunk.head in {"whom", "which"} and parsed.is_kind(at - 1, "prep"):
            return True
        if chunk.kind in {"verb", "stop", "sub"}:
            return False
    return False
