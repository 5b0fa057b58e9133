"""What is said of the counted after it: the search for its verb, its participle or relative clause, its state."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flows.claims.happening import Happening, has_object, has_own_fate, table, verb_before
from flows.claims.units import PEOPLE, unit_class
from flows.claims.verbs import said_of

if TYPE_CHECKING:
    from flows.claims.chunks import Chunk
    from flows.claims.counted import Counted
    from flows.claims.parsed import Parsed

_MAX_STEPS = 12
# Prepositions that make the item a part of what stands before them.
_GOVERNING = frozenset(
    {
        *("of", "for", "on", "against", "to", "by", "from"),
        *("at", "in", "into", "near", "between", "around", "aboard"),
    }
)
_SUBJECTS = frozenset({"he", "she", "it", "they", "we", "i", "you"})
# What a main clause can say of people that goes before what their relative clause said.
_SUFFERED = frozenset(
    {"kill", "wound", "missing", "arrest", "kidnap", "rescue", "evacuate", "displace", "destroy"}
)
_SHARES = frozenset({"most", "many", "some", "all", "half", "several", "majority"})


def predicate(parsed: Parsed, item: Counted) -> Happening | None:
    """Return the event of what is said of the item after it: its verb, its participle, its state."""
    at = _after(parsed, item)
    if at is None or (_is_complement(parsed, item) and not _is_attached(parsed, item, at)):
        return None
    for _ in range(3):
        chunk = parsed.chunks[at]
        if chunk.kind == "state":
            return Happening(
                table("states").get(chunk.head, "other"), "state", verb_before(parsed, item.chunk)
            )
        found = said_of(parsed, item, at)
        if parsed.is_kind(at - 1, "who"):
            return _over_relative(parsed, item, at, found)
        if found is not None or chunk.voice not in {"ing", "bare"}:
            return found or _said_later(parsed, item, at)
        beyond = _beyond(parsed, at)
        if beyond is None:
            return None
        at = beyond
    return None


def _said_later(parsed: Parsed, item: Counted, at: int) -> Happening | None:
    """Return what a passive joined to the verb at `at` says of the item."""
    joined = _joined_verb(parsed, at)
    return said_of(parsed, item, joined) if joined is not None else None


def _joined_verb(parsed: Parsed, at: int) -> int | None:
    """Return the passive verb that "and" or "or" joins to the one at `at`: "swam ashore or were picked up"."""
    for here in range(at + 1, min(at + _MAX_STEPS, len(parsed.chunks))):
        chunk = parsed.chunks[here]
        if chunk.kind == "and" and chunk.head in {"and", "or"} and parsed.is_kind(here + 1, "verb"):
            return here + 1 if parsed.chunks[here + 1].voice == "passive" else None
        if chunk.kind not in {"noun", "prep"} or chunk.numbers:
            return None
    return None


def _over_relative(parsed: Parsed, item: Counted, at: int, said: Happening | None) -> Happening | None:
    """Return the event of an item whose relative clause at `at` says `said`: the main verb's where that tells more.

    "The guards who had stormed the house were killed."
    """
    main = _main_verb(parsed, at)
    found = said_of(parsed, item, main) if main is not None else None
    if found is None or (
        said is not None and said.event not in {"attack", "other"} and found.event != "kill"
    ):
        return said
    return found


def _main_verb(parsed: Parsed, at: int) -> int | None:
    """Return the main clause's verb group after the relative clause whose verb is at `at`; None if none follows."""
    for here in range(at + 1, min(at + _MAX_STEPS, len(parsed.chunks))):
        chunk = parsed.chunks[here]
        if chunk.kind == "verb" and (chunk.voice in {"active", "passive", "be"} or _is_done_by_itself(chunk)):
            return here if parsed.words(here)[0].lower != "being" else None
        if chunk.kind in {"stop", "sub", "who"} or chunk.numbers or parsed.words(here)[-1].lower in _SUBJECTS:
            return None
    return None


def _is_done_by_itself(verb: Chunk) -> bool:
    """Whether a past form can be no participle, as nobody is died or fled."""
    is_past = verb.voice == "bare" and verb.head not in table("patient")
    return is_past and table("subject").get(verb.head) in {"kill", "displace", "missing"}


def _is_complement(parsed: Parsed, item: Counted) -> bool:
    """Whether a preposition makes the item part of another noun or of the verb before: "a hall of 1,000 people"."""
    at = item.chunk - 1
    at -= (
        parsed.is_kind(at, "noun") and parsed.words(at)[-1].is_possessive
    )  # "two of the town's four bridges"
    before = parsed.at(at)
    return before is not None and before.kind == "prep" and before.head in _GOVERNING


def _is_attached(parsed: Parsed, item: Counted, at: int) -> bool:
    """Whether the verb at `at` is the item's own participle or relative clause."""
    chunk = parsed.chunks[at]
    if parsed.is_kind(at - 1, "who"):
        return True
    if at != item.last + 1 or (chunk.voice == "bare" and _acts_on_count(parsed, at)):
        return False  # "a blast in a hall of 90 people killed three"
    return chunk.kind == "state" or chunk.voice in {"bare", "ing", "to"}


def _acts_on_count(parsed: Parsed, at: int) -> bool:
    return has_object(parsed, at) and bool(parsed.chunks[at + 1].numbers)


def _beyond(parsed: Parsed, at: int) -> int | None:
    """Return the main verb after the participle at `at` ("buses carrying people left"), over its object."""
    if parsed.is_kind(at + 1, "noun"):
        at += 1
    if parsed.chunks[at].kind == "noun" or parsed.chunks[at].voice in {"ing", "bare"}:
        while parsed.is_kind(at + 1, "prep") and parsed.is_kind(at + 2, "noun"):
            at += 2
    return at + 1 if parsed.is_kind(at + 1, "verb") else None


def _after(parsed: Parsed, item: Counted) -> int | None:
    """Return the verb group or state that the item is subject of, over what stands between them."""
    at: int | None = item.last + 1
    for _ in range(_MAX_STEPS):
        if at is None or at >= len(parsed.chunks):
            return None
        if parsed.chunks[at].kind in {"verb", "state"}:
            return at
        at = _step(parsed, item, at)
    return None


def _step(parsed: Parsed, item: Counted, at: int) -> int | None:
    """Return where the search goes on after the chunk at `at`, which is no verb; None where it ends."""
    chunk = parsed.chunks[at]
    if chunk.kind == "who":
        return at + 1
    if chunk.kind == "prep":
        return _over_preposition(parsed, at)
    if chunk.kind == "and":
        return _over_and(parsed, item, at)
    if chunk.kind == "noun":
        return _over_noun(parsed, at)
    return _over_aside(parsed, at) if chunk.head in {"-", "(", ")"} else None


def _over_preposition(parsed: Parsed, at: int) -> int | None:
    if parsed.is_kind(at + 1, "prep") or (
        parsed.chunks[at].head == "aboard" and parsed.is_kind(at + 1, "verb")
    ):
        return at + 1
    if (
        parsed.is_kind(at + 2, "noun")
        and parsed.chunks[at + 1].head == "board"
        and not parsed.chunks[at + 2].numbers
    ):
        return at + 3  # "on board the jet"
    if not parsed.is_kind(at + 1, "noun") or (parsed.chunks[at + 1].numbers and has_own_fate(parsed, at + 1)):
        return None
    return at + 2


def _over_and(parsed: Parsed, item: Counted, at: int) -> int | None:
    head = parsed.chunks[at].head
    if parsed.is_kind(at + 1, "noun"):
        return None if head != "," and _own_verb_first(parsed, item, at + 1) else at + 2
    if head not in {",", "or"} or not parsed.is_kind(at + 1, "prep", "who", "verb", "and"):
        return None
    is_governed = parsed.is_kind(item.chunk - 1, "prep", "verb")
    if is_governed and parsed.is_kind(at + 1, "verb") and parsed.chunks[at + 1].voice == "ing":
        return None  # ", killing" goes on from the clause's subject
    return at + 1


def _over_noun(parsed: Parsed, at: int) -> int | None:
    if all(token.tag == "X" or token.lower == "old" for token in parsed.words(at)):
        return at + 1
    if _is_share(parsed, at):
        return at + (4 if parsed.is_kind(at + 3, "noun") else 3)
    return at + 1 if _is_apposed(parsed, at) else None


def _is_share(parsed: Parsed, at: int) -> bool:
    """Whether "most of them" opens at `at`."""
    if parsed.words(at)[-1].lower not in _SHARES:
        return False
    return (
        parsed.is_kind(at + 1, "prep")
        and parsed.chunks[at + 1].head == "of"
        and parsed.is_kind(at + 2, "noun", "who")
    )


def _is_apposed(parsed: Parsed, at: int) -> bool:
    """Whether the noun group at `at` only names or lists on what stands before it, a comma having been lost."""
    group = parsed.words(at)
    if parsed.chunks[at - 1].kind != "noun":
        return False
    if all(token.tag == "NP" for token in group):
        return True
    opens = group[0].tag == "N" or group[0].lower in _SHARES or parsed.words(at - 1)[-1].lower == "them"
    return not parsed.chunks[at].numbers and opens and unit_class(parsed.chunks[at].head) in PEOPLE


def _own_verb_first(parsed: Parsed, item: Counted, at: int) -> bool:
    """Whether the noun group at `at` is the subject of a new clause: the item was already object of a verb."""
    verb = parsed.at(item.chunk - 1)
    is_object = verb is not None and verb.kind == "verb" and verb.head not in table("speaking")
    return is_object and parsed.item_in(at) is None


def _over_aside(parsed: Parsed, at: int) -> int:
    closing = {"(": ")", "-": "-"}.get(parsed.chunks[at].head)
    for here in range(at + 1, min(at + 8, len(parsed.chunks))):
        if parsed.chunks[here].kind == "stop" and parsed.chunks[here].head == closing:
            return here + 1
    return len(parsed.chunks)
