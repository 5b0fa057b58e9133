"""How far a number reaches: part or total, this event or a whole war, fact or expectation."""

from __future__ import annotations

import re
from collections.abc import Sequence

from flows.claims.counted import Counted
from flows.claims.events import Happening
from flows.claims.parsed import Parsed
from flows.records import Polarity

_POSSIBLE_MODALS = frozenset({"may", "might", "could"})
_EXPECTED_MODALS = frozenset({"will", "would", "'ll", "shall"})
_EXPECTING = frozenset({"expect", "plan", "think", "intend", "hope", "schedule", "prepare", "aim", "anticipate", "suppose", "forecast"})
_FEARING = frozenset({"fear", "suspect", "speculate"})
_DENYING = frozenset({"deny", "refute", "dispute"})
_CUMULATIVE = re.compile(
    r"(?i)\bsince\b[^.;]{0,60}?(?:\b(?:19|20)\d\d\b|\bbegan|\bstart|\boutbreak|\berupt|\bbroke\b|\bbeginning|\bonset|\bwar\b|\bconflict|\buprising|\bcrisis|\binvasion)"
    r"|\b(?:war|conflict|uprising|civil war|crisis|insurgency|violence|revolt|fighting)\b[^.;]{0,40}\b(?:has|have|had)\s+(?:also\s+)?(?:killed|claimed|left|cost|displaced|caused|taken|forced|driven|uprooted)"
    r"|\b(?:year-long|years-long|(?:\w+-){1,2}year(?:-old)?|years?\s+of)\s+(?:\w+\s+){0,2}(?:war|conflict|fighting|uprising|violence|crisis|insurgency)"
    r"|\b(?:so far|in total|overall)\s+(?:in\s+)?(?:this|the|since)\s+(?:year|war|conflict)|\bthis\s+year\b"
    r"|\b(?:over|in|during|for)\s+(?:the\s+)?(?:past|last|more\s+than|nearly|almost|over)?\s*(?:\w+|\d+)\s+(?:years|months)\b"
)
# "The deadliest attack since the war began" counts one attack.
_SUPERLATIVE = re.compile(r"(?i)\b(?:deadliest|worst|bloodiest|biggest|largest|first|highest|heaviest|most\s+\w+)\b")
_INCLUDING = frozenset({"including", "among", "amongst"})
_ALONE = re.compile(r"(?i)\b(?:in|on|from)\s+(?:my|his|her|our|one|this|that|the)\s+(?:own\s+)?\w+(?:\s+\w+)?\s+alone\b|\balone\b")


def is_cumulative(parsed: Parsed) -> bool:
    """Return whether the sentence counts over a war, a year or years rather than one event."""
    found = _CUMULATIVE.search(parsed.sentence.text)
    return found is not None and not _SUPERLATIVE.search(parsed.sentence.text, 0, found.end())


def polarity(parsed: Parsed, item: Counted, happening: Happening) -> Polarity:
    """Return how the sentence puts the item: as fact, expectation, possibility or denied."""
    if item.number is not None and re.match(r"(?i)(?:perhaps|maybe|possibly)\b", parsed.sentence.text[item.start - parsed.sentence.start :]):
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
        if chunk.kind == "stop" and chunk.head not in {"-", '"'}:
            break
        if chunk.kind == "and" and parsed.is_kind(at + 1, "noun") and parsed.is_kind(at + 2, "verb"):
            break
        if chunk.kind == "verb":
            found.append(chunk)
            if chunk.head not in {"be", "have"}:
                break
    return found


def total_of(parsed: Parsed, item: Counted, earlier: Sequence[Counted]) -> Counted | None:
    """Return the total that the sentence says `item` is a part of, or None.

    `earlier` are the items before it in the article, nearest last.
    """
    here = [other for other in parsed.items if other is not item]
    before = [other for other in here if other.start < item.start]
    if _includes(parsed, item) and before:
        return before[-1] if not _includes(parsed, before[-1]) else total_of(parsed, before[-1], earlier)
    after = [other for other in here if other.start > item.start and parsed.is_kind(other.chunk - 1, "prep") and parsed.chunks[other.chunk - 1].head in _INCLUDING]
    if after and after[0].chunk - item.last <= 5 and parsed.chunks[after[0].chunk - 1].head != "including":
        return after[0]
    if item.is_part and item.number is not None:
        return _total_named_before(item, [*earlier, *before])
    return None


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


def _total_named_before(item: Counted, earlier: Sequence[Counted]) -> Counted | None:
    low = item.number.low if item.number else 1
    for other in reversed(earlier[-12:]):
        size = other.number and (other.number.low or other.number.high)
        if size and low and size > low and not other.is_part:
            return other
    return None
