"""Counts that have the event of another: lists, parts of a total, counts joined to one."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from flows.claims.ellipsis import is_figure
from flows.claims.governors import Known, company
from flows.claims.happening import VICTIMS, Happening, fitting, has_own_fate, is_time, table
from flows.claims.lexicon import look_up
from flows.claims.parts import set_before
from flows.claims.rules import words
from flows.claims.units import PEOPLE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from flows.claims.counted import Counted
    from flows.claims.parsed import Parsed
    from flows.claims.scope import Read

_INCLUDING = frozenset({"including", "which", "whom", "them"})
_THEM = re.compile(
    r"(?:among (?:them|those|these) (?:were|are|was|is)|(?:they|these|those) includ(?:ed?|ing))\b"
)
# Words that set a clause against the one before, so that it has an event of its own.
_AGAINST = frozenset({"while", "whereas", "but", "yet"})
# Things of which a rival's figure may be, beside people.
_LOST = frozenset({"weapon", "vehicle", "aircraft", "building", "ship"})
# How many characters after a count another sentence may go on to tell its parts.
_GOES_ON = 400


def as_part(parsed: Parsed, item: Counted, known: Known) -> Happening | None:
    """Return the event of the total that the item is listed under."""
    shared = company(parsed, item, known) if _is_included(parsed, item) else None
    return replace(shared, rule=f"part-{shared.rule}") if shared is not None else _listed(parsed, item)


def _is_included(parsed: Parsed, item: Counted) -> bool:
    """Whether "including" or "among which" opens right before the item, and nothing of its own follows it."""
    prep = parsed.at(item.chunk - 1)
    if prep is None or prep.head not in _INCLUDING or has_own_fate(parsed, item.last):
        return False
    return prep.kind == "prep" or parsed.is_kind(item.chunk - 2, "prep")


def _listed(parsed: Parsed, item: Counted) -> Happening | None:
    """Return the event of a list of victims: "the dead included", "among those killed were", "14 among the dead"."""
    among, victims = parsed.at(item.last + 1), parsed.at(item.last + 2)
    if among is not None and victims is not None and among.head in {"among", "amongst"}:
        event = VICTIMS.get(victims.head)
        if event:
            return Happening(event, "among")
    verb = parsed.at(item.chunk - 1)
    if verb is None or verb.kind != "verb" or verb.head not in {"include", "be"} or verb.voice == "passive":
        return None
    event = _event_of_set(parsed, item.chunk - 2)
    return Happening(event, "among", item.chunk - 1) if event else None


def _event_of_set(parsed: Parsed, at: int) -> str | None:
    """Return the event of the people that the chunks up to `at` name: "those killed on Friday", "the dead"."""
    while at > 1 and parsed.is_kind(at, "noun") and _is_adjunct(parsed, at):
        at -= 1 if is_time(parsed.chunks[at]) and not parsed.is_kind(at - 1, "prep") else 2
    chunk = parsed.at(at)
    if chunk is None:
        return None
    if chunk.kind == "noun":
        said = (token.lower for token in reversed(parsed.words(at)))
        event = VICTIMS.get(chunk.head) or next(filter(None, map(table("heads").get, said)), None)
        return event or _done_to_those(parsed, at)
    if chunk.kind == "verb" and chunk.voice == "bare" and (at == 0 or parsed.is_kind(at - 1, "noun", "who")):
        return table("patient").get(chunk.head) or table("subject").get(chunk.head)
    return table("states").get(chunk.head) if chunk.kind == "state" else None


def _done_to_those(parsed: Parsed, at: int) -> str | None:
    """Return the event of "those held", where the participle was read as a noun."""
    first, last = parsed.words(at)[0], parsed.words(at)[-1]
    if first.lower != "those" or first is last:
        return None
    return table("patient").get(look_up(last.lower).verb_lemma)


def _is_adjunct(parsed: Parsed, at: int) -> bool:
    """Whether the noun group at `at` only says when or where: "on Friday", "in the raid", "overnight"."""
    is_placed = parsed.is_kind(at - 1, "prep") and parsed.chunks[at - 1].head not in {"among", "amongst"}
    return is_placed or is_time(parsed.chunks[at])


def taken_out(parsed: Parsed, item: Counted, known: Known) -> Happening | None:
    """Return the event of those that a part is taken out of: a count before it, "of the dead", "of the victims"."""
    if not item.is_part:
        return None
    if item.noun in VICTIMS:
        return Happening(VICTIMS[item.noun], "part-of-victims")
    named = _named_set(parsed, item)
    if named:
        return Happening(named, "part-of-set")
    before = next((other for other in reversed(parsed.items) if other.start < item.start), None)
    event = known.get(before.start) if before is not None and before.kind in {*PEOPLE, ""} else None
    is_told = item.unit or (before is not None and not before.noun)
    return replace(event, rule=f"part-{event.rule}") if event is not None and is_told else None


def _named_set(parsed: Parsed, item: Counted) -> str | None:
    """Return the event of the set that opens the clause of a part: "of those killed, six were women"."""
    at = set_before(item, parsed.chunks)
    if at is None or parsed.chunks[at].numbers:
        return None
    return _event_of_set(parsed, at + parsed.is_kind(at + 1, "verb", "state")) or VICTIMS.get(
        parsed.chunks[at].head
    )


def spelled_out(parsed: Parsed, item: Counted, known: Known) -> Happening | None:
    """Return the event of a total whose parts a colon or dash opens: "12 were killed: seven men and five women"."""
    opens = parsed.at(item.chunk - 1)
    if opens is None or opens.kind != "stop" or opens.head not in {":", "-"} or item.number is None:
        return None
    before = next((other for other in reversed(parsed.items) if other.start < item.start), None)
    are_people = before is not None and {before.kind, item.kind} <= PEOPLE
    event = known.get(before.start) if before is not None and are_people else None
    return replace(event, rule=f"part-{event.rule}") if event is not None else None


def share_between(parsed: Parsed, found: list[Happening | None]) -> None:
    """Give items without an event the event of the item they are joined to, first from the left, then the right."""
    for at in range(1, len(found)):
        before = _beside(parsed, at)
        left = found[before]
        if (
            found[at] is None
            and left is not None
            and _is_joined(parsed, parsed.items[before], parsed.items[at])
        ):
            found[at] = _handed_on(left, parsed.items[at])
    for at in range(len(found) - 2, -1, -1):
        right = found[at + 1]
        if (
            found[at] is None
            and right is not None
            and not (at and parsed.items[at - 1].last >= parsed.items[at].chunk)
            and set_before(parsed.items[at + 1], parsed.chunks) != parsed.items[at].chunk
            and _is_joined(parsed, parsed.items[at], parsed.items[at + 1])
        ):
            found[at] = _handed_on(right, parsed.items[at])


def _beside(parsed: Parsed, at: int) -> int:
    """Return which item the one at `at` stands beside: the one before, or the one that is taken out of that."""
    item = parsed.items[at - 1]
    is_inside = at > 1 and parsed.items[at - 2].last >= item.chunk and parsed.items[at].chunk > item.last
    return at - 2 if is_inside else at - 1


def _handed_on(happening: Happening, item: Counted) -> Happening:
    rule = happening.rule if happening.rule.startswith("beside-") else f"beside-{happening.rule}"
    return replace(happening, event=fitting(happening.event, item), rule=rule)


def _is_joined(parsed: Parsed, left: Counted, right: Counted) -> bool:
    """Whether only coordination, "with", "including" or a place stand between two items."""
    if right.chunk <= left.last or parsed.chunks[right.chunk - 1].head == "from":
        return False  # whom a part is taken out of: "three of the five gunmen", "11 people from one family"
    before = parsed.chunks[right.chunk - 1]
    if before.kind == "prep" and before.head in words("grammar", "locating") and right.kind == "building":
        return False  # where it happened: "worshippers at two mosques"
    for at in range(left.last + 1, right.chunk):
        chunk = parsed.chunks[at]
        if chunk.kind in {"verb", "sub", "who"} or chunk.head in _AGAINST:
            return False
        if chunk.kind == "stop" and chunk.head not in {"-", "(", ")", ":"}:
            return False
        if chunk.kind == "prep" and chunk.head in table("for_what"):
            return False  # "sentenced nine officers over the deaths of 34 marchers"
    return True


def carried_on(parsed: Parsed, item: Counted, happening: Happening, earlier: Sequence[Read]) -> Happening:
    """Return the event of a part that its own sentence leaves open: that of the people counted just before.

    "The crash killed 26 people. Seven were children."
    """
    is_open = not item.noun and ((item.is_part and item.unit) or _is_figure_of_before(parsed, item))
    is_listed = _lists_them(parsed, item)
    if happening.is_direct or not (is_open or is_listed):
        return happening
    kinds = PEOPLE if item.is_part or is_listed else PEOPLE | _LOST
    before = next((read for read in reversed(earlier) if read[0].kind in kinds), None)
    if before is None or item.start - before[0].end > _GOES_ON:
        return happening
    return Happening(before[1].event, "carried-among" if is_listed else "carried-on")


def _is_figure_of_before(parsed: Parsed, item: Counted) -> bool:
    """Whether the item is a figure of what the sentence before counted, and not of something in its own."""
    return is_figure(parsed, item) and not any(
        other.noun for other in parsed.items if other.start < item.start
    )


def _lists_them(parsed: Parsed, item: Counted) -> bool:
    """Whether the sentence lists some of the people counted just before: "among them were two nurses and a guard"."""
    is_list = _THEM.match(parsed.sentence.lower) is not None and item.kind in PEOPLE
    after = parsed.at(item.last + 1)
    return is_list and (after is None or after.kind != "verb")
