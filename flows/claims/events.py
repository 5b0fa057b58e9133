"""What happened to the counted: the event of each item of a parsed sentence.

An item gets its event from the nearest word that governs it, tried in the order of trust: its own noun ("30
deaths"), the verb it is object of, the verb it is subject of, the noun a preposition ties it to, the item it stands
beside, and at last whatever the clause is about. The doer of a deed is not its victim: the active subject of "kill"
counts as attacking.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from flows.claims.ellipsis import gapped, restated
from flows.claims.governors import (
    Known,
    object_of,
    object_of_light,
    second_object_of,
    tied,
)
from flows.claims.happening import REMAINS, Happening, fitting, has_object, has_own_fate, table, verb_before
from flows.claims.lexicon import look_up
from flows.claims.predicates import predicate
from flows.claims.rules import any_of
from flows.claims.sharing import as_part, share_between, spelled_out, taken_out
from flows.claims.tolls import in_crowd, tolled
from flows.claims.units import PEOPLE, unit_class

if TYPE_CHECKING:
    from flows.claims.chunks import Chunk
    from flows.claims.counted import Counted
    from flows.claims.parsed import Parsed

# How far around a count's end "killed and wounded" is looked for.
_BOTH = 28
_BOTH_FATES = any_of(
    f"{one} {joint} {other}"
    for first, second in (
        ("killed", "wounded"),
        ("killed", "injured"),
        ("dead", "wounded"),
        ("dead", "injured"),
        ("killed", "hurt"),
    )
    for one, other in ((first, second), (second, first))
    for joint in ("and", "or")
)


def happenings(parsed: Parsed) -> list[Happening]:
    """Return the event of each item of `parsed`, in the items' order."""
    own: dict[int, Happening | None] = {}
    for item in parsed.items:  # in order, since one in company takes the event of one before it
        own[item.start] = _own(parsed, item, own)
    found = list(own.values())
    share_between(parsed, found)
    return [happening or _nearby(parsed, item) for item, happening in zip(parsed.items, found, strict=True)]


def _own(parsed: Parsed, item: Counted, known: Known) -> Happening | None:
    """Return the event that the item's own noun, verbs or preposition give it."""
    return _by_itself(parsed, item) or as_part(parsed, item, known) or _by_grammar(parsed, item, known)


def _by_itself(parsed: Parsed, item: Counted) -> Happening | None:
    """Return the event that the counted words state themselves: "30 deaths", "three people dead"."""
    if _is_both(parsed, item):
        return Happening("other", "killed-and-wounded")
    if item.measure in REMAINS:
        return Happening("kill", "head-noun")
    if item.noun in REMAINS and _is_handled(parsed, item):
        return Happening("kill", "remains")
    if item.noun in table("strong_heads"):
        return _died_since(parsed, item) or Happening(table("heads")[item.noun], "head-noun")
    if parsed.is_kind(item.last + 1, "state") and parsed.chunks[item.last + 1].head == "dead":
        return Happening("kill", "state", verb_before(parsed, item.chunk))
    return tolled(parsed, item) or in_crowd(parsed, item) or _fallen_ill(parsed, item)


def _fallen_ill(parsed: Parsed, item: Counted) -> Happening | None:
    """Return the event of those who are cases of an illness that the sentence names."""
    found = (table("ailments").get(token.lower) for token in parsed.tokens) if item.noun == "case" else ()
    event = next(filter(None, found), None)
    return Happening(event, "cases") if event else None


def _is_handled(parsed: Parsed, item: Counted) -> bool:
    """Whether bodies are what is found, carried or buried, not those of a state: "pulled 12 bodies out"."""
    verbs = (verb_before(parsed, item.chunk), item.last + 1)
    return any(
        at is not None and parsed.is_kind(at, "verb") and parsed.chunks[at].head in table("handling")
        for at in verbs
    )


def _died_since(parsed: Parsed, item: Counted) -> Happening | None:
    """Return the death of those who were only hurt or lost at first: "two of the injured died"."""
    said = predicate(parsed, item) if table("heads")[item.noun] in {"wound", "missing", "trap"} else None
    return said if said is not None and said.event == "kill" else None


def _by_grammar(parsed: Parsed, item: Counted, known: Known) -> Happening | None:
    done = None if _is_own_subject(parsed, item) else object_of(parsed, item)
    if done is not None:
        return done
    said = predicate(parsed, item)
    if said is not None and item.is_part and item.unit and _is_loose(parsed, said):
        said = (
            taken_out(parsed, item, known) or said
        )  # "12 people, eight of them children in a camp sheltering refugees"
    if said is not None and said.rule != "condition":
        return said
    return (
        _modifier_event(item)
        or said
        or (_in_condition(parsed, item) if _is_added(parsed, item) else None)
        or tied(parsed, item, known)
        or object_of_light(parsed, item)
        or second_object_of(parsed, item)
        or taken_out(parsed, item, known)
        or gapped(parsed, item, known)
        or spelled_out(parsed, item, known)
        or restated(parsed, item, known)
        or _in_condition(parsed, item)
        or _recorded(parsed, item)
    )


def _recorded(parsed: Parsed, item: Counted) -> Happening | None:
    """Return the event of incidents that somebody keeps count of: "documented 12 breaches", "9 breaches recorded"."""
    event = table("heads").get(item.noun)
    at = verb_before(parsed, item.chunk)
    own = parsed.at(item.last + 1)
    is_counted = at is not None and parsed.chunks[at].head in table("recording")
    was_counted = own is not None and own.voice == "passive" and own.head in table("recording")
    return Happening(event, "recorded") if event == "attack" and (is_counted or was_counted) else None


def _is_loose(parsed: Parsed, said: Happening) -> bool:
    """Whether only an -ing form says so, which may be said of any noun before it."""
    return said.verb is not None and parsed.chunks[said.verb].voice == "ing"


def _is_added(parsed: Parsed, item: Counted) -> bool:
    """Whether the item only stands beside another, so that its own state says more: "with two more in hospital"."""
    before = parsed.at(item.chunk - 1)
    return before is not None and before.head in {"with", "and", ","}


def _in_condition(parsed: Parsed, item: Counted) -> Happening | None:
    """Return the event of those who are said to be in a state or a place: "and 11 in critical condition"."""
    prep = parsed.at(item.last + 1)
    if prep is not None and prep.head == "with" and parsed.is_kind(item.last + 2, "noun"):
        hurt = parsed.chunks[item.last + 2].head in table("injuries")
        return Happening("wound", "condition") if hurt else None  # "twelve of them with burns"
    if (
        prep is None
        or prep.head != "in"
        or item.kind not in {*PEOPLE, ""}
        or not parsed.is_kind(item.last + 2, "noun")
    ):
        return None
    found = (table("condition").get(token.lower) for token in parsed.words(item.last + 2))
    event = next(filter(None, found), None)
    return Happening(event, "condition") if event else None


def _is_both(parsed: Parsed, item: Counted) -> bool:
    """Whether one number counts the killed and the wounded together."""
    base = parsed.sentence.start
    if item.noun == "casualty" and (item.number is not None or item.is_none):
        return True
    around = max(item.start, item.end - _BOTH) - base, item.end + _BOTH - base
    is_said = _both_fates().search(parsed.sentence.lower, *around) is not None
    return is_said or _is_done_both(parsed, item.chunk)


@cache
def _both_fates() -> re.Pattern[str]:
    return re.compile(_BOTH_FATES)


def _is_done_both(parsed: Parsed, at: int) -> bool:
    """Whether two verbs joined by "and", one of killing and one of wounding, have the noun group at `at` for object."""
    if not (
        parsed.is_kind(at - 1, "verb") and parsed.is_kind(at - 2, "and") and parsed.is_kind(at - 3, "verb")
    ):
        return False
    done = {table("patient").get(parsed.chunks[here].head) for here in (at - 1, at - 3)}
    return parsed.chunks[at - 2].head == "and" and done == {"kill", "wound"}


def _is_own_subject(parsed: Parsed, item: Counted) -> bool:
    """Whether what follows the item is said of it although a verb stands before: "12 killed, 40 injured"."""
    at = item.chunk - 1
    if (
        not has_own_fate(parsed, item.last)
        or not parsed.is_kind(at, "verb")
        or parsed.chunks[at].voice != "bare"
    ):
        return False
    verb = parsed.chunks[item.last + 1].head
    if verb in table("speaking") or has_object(parsed, item.last + 1):
        return False  # "wounded 50 state media reported", "killed 30 people injured 90"
    is_attacked = table("patient").get(parsed.chunks[at].head) == "attack"  # "city shelled, 12 people killed"
    if not item.noun or verb in {"wound", "injure"} or (verb == "kill" and is_attacked):
        return True
    return parsed.is_kind(at - 1, "noun") and parsed.item_in(at - 1) is not None


def _modifier_event(item: Counted) -> Happening | None:
    """Return the event of a participle before the noun: "900 abducted civilians"."""
    for modifier in reversed(item.modifiers):
        word = modifier.lower()
        event = table("states").get(word) or table("phrasal").get(f"{look_up(word).verb_lemma} {item.noun}")
        if event:
            return Happening(event, "modifier")  # "900 abducted civilians", "60 taken hostage"
    return None


def _nearby(parsed: Parsed, item: Counted) -> Happening:
    """Return what the item's clause is about, when nothing governs the item itself."""
    if item.noun in table("heads"):
        return Happening(table("heads")[item.noun], "near-head")
    for at in range(item.chunk - 1, max(-1, item.chunk - 9), -1):
        chunk = parsed.chunks[at]
        if chunk.kind in {"stop", "sub"} and chunk.head != "-":
            break
        event = _about(chunk)
        if event:
            return Happening(fitting(event, item), "near", at if chunk.kind == "verb" else None)
    return Happening("other", "none")


def _about(chunk: Chunk) -> str | None:
    if (
        chunk.kind == "noun"
        and unit_class(chunk.head) not in PEOPLE
        and chunk.head not in {"attack", "strike", "raid", "assault"}
    ):
        return table("nouns").get(chunk.head)
    return None
