"""What the rules of events share: the tables of data/events.toml, and questions about verbs and their objects."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from flows.claims.rules import words
from flows.claims.units import PEOPLE

if TYPE_CHECKING:
    from flows.claims.chunks import Chunk
    from flows.claims.counted import Counted
    from flows.claims.parsed import Parsed

# Nouns for those whom an event befell -> the event, where the text says no other.
VICTIMS = {
    "victim": "kill",
    "dead": "kill",
    "casualty": "kill",
    "fatality": "kill",
    "slain": "kill",
    "deceased": "kill",
}
REMAINS = frozenset({"body", "corpse", "remains"})
_THINGS = frozenset({"vehicle", "truck", "bus", "aircraft", "ship", "building", "weapon"})
# What an event is for some nouns: refugees who leave are displaced, hostages who are handed over go free.
_OF_NOUNS = {
    **dict.fromkeys((("evacuate", "refugee"), ("evacuate", "displaced")), "displace"),
    **{("surrender", noun): "rescue" for noun in ("hostage", "captive", "prisoner", "detainee")},
}
# Words that go on about those before rather than being the object of their verb: "30 wounded, some seriously".
_SOME = frozenset({"some", "most", "many", "several", "these", "those"})
_PARTICLES = frozenset({"out", "up", "down", "off", "away", "over", "in", "for", "at"})


@dataclass(frozen=True, slots=True)
class Happening:
    """The event of an item, the rule that found it, and the verb group it hangs on (None: no verb).

    `unit` is what the item counts where only the toll says it ("the number of rebels killed rose to 39").
    """

    event: str
    rule: str
    verb: int | None = None
    unit: str = ""

    @property
    def is_direct(self) -> bool:
        """Whether a grammatical tie makes it the item's event, rather than its neighbourhood."""
        return not self.rule.startswith(("near", "none"))

    @property
    def is_restated(self) -> bool:
        """Whether the item is another figure of the count before it, and so counts the same."""
        return self.rule.startswith(("figure", "carried-on"))


@cache
def table(name: str) -> dict[str, str]:
    """Return the vocabulary `name` of data/events.toml: word -> event."""
    return {word: str(event) for word, event in words("events", name).items()}


def fitting(event: str, item: Counted) -> str:
    """Return `event` as it fits the unit: people are wounded or killed where things are destroyed."""
    if (event, item.noun) in _OF_NOUNS:
        return _OF_NOUNS[event, item.noun]
    if event in {"rescue", "evacuate", "treat"} and (item.measure or item.noun) in REMAINS:
        return "kill"  # "pulled 61 survivors and 17 bodies from the water"
    if event == "destroy" and item.kind in PEOPLE:
        return "kill" if item.kind in {"fighter", "soldier"} else "wound"
    if event in {"kill", "wound"} and item.kind in _THINGS:
        return "destroy" if event == "kill" else "attack"
    if event in {"arrest", "kidnap", "rescue", "treat"} and item.kind in _THINGS:
        return "other"
    return event


def verb_before(parsed: Parsed, at: int) -> int | None:
    """Return the verb group right before the noun group `at`, over a particle or a state ("shot dead three")."""
    for step in (1, 2):
        if parsed.is_kind(at - step, "verb"):
            return at - step
        chunk = parsed.at(at - step)
        if chunk is None or not (
            chunk.kind == "state" or (chunk.kind == "prep" and chunk.head in _PARTICLES)
        ):
            return None
    return None


def phrasal(parsed: Parsed, at: int) -> str | None:
    """Return the event of the verb at `at` with the particle or state after it, directly or after its object."""
    verb = parsed.chunks[at]
    for step in (1, 2):
        after = parsed.at(at + step)
        if after is None or after.kind not in {"prep", "state", "noun"}:
            return None
        event = table("phrasal").get(f"{verb.head} {after.head}")
        if event:
            return event
        if after.kind != "noun":
            return None
    return None


def condition(parsed: Parsed, at: int) -> str | None:
    """Return the event of the place or condition someone is taken to or in: hospital, custody."""
    for here in range(at + 1, min(at + 4, len(parsed.chunks)), 2):
        if not (parsed.is_kind(here, "prep") and parsed.is_kind(here + 1, "noun")):
            return None
        if [token.lower for token in parsed.words(here)] + [
            token.lower for token in parsed.words(here + 1)
        ] == ["on", "strike"]:
            return "protest"
        for token in parsed.words(here + 1):
            event = table("condition").get(token.lower.rstrip("s"))
            if event:
                return event
    return None


def has_object(parsed: Parsed, at: int) -> bool:
    """Return whether the verb group at `at` has an object, alone or shared with the verb joined to it."""
    after = parsed.at(at + 1)
    if after is not None and after.head == "and" and parsed.is_kind(at + 2, "verb"):
        return parsed.chunks[at + 2].voice == "bare" and has_object(
            parsed, at + 2
        )  # "shot and wounded three"
    if after is not None and after.kind == "state":
        return parsed.is_kind(at + 2, "noun") and not is_time(parsed.chunks[at + 2])  # "shot dead two"
    if is_to_death(parsed, at):
        return parsed.is_kind(at + 3, "noun") and not is_time(parsed.chunks[at + 3])
    if after is None or after.kind != "noun":
        return False
    first = parsed.tokens[after.first]
    is_bare = parsed.chunks[at].voice == "bare"
    if is_bare and (has_verb(parsed, at + 1) or first.lower in _SOME or _is_outcome(parsed, at + 1)):
        return False
    return first.tag != "X" and not is_time(after) and not _is_source(parsed, at + 1)


def _is_outcome(parsed: Parsed, at: int) -> bool:
    """Whether the noun group at `at` is a number and what befell them: "2 killed 7 injured"."""
    group = parsed.words(at)
    return group[0].tag == "#" and group[-1].lower in words("units", "outcomes")


def _is_source(parsed: Parsed, at: int) -> bool:
    """Whether the noun group at `at` only ends a headline that lost its colon: "12 miners killed: monitor"."""
    is_last = at + 1 == len(parsed.chunks) or (
        at + 2 == len(parsed.chunks) and parsed.is_kind(at + 1, "stop")
    )
    return is_last and parsed.words(at)[-1].lower in words("units", "reporters")


def is_fatal(parsed: Parsed, at: int) -> bool:
    """Whether an adverb makes the verb group at `at` one of killing: "fatally shot two men", "were fatally stabbed"."""
    verb = parsed.chunks[at]
    around = parsed.tokens[max(0, verb.first - 1) : verb.last + 1]
    return any(token.lower in {"fatally", "mortally"} for token in around)


def is_to_death(parsed: Parsed, at: int) -> bool:
    """Whether "to death" follows the verb at `at`."""
    return (
        parsed.is_kind(at + 1, "prep")
        and parsed.chunks[at + 1].head == "to"
        and parsed.is_kind(at + 2, "noun")
        and parsed.chunks[at + 2].head == "death"
    )


def has_own_fate(parsed: Parsed, at: int) -> bool:
    """Whether a state or a bare past form follows the noun group at `at`: "killed, 43 others injured"."""
    after = parsed.at(at + 1)
    return after is not None and (
        after.kind == "state" or (after.kind == "verb" and after.voice in {"bare", "passive"})
    )


def has_verb(parsed: Parsed, at: int) -> bool:
    """Whether the noun group at `at` is the subject of a clause of its own: "eight injured the mayor has said"."""
    after = parsed.at(at + 1)
    return has_own_fate(parsed, at) or (after is not None and after.voice in {"active", "be"})


def is_time(chunk: Chunk) -> bool:
    """Whether a noun group says when: "Monday", "last night"."""
    return chunk.head in words("grammar", "times")
