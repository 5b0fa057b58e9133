"""What happened to the counted: the event of each item of a parsed sentence.

An item gets its event from the nearest word that governs it, tried in the order of trust: its own noun ("30
deaths"), the verb it is object of, the verb it is subject of, the noun a preposition ties it to, the item it stands
beside, and at last whatever the clause is about. The doer of a deed is not its victim: the active subject of "kill"
counts as attacking.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache

from flows.claims.chunks import Chunk
from flows.claims.counted import Counted
from flows.claims.lexicon import singular
from flows.claims.parsed import Parsed
from flows.claims.rules import words
from flows.claims.units import PEOPLE, unit_class

_MAX_STEPS = 12
# How far around a count's end "killed and wounded" is looked for.
_BOTH = 28
_GOVERNING = frozenset({"of", "for", "on", "against", "to", "by", "from", "at", "in", "into", "near", "between", "around", "aboard"})
_VICTIMS = {"victim": "kill", "dead": "kill", "casualty": "kill", "fatality": "kill"}
_THINGS = frozenset({"vehicle", "truck", "bus", "aircraft", "ship", "building", "weapon"})
# Events one takes part in, as the object of "join" or "attend" says.
_JOINED_EVENTS = frozenset({"evacuate", "protest", "attack", "rescue", "displace", "deploy"})
_PARTICLES = frozenset({"out", "up", "down", "off", "away", "over", "in", "for", "at"})


@dataclass(frozen=True, slots=True)
class Happening:
    """The event of an item, the rule that found it, and the verb group it hangs on (None: no verb)."""

    event: str
    rule: str
    verb: int | None = None

    @property
    def is_direct(self) -> bool:
        """Whether a grammatical tie makes it the item's event, rather than its neighbourhood."""
        return not self.rule.startswith(("near", "none"))


# Start of an item -> its event, for the items before the one at hand.
Known = Mapping[int, Happening | None]


@cache
def _table(name: str) -> dict[str, str]:
    return {word: str(event) for word, event in words("events", name).items()}


def happenings(parsed: Parsed) -> list[Happening]:
    """Return the event of each item of `parsed`, in the items' order."""
    own: dict[int, Happening | None] = {}
    for item in parsed.items:  # in order, since one in company takes the event of one before it
        own[item.start] = _own(parsed, item, own)
    found = list(own.values())
    _share_between(parsed, found)
    return [happening or _nearby(parsed, item) for item, happening in zip(parsed.items, found, strict=True)]


def _own(parsed: Parsed, item: Counted, known: Known) -> Happening | None:
    """Return the event that the item's own noun, verbs or preposition give it."""
    if _is_both(parsed, item):
        return Happening("other", "killed-and-wounded")
    if item.measure in {"body", "corpse", "remains"}:
        return Happening("kill", "head-noun")
    if item.noun in _table("strong_heads"):
        return Happening(_table("heads")[item.noun], "head-noun")
    if _is_included(parsed, item):
        shared = _company(parsed, item, known)
        if shared is not None:
            return replace(shared, rule=f"part-{shared.rule}")
    listed = _listed(parsed, item)
    if listed is not None:
        return listed
    before = _modifier_event(parsed, item)
    said = _predicate(parsed, item)
    if parsed.is_kind(item.last + 1, "state") and parsed.chunks[item.last + 1].head == "dead":
        return Happening("kill", "state", _verb_before(parsed, item.chunk))
    toll = _tolled(parsed, item)
    if toll is not None:
        return toll
    object_ = None if _is_own_subject(parsed, item) else _object(parsed, item)
    return (
        object_
        or (before if said is not None and said.rule == "condition" else said)
        or before
        or _tied(parsed, item, known)
        or _object_of_light(parsed, item)
    )


def _is_both(parsed: Parsed, item: Counted) -> bool:
    """Whether one number counts the killed and the wounded together."""
    base = parsed.sentence.start
    tail = parsed.sentence.text[max(item.start, item.end - _BOTH) - base : item.end + _BOTH - base].lower()
    for first, second in (("killed", "wounded"), ("killed", "injured"), ("dead", "wounded"), ("dead", "injured"), ("killed", "hurt")):
        for joint in (" and ", " or "):
            if first + joint + second in tail or second + joint + first in tail:
                return True
    return item.noun == "casualty" and item.number is not None


def _is_own_subject(parsed: Parsed, item: Counted) -> bool:
    """Whether what follows the item is said of it although a verb stands before: "12 killed, 40 injured"."""
    at = item.chunk - 1
    if not _has_own_fate(parsed, item.last) or not parsed.is_kind(at, "verb") or parsed.chunks[at].voice != "bare":
        return False
    return not item.noun or (parsed.is_kind(at - 1, "noun") and parsed.item_in(at - 1) is not None)


def _is_included(parsed: Parsed, item: Counted) -> bool:
    """Whether "including" or "among which" opens right before the item, and nothing of its own follows it."""
    prep = parsed.at(item.chunk - 1)
    if prep is None or prep.head not in {"including", "which", "whom", "them"} or _has_own_fate(parsed, item.last):
        return False
    return prep.kind == "prep" or parsed.is_kind(item.chunk - 2, "prep")


def _listed(parsed: Parsed, item: Counted) -> Happening | None:
    """Return the event of a list of victims: "the dead included", "among those killed were"."""
    verb = parsed.at(item.chunk - 1)
    if verb is None or verb.kind != "verb" or verb.head not in {"include", "be"} or verb.voice == "passive":
        return None
    before = parsed.at(item.chunk - 2)
    if before is None:
        return None
    event = None
    if before.kind == "noun":
        event = _table("heads").get(parsed.words(item.chunk - 2)[-1].lower) or _VICTIMS.get(before.head)
    elif before.kind == "verb" and before.voice == "bare" and parsed.is_kind(item.chunk - 3, "noun"):
        event = _table("patient").get(before.head)
    elif before.kind == "state":
        event = _table("states").get(before.head)
    return Happening(event, "among", item.chunk - 1) if event else None


def _modifier_event(parsed: Parsed, item: Counted) -> Happening | None:
    """Return the event of a participle before the noun: "900 abducted civilians"."""
    for modifier in reversed(item.modifiers):
        word = modifier.lower()
        if word in _table("states"):
            return Happening(_table("states")[word], "modifier")
    return None


def _object(parsed: Parsed, item: Counted) -> Happening | None:
    """Return the event of the verb whose object the item is."""
    if parsed.is_kind(item.chunk - 3, "verb") and _is_to_death(parsed, item.chunk - 3):
        return Happening("kill", "object", item.chunk - 3)
    at = _verb_before(parsed, item.chunk)
    if at is None:
        return None
    verb = parsed.chunks[at]
    if verb.voice == "passive":
        return None
    if parsed.is_kind(item.chunk - 1, "state"):
        return Happening(_table("states").get(parsed.chunks[item.chunk - 1].head, "other"), "object-state", at)
    phrase = _phrasal(parsed, at)
    if phrase and at + 1 < item.chunk:
        return Happening(phrase, "object-phrasal", at)
    if verb.head in _table("light"):
        return None
    event = _table("patient").get(verb.head)
    if event is None or (verb.voice == "bare" and _is_reduced(parsed, at)):
        return None
    return Happening(_fitting(event, item), "object", at)


def _fitting(event: str, item: Counted) -> str:
    """Return `event` as it fits the unit: people are wounded or killed where things are destroyed."""
    people = item.kind in PEOPLE or not item.kind
    if event == "evacuate" and item.noun in {"refugee", "displaced"}:
        return "displace"
    if event == "destroy" and people:
        return "kill" if not item.kind or item.kind in {"fighter", "soldier"} else "wound"
    if event in {"kill", "wound"} and item.kind in _THINGS:
        return "destroy"
    if event in {"arrest", "kidnap", "rescue", "treat"} and item.kind in _THINGS:
        return "other"
    return event


def _verb_before(parsed: Parsed, at: int) -> int | None:
    """Return the verb group right before the noun group `at`, over a particle or a state ("shot dead three")."""
    for step in (1, 2):
        if parsed.is_kind(at - step, "verb"):
            return at - step
        chunk = parsed.at(at - step)
        if chunk is None or not (chunk.kind == "state" or (chunk.kind == "prep" and chunk.head in _PARTICLES)):
            return None
    return None


def _is_reduced(parsed: Parsed, at: int) -> bool:
    """Whether the bare past form at `at` is a participle after its noun with another verb to come."""
    return False if not parsed.is_kind(at - 1, "noun") else parsed.is_kind(at + 1, "verb")


def _phrasal(parsed: Parsed, at: int) -> str | None:
    """Return the event of the verb at `at` with the particle or state after it, directly or after its object."""
    verb = parsed.chunks[at]
    for step in (1, 2):
        after = parsed.at(at + step)
        if after is None or after.kind not in {"prep", "state", "noun"}:
            return None
        event = _table("phrasal").get(f"{verb.head} {after.head}")
        if event:
            return event
        if after.kind != "noun":
            return None
    return None


def _predicate(parsed: Parsed, item: Counted) -> Happening | None:
    """Return the event of what is said of the item after it: its verb, its participle, its state."""
    at = _after(parsed, item)
    if at is None:
        return None
    if _is_complement(parsed, item) and not _is_attached(parsed, item, at):
        return None
    for _ in range(3):
        chunk = parsed.chunks[at]
        if chunk.kind == "state":
            return Happening(_table("states").get(chunk.head, "other"), "state", _verb_before(parsed, item.chunk))
        found = _said_of(parsed, item, at)
        if found is not None or chunk.voice not in {"ing", "bare"}:
            return found
        beyond = _beyond(parsed, item, at)
        if beyond is None:
            return None
        at = beyond
    return None


def _is_complement(parsed: Parsed, item: Counted) -> bool:
    """Whether a preposition makes the item part of another noun or of the verb before: "a hall of 1,000 people"."""
    before = parsed.at(item.chunk - 1)
    return before is not None and before.kind == "prep" and before.head in _GOVERNING


def _is_attached(parsed: Parsed, item: Counted, at: int) -> bool:
    """Whether the verb at `at` is the item's own participle or relative clause."""
    chunk = parsed.chunks[at]
    if parsed.is_kind(at - 1, "who"):
        return True
    return at == item.last + 1 and (chunk.kind == "state" or chunk.voice in {"bare", "ing", "to"})


def _beyond(parsed: Parsed, item: Counted, at: int) -> int | None:
    """Return the main verb after the participle at `at` ("buses carrying people left"), over its object."""
    if parsed.is_kind(at + 1, "noun"):
        at += 1
        while parsed.is_kind(at + 1, "prep") and parsed.is_kind(at + 2, "noun"):
            at += 2
    return at + 1 if parsed.is_kind(at + 1, "verb") else None


def _after(parsed: Parsed, item: Counted) -> int | None:
    """Return the verb group or state that the item is subject of, over what stands between them."""
    at = item.last + 1
    for _ in range(_MAX_STEPS):
        chunk = parsed.at(at)
        if chunk is None or chunk.kind in {"sub"}:
            return None
        if chunk.kind in {"verb", "state"}:
            return at
        if chunk.kind == "who":
            at += 1
        elif chunk.kind == "prep" and parsed.is_kind(at + 1, "prep"):
            at += 1
        elif chunk.kind == "prep" and parsed.is_kind(at + 1, "noun"):
            if parsed.chunks[at + 1].numbers and _has_own_fate(parsed, at + 1):
                return None
            at += 2
        elif chunk.kind == "and" and parsed.is_kind(at + 1, "noun"):
            if chunk.head != "," and _own_verb_first(parsed, item, at + 1):
                return None
            at += 2
        elif chunk.kind == "and" and (chunk.head in {",", "or"}) and parsed.is_kind(at + 1, "prep", "who", "verb", "and"):
            if parsed.is_kind(at + 1, "verb") and parsed.chunks[at + 1].voice == "ing" and parsed.is_kind(item.chunk - 1, "prep", "verb"):
                return None  # ", killing" goes on from the clause's subject
            at += 1
        elif chunk.kind == "noun" and all(token.tag == "X" for token in parsed.words(at)):
            at += 1
        elif chunk.kind == "noun" and _is_share(parsed, at):
            at += 4 if parsed.is_kind(at + 3, "noun") else 3
        elif chunk.kind == "noun" and _is_apposed(parsed, at):
            at += 1
        elif chunk.kind == "stop" and chunk.head in {"-", "(", ")"}:
            at = _over_aside(parsed, at)
        else:
            return None
    return None


def _is_share(parsed: Parsed, at: int) -> bool:
    """Whether "most of them" opens at `at`."""
    if parsed.words(at)[-1].lower not in {"most", "many", "some", "all", "half", "several", "majority"}:
        return False
    return parsed.is_kind(at + 1, "prep") and parsed.chunks[at + 1].head == "of" and parsed.is_kind(at + 2, "noun", "who")


def _is_apposed(parsed: Parsed, at: int) -> bool:
    """Whether the noun group at `at` only names or lists on what stands before it, a comma having been lost."""
    group = parsed.words(at)
    if all(token.tag == "NP" for token in group):
        return parsed.is_kind(at - 1, "noun")
    return parsed.is_kind(at - 1, "noun") and not parsed.chunks[at].numbers and group[0].tag == "N" and unit_class(parsed.chunks[at].head) in PEOPLE


def _own_verb_first(parsed: Parsed, item: Counted, at: int) -> bool:
    """Whether the noun group at `at` is the subject of a new clause: the item was already object of a verb."""
    return parsed.is_kind(item.chunk - 1, "verb") and parsed.item_in(at) is None


def _over_aside(parsed: Parsed, at: int) -> int:
    closing = {"(": ")", "-": "-"}.get(parsed.chunks[at].head)
    for here in range(at + 1, min(at + 8, len(parsed.chunks))):
        if parsed.chunks[here].kind == "stop" and parsed.chunks[here].head == closing:
            return here + 1
    return len(parsed.chunks)


def _said_of(parsed: Parsed, item: Counted, at: int) -> Happening | None:
    """Return the event of the verb group at `at`, whose subject or participle's noun the item is."""
    verb = parsed.chunks[at]
    if verb.head in _table("speaking") and verb.voice in {"active", "bare"} and not parsed.is_kind(at + 1, "state", "verb"):
        return Happening("other", "speaker", at) if item.noun else None
    has_object = _has_object(parsed, at)
    if verb.voice == "passive" or (verb.voice == "bare" and not has_object and verb.head not in _table("subject")):
        return _undergone(parsed, item, at)
    if verb.voice == "be":
        return _being(parsed, item, at)
    if item.number and not item.noun and not item.is_other and verb.head == "leave" and not has_object and not parsed.is_kind(at + 1, "prep"):
        return Happening("other", "remaining", at)
    if verb.voice == "bare" and item.kind in {"civilian", "child", "woman", "refugee"} and verb.head in _table("patient"):
        return _undergone(parsed, item, at)
    if verb.voice == "ing" and has_object and verb.head in _table("patient") and parsed.is_kind(item.chunk - 1, "prep", "verb"):
        return None  # "... of two people, injuring three": the clause's subject did it
    if verb.head in _table("doing") and (has_object or verb.head not in _table("patient") or verb.voice == "active"):
        return Happening("attack", "doer", at)
    phrase = _phrasal(parsed, at)
    if phrase:
        return Happening(phrase, "subject-phrasal", at)
    if verb.voice == "to" and verb.head in _table("patient") and verb.head not in _table("subject"):
        return Happening(_table("patient")[verb.head], "to-be-done", at)
    event = _table("subject").get(verb.head)
    if event and has_object and verb.head in {"withdraw", "get", "gather"}:
        return None
    if event == "evacuate" and not item.noun and verb.head not in {"leave", "escape", "evacuate", "depart"}:
        return None
    if event and _subject_fits(event, item, verb):
        return Happening(event, "subject", at)
    if verb.head in _table("joined"):
        return _taken_part(parsed, at)
    if verb.head in {"carry", "transport", "bring", "take"} and item.kind in {"bus", "truck", "vehicle", "ship", "aircraft"}:
        return _carrying(parsed, at)
    if verb.head in {"let", "allow", "manage", "try", "begin", "start", "continue", "want", "have", "be", "remain", "need", "hope", "plan", "wait", "seem", "appear", "agree", "refuse", "fail", "prepare", "expect"}:
        return _further(parsed, item, at)
    return None


def _subject_fits(event: str, item: Counted, verb: Chunk) -> bool:
    if event == "attack" and verb.head in {"open", "go", "fall", "land", "rock", "hit", "strike", "tear", "take", "explode", "detonate"}:
        return item.kind in {"weapon", "strike", "vehicle", "truck", "aircraft", "fighter", "soldier", "other", ""} and verb.head != "take"
    if event in {"kill", "wound", "surrender", "missing", "displace"}:
        return item.kind in PEOPLE or not item.kind or item.kind == "other"
    if verb.head in {"arrive", "reach", "cross"}:
        return item.kind in {"vehicle", "bus", "truck"} or item.noun == "evacuee"
    if event == "infect":
        return verb.head == "contract"
    return True


def _has_object(parsed: Parsed, at: int) -> bool:
    after = parsed.at(at + 1)
    if after is not None and after.head == "and" and parsed.is_kind(at + 2, "verb"):
        return parsed.chunks[at + 2].voice == "bare" and _has_object(parsed, at + 2)  # "shot and wounded three"
    if _is_to_death(parsed, at):
        return parsed.is_kind(at + 3, "noun")
    if after is None or after.kind != "noun":
        return False
    first = parsed.tokens[after.first]
    if parsed.chunks[at].voice == "bare" and _has_own_fate(parsed, at + 1):
        return False
    return first.tag != "X" and not _is_time(after)


def _is_to_death(parsed: Parsed, at: int) -> bool:
    """Whether "to death" follows the verb at `at`."""
    return parsed.is_kind(at + 1, "prep") and parsed.is_kind(at + 2, "noun") and parsed.chunks[at + 2].head == "death"


def _has_own_fate(parsed: Parsed, at: int) -> bool:
    """Whether a state or a bare past form follows the noun group at `at`: "killed, 43 others injured"."""
    after = parsed.at(at + 1)
    return after is not None and (after.kind == "state" or (after.kind == "verb" and after.voice in {"bare", "passive"}))


def _is_time(chunk: Chunk) -> bool:
    return chunk.head in {"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "week", "year", "day", "month", "morning", "night", "evening", "afternoon", "weekend"}


def _undergone(parsed: Parsed, item: Counted, at: int) -> Happening | None:
    """Return the event of a passive: "were killed", "were reported killed", "were taken hostage"."""
    verb = parsed.chunks[at]
    phrase = _phrasal(parsed, at)
    if phrase:
        return Happening(phrase, "passive-phrasal", at)
    if verb.head == "take" or (verb.head in {"bring", "rush", "move", "transfer", "admit", "transport"}):
        goal = _condition(parsed, at)
        if goal:
            return Happening(goal, "passive", at)
    if verb.head in _table("light") or verb.head not in _table("patient"):
        further = _further(parsed, item, at)
        if further:
            return further
    event = _table("patient").get(verb.head)
    if event and not (verb.head in {"claim", "document", "launch"} and item.kind in PEOPLE):
        return Happening(_fitting(event, item), "passive" if verb.voice == "passive" else "participle", at)
    return None


def _condition(parsed: Parsed, at: int) -> str | None:
    """Return the event of the place or condition someone is taken to or in: hospital, custody."""
    for here in range(at + 1, min(at + 4, len(parsed.chunks)), 2):
        if not (parsed.is_kind(here, "prep") and parsed.is_kind(here + 1, "noun")):
            return None
        for token in parsed.words(here + 1):
            event = _table("condition").get(token.lower.rstrip("s"))
            if event:
                return event
    return None


def _further(parsed: Parsed, item: Counted, at: int) -> Happening | None:
    """Return the event of the verb or state that the light verb at `at` leads to ("were allowed to leave")."""
    for here in range(at + 1, min(at + 4, len(parsed.chunks))):
        chunk = parsed.chunks[here]
        if chunk.kind == "state":
            return Happening(_table("states").get(chunk.head, "other"), "state", at)
        if chunk.kind == "verb" and chunk.voice in {"to", "bare", "passive", "be", "ing"}:
            return _led_to(parsed, item, here)
        if chunk.kind == "prep" and chunk.head in {"as", "to", "among", "amongst", "in"}:
            continue
        if chunk.kind != "noun":
            return None
        event = _table("nouns").get(chunk.head) if parsed.chunks[here - 1].head in {"among", "amongst"} else None
        if event:
            return Happening(event, "among", at)
    return None


def _led_to(parsed: Parsed, item: Counted, at: int) -> Happening | None:
    verb = parsed.chunks[at]
    if verb.voice == "be":
        return _being(parsed, item, at)
    if verb.voice in {"passive", "bare"} and verb.head in _table("patient") and verb.head not in _table("light"):
        return Happening(_fitting(_table("patient")[verb.head], item), "passive", at)
    for name in ("subject", "patient"):
        event = _table(name).get(verb.head)
        if event and not (name == "patient" and verb.head in _table("doing")):
            return Happening(event, "led-to", at)
    return _phrasal_happening(parsed, at)


def _phrasal_happening(parsed: Parsed, at: int) -> Happening | None:
    phrase = _phrasal(parsed, at)
    return Happening(phrase, "led-to", at) if phrase else None


def _being(parsed: Parsed, item: Counted, at: int) -> Happening | None:
    """Return the event of "are dead", "were among the wounded", "are in hospital", "had been able to leave"."""
    after = parsed.at(at + 1)
    if after is None:
        return None
    if after.kind == "state":
        return Happening(_table("states").get(after.head, "other"), "state", at)
    if after.kind == "prep":
        goal = _condition(parsed, at)
        if goal:
            return Happening(goal, "condition", at)
        return _further(parsed, item, at) if after.head in {"among", "amongst"} else None
    if after.kind == "noun" and parsed.is_kind(at + 2, "verb") and parsed.chunks[at + 2].voice == "to":
        return _led_to(parsed, item, at + 2)
    return None


def _carrying(parsed: Parsed, at: int) -> Happening | None:
    """Return the event of vehicles that carry people: both are on the move."""
    after = parsed.at(at + 1)
    if after is None or after.kind != "noun" or unit_class(after.head) not in PEOPLE or parsed.is_kind(at + 2, "verb"):
        return None
    return Happening("evacuate", "carrying", at)


def _taken_part(parsed: Parsed, at: int) -> Happening | None:
    after = parsed.at(at + 1)
    if after is None or after.kind != "noun":
        return None
    event = _table("nouns").get(after.head)
    return Happening(event, "taken-part", at) if event in _JOINED_EVENTS else None


def _tied(parsed: Parsed, item: Counted, known: Known) -> Happening | None:
    """Return the event of the noun that a preposition ties the item to: "the death of", "a toll of", "rose to"."""
    prep = parsed.at(item.chunk - 1)
    if prep is None or prep.kind != "prep":
        return None
    if prep.head in {"of", "for", "on", "against"}:
        noun = parsed.at(item.chunk - 2)
        if noun is not None and noun.kind in {"noun", "state"}:
            event = _table("nouns").get(noun.head)
            if event:
                return Happening(_fitting(event, item), "noun-of")
    if prep.head in _table("sharing") or (prep.head in {"in", "aboard", "on"} and item.kind in {"bus", "truck", "vehicle", "aircraft", "ship"}):
        return _company(parsed, item, known)
    return None


def _tolled(parsed: Parsed, item: Counted) -> Happening | None:
    """Return the event of the toll that the item is the figure of, by a verb, a preposition or its own hedge."""
    if item.number is not None and _states_toll(parsed, item):
        return _toll(parsed, item.chunk)
    before = parsed.at(item.chunk - 1)
    if before is None or not (before.kind == "verb" or before.head in {"to", "at", "of", "from", "as", "than"}):
        return None
    return _toll(parsed, item.chunk - (before.kind != "verb"))


def _states_toll(parsed: Parsed, item: Counted) -> bool:
    """Whether the number's own hedge is the verb of a toll: "the toll surpasses 130"."""
    first = parsed.sentence.text[item.start - parsed.sentence.start :].split(" ", 1)[0].lower()
    return first.startswith(("surpass", "exceed", "top", "reach"))


def _company(parsed: Parsed, item: Counted, known: Known) -> Happening | None:
    """Return the event of those the item is with or among: the number before, or the subject of the verb before."""
    for at in range(item.chunk - 2, max(-1, item.chunk - 9), -1):
        chunk = parsed.chunks[at]
        other = parsed.item_in(at) if chunk.kind == "noun" else None
        if other is not None and other is not item:
            return known.get(other.start)
        if chunk.kind == "stop":
            return None
        if chunk.kind == "verb" and chunk.head in _table("subject") and chunk.voice != "passive":
            event = _table("subject")[chunk.head]
            return Happening(event, "company", at) if event in {"evacuate", "displace", "surrender"} else None
    return None


def _toll(parsed: Parsed, at: int) -> Happening | None:
    """Return the event of a toll the item is the figure of: "the number of wounded rose to 40"."""
    for here in range(at - 1, max(-1, at - 20), -1):
        chunk = parsed.chunks[here]
        if chunk.kind == "sub" or (chunk.kind == "stop" and chunk.head not in {"(", ")"}):
            return None
        if chunk.kind == "verb" and chunk.head not in _table("moving"):
            return None
        if chunk.kind == "noun" and chunk.head in _table("tolls"):
            return _toll_of(parsed, here)
    return None


def _toll_of(parsed: Parsed, at: int) -> Happening | None:
    for token in parsed.words(at):
        if token.lower in {"injury", "wounded", "injured"}:
            return Happening("wound", "toll")
        if token.lower in {"death", "toll", "fatalities"}:
            return Happening("kill", "toll")
    if parsed.is_kind(at + 1, "prep") and parsed.is_kind(at + 2, "noun", "state"):
        noun = parsed.chunks[at + 2].head
        event = _table("nouns").get(noun) or _table("states").get(noun) or _table("heads").get(noun)
        if event:
            return Happening(event, "toll")
    return None


def _object_of_light(parsed: Parsed, item: Counted) -> Happening | None:
    """Return the event of a light verb's object, where nothing after it said more: "took 40 people"."""
    at = _verb_before(parsed, item.chunk)
    if at is None or parsed.chunks[at].voice == "passive":
        return None
    head = parsed.chunks[at].head
    if head in _table("joined"):
        event = _subject_noun(parsed, at)
        return Happening(event, "included", at) if event else None
    goal = _condition(parsed, item.last) if head in {"take", "bring", "rush", "send"} else None
    if goal:
        return Happening(goal, "object", at)
    if head == "take" and item.kind in PEOPLE:
        return Happening("evacuate", "object", at)
    if head in {"carry", "hold", "claim", "lose", "cause", "recover", "treat"}:
        event = "kill" if head == "cause" and item.noun == "" else _table("patient").get(head)
        return Happening(_fitting(event, item), "object", at) if event else None
    return None


def _subject_noun(parsed: Parsed, at: int) -> str | None:
    """Return the event of the subject of the verb at `at`; a pronoun stands for what the sentence before spoke of."""
    before = parsed.at(at - 1)
    if before is None or before.kind != "noun":
        return None
    if before.head in {"it", "they", "this", "which"}:
        return last_event(parsed.before)
    return _table("nouns").get(before.head)


def last_event(text: str) -> str | None:
    """Return the event of the last noun in `text` that names one: "evacuate" for "the convoy was long"."""
    found = (_table("nouns").get(singular(word)) for word in reversed(re.findall(r"[a-z]+", text.lower())))
    return next(filter(None, found), None)


def _share_between(parsed: Parsed, found: list[Happening | None]) -> None:
    """Give items without an event the event of the item they are joined to, first from the left, then the right."""
    for at in range(1, len(found)):
        left = found[at - 1]
        if found[at] is None and left is not None and _is_joined(parsed, parsed.items[at - 1], parsed.items[at]):
            found[at] = _handed_on(left, parsed.items[at])
    for at in range(len(found) - 2, -1, -1):
        right = found[at + 1]
        if found[at] is None and right is not None and _is_joined(parsed, parsed.items[at], parsed.items[at + 1]):
            found[at] = _handed_on(right, parsed.items[at])


def _handed_on(happening: Happening, item: Counted) -> Happening:
    rule = happening.rule if happening.rule.startswith("beside-") else f"beside-{happening.rule}"
    return replace(happening, event=_fitting(happening.event, item), rule=rule)


def _is_joined(parsed: Parsed, left: Counted, right: Counted) -> bool:
    """Whether only coordination, "with", "including" or a place stand between two items."""
    for at in range(left.last + 1, right.chunk):
        chunk = parsed.chunks[at]
        if chunk.kind in {"verb", "sub", "who"}:
            return False
        if chunk.kind == "stop" and chunk.head not in {"-", "(", ")", ":"}:
            return False
    return True


def _nearby(parsed: Parsed, item: Counted) -> Happening:
    """Return what the item's clause is about, when nothing governs the item itself."""
    if item.noun in _table("heads"):
        return Happening(_table("heads")[item.noun], "near-head")
    for at in range(item.chunk - 1, max(-1, item.chunk - 9), -1):
        chunk = parsed.chunks[at]
        if chunk.kind in {"stop", "sub"} and chunk.head not in {"-"}:
            break
        event = _about(parsed, chunk)
        if event:
            return Happening(_fitting(event, item), "near", at if chunk.kind == "verb" else None)
    return Happening("other", "none")


def _about(parsed: Parsed, chunk: Chunk) -> str | None:
    if chunk.kind == "noun" and unit_class(chunk.head) not in PEOPLE and chunk.head not in {"attack", "strike", "raid", "assault"}:
        return _table("nouns").get(chunk.head)
    return None
