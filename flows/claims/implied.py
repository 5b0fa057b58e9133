"""People counted without a number: "a child was killed", "killing his wife", "a nurse" among the dead."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from flows.claims.counted import Counted, is_one
from flows.claims.lexicon import is_word, look_up
from flows.claims.rules import words
from flows.claims.units import PEOPLE, unit_class, unit_name

if TYPE_CHECKING:
    from flows.claims.happening import Happening
    from flows.claims.parsed import Parsed
    from flows.claims.tagging import Token
    from flows.claims.text import Sentence

# A title aside, one of these words opens the first of them.
OPENING = re.compile(r"\b(?:an?|another|his|her|their|no|nobody|no-one)\b")
_ONE = frozenset({"a", "an", "another", "his", "her", "their"})
_NONE = frozenset({"no one", "nobody", "no-one"})
_VICTIM_EVENTS = frozenset({"kill", "wound", "arrest", "kidnap", "missing"})
# Units that stand side by side without being one noun: "a man woman and child" is a list that lost its commas.
_APART = frozenset({"man", "woman", "child"})


def speaks_of_harm(sentence: Sentence) -> bool:
    """Return whether `sentence` has a word of harm, so that victims without a number may stand in it."""
    possible = sentence.rules("events", "harm")
    return any(next(sentence.matches(rule), None) is not None for rule in possible)


def implied(parsed: Parsed, *, is_title: bool) -> list[Counted]:
    """Return noun groups of one person, or of none, that may be victims; whether they are is for the event to say.

    A title drops its articles, so that a bare singular counts there.
    """
    found: list[Counted] = []
    for at, group in enumerate(parsed.chunks):
        if group.kind != "noun" or group.numbers:
            continue
        tokens = parsed.words(at)
        is_in_row = bool(found) and found[-1].chunk >= at - 2 and parsed.is_kind(at - 1, "and", "noun")
        is_bare = tokens[0].tag in {"N", "J"} and (is_in_row or (is_title and _is_plain(parsed, at)))
        if tokens[0].lower == "no" or tokens[0].lower in _NONE:
            found.extend(_none(tokens, at))
        elif (tokens[0].lower in _ONE or is_bare) and not (
            _is_background(parsed, at) or _is_told(parsed, at)
        ):
            found.extend(_one(tokens, at))
    return found


def _is_told(parsed: Parsed, at: int) -> bool:
    """Whether the group only says who a one before it is: "one of them a child"."""
    before = parsed.item_in(at - 1)
    return before is not None and before.is_part and before.last == at - 1 and is_one(before.number)


def _none(tokens: list[Token], at: int) -> list[Counted]:
    """Return the people of whom there were none: "no civilians", "no one", "no casualties"."""
    last = tokens[-1]
    entry = last.entry or look_up(last.lower)
    noun = entry.noun_lemma
    if " ".join(token.lower for token in tokens) in _NONE:
        noun = "person"
    elif unit_class(noun) not in PEOPLE:
        return []
    return [Counted(None, at, at, tokens[0].start, last.end, noun, unit_name(noun), is_none=True)]


def _is_plain(parsed: Parsed, at: int) -> bool:
    """Whether a group without an article is one common noun, not a name or its apposition: "Bomb kills woman"."""
    before, after = parsed.at(at - 1), parsed.at(at + 1)
    if before is not None and before.head == "," and parsed.item_in(at - 2) is None:
        return False
    opens_list = parsed.is_kind(at + 2, "noun") and bool(parsed.chunks[at + 2].numbers)
    if (
        after is not None
        and after.head == ","
        and not (opens_list or (before is not None and before.kind == "verb"))
    ):
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
    """Return the person a noun group names, or the persons of a list that lost its commas."""
    nouns = [token for token in tokens if _is_person(token)]
    if not nouns and _is_aged(tokens):
        return [Counted(None, at, at, tokens[0].start, tokens[-1].end, "person", "person")]
    if not nouns or tokens[-1].is_possessive:
        return []
    if not all(token.tag == "NP" for token in tokens[tokens.index(nouns[-1]) + 1 :]):
        return []
    units = [unit_name(_lemma(token)) for token in nouns]
    apart = len(set(units)) == len(units) > 1 and set(units) <= _APART
    heads = nouns if apart else nouns[-1:]
    return [_person(tokens, head, at, first=None if head is heads[0] else head) for head in heads]


def _is_aged(tokens: list[Token]) -> bool:
    """Whether only an age names somebody: "a 17-year-old"."""
    has_age = tokens[-1].lower in {"old", "year-old"} and any(token.tag == "X" for token in tokens)
    return has_age and tokens[0].lower in {"a", "an", "another"}


def _person(tokens: list[Token], head: Token, at: int, first: Token | None) -> Counted:
    before = [] if first is not None else tokens[1 : tokens.index(head)]
    modifiers = tuple(token.text for token in before if token.tag in {"J", "N", "NP"})
    noun = _lemma(head)
    return Counted(None, at, at, (first or tokens[0]).start, head.end, noun, unit_name(noun), modifiers)


def _lemma(token: Token) -> str:
    return (token.entry or look_up(token.lower)).noun_lemma


def _is_person(token: Token) -> bool:
    entry = token.entry
    if token.tag not in {"N", "J"} or entry is None or token.is_possessive or entry.is_plural:
        return False
    lemma = entry.noun_lemma
    if not entry.noun or lemma in words("units", "no_victim") or lemma in words("units", "not_counted"):
        return False
    return unit_class(lemma) in PEOPLE


def is_victim(happening: Happening) -> bool:
    """Whether the event makes a person without a number a counted victim or captive."""
    is_toll = happening.event in _VICTIM_EVENTS or happening.rule == "killed-and-wounded"
    return happening.is_direct and is_toll
