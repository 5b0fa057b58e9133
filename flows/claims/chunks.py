"""A sentence cut into noun groups, verb groups and the small words between them (a shallow parse by rules).

What a number counts and what happened to it is read off the row of chunks: the noun group the number opens, the verb
group it is subject or object of, the preposition that ties it to another noun (after Abney 1991, "Parsing by chunks").
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Literal

from flows.claims.lexicon import look_up
from flows.claims.rules import words

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from flows.claims.tagging import Token

Kind = Literal["noun", "verb", "state", "prep", "and", "sub", "who", "stop"]
Voice = Literal["active", "passive", "bare", "ing", "to", "be"]

_NOMINAL = frozenset({"D", "#", "X", "J", "N", "NP", "PN"})
_VERBAL = frozenset({"VB", "VD", "VN", "VE", "VG"})
_OPENING = frozenset({"D", "#", "J"})
_SINGLE: dict[str, Kind] = {"IN": "prep", "CC": "and", "SB": "sub", "WH": "who"}
_AUXILIARY = frozenset({"MD", "BE", "HV", "DO", "NG"})


@cache
def states() -> Mapping[str, str]:
    """Return each adjective that says what became of the noun before it, and the state's name."""
    return words("grammar", "states")


@cache
def _days() -> frozenset[str]:
    return frozenset(words("grammar", "days"))


@dataclass(slots=True)
class Chunk:
    """A group of tokens, `tokens[first:last]` of its sentence.

    Attributes:
        kind: noun group, verb group, state (an adjective that says what became of the noun before), preposition,
            coordinator, subordinator, relative pronoun, or stop (punctuation).
        head: the head noun or verb in its base form; the word itself for the rest.
        voice: for verb groups: active, passive, bare (a past form without auxiliary), ing, to (infinitive), be.
        is_negated: for verb groups, whether a negation stands in it.
        modal: the modal verb of a verb group, or "".
        numbers: indexes of the number tokens in a noun group.
    """

    kind: Kind
    first: int
    last: int
    head: str = ""
    voice: Voice | None = None
    is_negated: bool = False
    modal: str = ""
    is_present: bool = False
    numbers: list[int] = field(default_factory=list)


def chunk(tokens: Sequence[Token]) -> list[Chunk]:
    """Return the chunks of a tagged sentence, in order; every token but adverbs stands in one."""
    found: list[Chunk] = []
    at = 0
    named = states()
    while at < len(tokens):
        token = tokens[at]
        if token.lower not in named and (kind := _SINGLE.get(token.tag)) and token.lower != "to":
            at += 1
            found.append(Chunk(kind, at - 1, at, token.lower))
            continue
        made = _chunk_at(tokens, at, found)
        if made is None:
            at += 1
            continue
        found.append(made)
        at = made.last
    return found


def _chunk_at(tokens: Sequence[Token], at: int, before: Sequence[Chunk]) -> Chunk | None:
    token = tokens[at]
    tag = token.tag
    if token.lower in states() and _says_state(tokens, at, before):
        return Chunk("state", at, at + 1, states()[token.lower])
    if tag in _AUXILIARY or tag in _VERBAL or (token.lower == "to" and _opens_infinitive(tokens, at)):
        return _verb_group(tokens, at)
    if tag in _NOMINAL:
        return _noun_group(tokens, at)
    if tag in _SINGLE:
        return Chunk(_SINGLE[tag], at, at + 1, token.lower)
    return _punctuation(tokens, at) if tag == "PU" else None


def _says_state(tokens: Sequence[Token], at: int, before: Sequence[Chunk]) -> bool:
    """Whether an adjective of state follows its noun or a form of be, rather than opening a noun group."""
    if not before or before[-1].last != at - _is_adverb_after_be(tokens, at, before[-1]):
        return False
    following = tokens[at + 1].tag if at + 1 < len(tokens) and tokens[at + 1].lower not in _days() else ""
    if before[-1].kind == "verb":
        return _takes_state(before[-1], following)
    if len(before) > 1 and before[-1].numbers and before[-2].head == "leave":
        return following != "N"  # "left seven people injured"; a comma may be lost before what follows
    opens_object = tokens[at].tag in {"VE", "VN"} and following in {"#", "D", "PN"}
    return (
        before[-1].kind == "noun"
        and not opens_object
        and following not in {"N", "NP", "J"}
        and tokens[at].tag in {"J", "N", "VE", "VN"}
    )


def _is_adverb_after_be(tokens: Sequence[Token], at: int, before: Chunk) -> bool:
    """Whether an adverb parts a state from its verb or its count: "are still missing", "30 people still missing"."""
    takes_state = before.voice == "be" or (before.kind == "noun" and bool(before.numbers))
    return takes_state and before.last == at - 1 and tokens[at - 1].tag == "RB"


def _takes_state(verb: Chunk, following: str) -> bool:
    """Whether the adjective after `verb` is a state: "are dead", "were found dead", "left dead three"."""
    if verb.voice == "be":
        return following not in {"N", "NP"}
    if verb.head in words("grammar", "finding") and verb.voice in {"passive", "bare", "active"}:
        return following not in {"N", "NP", "J"}
    return verb.head in {"leave", "shoot"} and following in {"#", "D"}


def _punctuation(tokens: Sequence[Token], at: int) -> Chunk | None:
    mark = tokens[at].lower
    if mark == ",":
        return Chunk("and", at, at + 1, ",")
    if (
        mark == "."
        and at
        and tokens[at - 1].tag == "NP"
        and at + 1 < len(tokens)
        and tokens[at + 1].tag in "#X"
    ):
        return None  # "Dec. 5"
    if mark == "-" and at and at + 1 < len(tokens) and tokens[at - 1].end == tokens[at].start:
        return None
    return Chunk("stop", at, at + 1, mark) if mark not in "*_#$%'\".[]" or mark == "." else None


def _opens_infinitive(tokens: Sequence[Token], at: int) -> bool:
    for token in tokens[at + 1 : at + 3]:
        if token.tag == "RB":
            continue
        return token.tag in {"VB", "BE", "HV"} and token.lower not in {"was", "were", "is", "are"}
    return False


def _verb_group(tokens: Sequence[Token], at: int) -> Chunk:
    made = Chunk("verb", at, at + 1, "", "active")
    seen: list[str] = []
    here = at
    while here < len(tokens):
        token = tokens[here]
        tag = token.tag
        if tag == "NG" or (token.lower.endswith("n't")):
            made.is_negated = True
        if token.lower == "to" and here == at:
            made.voice = "to"
        elif tag in {"NG", "RB"}:
            if tag == "RB" and not _verb_follows(tokens, here):
                break
        elif tag in {"MD", "BE", "HV", "DO"}:
            if seen and tag == "MD":
                break
            made.modal = token.lower if tag == "MD" else made.modal
            seen.append(tag)
        elif tag in _VERBAL:
            return _with_main_verb(made, tokens, here, seen)
        else:
            break
        here += 1
        made.last = here
    made.head = {"HV": "have", "DO": "do", "BE": "be"}.get(seen[-1] if seen else "", "be")
    made.voice = "be" if seen and seen[-1] == "BE" else "active"
    return made


def _verb_follows(tokens: Sequence[Token], at: int) -> bool:
    return any(token.tag in _VERBAL or token.tag in _AUXILIARY for token in tokens[at + 1 : at + 2])


def _with_main_verb(made: Chunk, tokens: Sequence[Token], here: int, seen: list[str]) -> Chunk:
    token = tokens[here]
    entry = token.entry or look_up(token.lower)
    made.head, made.last = entry.verb_lemma or token.lower, here + 1
    made.is_present = token.tag == "VB"
    past = token.tag in {"VN", "VE", "VD"}
    if seen and seen[-1] == "BE" and past:
        made.voice = "passive"
    elif made.voice == "to":
        made.voice = "passive" if "BE" in seen and past else "to"
    elif token.tag == "VG" and not seen:
        made.voice = "ing"
        if tokens[here].lower == "being":
            made.voice = "be"
    elif not seen and token.tag in {"VN", "VE"}:
        made.voice = "bare"
    return made


def _noun_group(tokens: Sequence[Token], at: int) -> Chunk:
    """Return the longest noun group that opens at `at`."""
    made = Chunk("noun", at, at)
    head = -1
    here = at
    while here < len(tokens):
        token = tokens[here]
        if not _continues(tokens, here, head, at):
            break
        if token.tag == "#":
            made.numbers.append(here)
        if token.tag in {"N", "NP", "PN"} and not token.is_possessive:
            head = here
        here += 1
    made.last = max(here, at + 1)
    _trim(made, tokens)
    last = tokens[made.last - 1]
    entry = last.entry or look_up(last.lower)
    made.head = entry.noun_lemma if last.tag in {"N", "J", "NP", "VE", "VN"} else last.lower
    return made


def _continues(tokens: Sequence[Token], here: int, head: int, first: int) -> bool:
    """Whether the noun group that opened at `first`, with its last noun at `head`, goes on with `tokens[here]`."""
    token = tokens[here]
    if here == first:
        return token.tag in _NOMINAL
    following = tokens[here + 1] if here + 1 < len(tokens) else None
    if token.tag not in _NOMINAL:
        return following is not None and _links(token, tokens[here - 1], following, has_head=head >= 0)
    return _takes(token, tokens[here - 1], following, is_after_head=head == here - 1)


def _links(token: Token, before: Token, following: Token, *, has_head: bool) -> bool:
    """Whether a mark, an adverb or a participle inside a noun group leads on to more of it."""
    if token.lower == "-":
        return following.tag in _NOMINAL and following.start == token.end
    if token.lower in {'"', "'"}:
        return before.tag in _OPENING and following.tag in _NOMINAL
    if has_head or token.tag not in {"VE", "VN", "VG", "RB"} or not _can_be_modified(following):
        return False
    return token.tag != "RB" or before.tag in _OPENING


def _takes(token: Token, before: Token, following: Token | None, *, is_after_head: bool) -> bool:
    """Whether a noun group takes `token`, a word that can stand in one, after `before`."""
    if token.lower in _days() and before.tag in {"#", "N", "VE", "J"}:
        return False
    if before.tag == "PN" and before.lower != "others":
        return False
    if token.tag in {"D", "PN", "#", "X"}:
        return _takes_determiner(before, token)
    if token.lower in {"other", "others", "more"}:
        return before.tag in _OPENING
    return not is_after_head or _runs_over(token, before, following)


def _runs_over(token: Token, before: Token, following: Token | None) -> bool:
    """Whether a group goes on after its noun `before`: "oil tanker trucks", but not "men dead" or "people fled"."""
    if token.lower not in states():
        return not _closes(before, token)
    is_plural = before.entry is not None and before.entry.is_plural
    return (
        following is not None
        and following.tag in {"N", "NP"}
        and following.lower not in _days()
        and not is_plural
    )


def _can_be_modified(token: Token) -> bool:
    """Whether a participle may stand before `token` in its group: "40 displaced Poles", not "40 leaving Rome"."""
    if token.lower in _days():
        return False
    return token.tag in {"N", "J", "VE"} or (
        token.tag == "NP" and token.entry is not None and token.entry.is_plural
    )


def _takes_determiner(before: Token, token: Token) -> bool:
    if token.tag == "PN":
        return token.lower == "others" and before.tag in {"#", "D", "J"}
    if token.tag in {"#", "X"}:
        return before.tag == "D" or before.lower in words("grammar", "before_numbers")
    return before.lower in {"all", "both", "such"} or (before.tag == "#" and token.lower == "such")


def _closes(before: Token, token: Token) -> bool:
    """Whether the noun `before` ends its group, so that `token` opens the next."""
    if before.is_possessive or before.tag == "NP":
        return token.tag == "J" and token.lower in states()
    plural = before.entry is not None and before.entry.is_plural
    if plural and before.lower not in words("grammar", "attributive_plurals"):
        return True
    if token.tag == "J":
        return True
    return (
        token.tag == "NP"
        and before.tag == "N"
        and not (before.entry and before.entry.kind in {"person", "soldier", ""})
    )


def _trim(made: Chunk, tokens: Sequence[Token]) -> None:
    """Give back trailing marks and adverbs that no noun followed."""
    while made.last - made.first > 1 and (
        tokens[made.last - 1].lower in {"-", '"'} or tokens[made.last - 1].tag == "RB"
    ):
        made.last -= 1
