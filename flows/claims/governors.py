"""What stands before the counted: the verb it is object of, the noun a preposition ties it to, the list it is in."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from flows.claims.happening import (
    Happening,
    condition,
    fitting,
    is_to_death,
    phrasal,
    table,
    verb_before,
)
from flows.claims.lexicon import singular
from flows.claims.units import PEOPLE

if TYPE_CHECKING:
    from flows.claims.counted import Counted
    from flows.claims.parsed import Parsed

# Start of an item -> its event, for the items before the one at hand.
Known = Mapping[int, Happening | None]

_VICTIMS = {"victim": "kill", "dead": "kill", "casualty": "kill", "fatality": "kill"}
_CARRIERS = frozenset({"bus", "truck", "vehicle", "aircraft", "ship"})


def object_of(parsed: Parsed, item: Counted) -> Happening | None:
    """Return the event of the verb whose object the item is."""
    if parsed.is_kind(item.chunk - 3, "verb") and is_to_death(parsed, item.chunk - 3):
        return Happening("kill", "object", item.chunk - 3)
    at = verb_before(parsed, item.chunk)
    if at is None or parsed.chunks[at].voice == "passive":
        return None
    if parsed.is_kind(item.chunk - 1, "state"):
        return Happening(table("states").get(parsed.chunks[item.chunk - 1].head, "other"), "object-state", at)
    phrase = phrasal(parsed, at) if at + 1 < item.chunk else None
    if phrase:
        return Happening(phrase, "object-phrasal", at)
    event = _object_event(parsed, at)
    return Happening(fitting(event, item), "object", at) if event else None


def _object_event(parsed: Parsed, at: int) -> str | None:
    """Return the event that the verb at `at` gives its object; light verbs and reduced clauses give none."""
    verb = parsed.chunks[at]
    if verb.head in table("light") or (verb.voice == "bare" and _is_reduced(parsed, at)):
        return None
    return table("patient").get(verb.head)


def _is_reduced(parsed: Parsed, at: int) -> bool:
    """Whether the bare past form at `at` is a participle after its noun with another verb to come."""
    return False if not parsed.is_kind(at - 1, "noun") else parsed.is_kind(at + 1, "verb")


def listed(parsed: Parsed, item: Counted) -> Happening | None:
    """Return the event of a list of victims: "the dead included", "among those killed were", "14 among the dead"."""
    among, victims = parsed.at(item.last + 1), parsed.at(item.last + 2)
    if (
        among is not None
        and victims is not None
        and among.head in {"among", "amongst"}
        and victims.head in _VICTIMS
    ):
        return Happening(_VICTIMS[victims.head], "among")
    verb = parsed.at(item.chunk - 1)
    if verb is None or verb.kind != "verb" or verb.head not in {"include", "be"} or verb.voice == "passive":
        return None
    before = parsed.at(item.chunk - 2)
    if before is None:
        return None
    event = None
    if before.kind == "noun":
        event = table("heads").get(parsed.words(item.chunk - 2)[-1].lower) or _VICTIMS.get(before.head)
    elif before.kind == "verb" and before.voice == "bare" and parsed.is_kind(item.chunk - 3, "noun"):
        event = table("patient").get(before.head)
    elif before.kind == "state":
        event = table("states").get(before.head)
    return Happening(event, "among", item.chunk - 1) if event else None


def second_object_of(parsed: Parsed, item: Counted) -> Happening | None:
    """Return the event of the verb that has the item for its second object: "killed a guard and three guests"."""
    if not parsed.is_kind(item.chunk - 1, "and") or not parsed.is_kind(item.chunk - 2, "noun"):
        return None
    return object_of(parsed, replace(item, chunk=item.chunk - 2))


def tied(parsed: Parsed, item: Counted, known: Known) -> Happening | None:
    """Return the event of the noun that a preposition ties the item to: "the death of", "a toll of", "rose to"."""
    prep = parsed.at(item.chunk - 1)
    if prep is None or prep.kind != "prep":
        return None
    if prep.head in {"of", "for", "on", "against"}:
        noun = parsed.at(item.chunk - 2)
        if noun is not None and noun.kind in {"noun", "state"}:
            event = table("nouns").get(noun.head)
            if event:
                return Happening(fitting(event, item), "noun-of")
    if prep.head in table("sharing") or (
        prep.head in {"in", "aboard", "on"} and item.kind in {"bus", "truck", "vehicle", "aircraft", "ship"}
    ):
        return company(parsed, item, known)
    return None


def company(parsed: Parsed, item: Counted, known: Known) -> Happening | None:
    """Return the event of those the item is with or among: the number before, or the subject of the verb before."""
    for at in range(item.chunk - 2, max(-1, item.chunk - 9), -1):
        chunk = parsed.chunks[at]
        other = parsed.item_in(at) if chunk.kind == "noun" else None
        if other is not None and other is not item:
            return known.get(other.start)
        if chunk.kind == "stop":
            return None
        if chunk.kind == "verb" and chunk.head in table("subject") and chunk.voice != "passive":
            event = table("subject")[chunk.head]
            return Happening(event, "company", at) if event in {"evacuate", "displace", "surrender"} else None
    return None


def object_of_light(parsed: Parsed, item: Counted) -> Happening | None:
    """Return the event of a light verb's object, where nothing after it said more: "took 40 people"."""
    at = verb_before(parsed, item.chunk)
    if at is None or parsed.chunks[at].voice == "passive":
        return None
    head = parsed.chunks[at].head
    if head in table("joined"):
        event = _subject_noun(parsed, at)
        return Happening(event, "included", at) if event else None
    goal = condition(parsed, item.last) if head in {"take", "bring", "rush", "send"} else None
    if goal:
        return Happening(goal, "object", at)
    if head == "take" and item.kind in PEOPLE:
        return Happening("evacuate", "object", at)
    if head in {"carry", "hold", "claim", "lose", "cause", "recover", "treat"}:
        event = "kill" if head == "cause" and item.noun == "" else table("patient").get(head)
        return Happening(fitting(event, item), "object", at) if event else None
    return None


def _subject_noun(parsed: Parsed, at: int) -> str | None:
    """Return the event of the subject of the verb at `at`; a pronoun stands for what the sentence before spoke of."""
    before = parsed.at(at - 1)
    if before is None or before.kind != "noun":
        return None
    if before.head in {"it", "they", "this", "which"}:
        return last_event(parsed.before)
    return table("nouns").get(before.head)


def last_event(text: str) -> str | None:
    """Return the event of the last noun in `text` that names one: "evacuate" for "the convoy was long"."""
    found = (table("nouns").get(singular(word)) for word in reversed(re.findall(r"[a-z]+", text.lower())))
    return next(filter(None, found), None)
