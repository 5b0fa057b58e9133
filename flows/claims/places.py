"""Where it happened: the place a count is tied to, under its one name.

Places come from data/places.toml, from "in", "near" or "outside" before a name, and from nouns that make a name a
place's ("the village of ..."). A town stands for its districts, and a country is named only where nothing nearer is.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Literal

from flows.claims.lexicon import is_word, look_up
from flows.claims.names import known_kind
from flows.claims.rules import words
from flows.claims.units import unit_class

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from flows.claims.tagging import Token

Size = Literal["settlement", "part", "region"]

_LONGEST = 4
# A people's name shares at least so many letters with its place's.
_STEM = 4
_FAR = 40
# A place that starts this close after the number belongs to it, whatever else the sentence names.
_BESIDE = 28
# Classes of what a country does or sends, rather than what lies in it: "Utopia's strikes", "Utopia's soldiers".
_OWNED = frozenset({"strike", "weapon", "aircraft", "soldier", "fighter", "ship", "vehicle"})
# A name that goes on after a small article: the second word of "Tel es-Sultan", "Deir al-Balah".
_ARTICLE = re.compile(r"[a-z]{2,3}-[A-Z]")


@dataclass(frozen=True, slots=True)
class Place:
    """A place named in a sentence: its one name, how large it is, and the offset where it stands."""

    name: str
    size: Size
    start: int


@cache
def _known() -> dict[tuple[str, ...], tuple[str, Size]]:
    """Return the words of each known form -> (canonical name, size)."""
    found: dict[tuple[str, ...], tuple[str, Size]] = {}
    for form, name in words("places", "regions").items():
        found[_words(form)] = (str(name), "region")
    for form, name in words("places", "settlements").items():
        found[_words(form)] = (str(name), "settlement")
    for name in {str(name) for name in words("places", "settlements").values()}:
        found[_words(name)] = (name, "settlement")
    return found


@cache
def _openings() -> dict[str, int]:
    """Return the first word of each known form, and of how many words the longest that it opens is."""
    longest: dict[str, int] = {}
    for form in _known():
        longest[form[0]] = max(len(form), longest.get(form[0], 0))
    return longest


@lru_cache(maxsize=50_000)
def _words(form: str) -> tuple[str, ...]:
    return tuple(re.findall(r"[^\W_]+(?:['.][^\W_]+)*", form.lower().replace("-", " ")))


def canonical_place(name: str) -> str:
    """Return the one name of the place called `name`; `name` itself when it is not known."""
    known = _known().get(_words(name))
    return known[0] if known else name


def place_aliases() -> list[tuple[str, str]]:
    """Return (form, canonical name) for every known form of a settlement, sorted."""
    return sorted((form, str(name)) for form, name in words("places", "settlements").items())


def regions() -> list[str]:
    """Return every known form of a country or region: too wide to tell two events apart, sorted."""
    return sorted(words("places", "regions"))


def places(tokens: Sequence[Token]) -> list[Place]:
    """Return the places named in a tagged sentence, in order: of "Utopia's Fern Hill" the inner one alone."""
    found: list[Place] = []
    after = ended = 0  # `ended` is the token behind the last place, if that was a possessive
    for at, token in enumerate(tokens):
        if at < after or not _may_open(token) or _is_seat(tokens, at):
            continue
        place, after = _known_at(tokens, at) or _named_at(tokens, at) or (None, at + 1)
        if place is not None:
            if found and ended == at:
                found.pop()
            found.append(place)
            ended = after if tokens[after - 1].is_possessive else 0
    return found


def _may_open(token: Token) -> bool:
    """Whether a place's name may begin with `token`: a capital stands in it, at its start or after a small article."""
    text = token.text
    return token.tag == "NP" or text[0].isupper() or ("-" in text and _ARTICLE.match(text) is not None)


def _known_at(tokens: Sequence[Token], at: int) -> tuple[Place | None, int] | None:
    """Return the known place that opens at `at`, the longest form, and the token after it."""
    longest = _longest_from(tokens[at].lower)
    if not longest:
        return None
    forms: list[tuple[str, ...]] = [()]
    for token in tokens[at : at + _LONGEST]:
        form = forms[-1] + _words(token.lower.removesuffix("'s"))
        if len(form) > longest:
            break
        forms.append(form)
    for last in range(at + len(forms) - 1, at, -1):
        known = _known().get(forms[last - at])
        if known is not None:
            return (
                Place(known[0], known[1], tokens[at].start) if _is_there(tokens, at, last) else None
            ), last
    return None


@lru_cache(maxsize=50_000)
def _longest_from(lower: str) -> int:
    """Return how many words the longest known form has that a token may open, a mark any; 0: it opens none."""
    opening = _words(lower.removesuffix("'s"))
    return _openings().get(opening[0], 0) if opening else max(_openings().values())


def _is_there(tokens: Sequence[Token], at: int, last: int) -> bool:
    """Whether the name stands for the place, not for who speaks or in a longer name ("Washington said")."""
    following = tokens[last] if last < len(tokens) else None
    if (at and tokens[at - 1].lower in words("places", "acting")) or _is_actor(tokens, at, last):
        return False
    if (
        following is not None
        and following.tag == "NP"
        and following.lower not in words("places", "kinds")
        and not tokens[last - 1].is_possessive
    ):
        before = tokens[at - 1].lower if at else ""
        return before in words("grammar", "locating")
    if at and tokens[at - 1].lower in words("grammar", "place_words"):
        return True
    if tokens[last - 1].is_possessive:
        return True
    return following is None or following.tag not in {"VB", "VD", "VE", "HV", "BE", "MD", "DO"}


def _is_actor(tokens: Sequence[Token], at: int, last: int) -> bool:
    """Whether what follows makes of a country who speaks or whose strikes, army or men they are: "Utopia accused"."""
    following = tokens[last] if last < len(tokens) else None
    if following is None:
        return False
    entry = following.entry or look_up(following.lower)
    if not tokens[last - 1].is_possessive:
        is_said_of = at > 0 and tokens[at - 1].lower in words("grammar", "place_words")
        return (
            not is_said_of
            and entry.verb_lemma in words("events", "speaking")
            and entry.verb_form
            in {
                "past",
                "past or participle",
            }
        )
    end = last
    while end < len(tokens) and end - last < _LONGEST and tokens[end].tag in {"J", "N"}:
        end += 1
    head = tokens[end - 1]
    noun = (head.entry or look_up(head.lower)).noun_lemma
    return end > last and (unit_class(noun) in _OWNED or noun in words("places", "acting"))


def _named_at(tokens: Sequence[Token], at: int) -> tuple[Place | None, int] | None:
    """Return the unknown place that opens at `at`: a name after "in", or beside a noun such as "village"."""
    last = at
    while last < len(tokens) and last - at < _LONGEST and _is_in_name(tokens, at, last):
        last += 1
    if last == at:
        return None
    first = max((inner + 1 for inner in range(at, last - 1) if tokens[inner].is_possessive), default=at)
    name = " ".join(token.text for token in tokens[first:last])
    if tokens[last - 1].is_possessive or not _is_name(tokens[first:last]):
        return None, last
    size = _size_beside(tokens, first, last)
    before = tokens[at - 1].lower if at else ""
    if at > 1 and before in words("places", "nearness"):
        before = tokens[at - 2].lower
    if size is None and (
        not (before in {"in", "near", "outside"} or _is_within(tokens, at))
        or (last - at == 1 and tokens[at].text.isupper())
    ):
        return None, last
    return Place(name, size or "settlement", tokens[first].start), last


def _is_within(tokens: Sequence[Token], at: int) -> bool:
    """Whether what opens at `at` is said to lie in a place: "in Utopia's Fern Hill"."""
    if not (at > 1 and tokens[at - 1].is_possessive):
        return False
    firsts = range(at - 1, max(0, at - 1 - _LONGEST), -1)
    begin = next((first for first in firsts if tokens[first - 1].lower in words("grammar", "locating")), None)
    if begin is None:
        return False
    form = tuple(word for token in tokens[begin:at] for word in _words(token.lower.removesuffix("'s")))
    return form in _known()


def _is_in_name(tokens: Sequence[Token], first: int, at: int) -> bool:
    """Whether the token at `at` goes on with the name from `first`: another known place after a lost comma does not."""
    token = tokens[at]
    if token.tag != "NP" and not _ARTICLE.match(token.text):
        return False
    return at == first or _words(token.lower) not in _known()


def _is_seat(tokens: Sequence[Token], at: int) -> bool:
    """Whether the name says where somebody sits, not where something happened: "based in Geneva"."""
    return at > 1 and tokens[at - 1].lower == "in" and tokens[at - 2].lower in words("places", "seats")


def _is_name(group: Sequence[Token]) -> bool:
    """Whether capitalised words are a name, not English words in a title, days, or what describes a noun after them."""
    words_ = [word for token in group for word in _words(token.lower) if word not in words("places", "kinds")]
    is_modifier = any(
        token.lower.endswith(("-held", "-controlled", "-backed", "-led", "-bastion")) for token in group
    )
    if not words_ or is_modifier or is_word(words_[0]) or words_[-1] in words("events", "heads"):
        return False
    text = " ".join(token.text for token in group)
    is_speaker = any(known_kind(name) is not None for name in (text, group[0].text))
    return not (text.isupper() or is_speaker or _is_of_people(words_))


def _is_of_people(words_: Sequence[str]) -> bool:
    """Whether a name before "town" or "suburb" only says whose it is, by a known place's people: "Parisian"."""
    stem = re.sub(r"(?:ian|ean|an|ese|ish|i)$", "", words_[0])
    is_people = len(words_) == 1 and stem != words_[0] and len(stem) >= _STEM
    return is_people and any(opening.startswith(stem) for opening in _openings())


def _size_beside(tokens: Sequence[Token], at: int, last: int) -> Size | None:
    """Return what the noun beside a name makes of it: "the village of X", "X district"."""
    kinds = words("places", "kinds")
    after = tokens[last].lower if last < len(tokens) else ""
    if after in kinds:
        return kinds[after]  # type: ignore[no-any-return]
    if tokens[last - 1].lower in kinds and last - at > 1:
        return kinds[tokens[last - 1].lower]  # type: ignore[no-any-return]
    if at > 1 and tokens[at - 1].lower == "of" and tokens[at - 2].lower in kinds:
        return kinds[tokens[at - 2].lower]  # type: ignore[no-any-return]
    return None


def main_place(found: Sequence[Place]) -> str | None:
    """Return the town an article's top names most; of equals, the first; None when it names none."""
    names = [place.name for place in found if place.size == "settlement"]
    return max(names, key=lambda name: (names.count(name), -names.index(name)), default=None)


def nearest(found: Sequence[Place], start: int) -> str | None:
    """Return the name of the place that fits the count at `start` best: the nearest of the finest size there is."""
    return min(_ranked(found, start), default=(0, 0, None))[2]


def _ranked(found: Sequence[Place], start: int) -> Iterator[tuple[int, int, str]]:
    sizes = {"settlement": 1, "part": 2, "region": 3}
    has_town = any(place.size == "settlement" for place in found)
    for place in found:
        if place.size == "part" and has_town:
            continue
        distance = place.start - start
        yield (
            0 if 0 < distance <= _BESIDE else sizes[place.size],
            distance if distance > 0 else _FAR - distance,
            place.name,
        )
