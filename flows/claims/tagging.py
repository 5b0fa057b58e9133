"""Words of a sentence with their parts of speech, numbers folded into one token each.

The tags: `D` determiner or possessive, `#` a number that may count something, `X` a number that does not (a date, an
age), `J` adjective, `N` noun, `NP` name, `PN` pronoun, `IN` preposition, `CC` coordinator, `SB` subordinator, `WH`
relative pronoun, `MD` modal, `BE` `HV` `DO` auxiliaries, `NG` negation, `RB` adverb, `VB` base or present verb, `VD` past
tense, `VN` past participle, `VE` either of the two, `VG` -ing form, `PU` punctuation. A word's likeliest tag comes from
the lexicon; a pass from left to right settles the rest from the neighbours, as in Brill's tagger.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from flows.claims.lexicon import Entry, look_up
from flows.claims.rules import words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from flows.claims.numbers import Number

_TOKEN = re.compile(
    r"(?:[^\W\d_]\.){2,}|[^\W\d_]+(?:[.'-][^\W_]+)*(?:'(?!\w))?|\d[\w.,%-]*\w|[^\w\s]|\w", re.UNICODE
)
_NOMINAL = frozenset({"N", "NP", "PN", "X"})
_GETTING = frozenset({"get", "gets", "got", "getting", "gotten"})
_AFTER_VERBAL = frozenset({"MD", "DO"})
_OPENS_NOUN = frozenset({"D", "J", "#"})


@dataclass(slots=True)
class Token:
    """A word or a number of a sentence; `start` and `end` are offsets in the article."""

    text: str
    lower: str
    start: int
    end: int
    tag: str
    entry: Entry | None = None
    number: Number | None = None

    @property
    def is_possessive(self) -> bool:
        """Whether it ends in the genitive's 's."""
        return self.lower.endswith(("'s", "s'"))


@cache
def _function_words() -> dict[str, str]:
    return dict(words("grammar", "function"))


def tag(text: str, base: int, numbers: Sequence[Number], *, is_title: bool = False) -> list[Token]:
    """Return the tokens of the folded sentence `text`, which stands at `base`; `is_title`: capitals mean nothing."""
    tokens = _tokens(text, base, numbers)
    capital = sum(token.text[0].isupper() for token in tokens if len(token.text) > 3)
    is_title = is_title or capital > 0.7 * sum(len(token.text) > 3 for token in tokens)
    for at, token in enumerate(tokens):
        if not token.tag:
            token.entry, token.tag = _first_tag(
                token, is_start=at == 0 or tokens[at - 1].lower in '":', is_title=is_title
            )
    _settle(tokens)
    return tokens


def _tokens(text: str, base: int, numbers: Sequence[Number]) -> list[Token]:
    found: list[Token] = []
    at = 0
    kept = [number for number in numbers if not _is_inside_name(text, number.start - base, number)]
    for number in (*kept, None):
        stop = len(text) if number is None else number.start - base
        for match in _TOKEN.finditer(text, at, max(at, stop)):
            piece = match.group()
            found.append(
                Token(
                    piece,
                    piece.lower(),
                    base + match.start(),
                    base + match.end(),
                    "" if piece[0].isalpha() else _mark(piece),
                )
            )
        if number is not None and stop >= at:
            end = number.end - base
            found.append(
                Token(
                    text[stop:end],
                    text[stop:end].lower(),
                    number.start,
                    number.end,
                    "X" if number.left_out or number.kind != "count" else "#",
                    None,
                    number,
                )
            )
            at = end
    return found


def _is_inside_name(text: str, at: int, number: Number) -> bool:
    """Whether a number that counts nothing is the end of a name: the 72 of "T-72"."""
    return number.left_out is not None and at > 1 and text[at - 1] == "-" and text[at - 2].isalpha()


def _mark(piece: str) -> str:
    if piece == "&":
        return "CC"
    return "X" if piece[0].isalnum() else "PU"


def _first_tag(token: Token, *, is_start: bool, is_title: bool) -> tuple[Entry, str]:
    return _word_tag(token.text, is_start=is_start, is_title=is_title)


@lru_cache(maxsize=100_000)
def _word_tag(text: str, *, is_start: bool, is_title: bool) -> tuple[Entry, str]:
    lower = text.lower()
    genitive = lower.endswith(("'s", "s'"))
    entry = look_up(lower[:-2] if lower.endswith("'s") else lower.strip("'"))
    closed = _function_words().get(lower)
    is_capital = text[0].isupper() and lower != "i"
    if closed and (not is_capital or is_start or is_title or closed in {"D", "IN", "CC", "WH", "PN"}):
        if not (text.isupper() and len(text) < 4 and not is_title and lower in {"us", "it"}):
            return entry, closed
    if is_capital and not is_start and not is_title:
        return entry, "NP"
    if (
        is_capital
        and entry.noun == 9
        and not entry.kind
        and entry.verb is None
        and entry.adjective is None
        and not genitive
    ):
        known = entry.noun_lemma != lower or entry.is_plural
        return entry, "N" if known and is_start else "NP"
    return entry, _open_tag(lower, entry)


def _open_tag(lower: str, entry: Entry) -> str:
    shares = {"N": entry.noun, "V": entry.verb, "J": entry.adjective, "RB": entry.adverb}
    best = max(shares, key=lambda name: -1 if shares[name] is None else shares[name] or 0)
    if "-" in lower and entry.verb is None:
        last = look_up(lower.rsplit("-", 1)[-1])
        is_modifier = (last.adjective or 0) > (last.noun or 0) or last.verb_form in {
            "past or participle",
            "participle",
        }
        return "J" if is_modifier or entry.adjective else "N"
    if best == "V" or (entry.verb_form in {"past or participle", "participle", "past"} and best == "J"):
        return {"base": "VB", "s": "VB", "past": "VD", "participle": "VN", "ing": "VG"}.get(
            entry.verb_form, "VE"
        )
    return best


def _settle(tokens: list[Token]) -> None:
    """Change tags where the neighbours say more than the word."""
    previous = ""
    for at, token in enumerate(tokens):
        following = tokens[at + 1].tag if at + 1 < len(tokens) else ""
        before = tokens[at - 1] if at else None
        if following not in {"#", "D", "PN"} and _follows_singular(token, before):
            token.tag = "N"
        token.tag = _settled(
            token,
            previous,
            before.lower if before else "",
            following,
            tokens[at + 1].lower if following else "",
        )
        if token.tag != "RB":
            previous = token.tag


def _follows_singular(token: Token, before: Token | None) -> bool:
    """Whether a word that may be a verb's base form stands after a singular noun, where only a noun can ("bomb attack")."""
    if (
        token.tag != "VB"
        or token.entry is None
        or token.entry.verb_form != "base"
        or token.entry.noun is None
    ):
        return False
    return (
        before is not None
        and before.tag in {"N", "NP"}
        and before.entry is not None
        and not before.entry.is_plural
        and not before.is_possessive
    )


def _settled(token: Token, previous: str, before: str, following: str, after: str) -> str:
    tag_, entry = token.tag, token.entry
    if entry is None:
        return tag_
    if token.lower == "that":
        return (
            "D"
            if following in {"N", "J"} and previous in {"IN", "VB", "VG", ""}
            else ("WH" if previous in {"N", "NP"} else "SB")
        )
    if token.lower in {"one", "while", "as"}:
        return "SB" if token.lower == "as" and following in {"PN", "D"} and previous == "N" else tag_
    if token.lower in {"after", "before", "since", "until"}:
        return "IN" if following == "VG" else tag_
    if token.lower in _GETTING and (
        following in {"VE", "VN"} or after in {"killed", "injured", "wounded", "hurt", "trapped", "stranded"}
    ):
        return "BE"
    if token.lower == "her" and following in {"", "PU", "IN", "CC"}:
        return "PN"
    if token.lower in {"wounding", "killing"}:
        return "N" if previous in {"D", "J"} and after in {"of", "in", "by"} else "VG"
    if entry.verb_form and tag_ in {"N", "J"} and not token.is_possessive:
        return _noun_or_verb(token, entry, previous, before, following)
    if tag_ in {"VB", "VE", "VN", "VG"} and entry.verb_form:
        return _verb_or_noun(token, entry, previous, before, following)
    return tag_


def _noun_or_verb(token: Token, entry: Entry, previous: str, before: str, following: str) -> str:
    base = entry.verb_form == "base"
    if base and (
        previous == "MD" or (before == "to" and (entry.verb or 0) >= 2 and following not in {"PU", "IN"})
    ):
        return "VB"
    if entry.verb_form == "ing" and previous == "BE" and token.lower != "missing":
        return "VG"
    if (
        entry.verb_form == "ing"
        and previous not in _OPENS_NOUN
        and before not in {"of", "by"}
        and following in {"#", "D", "NP", "PN"}
    ):
        return "VG"
    if entry.verb_form in {"past or participle", "participle"}:
        if previous in {"BE", "HV"}:
            return "VN"
        if previous in {"CC", "RB", "N", "NP", "PN", "WH", "PU"} and following in {"#", "D", "PN"}:
            return "VE"
        if previous in {"N", "NP", "PN", "#"} and following not in {"N", "NP"}:
            return "VE"
    if entry.verb_form == "s" and previous == "N" and following == "#":
        return "VB"
    if (
        entry.verb_form == "s"
        and (entry.verb or 0) >= 3
        and previous in {"NP", "PN"}
        and following in {"D", "#", "NP", "IN", "J", "N"}
    ):
        return "VB"
    return token.tag


def _verb_or_noun(token: Token, entry: Entry, previous: str, before: str, following: str) -> str:
    nounish = following in {"N", "NP", "J"}
    if entry.verb_form in {"base", "s"} and entry.noun is not None:
        wants_noun = previous in _OPENS_NOUN or (previous == "IN" and before != "to")
        wants_noun = wants_noun or (following in {"BE", "HV", "MD"} and previous in {"N", "NP", "J"})
        wants_noun = wants_noun or (
            entry.verb_form == "s" and (previous in {"BE", "HV", ""} or before == "to")
        )
        return "N" if wants_noun else "VB"
    if entry.verb_form == "ing":
        if previous in {"D", "J"} and not nounish and entry.noun is not None:
            return "N"
        return "J" if previous in _OPENS_NOUN and nounish else "VG"
    if entry.verb_form in {"past or participle", "participle"}:
        if previous in {"BE", "HV"}:
            return "VN"
        if previous in {"D", "J", "#", "IN"} and nounish:
            return "J"
        if previous == "D":
            return "N"
        if previous in _AFTER_VERBAL:
            return "VB"
    return token.tag
