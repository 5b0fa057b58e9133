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
    is_fatal,
    is_to_death,
    phrasal,
    table,
    verb_before,
)
from flows.claims.lexicon import singular
from flows.claims.units import PEOPLE, unit_class

if TYPE_CHECKING:
    from flows.claims.counted import Counted
    from flows.claims.parsed import Parsed

# Start of an item -> its event, for the items before the one at hand.
Known = Mapping[int, Happening | None]

# How many chunks back the count stands that another is in company with, or is listed with.
_APART = 15
# How many chunks a list's verb may stand before its item: twenty others, each with its comma or "and".
_LONGEST_LIST = 40
# Further before the first of a list no verb governs it.
_REACH_OF_VERB = 6
_LISTING = frozenset({"including", "among", "amongst", "them", "as", "to", "of"})
_HOLDERS = frozenset({"building", "ship", "aircraft"})
_REACH_OF_SUBJECT = 4
_ARMED = frozenset({"fighter", "soldier"})
_TARGETS = frozenset({"weapon", "vehicle", "aircraft", "building", "ship"})
_CARRIERS = frozenset({"bus", "truck", "vehicle", "aircraft", "ship"})


def object_of(parsed: Parsed, item: Counted) -> Happening | None:
    """Return the event of the verb whose object the item is."""
    if parsed.is_kind(item.chunk - 3, "verb") and is_to_death(parsed, item.chunk - 3):
        return Happening("kill", "object", item.chunk - 3)
    at = verb_before(parsed, item.chunk)
    if at is None or parsed.chunks[at].voice == "passive":
        return None
    if is_fatal(parsed, at):
        return Happening("kill", "object-fatal", at)
    if parsed.is_kind(item.chunk - 1, "state"):
        return Happening(table("states").get(parsed.chunks[item.chunk - 1].head, "other"), "object-state", at)
    phrase = _phrase_of(parsed, item, at)
    if phrase:
        return Happening(_taken(parsed, item, at, phrase), "object-phrasal", at)
    is_borne = (
        parsed.chunks[at].head == "carry" and item.kind in _CARRIERS
    )  # "the bridge carries 900 cars a day"
    event = None if is_borne or _is_held_by_thing(parsed, item, at) else _object_event(parsed, at)
    return Happening(fitting(event, item), "object", at) if event else None


def _phrase_of(parsed: Parsed, item: Counted, at: int) -> str | None:
    """Return the event of the verb at `at` with the particle before its object, the object itself, or what follows."""
    phrase = phrasal(parsed, at) if at + 1 < item.chunk else None
    verb, after = parsed.chunks[at].head, parsed.at(item.last + 1)
    if after is not None and f"{verb} {after.head}" in table("uprooting"):
        return "displace"
    if after is not None and after.head == "prisoner" and verb == "take":
        return "arrest"
    return phrase or table("phrasal").get(f"{verb} {item.noun}")


def _is_held_by_thing(parsed: Parsed, item: Counted, at: int) -> bool:
    """Whether a room, ship or plane merely holds or carries the verb's object: "the hall held", "a boat carrying"."""
    held = parsed.chunks[at].head in {"hold", "carry"}
    if held and item.noun in {"passenger", "crew"}:
        return True
    back = (parsed.chunks[here] for here in range(at - 1, max(-1, at - _REACH_OF_SUBJECT), -1))
    subject = next((chunk for chunk in back if chunk.kind in {"noun", "stop"}), None) if held else None
    return subject is not None and subject.kind == "noun" and unit_class(subject.head) in _HOLDERS


def _taken(parsed: Parsed, item: Counted, at: int, phrase: str) -> str:
    """Return what "take out" says of its object: fighters are killed and things destroyed, but not out of a place."""
    is_meant = phrase == "evacuate" and parsed.chunks[at].head == "take" and item.kind in {*_ARMED, *_TARGETS}
    after = parsed.at(item.last + 1)
    if not is_meant or (after is not None and after.head in {"from", "of"}):
        return phrase
    return "kill" if item.kind in _ARMED else "destroy"


def _object_event(parsed: Parsed, at: int) -> str | None:
    """Return the event that the verb at `at` gives its object; light verbs and reduced clauses give none."""
    verb = parsed.chunks[at]
    if verb.head in table("light") or (verb.voice == "bare" and _is_reduced(parsed, at)):
        return None
    return table("patient").get(verb.head)


def _is_reduced(parsed: Parsed, at: int) -> bool:
    """Whether the bare past form at `at` is a participle after its noun with another verb to come."""
    return False if not parsed.is_kind(at - 1, "noun") else parsed.is_kind(at + 1, "verb")


def second_object_of(parsed: Parsed, item: Counted) -> Happening | None:
    """Return the event of the verb that has the item for a further object: "killed a cook, a nurse and two guests"."""
    at = item.chunk
    if not parsed.has_verb(at - _LONGEST_LIST - _REACH_OF_VERB, at):
        return None
    while parsed.is_kind(at - 1, "and"):
        at -= 1 + parsed.is_kind(at - 2, "and")  # ", and"
        if not parsed.is_kind(at - 1, "noun"):
            break
        at -= 1
        while (
            item.chunk - at <= _LONGEST_LIST
            and parsed.is_kind(at - 2, "noun")
            and parsed.is_kind(at - 1, "prep")
            and parsed.chunks[at - 1].head == "of"
        ):
            at -= 2  # "destroyed 900 hectares of forest and 30 homes"
        if item.chunk - at > _LONGEST_LIST:
            break
        if verb_before(parsed, at) is None and not parsed.is_kind(at - 3, "verb"):
            continue  # nothing that could govern it
        found = object_of(parsed, replace(item, chunk=at))
        if found is not None:
            return found
    return None


def tied(parsed: Parsed, item: Counted, known: Known) -> Happening | None:
    """Return the event of the noun that a preposition ties the item to: "the death of", "a toll of", "rose to"."""
    prep = parsed.at(item.chunk - 1)
    if prep is None or prep.kind != "prep":
        return None
    if prep.head in {"of", "for", "on", "against", "to"}:
        noun = parsed.at(item.chunk - 2)
        if noun is not None and noun.kind in {"noun", "state"}:
            event = table("nouns").get(noun.head)
            if event and (prep.head != "to" or event in {"destroy", "wound"}):  # "damage to four houses"
                return Happening(fitting(event, item), "noun-of")
            verb = parsed.at(item.chunk - 3)
            if verb is not None and verb.kind == "verb" and f"{verb.head} {noun.head}" in table("onto"):
                return Happening(fitting(table("onto")[f"{verb.head} {noun.head}"], item), "onto")
    if _joins(parsed, item.chunk - 1) or (
        prep.head in {"in", "aboard", "on"} and item.kind in {"bus", "truck", "vehicle", "aircraft", "ship"}
    ):
        return company(parsed, item, known)
    return None


def _joins(parsed: Parsed, at: int) -> bool:
    """Whether the preposition at `at` puts what follows beside a count: "with", "as well as", "in addition to"."""
    before = parsed.at(at - 1)
    if before is not None and (parsed.chunks[at].head, before.head) in {("as", "as"), ("to", "addition")}:
        return True
    return parsed.chunks[at].head in table("sharing")


def company(parsed: Parsed, item: Counted, known: Known) -> Happening | None:
    """Return the event of those the item is with or among: the number before, or what the verb before says of them."""
    is_listed = parsed.chunks[item.chunk - 1].head in _LISTING
    uncounted = _uncounted(parsed, item) if is_listed else None
    if uncounted is not None:
        return object_of(parsed, replace(item, chunk=uncounted))
    for at in range(item.chunk - 2, max(-1, item.chunk - _APART), -1):
        chunk = parsed.chunks[at]
        other = parsed.item_in(at) if chunk.kind == "noun" else None
        if other is not None and other is not item and not other.is_none:
            return _shared(known.get(other.start), item, other)
        if chunk.kind == "stop":
            return None
        if chunk.kind == "verb" and (found := _befallen_with(parsed, item, at)) is not None:
            return found
        if chunk.kind == "verb" and chunk.head in table("subject") and not is_listed:
            return None
    return None


def _shared(happening: Happening | None, item: Counted, other: Counted) -> Happening | None:
    """Return the event of `other` for those in its company; matches that are lost kill nobody."""
    is_harm = happening is not None and happening.event in {"kill", "wound"}
    return None if is_harm and item.kind in PEOPLE and other.kind not in {*PEOPLE, ""} else happening


def _befallen_with(parsed: Parsed, item: Counted, at: int) -> Happening | None:
    """Return the event that the verb at `at` gives those in its subject's or object's company.

    "She fled with two sons", "the mayor was killed along with four guards".
    """
    verb = parsed.chunks[at]
    went = table("subject").get(verb.head)
    if verb.voice != "passive" and went in {"evacuate", "displace", "surrender"}:
        return Happening(went, "company", at)
    done = table("patient").get(verb.head) if _is_beside_object(parsed, item, at) else None
    if done and item.kind in PEOPLE and verb.head not in table("light"):
        return Happening(fitting(done, item), "company", at)
    return None


def _is_beside_object(parsed: Parsed, item: Counted, at: int) -> bool:
    """Whether but "with", "along with" and an object stand between a verb whose object is harmed and the item."""
    between = parsed.chunks[at + 1 : item.chunk]
    nouns = [chunk for chunk in between if chunk.kind == "noun"]
    is_done = not nouns if parsed.chunks[at].voice == "passive" else nouns == between[:1]
    return is_done and all(chunk.head in table("sharing") for chunk in between if chunk not in nouns)


def _uncounted(parsed: Parsed, item: Counted) -> int | None:
    """Return the people without a number of whom the item lists some: "a group of guests, including two boys"."""
    at = item.chunk - 2 - (parsed.chunks[item.chunk - 1].head == "them")
    at -= parsed.is_kind(at, "and")
    chunk = parsed.at(at)
    entry = parsed.words(at)[-1].entry if chunk is not None and chunk.kind == "noun" else None
    if (
        chunk is None
        or chunk.numbers
        or entry is None
        or not entry.is_plural
        or unit_class(chunk.head) not in PEOPLE
    ):
        return None
    if not parsed.is_kind(at - 1, "prep"):
        return at
    return at - 2 if parsed.chunks[at - 1].head == "of" else None


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
    return _lost_or_held(parsed, item, at)


def _lost_or_held(parsed: Parsed, item: Counted, at: int) -> Happening | None:
    """Return the event of what the verb at `at` costs, carries or recovers; a bare number goes on from things lost."""
    head = parsed.chunks[at].head
    if head == "lose" and not item.noun and (lost := _thing_before(parsed, item)):
        item.unit = lost
        return Happening("destroy", "object", at)
    is_held = _is_held_by_thing(parsed, item, at) or (head == "hold" and not item.noun)
    if is_held or head not in {"carry", "hold", "claim", "lose", "cause", "recover", "treat"}:
        return None
    event = "kill" if head == "cause" and item.noun == "" else table("patient").get(head)
    return Happening(fitting(event, item), "object", at) if event else None


def _thing_before(parsed: Parsed, item: Counted) -> str:
    """Return the unit of the things counted right before a bare number; "" where people are, or nothing."""
    before = next((other for other in reversed(parsed.items) if other.start < item.start), None)
    return before.unit if before is not None and before.kind in _TARGETS else ""


def _subject_noun(parsed: Parsed, at: int) -> str | None:
    """Return the event of the subject of the verb at `at`; a pronoun stands for what the sentence before spoke of."""
    before = parsed.at(at - 1)
    if before is None or before.kind != "noun":
        return None
    if before.head in {"it", "they", "this", "which"}:
        return last_event(parsed.before.lower) if parsed.before is not None else None
    return table("nouns").get(before.head)


def last_event(lower: str) -> str | None:
    """Return the event of the last noun in `lower` that names one: "evacuate" for "the convoy was long"."""
    found = (table("nouns").get(singular(word)) for word in reversed(re.findall(r"[a-z]+", lower)))
    return next(filter(None, found), None)
