"""What a number counts: the noun group it opens, its unit, and how far the claim's words reach."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from flows.claims.lexicon import look_up
from flows.claims.names import known_kind
from flows.claims.rules import words
from flows.claims.units import PEOPLE, unit_class, unit_name

if TYPE_CHECKING:
    from collections.abc import Sequence

    from flows.claims.chunks import Chunk
    from flows.claims.numbers import Number
    from flows.claims.tagging import Token

_SHORTEST = 3  # letters of a noun: "us" is no plural
_ANAPHORS = frozenset({"them", "us", "those", "these", "whom", "which", "others"})
# "120 mostly women and children": the number counts people of whom most are women.
_MOSTLY = frozenset({"mostly", "mainly", "largely", "primarily"})
_OTHERS = frozenset({"other", "others", "more", "further", "additional"})
_FURTHER = frozenset({"another", "further", "additional", "extra"})
_SHARES = frozenset({"most", "many", "some"})
# How many groups of words the name of an organisation may have.
_LONGEST_NAME = 8
_ARMED = frozenset({"man", "person", "people", "individual", "men", "youth"})


@dataclass(slots=True)
class Counted:
    """A number and the noun group it counts.

    Attributes:
        chunk: index of the noun group the number stands in; `last` of the group that holds the head noun.
        noun: the head noun, singular, lower case; "" when the number stands alone ("wounding 40").
        unit: the unit's name; "" while it has to come from the context.
        is_part: whether it is taken out of a set named before ("12 of them").
        measure: the noun that only measured the unit out ("bodies" of civilians); "" mostly.
        is_none: whether it says that there were none ("no casualties").
        is_other: whether it counts others than those before ("three others", "dozens more").
        said: the unit as the number's own words give it, for numbers that are no counts; None where they give none.
        aside: the noun the number only describes another with: the "term" of "a three-term governor"; "" mostly.
        total: the count it is a part of, once known.
    """

    number: Number | None
    chunk: int
    last: int
    start: int
    end: int
    noun: str
    unit: str
    modifiers: tuple[str, ...] = ()
    is_part: bool = False
    is_other: bool = False
    said: str | None = None
    aside: str = ""
    measure: str = ""
    is_none: bool = False
    total: Counted | None = None

    @property
    def kind(self) -> str:
        """The unit's class; "" while the unit is not known."""
        return unit_class(self.unit) if self.unit else ""


def counted(tokens: Sequence[Token], chunks: Sequence[Chunk], at: int, token: int) -> Counted:
    """Return what the number `tokens[token]` in the noun group `chunks[at]` counts."""
    group = chunks[at]
    rest = tokens[token + 1 : group.last]
    made = Counted(tokens[token].number, at, at, tokens[token].start, tokens[group.last - 1].end, "", "")
    around = [*tokens[group.first : token], *rest]
    made.is_other = any(word.lower in _OTHERS for word in around) or _is_further(tokens[token])
    if rest and rest[0].lower in _MOSTLY:
        made.noun = made.unit = "person"
        return made
    if all(word.lower in words("grammar", "plain_modifiers") for word in rest):
        return _through_of(made, tokens, chunks)
    if _has_no_plural(rest[-1]) and _runs_on(tokens, chunks, at):
        after = tokens[chunks[at + 2].first : chunks[at + 2].last]
        made.last, made.end = at + 2, after[-1].end
        return _named(made, after, noun=_noun(after[-1]))
    if rest[0].lower == "times" or _is_cut_off(rest, made.number):
        made.end = rest[0].end
        return _named(made, rest[:1], noun=_noun(rest[0]))
    described = _described(rest)
    if rest[0].text == "-":
        made.aside = described
    if rest[-1].tag == "NP" and known_kind(" ".join(token.text for token in rest)) == "party":
        made.noun, made.unit = "fighter", "fighter"  # "22 Taliban": a name for those who fight for it
        made.modifiers = tuple(_joined(rest))
        return made
    if not _may_count(rest[-1], made.number, described):
        is_owned = (
            token > group.first and tokens[token - 1].tag == "D"
        )  # "the three term mayor" reports nothing
        made.aside = described if is_owned or rest[-1].lower not in words("units", "reporters") else ""
        rest = _counted_inside(rest)
        made.end = rest[-1].end if rest else tokens[token].end
    return _read_head(made, rest, tokens, chunks) if rest else made


def _is_further(token: Token) -> bool:
    """Whether the number's own hedge says that it goes beyond one before: "another 30", "a further 12"."""
    return not _FURTHER.isdisjoint(token.lower.split()[:2])


def _is_cut_off(rest: Sequence[Token], number: Number | None) -> bool:
    """Whether another clause's noun follows a word for what befell the counted: "Dozens killed hospital hit"."""
    return (
        len(rest) > 1
        and rest[0].lower in words("units", "outcomes")
        and not is_one(number)
        and _has_no_plural(rest[-1])
        and rest[-1].lower not in words("units", "invariant")
        and not _own_singular(rest[-1].lower)
    )


def _has_no_plural(head: Token) -> bool:
    return head.tag in {"N", "J", "NP"} and not (head.entry is not None and head.entry.is_plural)


def _read_head(
    made: Counted, rest: Sequence[Token], tokens: Sequence[Token], chunks: Sequence[Chunk]
) -> Counted:
    """Read the unit off the head of the number's own noun group, or through it where it only measures."""
    made.noun = _noun(rest[-1])
    if _of_follows(chunks, made.chunk):
        if made.noun == "member" and (len(rest) == 1 or rest[-2].lower != "family"):
            return _member_of(made, tokens, chunks)
        if made.noun in words("units", "containers") and not _OTHERS & {word.lower for word in rest}:
            made.measure = made.noun
            return _through_of(made, tokens, chunks)
    return _named(made, rest)


def _noun(head: Token) -> str:
    entry = head.entry or look_up(head.lower)
    if head.lower in words("units", "outcomes"):
        return head.lower
    if head.lower.removesuffix("s") in words("units", "classes"):
        return head.lower.removesuffix("s")  # "sorties", which are no plural of "sorty"
    return _own_singular(head.lower) or entry.noun_lemma


def _own_singular(word: str) -> str:
    """Return the singular of a plural that the lexicon has as a word of its own ("stocks", "times"); "" for others."""
    stem = word.removesuffix("s")
    if len(stem) < _SHORTEST or stem == word or stem.endswith("s") or word in words("units", "classes"):
        return ""
    if word in words("units", "invariant"):
        return ""
    entry = look_up(word)
    return stem if entry.noun_lemma == word and (look_up(stem).noun or 0) > 0 else ""


def _described(rest: Sequence[Token]) -> str:
    """Return the noun that makes one word of the number before another noun ("a 12-point lead", "a two step plan")."""
    word = rest[1] if len(rest) > 1 and rest[0].text == "-" else rest[0]
    is_doing = word.entry is not None and word.entry.verb_form == "ing"  # "kills 30 monitoring group says"
    return _noun(word) if word.tag == "N" and word is not rest[-1] and not is_doing else ""


def _may_count(head: Token, number: Number | None, aside: str) -> bool:
    """Whether a noun in the singular can be what `number` counts: more than one of a thing is a plural.

    `aside` is the noun between them: five may be a star hotel's stars, but not a police officer's police.
    """
    if number is None or {number.low, number.high} & {0, 1} or head.tag not in {"N", "NP"}:
        return True
    if head.lower in words("units", "reporters"):
        return False
    entry = head.entry or look_up(head.lower)
    return (
        entry.is_plural
        or bool(_own_singular(head.lower))
        or head.lower in words("units", "invariant")
        or (unit_class(entry.noun_lemma) != "other" and (not aside or unit_class(aside) != "other"))
    )


def _counted_inside(rest: Sequence[Token]) -> Sequence[Token]:
    """Return `rest` up to its last noun that can be counted, which a name ran on from; empty if there is none."""
    for at in range(len(rest) - 1, 0, -1):
        entry = rest[at - 1].entry
        if entry and entry.is_plural and unit_class(entry.noun_lemma) != "other":
            return rest[:at]
    return []


def _member_of(made: Counted, tokens: Sequence[Token], chunks: Sequence[Chunk]) -> Counted:
    """Read the unit off what they are members of: an army's are soldiers, a militia's fighters."""
    group = chunks[made.chunk + 2]
    inner = tokens[group.first : group.last]
    made.last, made.end = made.chunk + 2, inner[-1].end
    made.unit = _unit_of_members(tokens, chunks, made.chunk + 2)
    made.modifiers = tuple(_joined([token for token in inner if token.tag in {"J", "NP"}]))
    return made


def _unit_of_members(tokens: Sequence[Token], chunks: Sequence[Chunk], at: int) -> str:
    """Return what the members of the noun group at `at` are, which may be a name: "of the North and South groups"."""
    for group in chunks[at : at + _LONGEST_NAME]:
        last = tokens[group.last - 1]
        unit = words("units", "members").get(_noun(last)) if group.kind == "noun" else None
        if unit is not None:
            return str(unit)
        if group.kind == "noun" and last.tag != "NP" and not last.text[0].isupper():
            break
        if group.kind not in {"noun", "and", "prep"}:
            break
    return "member"


def _of_follows(chunks: Sequence[Chunk], at: int) -> bool:
    return (
        at + 2 < len(chunks)
        and chunks[at + 1].kind == "prep"
        and chunks[at + 1].head == "of"
        and chunks[at + 2].kind == "noun"
    )


def _through_of(made: Counted, tokens: Sequence[Token], chunks: Sequence[Chunk]) -> Counted:
    """Read the unit off the noun after "of": "dozens of fighters", "14 of the dead"."""
    last = tokens[chunks[made.chunk].last - 1]
    if last.lower in _SHARES and last.number is None and made.number is not None:
        made.end = made.number.end  # "22 most of them children", a comma having been lost
        return made
    if not _of_follows(chunks, made.chunk):
        return _of_whom(made, tokens, chunks)
    made.last = made.chunk + 2
    made.last += _is_owner(tokens, chunks, made.last)
    group = chunks[made.last]
    inner = tokens[group.first : group.last]
    made.end = inner[-1].end
    first = inner[0]
    made.is_part = (
        first.lower in {"the", "those", "these"}
        and made.noun == ""
        and _noun(inner[-1]) in words("units", "fates")
    )
    if inner[-1].lower in _ANAPHORS or inner[-1].tag == "#":
        made.noun, made.is_part = "", True
        return complement(made, tokens, chunks)
    noun = _noun(inner[-1])
    if noun in words("units", "containers") and _of_follows(chunks, made.last):
        made.noun = noun
        made.chunk, kept = made.last, made.chunk
        made = _through_of(made, tokens, chunks)
        made.chunk = kept
        return made
    made.noun = noun
    if first.lower in {"the", "those"} and (noun in words("units", "fates") or unit_class(noun) in PEOPLE):
        made = complement(made, tokens, chunks)
        if made.unit:
            made.is_part = True
            return made
    return _named(made, [token for token in inner if token.tag not in {"D", "#"} or token.is_possessive])


def _is_owner(tokens: Sequence[Token], chunks: Sequence[Chunk], at: int) -> bool:
    """Whether the noun group at `at` only says whose the next is: "the firm's" of "the firm's seven directors"."""
    is_followed = at + 1 < len(chunks) and chunks[at + 1].kind == "noun"
    return is_followed and tokens[chunks[at].last - 1].is_possessive


def _of_whom(made: Counted, tokens: Sequence[Token], chunks: Sequence[Chunk]) -> Counted:
    at = made.chunk + 1
    if at + 1 < len(chunks) and chunks[at].head == "of" and chunks[at + 1].kind == "who":
        made.last, made.end, made.is_part = at + 1, tokens[chunks[at + 1].first].end, True
        return complement(made, tokens, chunks)
    return made


def complement(made: Counted, tokens: Sequence[Token], chunks: Sequence[Chunk]) -> Counted:
    """Read the unit of a part off what it is said to be: "seven of them children", "five of the dead were women"."""
    at = made.last + 1
    if at + 1 < len(chunks) and chunks[at].voice == "bare" and chunks[at + 1].voice == "be":
        at += 1  # "14 of the 31 killed were"
    if at < len(chunks) and chunks[at].kind == "verb" and chunks[at].voice == "be":
        at += 1
    if at < len(chunks) and chunks[at].kind == "noun" and not chunks[at].numbers:
        last = tokens[chunks[at].last - 1]
        noun = _noun(last)
        is_number_right = last.entry is not None and (last.entry.is_plural or is_one(made.number))
        if last.tag == "N" and unit_class(noun) in PEOPLE and is_number_right:
            made.unit = unit_name(noun)
    return made


def is_one(number: Number | None) -> bool:
    """Whether a number is exactly one."""
    return number is not None and number.low == number.high == 1


def _runs_on(tokens: Sequence[Token], chunks: Sequence[Chunk], at: int) -> bool:
    """Whether the noun counted comes after a second modifier: "224 artillery and mortar systems"."""
    if at + 2 >= len(chunks) or chunks[at + 1].head not in {"and", "or"} or chunks[at + 2].kind != "noun":
        return False
    group = tokens[chunks[at + 2].first : chunks[at + 2].last]
    entry = group[-1].entry
    return (
        group[0].tag in {"N", "J", "NP"}
        and group[-1].tag == "N"
        and not chunks[at + 2].numbers
        and entry is not None
        and entry.is_plural
    )


def _named(made: Counted, rest: Sequence[Token], *, noun: str = "") -> Counted:
    made.noun = noun or made.noun
    if not rest:
        return made
    modifiers = [
        token
        for token in rest[:-1]
        if token.lower not in words("grammar", "plain_modifiers")
        and token.tag in {"J", "N", "NP", "VE", "VN"}
    ]
    before = modifiers[-1].lower if modifiers else ""
    compound = f"{before} {made.noun}"
    if compound in words("units", "compounds"):
        made.unit = compound
        modifiers.pop()
    elif made.noun == "system" and made.last == made.chunk and before in words("units", "pieces"):
        made.unit = before
        modifiers.pop()
    elif made.noun in _ARMED and any(token.lower == "armed" for token in modifiers):
        made.unit = "fighter"
    else:
        made.unit = unit_name(made.noun)
    own = rest[-1].text.removesuffix("'s").removesuffix("s")
    if made.noun in {"terrorist", "insurgent", "jihadist", "rebel"} and made.unit != made.noun:
        modifiers = [*modifiers]
    names = _joined(modifiers)
    if made.unit == "person" and rest[-1].tag == "NP":
        names.append(own)
    made.modifiers = tuple(names)
    return made


def _joined(modifiers: Sequence[Token]) -> list[str]:
    """Return modifiers as words, names that stand side by side as one."""
    names: list[str] = []
    end = -2
    for token in modifiers:
        text = token.text.removesuffix("'s").strip("'")
        if (
            token.tag == "NP"
            and names
            and end + 1 == token.start
            and text[0].isupper()
            and names[-1][0].isupper()
        ):
            names[-1] = f"{names[-1]} {text}"
        else:
            names.append(text)
        end = token.end
    return names
