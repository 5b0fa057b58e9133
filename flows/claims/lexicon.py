"""What English words can be: parts of speech, lemmas and the class of thing a noun names.

The words come from WordNet (data/lexicon.tsv, made by tests/bench/make_lexicon.py, licence beside it). The file is
read when first asked for, in about 30 ms; what was worked out for a word is kept.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from flows.claims.rules import words

_FILE = Path(__file__).parent / "data" / "lexicon.tsv"
_VOWELS = frozenset("aeiou")
_ADJECTIVE_ENDINGS = (
    "al",
    "ic",
    "ous",
    "ive",
    "able",
    "ible",
    "ful",
    "less",
    "ish",
    "ian",
    "ese",
    "ary",
    "like",
)
_SHORT = 4
# Plurals that are their own singulars and end like other plurals.
_UNCHANGED = frozenset({"species", "series", "crossroads", "barracks"})
_PLURALS = (
    ("ies", "y"), ("ves", "f"), ("ses", "s"), ("xes", "x"), ("zes", "z"), ("ches", "ch"), ("shes", "sh"), ("oes", "o"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Entry:
    """What a word form can be.

    Attributes:
        noun, verb, adjective, adverb: shares of use, in tenths; None when it cannot be one.
        kind: the class of thing the noun names, or "".
        noun_lemma, verb_lemma: the base forms.
        is_plural: whether as a noun it is a plural.
        verb_form: "base", "s", "past", "participle", "past or participle" or "ing"; "" when no verb.
    """

    noun: int | None
    verb: int | None
    adjective: int | None
    adverb: int | None
    kind: str
    noun_lemma: str
    verb_lemma: str
    is_plural: bool
    verb_form: str


@cache
def _tables() -> tuple[dict[str, tuple[str, str]], dict[str, str], dict[str, str]]:
    """Return (lemma -> (uses, class), irregular plural -> lemma, irregular verb form -> lemma)."""
    plain: dict[str, tuple[str, str]] = {}
    irregular: dict[str, dict[str, str]] = {"n": {}, "v": {}}
    for line in _FILE.read_text("utf-8").splitlines():
        word, use, kind = (*line.split("\t"), "")[:3]
        if use[0] == "=":
            irregular[kind].setdefault(word, use[1:])
        else:
            plain[word] = (use, kind)
    return plain, irregular["n"], irregular["v"]


def _share(use: str, letter: str) -> int | None:
    at = use.find(letter)
    return None if at < 0 else int(use[at + 1])


@lru_cache(maxsize=100_000)
def singular(word: str) -> str:
    """Return the singular of the lower-case noun `word`; itself when it is none or unknown."""
    plain, nouns, _ = _tables()
    if word in nouns or word in _UNCHANGED:
        return nouns.get(word, word)
    is_men = word.endswith("men") and len(word) > _SHORT
    if "n" in plain.get(word, ("",))[0] and not is_men:
        return word
    if is_men:
        return word[:-2] + "an"
    if word.endswith("children"):
        return word.removesuffix("ren")
    if not word.endswith("s") or word.endswith(("ss", "us", "is")) or len(word) < _SHORT:
        return word
    return _without_ending(word, plain)


def _without_ending(word: str, plain: dict[str, tuple[str, str]]) -> str:
    if word.endswith("sses"):
        return word[:-2]
    for ending, put in _PLURALS:
        if word.endswith(ending) and not (ending == "ses" and word[:-1] in plain):
            stem = word[: -len(ending)] + put
            if stem in plain or (ending in {"ies", "xes", "ches", "shes"} and word[:-1] not in plain):
                return stem
    return word[:-1]


def is_word(word: str) -> bool:
    """Return whether the lower-case `word` or its singular is an English word rather than a name."""
    plain, nouns, verbs = _tables()
    return (
        word in plain or word in nouns or word in verbs or singular(word) in plain or bool(verb_base(word)[0])
    )


@lru_cache(maxsize=100_000)
def verb_base(word: str) -> tuple[str, str]:
    """Return the base and the form of the lower-case verb form `word`; ("", "") when it is no verb form known."""
    plain, _, verbs = _tables()
    if word in verbs:
        return verbs[word], _irregular_form(word)
    if "v" in plain.get(word, ("", ""))[0]:
        return word, "past or participle" if word in {"hit", "put", "cut", "set", "shut", "hurt"} else "base"
    for base, form in _regular_bases(word):
        if "v" in plain.get(base, ("", ""))[0]:
            return base, form
    return "", ""


def _irregular_form(word: str) -> str:
    if word.endswith("ing"):
        return "ing"
    if word.endswith("s"):
        return "s"
    if word in words("grammar", "past_only"):
        return "past"
    return "participle" if word.endswith(("wn", "en", "rn")) else "past or participle"


def _regular_bases(word: str) -> list[tuple[str, str]]:
    for ending, form in (("ing", "ing"), ("ed", "past or participle")):
        if word.endswith(ending) and len(word) > len(ending) + 1:
            stem = word[: -len(ending)]
            bases = [stem, stem + "e"]
            if len(stem) >= _SHORT - 1 and stem[-1] == stem[-2] and stem[-1] not in _VOWELS:
                bases.insert(0, stem[:-1])
            if ending == "ed" and stem.endswith("i"):
                bases.insert(0, stem[:-1] + "y")
            return [(base, form) for base in bases]
    if word.endswith("s") and not word.endswith("ss"):
        bases = [word[:-1]]
        if word.endswith("ies"):
            bases.insert(0, word[:-3] + "y")
        elif word.endswith("es"):
            bases.append(word[:-2])
        return [(base, "s") for base in bases]
    return []


@lru_cache(maxsize=100_000)
def look_up(word: str) -> Entry:
    """Return what the lower-case `word` can be; an unknown word is a noun, or what its ending says."""
    plain, _nouns, _ = _tables()
    use, kind = plain.get(word, ("", ""))
    lemma = singular(word)
    noun_use, noun_kind = plain.get(lemma, ("", "")) if lemma != word else (use, kind)
    base, form = verb_base(word)
    verb_use = plain.get(base, ("", ""))[0] if base else ""
    noun, verb = _share(noun_use, "n"), _share(verb_use, "v")
    adjective, adverb = _share(use, "a"), _share(use, "r")
    if word.endswith("ly") and noun is None and adverb is None:
        adverb = 9
    if noun is None and verb is None and adjective is None and adverb is None:
        if word.endswith(_ADJECTIVE_ENDINGS):
            adjective = 6
        noun = 9
    is_plural = lemma != word or word in {"people", "police", "troops", "personnel", "forces", "aircraft"}
    return Entry(noun, verb, adjective, adverb, noun_kind, lemma, base, is_plural, form)
