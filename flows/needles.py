r"""How what a pattern finds can begin and end: a cheap look before an expensive search.

"\b(?:denied|rejected) that" can only begin with "d" or "r" and only end in " that". Both are read off Python's own
parse of the pattern, so that whoever writes a rule need not think of them. Where a pattern says too little, the answer
is None: search. What must stand between is told by flows.needed.
"""

from __future__ import annotations

import re
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable

_ASCII = frozenset(map(chr, range(128)))
# How many characters of its beginning a pattern is known by, and from how many beginnings on by none.
_HEAD = 3
_MOST_HEADS = 4000
# The largest set of characters that is taken for so many endings.
_SMALL_SET = 12
# What a pattern is made of, as far as its brackets go: escapes, sets of characters, single characters.
_PIECE = re.compile(r"\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|.", re.DOTALL)
_ZERO_WIDTH = frozenset({"AT", "ASSERT", "ASSERT_NOT"})
_REPEATS = frozenset({"MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"})
_CATEGORIES = {
    "CATEGORY_DIGIT": r"\d",
    "CATEGORY_SPACE": r"\s",
    "CATEGORY_WORD": r"\w",
    "CATEGORY_NOT_DIGIT": r"\D",
    "CATEGORY_NOT_SPACE": r"\S",
    "CATEGORY_NOT_WORD": r"\W",
}

# A step is (operation, argument), both the parser's own.
Step = tuple[Any, Any]
# A beginning, and whether it is the whole of what is taken, so that what follows goes on from there.
Head = tuple[str, bool]


def steps_of(pattern: str) -> list[Step]:
    """Return the steps of a verbose pattern as Python's parser sees them."""
    return list(import_module("re._parser").parse(pattern, re.VERBOSE))


def alternatives(pattern: str) -> list[str]:
    """Return the verbose pattern in the pieces that "|" parts outside all brackets."""
    found = [""]
    depth = 0
    for piece in _PIECE.findall(pattern):
        depth += (piece == "(") - (piece == ")")
        if piece == "|" and depth == 0:
            found.append("")
        else:
            found[-1] += piece
    return found


def openings(steps: Iterable[Step]) -> frozenset[str] | None:
    """Return strings of at most three characters with one of which every match begins that begins in ASCII."""
    found = frozenset(text for text, _ in _heads(steps))
    return None if "" in found else found


def endings(steps: Iterable[Step]) -> tuple[str, ...] | None:
    """Return strings one of which ends every match."""
    found = _tails(list(steps))
    return None if found is None or "" in found else tuple(sorted(found))


def _united(found: Iterable[frozenset[str] | None]) -> frozenset[str] | None:
    every: frozenset[str] = frozenset()
    for one in found:
        if one is None:
            return None
        every |= one
    return every


def inside(operation: str, argument: Any) -> list[Step] | None:  # noqa: ANN401 - the parser's own
    """Return the steps inside a group or a repetition, None for other steps."""
    if operation == "SUBPATTERN":
        return list(argument[3])
    if operation == "ATOMIC_GROUP":
        return list(argument)
    return list(argument[2]) if operation in _REPEATS else None


def _is_optional(operation: str, argument: Any) -> bool:  # noqa: ANN401
    return operation in _REPEATS and argument[0] == 0


def _heads(steps: Iterable[Step]) -> frozenset[Head]:
    """Return the beginnings of what `steps` take one after the other."""
    found: frozenset[Head] = frozenset({("", True)})
    for operation, argument in steps:
        goes_on = frozenset(text for text, is_whole in found if is_whole)
        if not goes_on:
            break
        after = _heads_of_step(str(operation), argument)
        if after is None or len(after) * len(goes_on) > _MOST_HEADS:
            return frozenset((text, False) for text, _ in found)
        longer = {((text + more)[:_HEAD], is_whole) for text in goes_on for more, is_whole in after}
        found -= {(text, True) for text in goes_on}
        found |= {(text, is_whole and len(text) < _HEAD) for text, is_whole in longer}
    return found


def _heads_of_step(operation: str, argument: Any) -> frozenset[Head] | None:  # noqa: ANN401
    """Return the beginnings of what one step takes, None where it may take anything."""
    if operation in _ZERO_WIDTH:
        return frozenset({("", True)})
    if operation == "LITERAL":
        return frozenset({(chr(argument), True)}) if chr(argument) in _ASCII else frozenset()
    if operation == "IN":
        characters = _of_set(argument)
        return None if characters is None else frozenset((one, True) for one in characters)
    if operation == "BRANCH":
        return frozenset().union(*map(_heads, argument[1]))
    inner = inside(operation, argument)
    if inner is None:
        return None
    found = _heads(inner)
    if operation in _REPEATS and argument[1] != 1:  # what is repeated may follow itself
        found = frozenset((text, False) for text, _ in found)
    return found | {("", True)} if _is_optional(operation, argument) else found


@cache
def _of_category(name: str) -> frozenset[str]:
    return frozenset(one for one in _ASCII if re.match(_CATEGORIES[name], one))


def _of_set(items: Iterable[Step]) -> frozenset[str] | None:
    """Return the ASCII characters of "[...]"."""
    found: frozenset[str] = frozenset()
    is_negated = False
    for operation, argument in items:
        name = str(operation)
        if name == "NEGATE":
            is_negated = True
        elif name == "LITERAL":
            found |= {chr(argument)}
        elif name == "RANGE":
            found |= {chr(one) for one in range(argument[0], min(argument[1], 127) + 1)}
        elif name == "CATEGORY" and str(argument) in _CATEGORIES:
            found |= _of_category(str(argument))
        else:
            return None
    return _ASCII - found if is_negated else found & _ASCII


def _tails(steps: list[Step]) -> frozenset[str] | None:
    """Return strings one of which ends what `steps` take, "" among them where that may be nothing."""
    run = ""
    found: frozenset[str] = frozenset()
    for operation, argument in reversed(steps):
        name = str(operation)
        if name in _ZERO_WIDTH:
            continue
        if name == "LITERAL":
            run = chr(argument) + run
            continue
        if run:
            break
        one = _tails_of_step(name, argument)
        if one is None:
            return None
        found |= one - {""}
        if "" not in one and not _is_optional(name, argument):
            return found
    return found | {run}


def _tails_of_step(operation: str, argument: Any) -> frozenset[str] | None:  # noqa: ANN401
    if operation == "IN":
        letters = [chr(of) for one, of in argument if str(one) == "LITERAL"]
        is_list = len(letters) == len(argument) <= _SMALL_SET
        return frozenset(letters) if is_list else None
    if operation == "BRANCH":
        return _united(_tails(list(branch)) for branch in argument[1])
    inner = inside(operation, argument)
    return None if inner is None else _tails(inner)
