"""What a noun counts: the unit's name, its class, and which classes are parts of which."""

from __future__ import annotations

from functools import lru_cache

from flows.claims.lexicon import look_up, singular
from flows.claims.rules import words

# Lexicon classes that are unit classes as they stand; the others ("time", "group", "message") are not.
_COUNTED_KINDS = frozenset(
    {
        "person",
        "child",
        "woman",
        "soldier",
        "fighter",
        "aircraft",
        "ship",
        "bus",
        "truck",
        "vehicle",
        "weapon",
        "building",
        "strike",
    }
)
PEOPLE = frozenset({"person", "civilian", "child", "woman", "fighter", "soldier", "refugee"})


def unit_class(unit: str) -> str:
    """Return the class of a unit, a singular noun or a phrase that ends in one: "fighter", "truck"; "other" if none.

    The classes and their words are data/units.toml; a word that is not there takes WordNet's class of its first
    senses.
    """
    return _class_of(unit.lower())


@lru_cache(maxsize=20_000)
def _class_of(unit: str) -> str:
    known = words("units", "classes")
    last = unit.rsplit(" ", 1)[-1]
    for form in (unit, last, singular(last), singular(last.rsplit("-", 1)[-1])):
        if form in known:
            return str(known[form])
    entry = look_up(last)
    return entry.kind if entry.kind in _COUNTED_KINDS else "other"


def unit_classes() -> list[tuple[str, str, str | None]]:
    """Return (unit, its class, a class that includes that class or None) for every word of data/units.toml, sorted."""
    parents = words("units", "parents")
    return sorted(
        (unit, str(kind), parents.get(str(kind))) for unit, kind in words("units", "classes").items()
    )


@lru_cache(maxsize=20_000)
def unit_name(noun: str) -> str:
    """Return the name of the unit that the singular lower-case `noun` counts: "fighter" for "militant"."""
    names = words("units", "names")
    if noun in names:
        return str(names[noun])
    if noun not in words("units", "classes") and unit_class(noun) == "person" and look_up(noun).adjective:
        return "person"
    return noun


def is_claimed(unit: str) -> bool:
    """Whether counts of `unit` can be claims: people, vehicles, weapons, strikes, buildings."""
    return unit.rsplit(" ", 1)[-1] not in words("units", "not_counted") and unit_class(unit) not in {
        "other",
        "settlement",
    }


def counts_without_event(unit: str) -> bool:
    """Whether counts of `unit` are claims even where the sentence gives them no event: people at large, fighters."""
    return unit not in words("units", "without_event") and unit in words("units", "classes")
