"""Words of a sentence with their parts of speech, numbers folded into one token each.

The tags: `D` determiner or possessive, `#` a number that may count something, `X` a number that does not (a date,
an age), `J` adjective, `N` noun, `NP` name, `PN` pronoun, `IN` preposition, `CC` coordinator, `SB` subordinator, `WH`
relative pronoun, `MD` modal, `BE` `HV` `DO` auxiliaries, `NG` negation, `RB` adverb, `VB` base or present verb, `VD`
past tense, `VN` past participle, `VE` either of the two, `VG` -ing form, `PU` punctuation. A word's likeliest tag
comes from the lexicon; a pass from left to right settles the rest from the neighbours, as in Brill's tagger.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING, Literal, NamedTuple

from flows.claims.lexicon import Entry, look_up
from flows.claims.rules import words
from flows.claims.text import Splitter

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from flows.claims.numbers import Number

_TOKENS = Splitter(r"((?:[^\W\d_]\.){2,}|[^\W\d_]+(?:[.'-][^\W_]+)*(?:'(?!\w))?|\d[\w.,%-]*\w|[^\w\s]|\w)")
_NUMBER_AND_NOUN = 2  # tokens before the plural in "31 home runs"
_GETTING = frozenset({"get", "gets", "got", "getting", "gotten"})
_OPENS_OBJECT = frozenset({"#", "D", "PN"})
_PARTICIPLES = frozenset({"past or participle", "participle"})
_TIME_WORDS = ("after", "before", "since", "until")
_KEEPS_TAG = frozenset({"one", "while", "as", "that", *_TIME_WORDS})
_HARMED = frozenset({"killed", "injured", "wounded", "hurt", "trapped", "stranded"})
_SMALL = frozenset({"that", "as", "her", "wounding", "killing", *_TIME_WORDS, *_GETTING})
# A share of uses, in tenths, from which a word is often a verb.
_OFTEN = 2
# Words longer than this say by their capitals whether a line is a title; acronyms are no longer.
_SHORT = 3
_TITLE_SHARE = 0.7
_ALWAYS = 9
# Where a word stands: capitals mean less at the start of a sentence, nothing in a title.
_Place = Literal["start", "inside", "title start", "title"]
# Behind one of these a sentence begins, as far as capitals go.
_OPENS_SENTENCE = frozenset({'"', ":"})
_HALF = "half-"
# Classes of nouns that stay nouns after a name ("Ruritanian guards killed two").
_PEOPLE = frozenset({"person", "fighter", "soldier", "child", "woman"})
_ONE_OF_A_KIND = frozenset({"a", "an", "another", "this", "that", "each", "every"})
_OPENS_NOUN = frozenset({"D", "J", "#"})


@dataclass(slots=True)
class Token:
    """A word or a number of a sentence; `start` and `end` are offsets in the article.

    `is_possessive`: whether it ends in the genitive's 's.
    """

    text: str
    lower: str
    start: int
    end: int
    tag: str
    entry: Entry | None = None
    is_possessive: bool = False
    number: Number | None = None


@cache
def _function_words() -> dict[str, str]:
    return dict(words("grammar", "function"))


def tag(text: str, base: int, numbers: Sequence[Number], *, is_title: bool = False) -> list[Token]:
    """Return the tokens of the folded sentence `text`, which stands at `base`; `is_title`: capitals mean nothing."""
    tokens = _tokens(text, base, numbers)
    if is_title or _is_title(tokens):
        _tag_again(tokens, "title", "title start")
    else:
        _tag_again(_opening(tokens), "start", "start")
    _settle(tokens)
    return tokens


def _is_title(tokens: Sequence[Token]) -> bool:
    """Whether so many of the longer words have capitals that capitals mean nothing."""
    long = [token.text[0].isupper() for token in tokens if len(token.text) > _SHORT]
    return sum(long) > _TITLE_SHARE * len(long)


def _opening(tokens: list[Token]) -> list[Token]:
    """Return the tokens at the start of the sentence, of a quotation or of what follows a colon."""
    return tokens[:1] + [token for before, token in pairwise(tokens) if before.lower in _OPENS_SENTENCE]


def _tag_again(tokens: Iterable[Token], inside: _Place, opening: _Place) -> None:
    """Give words the tags they have at their place, where that is not inside a sentence."""
    previous = ""
    for token in tokens:
        if token.number is None and token.text[0].isalpha():
            place = opening if not previous or previous in _OPENS_SENTENCE else inside
            token.entry, token.tag = _word_tag(token.text, place)
        previous = token.lower


def _tokens(text: str, base: int, numbers: Sequence[Number]) -> list[Token]:
    found: list[Token] = []
    at = 0
    kept = [number for number in numbers if not _is_inside_name(text, number.start - base, number)]
    for number in (*kept, None):
        stop = len(text) if number is None else number.start - base
        gaps_and_pieces = _TOKENS.split(text[at : max(at, stop)])
        edges = list(accumulate(map(len, gaps_and_pieces), initial=base + at))
        pieces = gaps_and_pieces[1::2]
        found += [
            Token(piece, lower, start, end, tag, entry, is_possessive)
            for piece, (lower, entry, tag, is_possessive), start, end in zip(
                pieces, map(_shape, pieces), edges[1::2], edges[2::2], strict=False
            )
        ]
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
                    number=number,
                )
            )
            at = end
    return found


def _is_inside_name(text: str, at: int, number: Number) -> bool:
    """Whether a number that counts nothing is part of a word: the 72 of "T-72", the half of "half-brother"."""
    if number.left_out is None:
        return False
    is_half = text.startswith(_HALF, at) or text.startswith(_HALF.title(), at)
    return is_half or (at > 1 and text[at - 1] == "-" and text[at - 2].isalpha())


@lru_cache(maxsize=100_000)
def _shape(piece: str) -> tuple[str, Entry | None, str, bool]:
    """Return `piece` in lower case, its entry (None: no word), its tag in a sentence, and whether it is possessive."""
    lower = piece.lower()
    is_possessive = lower.endswith(("'s", "s'"))
    if piece[0].isalpha():
        return lower, *_word_tag(piece, "inside"), is_possessive
    return lower, None, "CC" if piece == "&" else "X" if piece[0].isalnum() else "PU", is_possessive


@lru_cache(maxsize=100_000)
def _word_tag(text: str, place: _Place) -> tuple[Entry, str]:
    """Return what the lexicon says of a word and its likeliest tag at its place."""
    is_start, is_title = place.endswith("start"), place.startswith("title")
    lower = text.lower()
    genitive = lower.endswith(("'s", "s'"))
    entry = look_up(lower[:-2] if lower.endswith("'s") else lower.strip("'"))
    closed = _function_words().get(lower)
    is_capital = text[0].isupper() and lower != "i"
    is_acronym = text.isupper() and not is_title and lower in {"us", "it"}
    stays = not is_capital or is_start or is_title or closed in {"D", "IN", "CC", "WH", "PN"}
    if closed and stays and not is_acronym:
        return entry, closed
    if is_capital and not is_start and not is_title:
        return entry, "NP"
    if (
        is_capital
        and entry.noun == _ALWAYS
        and not entry.kind
        and entry.verb is None
        and entry.adjective is None
        and not genitive
    ):
        known = entry.noun_lemma != lower or entry.is_plural
        return entry, "N" if known and is_start else "NP"
    return entry, _open_tag(lower, entry)


def _open_tag(lower: str, entry: Entry) -> str:
    if entry.verb_form == "past":
        return "VD"  # "fell", "saw" and "rose" are verbs in news, whatever else they can be
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


class _Around(NamedTuple):
    """What stands beside a token: the tags before (adverbs passed over) and after, and the words themselves."""

    previous: str
    before: str
    following: str
    after: str


def _settle(tokens: list[Token]) -> None:
    """Change tags where the neighbours say more than the word."""
    previous = ""
    for at, token in enumerate(tokens):
        entry = token.entry
        if entry is not None and (entry.verb_form or token.lower in _SMALL):
            before = tokens[at - 1] if at else None
            following = tokens[at + 1] if at + 1 < len(tokens) else None
            opens_object = following is not None and following.tag in _OPENS_OBJECT
            is_compound = not opens_object or (at > 1 and tokens[at - 2].lower in _ONE_OF_A_KIND)
            if is_compound and _follows_singular(token, before):
                token.tag = "N"
            elif token.tag == "NP" and following is not None and following.tag == "#":
                token.tag = _title_verb(entry, tokens[at - 1] if at else None) or token.tag
            token.tag = _settled(token, entry, _around(previous, before, following))
            if token.tag == "VB" and _ends_counted(tokens, at):
                token.tag = "N"
        if token.tag != "RB":
            previous = token.tag


def _title_verb(entry: Entry, before: Token | None) -> str:
    """Return the tag of a capitalised verb between a noun and a number, in a title said again: "Storm Kills 12"."""
    is_verb = entry.verb_form in {"base", "s"} and entry.verb_lemma in words("events", "patient")
    return "VB" if is_verb and before is not None and before.tag in {"N", "NP"} else ""


def _around(previous: str, before: Token | None, following: Token | None) -> _Around:
    return _Around(
        previous,
        before.lower if before else "",
        following.tag if following else "",
        following.lower if following else "",
    )


def _follows_singular(token: Token, before: Token | None) -> bool:
    """Whether what may be a verb's base form stands after a singular noun, where only a noun can ("bomb attack")."""
    if (
        token.tag != "VB"
        or token.entry is None
        or token.entry.verb_form != "base"
        or token.entry.noun is None
    ):
        return False
    if before is None or before.entry is None or before.is_possessive:
        return False
    return before.tag in {"N", "NP"} and not before.entry.is_plural


def _ends_counted(tokens: Sequence[Token], at: int) -> bool:
    """Whether what may be a verb is the noun a number wants: "31 home runs", "a three-match ban"."""
    entry = tokens[at].entry
    if at < _NUMBER_AND_NOUN or entry is None or entry.noun is None:
        return False
    number, noun = tokens[at - 2 : at]
    if noun.text == "-" and number.tag == "#":
        return number.end == noun.start and noun.end == tokens[at].start
    if entry.verb_form != "s":
        return False
    is_many = number.tag == "#" and number.number is not None and number.number.high not in {0, 1}
    is_name = noun.tag == "NP" and entry.noun >= _OFTEN  # "eight US strikes", but "kills eight Reuters says"
    return is_many and (is_name or noun.tag == "N") and not (noun.entry and noun.entry.is_plural)


def _settled(token: Token, entry: Entry, around: _Around) -> str:
    small = _small_word(token.lower, around)
    if small:
        return small
    if token.lower in _KEEPS_TAG or not entry.verb_form:
        return token.tag
    if around.previous in {"#", "N"} and token.lower in words("grammar", "dying"):
        return "VB"
    if token.tag in {"N", "J"} and not token.is_possessive:
        return _noun_or_verb(token, entry, around)
    return _verb_or_noun(token, entry, around) if token.tag in {"VB", "VE", "VN", "VG"} else token.tag


def _small_word(lower: str, around: _Around) -> str:
    """Return the tag of a word of many uses ("that", "her", "got") in its place; "" where its own stands."""
    if lower not in _SMALL:
        return ""
    if lower == "that":
        if around.following in {"N", "J"} and around.previous in {"IN", "VB", "VG", ""}:
            return "D"
        return "WH" if around.previous in {"N", "NP"} else "SB"
    settled = {
        "as": around.following in {"PN", "D"} and around.previous == "N" and "SB",
        "her": around.following in {"", "PU", "IN", "CC"} and "PN",
        "wounding": "N" if around.previous in {"D", "J"} and around.after in {"of", "in", "by"} else "VG",
    }
    settled["killing"] = settled["wounding"]
    settled.update(dict.fromkeys(_TIME_WORDS, around.following == "VG" and "IN"))
    settled["since"] = "RB" if around.previous == "HV" else settled["since"]  # "two have since died"
    settled.update(dict.fromkeys(_GETTING, _is_getting(around) and "BE"))
    return settled.get(lower) or ""


def _is_getting(around: _Around) -> bool:
    """Whether "got" makes a passive of the word after it ("got injured")."""
    return around.following in {"VE", "VN"} or around.after in _HARMED


def _noun_or_verb(token: Token, entry: Entry, around: _Around) -> str:
    """Return the tag of a likely noun or adjective that can be a verb form."""
    if entry.verb_form == "base":
        is_phrasal = f"{token.lower} {around.after}" in words("events", "phrasal")
        is_verb = (around.previous == "MD" or (around.previous == "N" and is_phrasal)) or (
            around.before == "to" and (entry.verb or 0) >= _OFTEN and around.following not in {"PU", "IN"}
        )
        return "VB" if is_verb else token.tag
    if entry.verb_form == "ing":
        takes_object = around.following in {"#", "D", "NP", "PN"} and around.before not in {"of", "by"}
        is_verb = around.previous == "BE" or (takes_object and around.previous not in _OPENS_NOUN)
        return "VG" if is_verb and token.lower != "missing" else token.tag
    if entry.verb_form == "s":
        after_name = around.previous in {"NP", "PN"} and around.following in {"D", "#", "NP", "IN", "J", "N"}
        does_harm = around.previous in {"PU", "CC", "#"} and entry.verb_lemma in words("events", "patient")
        is_verb = (around.following == "#" and (around.previous == "N" or does_harm)) or (
            after_name and (entry.verb or 0) > _OFTEN and entry.kind not in _PEOPLE
        )
        return "VB" if is_verb else token.tag
    return _past_form(token, around) or token.tag


def _past_form(token: Token, around: _Around) -> str:
    """Return the tag of a past form that is likelier an adjective elsewhere; "" where it stays one."""
    if around.previous in {"BE", "HV"}:
        return "VN"
    takes_object = (
        around.previous in {"CC", "RB", "N", "NP", "PN", "WH", "PU"} and around.following in _OPENS_OBJECT
    )
    follows_noun = around.previous in {"N", "NP", "PN", "#"} and around.following not in {"N", "NP"}
    is_past = token.entry is not None and token.entry.verb_form in _PARTICIPLES
    return "VE" if is_past and (takes_object or follows_noun) else ""


def _verb_or_noun(token: Token, entry: Entry, around: _Around) -> str:
    """Return the tag of a likely verb form that can be a noun or a modifier."""
    nounish = around.following in {"N", "NP", "J"}
    if entry.verb_form in {"base", "s"}:
        is_noun = entry.noun is not None or (
            around.previous == "D" and around.after == "of"
        )  # "the remains of"
        return "N" if is_noun and _wants_noun(entry, around) else "VB"
    if entry.verb_form == "ing":
        if around.previous in {"D", "J"} and not nounish and (entry.noun is not None or around.after == "of"):
            return "N"
        return "J" if around.previous in _OPENS_NOUN and nounish else "VG"
    if entry.verb_form not in _PARTICIPLES:
        return token.tag
    if around.previous in {"D", "J", "#", "IN"} and nounish:
        return "J"
    return {"BE": "VN", "HV": "VN", "D": "N", "MD": "VB", "DO": "VB"}.get(around.previous, token.tag)


def _wants_noun(entry: Entry, around: _Around) -> bool:
    """Whether a noun has to stand here: after an article or a preposition, or before the verb of its clause."""
    if around.previous in _OPENS_NOUN or (around.previous == "IN" and around.before != "to"):
        return True
    if around.following in {"BE", "HV", "MD"} and around.previous in {"N", "NP", "J"}:
        return True
    return entry.verb_form == "s" and (around.previous in {"BE", "HV", ""} or around.before == "to")
