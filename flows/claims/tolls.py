"""The figure of a toll: "the death toll rose to 30", "bringing to 45 the number killed"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from flows.claims.happening import Happening, table
from flows.claims.lexicon import look_up, singular
from flows.claims.units import PEOPLE, is_claimed, unit_class, unit_name

if TYPE_CHECKING:
    from flows.claims.chunks import Chunk
    from flows.claims.counted import Counted
    from flows.claims.parsed import Parsed

# How many chunks before its figure a toll is looked for.
_FAR = 26
# What can stand between the verb of a toll and its figure ("climbed past 400").
_LEADING = frozenset({"to", "at", "of", "from", "as", "than", "past", "above", "beyond"})
_MOVED_TO = frozenset({"to", "past", "above", "beyond"})
_WOUNDED = frozenset({"injury", "wounded", "injured"})
_KILLED = frozenset({"death", "toll", "fatalities", "dead"})


def tolled(parsed: Parsed, item: Counted) -> Happening | None:
    """Return the event of the toll that the item is the figure of, by a verb, a preposition or its own hedge."""
    if item.number is not None and _states_toll(parsed, item):
        return _toll(parsed, item.chunk)
    before = parsed.at(item.chunk - 1)
    if before is None or not (before.kind == "verb" or before.head in _LEADING):
        return None
    if before.head == "of" and not is_toll(parsed, item.chunk - 2):
        return None  # "out of a population of 9,000"
    return _toll_after(parsed, item) or _toll(parsed, item.chunk - (before.kind != "verb"))


def _states_toll(parsed: Parsed, item: Counted) -> bool:
    """Whether the number's own hedge is the verb of a toll: "the toll surpasses 130"."""
    first = parsed.sentence.text[item.start - parsed.sentence.start :].split(" ", 1)[0].lower()
    return first.startswith(("surpass", "exceed", "top", "reach"))


def _toll_after(parsed: Parsed, item: Counted) -> Happening | None:
    """Return the event of a toll named after its figure: "bringing to 45 the number killed"."""
    is_figure = not item.noun and parsed.chunks[item.chunk - 1].head in {"to", "at"}
    return _toll_of(parsed, item.last + 1) if is_figure and is_toll(parsed, item.last + 1) else None


def is_toll(parsed: Parsed, at: int) -> bool:
    """Whether the chunk at `at` is a noun group such as "the death toll"."""
    return parsed.is_kind(at, "noun") and parsed.chunks[at].head in table("tolls")


def in_crowd(parsed: Parsed, item: Counted) -> Happening | None:
    """Return the event of a bare number that a crowd is put at: "organisers put the crowd at 40,000"."""
    if item.noun or not (
        parsed.is_kind(item.chunk - 1, "prep") and parsed.chunks[item.chunk - 1].head == "at"
    ):
        return None
    crowd, verb = parsed.at(item.chunk - 2), parsed.at(item.chunk - 3)
    if crowd is None or crowd.head not in table("crowds") or verb is None or verb.head not in table("moving"):
        return None
    around = f"{parsed.before.lower if parsed.before is not None else ''} {parsed.sentence.lower}"
    is_protest = any(_is_of_protest(word) for word in re.findall(r"[a-z]+", around))
    return Happening("protest" if is_protest else "other", "crowd", unit="person")


def _is_of_protest(word: str) -> bool:
    """Whether a word says that people protest: "marched", "rallies"."""
    return "protest" in {table("subject").get(look_up(word).verb_lemma), table("nouns").get(singular(word))}


def _toll(parsed: Parsed, at: int) -> Happening | None:
    """Return the event of a toll the item is the figure of: "the number of wounded rose to 40"."""
    for here in range(at - 1, max(-1, at - _FAR), -1):
        if is_toll(parsed, here) or _is_moved(parsed, here, at):
            return _toll_of(parsed, here)
        if _ends_toll(parsed.chunks[here]):
            return None
    return None


def _is_moved(parsed: Parsed, at: int, leading: int) -> bool:
    """Whether deaths or injuries themselves rise or fall to the figure after `leading`: "deaths climbed to 61"."""
    group = parsed.chunks[at]
    if group.kind != "noun" or group.numbers or group.head not in table("strong_heads"):
        return False
    entry = parsed.words(at)[-1].entry
    verb = parsed.at(leading - 1)
    is_moved = parsed.chunks[leading].head in _MOVED_TO and verb is not None and verb.head in table("moving")
    return entry is not None and entry.is_plural and is_moved


def _ends_toll(chunk: Chunk) -> bool:
    """Whether a toll cannot stand before `chunk` and take its figure after it."""
    if chunk.kind == "verb":
        return chunk.head not in table("moving") and chunk.voice not in {"bare", "to"}
    return chunk.kind == "sub" or (chunk.kind == "stop" and chunk.head not in {"(", ")"})


def _toll_of(parsed: Parsed, at: int) -> Happening | None:
    """Return the event of the toll at `at`: what it is called, what it is of, or what is said of those it counts."""
    said = {token.lower for token in parsed.words(at)}
    if said & _WOUNDED:
        return Happening("wound", "toll")
    if said & _KILLED:
        return Happening("kill", "toll")
    if parsed.is_kind(at + 1, "prep") and parsed.is_kind(at + 2, "noun", "state"):
        noun = parsed.chunks[at + 2].head
        event = table("nouns").get(noun) or table("states").get(noun) or table("heads").get(noun)
        return Happening(event, "toll") if event else _toll_said_of(parsed, _last_of_row(parsed, at + 2))
    event = _befallen(parsed, at + 1) or table("heads").get(parsed.chunks[at].head)
    return Happening(event, "toll") if event else None


def _last_of_row(parsed: Parsed, at: int) -> int:
    """Return the last of the noun groups that "and" joins to the one at `at`: "the number of guards and cooks"."""
    while (
        parsed.is_kind(at + 1, "and")
        and parsed.chunks[at + 1].head == "and"
        and parsed.is_kind(at + 2, "noun")
    ):
        at += 2
    return at


def _toll_said_of(parsed: Parsed, at: int) -> Happening | None:
    """Return what a toll says of those it counts: "the number of rebels killed", "of people who died".

    Things need none, as nobody counts them but in an event: "the number of rockets since May".
    """
    unit = unit_name(parsed.chunks[at].head)
    if not is_claimed(unit):
        return None
    event = _befallen(parsed, at + 1) or (None if unit_class(unit) in PEOPLE else "other")
    return Happening(event, "toll", unit=unit) if event else None


def _befallen(parsed: Parsed, at: int) -> str | None:
    """Return the event of the participle or relative clause at `at`: "killed", "who died"."""
    verb = parsed.at(at + parsed.is_kind(at, "who"))
    if verb is None or verb.kind != "verb" or verb.voice not in {"bare", "passive", "active"}:
        return None
    led = parsed.at(at + 1)
    if verb.head == "force" and led is not None and led.kind == "verb":
        return table("subject").get(led.head)  # "people forced to flee"
    if verb.voice == "active":
        return table("subject").get(verb.head) if parsed.is_kind(at, "who") else None
    return table("patient").get(verb.head) or table("subject").get(verb.head)
