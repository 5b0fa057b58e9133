"""What a verb group says of its subject, or of the noun before its participle."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flows.claims.happening import (
    Happening,
    condition,
    fitting,
    has_object,
    is_fatal,
    is_time,
    is_to_death,
    phrasal,
    table,
)
from flows.claims.rules import words
from flows.claims.units import PEOPLE, unit_class

if TYPE_CHECKING:
    from flows.claims.chunks import Chunk
    from flows.claims.counted import Counted
    from flows.claims.parsed import Parsed

# Events one takes part in, as the object of "join" or "attend" says.
_JOINED_EVENTS = frozenset({"evacuate", "protest", "attack", "rescue", "displace", "deploy"})
_CARRIERS = frozenset({"bus", "truck", "vehicle", "aircraft", "ship"})
_HELPLESS = frozenset({"civilian", "child", "woman", "refugee"})
_ARMED = frozenset({"weapon", "strike", "vehicle", "truck", "aircraft", "fighter", "soldier", "other", ""})


# A rule that knows that the verb says nothing of the item, so that no later rule is tried.
_NOTHING = Happening("", "nothing")


def said_of(parsed: Parsed, item: Counted, at: int) -> Happening | None:
    """Return the event of the verb group at `at`, whose subject or participle's noun the item is."""
    for rule in (_speaking, _to_death, _lying, _suffering, _acting, _going, _leading):
        found = rule(parsed, item, at)
        if found is not None:
            return None if found is _NOTHING else found
    return None


def _speaking(parsed: Parsed, item: Counted, at: int) -> Happening | None:
    """Two men who said something are no count; a bare number before "said" belongs to the clause before."""
    verb = parsed.chunks[at]
    if (
        verb.head not in table("speaking")
        or verb.voice not in {"active", "bare"}
        or parsed.is_kind(at + 1, "state", "verb")
    ):
        return None
    if not item.noun or _is_inverted(parsed, item, at):
        return _NOTHING
    return Happening("other", "speaker", at)


def _is_inverted(parsed: Parsed, item: Counted, at: int) -> bool:
    """Whether the speech verb at `at` ends what somebody else says: "... and nine women, said the mayor"."""
    base = parsed.sentence.start
    if '"' in parsed.sentence.text[item.end - base : parsed.words(at)[0].start - base]:
        return True
    if item.chunk == 0 or not parsed.is_kind(at + 1, "noun") or is_time(parsed.chunks[at + 1]):
        return False
    return not any(chunk.kind == "verb" and chunk.voice != "ing" for chunk in parsed.chunks[at + 2 :])


def _to_death(parsed: Parsed, item: Counted, at: int) -> Happening | None:
    """Whom something was done to until they died: "were stabbed to death", "froze to death"."""
    del item
    if has_object(parsed, at) or not (is_to_death(parsed, at) or is_fatal(parsed, at)):
        return None
    return Happening("kill", "to-death", at)


def _lying(parsed: Parsed, item: Counted, at: int) -> Happening | None:
    """What state the item is in by another verb than be: "lay dead", "dropped dead"."""
    del item
    if not parsed.is_kind(at + 1, "state") or has_object(parsed, at):
        return None
    if parsed.chunks[at].head not in words("grammar", "finding"):
        return None
    return Happening(table("states").get(parsed.chunks[at + 1].head, "other"), "state", at)


def _suffering(parsed: Parsed, item: Counted, at: int) -> Happening | None:
    """What was done to the item, or what it is."""
    verb = parsed.chunks[at]
    if verb.voice == "be" or (verb.head in table("staying") and verb.voice in {"active", "bare"}):
        return _being(parsed, item, at) or _NOTHING
    is_object = verb.voice == "bare" and (
        (
            not has_object(parsed, at)
            and verb.head not in table("subject")
            and verb.head not in table("joined_in")
        )
        or (item.kind in _HELPLESS and verb.head in table("patient"))
    )
    if verb.voice == "passive" or is_object:
        return _undergone(parsed, item, at) or _NOTHING
    return None


def _acting(parsed: Parsed, item: Counted, at: int) -> Happening | None:
    """What the item did to others."""
    verb = parsed.chunks[at]
    acts_on = has_object(parsed, at)
    if (
        verb.voice == "ing"
        and acts_on
        and verb.head in table("patient")
        and parsed.is_kind(item.chunk - 1, "prep", "verb")
    ):
        return _NOTHING  # "... of two people, injuring three": the clause's subject did it
    if verb.head in table("doing") and (
        acts_on or verb.head not in table("patient") or verb.voice == "active"
    ):
        return Happening("attack", "doer", at)
    phrase = phrasal(parsed, at)
    if phrase:
        event = "attack" if phrase == "destroy" and item.kind in PEOPLE else phrase  # "blew themselves up"
        return Happening(event, "subject-phrasal", at)
    if verb.voice == "to" and verb.head in table("patient") and verb.head not in table("subject"):
        return Happening(table("patient")[verb.head], "to-be-done", at)
    return None


def _going(parsed: Parsed, item: Counted, at: int) -> Happening | None:
    """What the item did by itself: died, left, marched."""
    verb = parsed.chunks[at]
    event = table("subject").get(verb.head)
    if event is None:
        return None
    ended = _ended_up(parsed, at)
    if ended is not None:
        return ended
    acts_on = has_object(parsed, at)
    is_bare = not item.noun and not item.is_other
    if is_bare and verb.head == "leave" and not acts_on and not parsed.is_kind(at + 1, "prep"):
        return Happening("other", "remaining", at)
    if acts_on and verb.head in table("intransitive"):
        return _NOTHING
    if event == "evacuate" and not item.noun and verb.head not in table("leaving"):
        return _NOTHING
    return Happening(event, "subject", at) if _subject_fits(event, item, verb) else None


def _ended_up(parsed: Parsed, at: int) -> Happening | None:
    """Return what those who went or got away came to: "went on strike", "go to prison", "escaped with injuries"."""
    goal = condition(parsed, at) if parsed.chunks[at].head == "go" else None
    if goal:
        return Happening(goal, "gone-to", at)
    is_with = parsed.is_kind(at + 1, "prep") and parsed.chunks[at + 1].head == "with"
    if (
        is_with
        and parsed.is_kind(at + 2, "noun")
        and table("nouns").get(parsed.chunks[at + 2].head) == "wound"
    ):
        return Happening("wound", "with-injuries", at)
    return None


def _leading(parsed: Parsed, item: Counted, at: int) -> Happening | None:
    """What the item took part in, carried, or was led to."""
    verb = parsed.chunks[at]
    if verb.head in table("joined") or verb.head in table("joined_in"):
        return _taken_part(parsed, at)
    if verb.head in table("carrying") and item.kind in _CARRIERS:
        return _carrying(parsed, at)
    return _further(parsed, item, at) if verb.head in table("leading") else None


def _subject_fits(event: str, item: Counted, verb: Chunk) -> bool:
    """Whether the item can do by itself what the verb says: shells land, people die, buses arrive."""
    if verb.head in table("striking") and event == "attack":
        return item.kind in _ARMED
    if verb.head == "take" and event == "attack":
        return False
    if verb.head in table("travelling"):
        return item.kind in _CARRIERS or item.noun == "evacuee"
    if event == "destroy" and item.kind in PEOPLE:
        return False
    if event in {"kill", "wound", "surrender", "missing", "displace"}:
        return item.kind in PEOPLE or item.kind in {"", "other"}
    return event != "infect" or verb.head == "contract"


def _undergone(parsed: Parsed, item: Counted, at: int) -> Happening | None:
    """Return the event of a passive: "were killed", "were reported killed", "were taken hostage"."""
    verb = parsed.chunks[at]
    phrase = phrasal(parsed, at)
    if phrase:
        survivors = parsed.at(at + 2)  # "were pulled out alive"
        is_alive = survivors is not None and survivors.head == "alive"
        return Happening("rescue" if is_alive else fitting(phrase, item), "passive-phrasal", at)
    if verb.head == "take" or (verb.head in {"bring", "rush", "move", "transfer", "admit", "transport"}):
        goal = condition(parsed, at)
        if goal:
            return Happening(goal, "passive", at)
    if verb.head in table("light") or verb.head not in table("patient"):
        further = _further(parsed, item, at)
        if further:
            return further
    event = table("patient").get(verb.head)
    if event and not (verb.head in {"claim", "document", "launch"} and item.kind in PEOPLE):
        return Happening(fitting(event, item), "passive" if verb.voice == "passive" else "participle", at)
    return None


def _further(parsed: Parsed, item: Counted, at: int) -> Happening | None:
    """Return the event of the verb or state that the light verb at `at` leads to ("were allowed to leave")."""
    for here in range(at + 1, min(at + 4, len(parsed.chunks))):
        chunk = parsed.chunks[here]
        if chunk.kind == "state":
            return Happening(table("states").get(chunk.head, "other"), "state", at)
        if chunk.kind == "verb" and chunk.voice in {"to", "bare", "passive", "be", "ing"}:
            return _led_to(parsed, item, here)
        if chunk.kind == "prep" and chunk.head in {"as", "to", "among", "amongst", "in"}:
            continue
        if chunk.kind != "noun":
            return None
        event = (
            table("nouns").get(chunk.head) if parsed.chunks[here - 1].head in {"among", "amongst"} else None
        )
        if event:
            return Happening(event, "among", at)
    return None


def _led_to(parsed: Parsed, item: Counted, at: int) -> Happening | None:
    verb = parsed.chunks[at]
    if verb.voice == "be":
        return _being(parsed, item, at)
    if (
        verb.voice in {"passive", "bare"}
        and verb.head in table("patient")
        and verb.head not in table("light")
    ):
        return Happening(fitting(table("patient")[verb.head], item), "passive", at)
    for name in ("subject", "patient"):
        event = table(name).get(verb.head)
        if event and not (name == "patient" and verb.head in table("doing")):
            return Happening(event, "led-to", at)
    return _phrasal_happening(parsed, at)


def _phrasal_happening(parsed: Parsed, at: int) -> Happening | None:
    phrase = phrasal(parsed, at)
    return Happening(phrase, "led-to", at) if phrase else None


def _being(parsed: Parsed, item: Counted, at: int) -> Happening | None:
    """Return the event of "are dead", "were among the wounded", "are in hospital", "had been able to leave"."""
    after = parsed.at(at + 1)
    if after is None:
        return None
    if after.kind == "state":
        return Happening(table("states").get(after.head, "other"), "state", at)
    if after.kind == "prep":
        goal = condition(parsed, at)
        if goal:
            return Happening(goal, "condition", at)
        return _further(parsed, item, at) if after.head in {"among", "amongst"} else None
    if after.kind == "noun" and parsed.is_kind(at + 2, "verb") and parsed.chunks[at + 2].voice == "to":
        return _led_to(parsed, item, at + 2)
    return None


def _carrying(parsed: Parsed, at: int) -> Happening | None:
    """Return the event of vehicles that carry people: both are on the move."""
    after = parsed.at(at + 1)
    if (
        after is None
        or after.kind != "noun"
        or unit_class(after.head) not in PEOPLE
        or parsed.is_kind(at + 2, "verb")
    ):
        return None
    return Happening("evacuate", "carrying", at)


def _taken_part(parsed: Parsed, at: int) -> Happening | None:
    """Return the event that the verb group at `at` says its subject was in: "joined", "took part in the march"."""
    joined = at + 1
    goal = table("joined_in").get(parsed.chunks[at].head)
    if goal is not None:
        joined += parsed.is_kind(joined, "noun", "prep") and parsed.chunks[joined].head == goal
        joined += parsed.is_kind(joined, "prep") and parsed.chunks[joined].head in {"in", "for"}
    after = parsed.at(joined)
    if after is None or after.kind != "noun":
        return None
    event = table("nouns").get(after.head)
    return Happening(event, "taken-part", at) if event in _JOINED_EVENTS else None
