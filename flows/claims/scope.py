"""How far a number reaches: part or total, this event or a whole war, fact or expectation."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from flows.claims.counted import Counted
from flows.claims.happening import Happening
from flows.claims.rules import words
from flows.claims.units import PEOPLE

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from flows.claims.chunks import Chunk
    from flows.claims.parsed import Parsed
    from flows.claims.text import Sentence
    from flows.records import Polarity

Read = tuple[Counted, Happening]

# Class of people -> the classes of people who can be a part of them: no men are among the women.
_PARTS = dict.fromkeys(PEOPLE, PEOPLE) | {"woman": {"child"}, "child": frozenset()}
_NEAR = 5
# Smaller sums come about by chance: "two brothers, a cousin and an uncle".
_LEAST_SUM = 3
_INCLUDING = frozenset({"including", "among", "amongst"})
_PERHAPS = re.compile(r"(?i)(?:perhaps|maybe|possibly)\b")


def _search(group: str, sentence: Sentence, end: int) -> re.Match[str] | None:
    """Return the first of the matches of a group's rules in the first `end` characters of `sentence`."""
    found = (rule.lowered.search(sentence.lower, 0, end) for rule in sentence.rules("scope", group))
    return min(filter(None, found), key=re.Match.start, default=None)


def cumulative(parsed: Parsed, items: Sequence[Read]) -> set[int]:
    """Return the starts of the counts that go over a war, a year or years rather than one event.

    Where a clause parts several counts of one event, those are that stand on the side of the words that say so: "a
    bomb killed six people in the town, where 400 have died since the war began".
    """
    span = _long_span(parsed.sentence)
    if span is None:
        return set()
    found: set[int] = set()
    for event in {happening.event for _, happening in items}:
        same = [item for item, happening in items if happening.event == event]
        nearest = min(same, key=lambda item: _gap(item, span, parsed))
        found.update(item.start for item in same if not _are_parted(item, nearest, parsed))
    return found


def _are_parted(one: Counted, other: Counted, parsed: Parsed) -> bool:
    """Whether a new clause opens between two counts."""
    first, last = min(one.end, other.end), max(one.start, other.start)
    base = parsed.sentence.start
    between = parsed.sentence.lower[first - base : last - base]
    return any(word in words("scope", "parting") for word in re.findall(r"[a-z]+|;", between))


def _gap(item: Counted, span: tuple[int, int], parsed: Parsed) -> int:
    """Return how many characters of the sentence stand between a count and the span; 0 where they overlap."""
    first, last = (end + parsed.sentence.start for end in span)
    return max(0, first - item.end, item.start - last)


def _long_span(sentence: Sentence) -> tuple[int, int] | None:
    """Return where a sentence says that it counts over a war or years, None where it does not."""
    found = _search("cumulative", sentence, len(sentence.lower))
    is_long = found is not None and _search("superlative", sentence, found.end()) is None
    return found.span() if found is not None and is_long else None


def polarity(parsed: Parsed, item: Counted, happening: Happening) -> Polarity:
    """Return how the sentence puts the item: as fact, expectation, possibility or denied."""
    if item.number is not None and _PERHAPS.match(parsed.sentence.text, item.start - parsed.sentence.start):
        return "possible"
    found = (_made_of(verb) for verb in _governing(parsed, item, happening))
    otherwise: Polarity = "expected" if happening.rule == "to-be-done" else "asserted"
    return next(filter(None, found), otherwise)


def _made_of(verb: Chunk) -> Polarity | None:
    """Return what a verb above a count makes of it: "may have killed", "expects", "denied"."""
    meanings: Mapping[str, Polarity] = words("scope", "polarity")
    if verb.modal in meanings:
        return meanings[verb.modal]
    if verb.head in meanings and (verb.voice != "to" or meanings[verb.head] != "expected"):
        return meanings[verb.head]
    return "denied" if verb.is_negated and verb.head in words("scope", "denied_when_negated") else None


def _governing(parsed: Parsed, item: Counted, happening: Happening) -> list[Chunk]:
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
    if item.is_part or happening.rule.endswith(("among", "included")) or _is_alone(parsed.sentence):
        same_event = [other for other, found in earlier if found.event == happening.event]
        return next((other for other in reversed([*same_event, *before]) if _holds(other, item)), None)
    return None


def _is_alone(sentence: Sentence) -> bool:
    return _search("alone", sentence, len(sentence.lower)) is not None


def _is_among(parsed: Parsed, item: Counted, total: Counted) -> bool:
    """Whether "among" ties the item to the total after it: "two nurses were among the 31 dead"."""
    prep = parsed.at(total.chunk - 1)
    return prep is not None and prep.head in {"among", "amongst"} and total.chunk - item.last <= _NEAR


def _holds(total: Counted, part: Counted) -> bool:
    """Whether a count is larger than another and of what could hold it: people of people, things of their class."""
    if total is part or total.is_part or total.total is not None:
        return False
    alike = total.kind == part.kind or part.kind in _PARTS.get(total.kind, ())
    return alike and max(_ends(total)) > min(_ends(part))


def _ends(item: Counted) -> list[float]:
    """Return the ends of a count's interval that are not open; 1 for a person without a number."""
    ends = (item.number.low, item.number.high) if item.number else (1, 1)
    return [end for end in ends if end is not None]


def summed(items: Sequence[Read]) -> dict[int, Counted]:
    """Return the start of each count that a total before it in the sentence is the exact sum of -> the total.

    "Twelve people were killed, seven in the north and five in the south."
    """
    found: dict[int, Counted] = {}
    for at, (total, happening) in enumerate(items):
        if not happening.is_direct or happening.event == "other":
            continue
        parts = [other for other, befell in items[at + 1 :] if befell.event == happening.event]
        if _adds_up(total, parts):
            found.update((part.start, total) for part in parts)
    return found


def _adds_up(total: Counted, parts: Sequence[Counted]) -> bool:
    """Whether stated numbers of people or of one thing are together the total's."""
    if len(parts) < len(("one", "another")) or any(
        part.is_other or not _holds(total, part) for part in parts
    ):
        return False
    size = min(_ends(total))
    return size >= _LEAST_SUM and total.unit != "man" and sum(min(_ends(part)) for part in parts) == size


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
