r"""What a text must hold for a pattern to be found in it: sets of strings, one of each set at least.

"\bin\ the\ (?:eyes|view)\ of\b" can only be found where "eyes" or "view" stands as a word of its own. That is read off
Python's own parse of the pattern, so that whoever writes a rule need not think of it.
"""

from __future__ import annotations

import re
from itertools import product
from typing import TYPE_CHECKING, Any, NamedTuple

from flows.needles import inside

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from flows.needles import Step

# Stands for any digit where a pattern takes one and no certain one.
DIGIT = r"\d"
# So many sets are kept, the rarest; what stands in more than this share of sentences tells nothing.
_MOST_SETS = 3
_TELLS_NOTHING = 0.9
# How many strings a piece of pattern may stand for, to be spelt out.
_MOST_STRINGS = 400
_MOST_LETTERS = 12
# The share of English sentences that hold a string of so many letters, as a word of its own and anywhere; roughly.
_SHARES = ((0.3, 0.9), (0.08, 0.45), (0.015, 0.12), (0.007, 0.03), (0.003, 0.008))
_FEWER = "an are as at be by for from had has have he is it its on said that was were with".split()  # noqa: SIM905 - prose
_COMMON = dict.fromkeys(("the", "of", "to", "in", "and", "a"), 0.6) | dict.fromkeys(_FEWER, 0.2)
_SHARE_OF_MARK = 0.4
_SHARES_OF_DIGITS = (0.25, 0.08, 0.03)
_REPEATS = frozenset({"MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"})
_ZERO_WIDTH = frozenset({"AT", "ASSERT", "ASSERT_NOT"})
_BEFORE, _BEHIND = -1, 1
# Stands in a string that is spelt out where a word ends and nothing is taken.
_WORD_END = "\0"
_BREAKS = re.compile(rf"[ {_WORD_END}]")


class Needle(NamedTuple):
    """A lower-case string without a blank, and on which of its sides a word ends."""

    text: str
    opens: bool = False
    closes: bool = False


Set = frozenset[Needle]


def needed(steps: Iterable[Step]) -> tuple[Set, ...]:
    """Return sets of needles, one of each of which stands in every text the pattern is found in, the rarest first."""
    found = _needed(list(steps), opens=False, closes=False)
    kept: list[Set] = []
    for share, needles in sorted((_share(one), sorted(one)) for one in set(found)):
        if share < _TELLS_NOTHING and not any(_tells(one, needles) for one in kept):
            kept.append(frozenset(needles))
    return tuple(kept[:_MOST_SETS])


def _tells(kept: Set, needles: Sequence[Needle]) -> bool:
    """Return whether a text that holds one of `kept` holds one of `needles`."""
    is_digit = [Needle(DIGIT)] == needles
    return kept.issubset(needles) or (is_digit and all(any(map(str.isdecimal, one.text)) for one in kept))


def _needed(steps: Sequence[Step], *, opens: bool, closes: bool) -> list[Set]:
    """Return every set there is; `opens`, `closes`: whether a word ends before the first step and behind the last."""
    found: list[Set] = []
    at = 0
    while at < len(steps):
        strings, after = _run(steps, at)
        is_open = _parts(steps, at, _BEFORE, outer=opens)
        is_closed = _parts(steps, max(after, at + 1), _BEHIND, outer=closes)
        if after == at:
            after = at + 1
            found += _needed_in_step(*steps[at], opens=is_open, closes=is_closed)
        else:
            found += _sets_of(strings, opens=is_open, closes=is_closed)
        at = after
    return found


def _sets_of(strings: Iterable[str], *, opens: bool, closes: bool) -> list[Set]:
    """Return the sets of the first, the last and the rarest word of each string; none where one has no word."""
    words = [list(_words(string, opens=opens, closes=closes)) for string in strings]
    if not all(words):
        return []
    return [
        frozenset(found[0] for found in words),
        frozenset(found[-1] for found in words),
        frozenset(min(found, key=_share_of) for found in words),
    ]


def _words(string: str, *, opens: bool, closes: bool) -> Iterator[Needle]:
    """Yield the words of a string, a blank or the end of a word standing beside each."""
    pieces = _BREAKS.split(string.lower())
    for at, piece in enumerate(pieces):
        if piece:
            is_open = (at > 0 or opens) and _is_letter(piece[0])
            is_closed = (at + 1 < len(pieces) or closes) and _is_letter(piece[-1])
            yield Needle(piece, is_open, is_closed)


def _needed_in_step(operation: Any, argument: Any, *, opens: bool, closes: bool) -> list[Set]:  # noqa: ANN401 - the parser's own
    name = str(operation)
    if name == "IN":
        return [frozenset({Needle(DIGIT)})] if _is_digits(argument) else []
    if name == "BRANCH":
        return _needed_in_each([_needed(list(branch), opens=opens, closes=closes) for branch in argument[1]])
    if name == "ASSERT":
        direction, inner = argument
        is_before = direction == _BEFORE
        return _needed(list(inner), opens=opens and not is_before, closes=closes and is_before)
    inner = inside(name, argument)
    if inner is None or (name in _REPEATS and argument[0] == 0):
        return []
    is_once = name not in _REPEATS or argument[1] == 1
    return _needed(inner, opens=opens and is_once, closes=closes and is_once)


def _needed_in_each(branches: Sequence[Sequence[Set]]) -> list[Set]:
    """Return what all branches need, and what each needs most put together; nothing where one needs nothing."""
    if not all(branches):
        return []
    common = set(branches[0]).intersection(*branches)
    together = Set().union(*(min(found, key=_share) for found in branches))
    return [*common, *([] if any(one <= together for one in common) else [together])]


def _share(needles: Set) -> float:
    """Return about which share of sentences holds one of `needles`."""
    return min(1.0, sum(map(_share_of, needles)))


def _share_of(needle: Needle) -> float:
    text = needle.text
    if text == DIGIT or (len(text) == 1 and not text.isalnum()):
        return _SHARE_OF_MARK
    if text.isdecimal():
        return _SHARES_OF_DIGITS[min(len(text), len(_SHARES_OF_DIGITS)) - 1]
    ends = needle.opens + needle.closes if text.isalnum() else 2  # what holds a mark is as rare as a word
    if ends and text in _COMMON:
        return _COMMON[text]
    whole, anywhere = _SHARES[min(len(text), len(_SHARES)) - 1]
    return (anywhere, (whole * anywhere) ** 0.5, whole)[ends]


def _run(steps: Sequence[Step], at: int) -> tuple[frozenset[str], int]:
    """Return what the steps from `at` on may take, as far as it can be spelt out, and the step behind these."""
    strings = frozenset({""})
    while at < len(steps):
        more = _strings(*steps[at])
        if more is None or len(more) * len(strings) > _MOST_STRINGS:
            break
        strings = frozenset(map("".join, product(strings, more)))
        at += 1
    return strings, at


def _strings(operation: Any, argument: Any) -> frozenset[str] | None:  # noqa: ANN401
    """Return what a step may take, with a blank for any white space; None where that is too much to be spelt out."""
    name = str(operation)
    if name in {"AT", "ASSERT_NOT"}:
        return frozenset({_WORD_END if _is_word_end(name, argument) else ""})
    if name == "LITERAL":
        return frozenset({" " if chr(argument).isspace() else chr(argument)})
    return _letters(argument) if name == "IN" else _strings_inside(name, argument)


def _strings_inside(name: str, argument: Any) -> frozenset[str] | None:  # noqa: ANN401
    """Return what a group, a choice or a repetition may take."""
    inner = inside(name, argument)
    branches = (
        [list(branch) for branch in argument[1]] if name == "BRANCH" else [inner] if inner is not None else []
    )
    found = [_run(branch, 0) for branch in branches]
    if not found or any(after < len(branch) for (_, after), branch in zip(found, branches, strict=True)):
        return None
    strings = frozenset[str]().union(*(strings for strings, _ in found))
    if name not in _REPEATS:
        return strings
    is_one = argument[1] == 1 or strings == {" "}  # any white space is one blank
    return (strings | {""} if argument[0] == 0 else strings) if is_one else None


def _is_word_end(name: str, argument: Any) -> bool:  # noqa: ANN401
    is_barred = name == "ASSERT_NOT" and (_bars_words(argument, _BEFORE) or _bars_words(argument, _BEHIND))
    return is_barred or str(argument) == "AT_BOUNDARY"


def _letters(items: Sequence[Step]) -> frozenset[str] | None:
    """Return the characters of a small "[...]", a blank for white space; None for other sets."""
    if (
        _is_digits(items)
        or len(items) > _MOST_LETTERS
        or not all(str(kind) == "LITERAL" or _is_space(kind, of) for kind, of in items)
    ):
        return None
    found = ("" if _is_space(kind, of) else chr(of) for kind, of in items)
    return frozenset(one.strip() or " " for one in found)


def _is_space(kind: Any, of: Any) -> bool:  # noqa: ANN401
    return (str(kind), str(of)) == ("CATEGORY", "CATEGORY_SPACE")


def _is_digits(items: Iterable[Step]) -> bool:
    return all(
        (str(kind), str(of)) == ("CATEGORY", "CATEGORY_DIGIT")
        or (str(kind) == "RANGE" and chr(of[0]).isdecimal() and chr(of[1]).isdecimal())
        or (str(kind) == "LITERAL" and chr(of).isdecimal())
        for kind, of in items
    )


def _parts(steps: Sequence[Step], at: int, side: int, *, outer: bool) -> bool:
    """Return whether a word surely ends where step `at` stands, as the steps before it (or from it on) say."""
    if side == _BEFORE:  # marks without width open the run that they stand in
        while at < len(steps) and str(steps[at][0]) in _ZERO_WIDTH:
            at += 1
    else:
        while at > 0 and str(steps[at - 1][0]) in _ZERO_WIDTH:
            at -= 1
    here = at if side == _BEHIND else at - 1
    while 0 <= here < len(steps):
        name, argument = str(steps[here][0]), steps[here][1]
        if name in _ZERO_WIDTH:
            if str(argument) == "AT_BOUNDARY" or (name == "ASSERT_NOT" and _bars_words(argument, side)):
                return True
            here += side
            continue
        return _is_no_letter(name, argument, side)
    return outer


def _bars_words(argument: Any, side: int) -> bool:  # noqa: ANN401
    """Return whether "(?!...)" or "(?<!...)" forbids a letter on the side asked about."""
    direction, steps = argument[0], list(argument[1])
    if direction != side or len(steps) != 1:
        return False
    branches = steps[0][1][1] if str(steps[0][0]) == "BRANCH" else [steps]
    return any(
        len(branch) == 1
        and str(branch[0][0]) == "IN"
        and "CATEGORY_WORD" in {str(of) for _, of in branch[0][1]}
        and "NEGATE" not in {str(kind) for kind, _ in branch[0][1]}
        for branch in map(list, branches)
    )


def _is_no_letter(name: str, argument: Any, side: int) -> bool:  # noqa: ANN401
    """Return whether what a step takes surely has no letter or digit on the side asked about."""
    if name == "LITERAL":
        return not _is_letter(chr(argument))
    if name == "IN":
        return all(
            _is_space(kind, of) or (str(kind) == "LITERAL" and not _is_letter(chr(of)))
            for kind, of in argument
        )
    if name == "BRANCH":
        return all(_ends_without_letter(list(branch), side) for branch in argument[1])
    inner = inside(name, argument)
    is_optional = name in _REPEATS and argument[0] == 0
    return inner is not None and not is_optional and _ends_without_letter(inner, side)


def _ends_without_letter(steps: Sequence[Step], side: int) -> bool:
    if not steps:
        return False
    operation, argument = steps[0 if side == _BEHIND else -1]
    return _is_no_letter(str(operation), argument, side)


def _is_letter(character: str) -> bool:
    return character.isalnum() or character == "_"
