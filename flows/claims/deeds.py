"""What a clause says was done, as a noun by which statements meet: "shelling" for "its guns had shelled the school"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from flows.claims.chunks import chunk
from flows.claims.lexicon import look_up
from flows.claims.rules import words
from flows.claims.tagging import tag

if TYPE_CHECKING:
    from collections.abc import Sequence

    from flows.claims.chunks import Chunk

# How much of a clause is looked at, in characters.
_REACH = 200
# Verbs of one short syllable double their last letter: "hitting", but "shelling" and "viewing".
_DOUBLED = re.compile(r"[^aeiou]*[aeiou][^aeiouwxy]")


def deed_of(clause: str) -> str | None:
    """Return the key of the folded `clause`: its verb's -ing form, or what somebody "was behind"; None without one.

    A clause that says that something was not so has no key: whoever denies it may mean either.
    """
    chunks = chunk(tag(clause[:_REACH], 0, ()))
    for at, group in enumerate(chunks):
        if group.kind == "verb":
            if group.is_negated:
                return None
            return _ing(group.head) if group.head not in words("stances", "weak") else _behind(chunks, at)
    return None


def names_claim(text: str) -> bool:
    """Whether a word for something said stands in `text`, between a verb and its clause: "dismissed reports that"."""
    said = words("stances", "saying")
    return any(look_up(word).noun_lemma in said for word in text.lower().split())


def _behind(chunks: Sequence[Chunk], at: int) -> str | None:
    """Return what the verb to be at `at` ties its subject to: "raid" for "was behind the raid"."""
    for prep, noun in zip(chunks[at + 1 : at + 5], chunks[at + 2 : at + 6], strict=False):
        if prep.kind == "prep" and noun.kind == "noun":
            return noun.head if prep.head in words("stances", "tying") else None
    return None


def _ing(verb: str) -> str:
    if verb.endswith("ie"):
        return f"{verb[:-2]}ying"
    if verb.endswith("e") and not verb.endswith(("ee", "oe", "ye")):
        return f"{verb[:-1]}ing"
    return f"{verb}{verb[-1]}ing" if _DOUBLED.fullmatch(verb) else f"{verb}ing"
