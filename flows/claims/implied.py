"""People counted without a number: "a child was killed", "killing his wife", "a nurse" among the dead."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from flows.claims.counted import Counted
from flows.claims.lexicon import is_word, look_up
from flows.claims.rules import words
from flows.claims.units import PEOPLE, unit_class, unit_name

if TYPE_CHECKING:
    from flows.claims.happening import Happening
    from flows.claims.parsed import Parsed
    from flows.claims.tagging import Token

# What has to stand in a sentence before it is searched for victims without a number.
TRIGGER = re.compile(
    r"(?i)\b(?:kill|dead\b|death|died|die[sd]?\b|dying|wound|injur|arrest|detain|kidnap|abduct|execut|behead|murder|martyr|assassinat|captur|hostage|shot\b|slain|perish|casualt)"
)
_ONE = frozenset({"a", "an", "another", "his", "her", "their"})
_VICTIM_EVENTS = frozenset({"kill", "wound", "arrest", "kidnap", "missing"})
_NO_VICTIM = frozenset(
    {
        "spokesman",
        "spokeswoman",
        "witness",
        "source",
        "people",
        "official",
        "group",
        "party",
        "enemy",
        "member state",
        "population",
        "force",
        "army",
        "police",
        "staff",
        "personnel",
        "staffer-general",
        "opponent",
        "majority",
        "head",
        "monitor",
        "suicide bomber",
        "bomber",
        "attacker",
        "correspondent",
        "reporter",
        "body",
        "casualty",
        "life",
        "death",
        "killing",
        "injury",
        "wound",
        "crew",
        "couple",
        "leader",
    }
)


def implied(parsed: Parsed, *, is_title: bool) -> list[Counted]:
    """Return noun groups of one person that may be victims; whether they are is for the event to say.

    A title drops its articles, so that a bare singular counts there.
    """
    found: list[Counted] = []
    for at, group in enumerate(parsed.chunks):
        if group.kind != "noun" or group.numbers:
            continue
        tokens = parsed.words(at)
        is_in_row = bool(found) and found[-1].chunk >= at - 2 and parsed.is_kind(at - 1, "and", "noun")
        is_bare = tokens[0].tag in {"N", "J"} and (is_in_row or (is_title and _is_plain(parsed, at)))
        if (tokens[0].lower in _ONE or is_bare) and not _is_background(parsed, at):
            found.extend(_one(tokens, at))
    return found


def _is_plain(parsed: Parsed, at: int) -> bool:
    """Whether a group without an article is one common noun, not a name or its apposition: "Bomb kills woman"."""
    beside = (parsed.at(at - 1), parsed.at(at + 1))
    if any(chunk is not None and chunk.head == "," for chunk in beside):
        return False
    return parsed.chunks[at].head in words("units", "classes") and all(
        is_word(token.lower) for token in parsed.words(at)
    )


def _is_background(parsed: Parsed, at: int) -> bool:
    """Whether a clause of time or place holds the group: what happened before, told in passing."""
    for here in range(at - 1, max(-1, at - 9), -1):
        chunk = parsed.chunks[here]
        if chunk.kind == "stop" or (chunk.kind == "verb" and chunk.voice == "ing"):
            return False
        if chunk.head in {"after", "where", "before", "since"} and chunk.kind in {"sub", "prep"}:
            return True
        if chunk.kind == "prep" and chunk.head == "for" and parsed.is_kind(here + 2, "prep"):
            return True
    return False


def _one(tokens: list[Token], at: int) -> list[Counted]:
    """Return the person a noun group names, or the persons of a list that lost its commas ("a man woman")."""
    nouns = [token for token in tokens if _is_person(token)]
    last = tokens[-1]
    if not nouns or (nouns[-1] is not last and last.tag != "NP") or last.is_possessive:
        return []
    if nouns[-1] is not last:
        following = tokens[tokens.index(nouns[-1]) + 1 :]
        if not all(token.tag == "NP" for token in following):
            return []
    head = nouns[-1]
    entry = head.entry or look_up(head.lower)
    noun = entry.noun_lemma
    modifiers = tuple(token.text for token in tokens[1 : tokens.index(head)] if token.tag in {"J", "N", "NP"})
    return [Counted(None, at, at, tokens[0].start, head.end, noun, unit_name(noun), modifiers)]


def _is_person(token: Token) -> bool:
    entry = token.entry
    if token.tag not in {"N", "J"} or entry is None or token.is_possessive:
        return False
    if entry.is_plural or entry.noun_lemma in _NO_VICTIM or (entry.noun or 0) < 1:
        return False
    return (
        unit_class(entry.noun_lemma) in PEOPLE
        and token.lower
        not in {
            "dead",
            "injured",
            "wounded",
            "killed",
            "missing",
            "more",
            "own",
            "local",
            "young",
            "elderly",
            "civilian-held",
            "general",
        }
        and entry.noun_lemma not in words("units", "not_counted")
    )


def is_victim(happening: Happening) -> bool:
    """Whether the event makes a person without a number a counted victim or captive."""
    return happening.is_direct and happening.event in _VICTIM_EVENTS
