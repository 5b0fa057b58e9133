"""Which words of a sentence say that somebody said something: "said", "according to", "his claim that".

A word is a cue when its grade and the lifts of what stands before and after it add up to more than nothing. Grades
and lifts are data (`speech.toml`): logarithms of odds, so that 0 is even, 1 about three to one, 3 twenty to one.
"Claim" is graded once as a verb ("they claim the town") and once as a noun ("their claim that").
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Literal

from flows.claims.rules import words as vocabulary

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from flows.claims.text import Word

Use = Literal["verb", "noun"]

# What a noun cue stands after; everything else makes a verb of it.
_NOUN_PLACES = frozenset({"determiner", "possessive", "preposition"})
# "only", "ally", "July": words of up to so many letters are adverbs only where speech.toml says so.
_LY_NO_ADVERB = 4
_END_MARKS = frozenset(".;!?)]")
_CONTRACTED_BE = frozenset({"he's", "she's", "it's", "that's", "there's", "who's", "what's"})


@dataclass(frozen=True, slots=True)
class Cue:
    """A cue at `words[index]`, how it is used, and how sure that is (log odds)."""

    index: int
    use: Use
    score: float


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The grades of words and the lifts of their surroundings, by use, and what some words must stand before.

    `graded` are the words with a grade.
    """

    graded: frozenset[str]
    grades: Mapping[Use, Mapping[str, float]]
    before: Mapping[Use, Mapping[str, float]]
    after: Mapping[Use, Mapping[str, float]]
    only_before: Mapping[str, Sequence[str]]
    not_behind: Mapping[str, Sequence[str]]


@cache
def lexicon() -> Lexicon:
    """Return the grades and lifts of speech.toml."""
    grades: dict[Use, Mapping[str, float]] = {
        "verb": _spelt_both_ways({**_numbers("verbs"), **_numbers("news_verbs")}),
        "noun": {**_numbers("nouns"), **_numbers("news_nouns")},
    }
    return Lexicon(
        graded=frozenset().union(*grades.values()),
        grades=grades,
        before={"verb": _numbers("before_verb"), "noun": _numbers("before_noun")},
        after={"verb": _numbers("after_verb"), "noun": _numbers("after_noun")},
        only_before=_places("only_before"),
        not_behind=_places("not_behind"),
    )


def _numbers(name: str) -> dict[str, float]:
    return {word: float(value) for word, value in vocabulary("speech", name).items()}


def _places(name: str) -> dict[str, Sequence[str]]:
    return {word: str(places).split() for word, places in vocabulary("speech", name).items()}


def _spelt_both_ways(grades: Mapping[str, float]) -> dict[str, float]:
    """Return `grades` with the British spelling of every "criticized" beside the American one."""
    return {word.replace("iz", "is"): grade for word, grade in grades.items() if "iz" in word} | dict(grades)


@cache
def contexts() -> Mapping[str, str]:
    """Return the class of each word that a cue's surroundings are told by ("the" -> determiner)."""
    return vocabulary("speech", "contexts")


def find_cues(words: Sequence[Word], quoted: Sequence[bool], *, is_title: bool = False) -> list[Cue]:
    """Return the cues among `words` in order.

    Words inside quotation marks (`quoted`) are somebody's own and make none; nor do words with a capital, which are
    parts of names ("United States"), unless they open the sentence or `is_title` says that capitals mean nothing.
    """
    known = lexicon()
    graded = known.graded
    found = []
    for index in [at for at, word in enumerate(words) if word[1] in graded]:
        word = words[index]
        if not quoted[index]:
            if word.text[0].isupper() and not is_title and index and words[index - 1].text[0].isalnum():
                continue
            cue = _judge(words, index, known)
            if cue is not None:
                found.append(cue)
    return found


def _judge(words: Sequence[Word], index: int, known: Lexicon) -> Cue | None:
    before, after = place_before(words, index), place_after(words, index)
    use: Use = "noun" if before in _NOUN_PLACES else "verb"
    lower = words[index].lower
    grade = known.grades[use].get(lower)
    if grade is None or after not in known.only_before.get(lower, (after,)):
        return None
    if before == "number" or before in known.not_behind.get(lower, ()):
        return None
    score = grade + known.before[use].get(before, 0.0) + known.after[use].get(after, 0.0)
    return Cue(index, use, score) if score > 0 else None


def place_before(words: Sequence[Word], index: int) -> str:
    """Return the class of what stands before `words[index]`, adverbs passed over ("start" at a sentence's start)."""
    at = skip_adverbs(words, index - 1, -1)
    if at < 0:
        return "start"
    word, lower = words[at].text, words[at].lower
    known = contexts().get(lower)
    if known is not None:
        return "pronoun" if known == "question" else known
    if lower.endswith("'s") or lower == "'":
        return "possessive"
    return "modal" if lower.endswith("n't") else _shape(word)


def place_after(words: Sequence[Word], index: int) -> str:
    """Return the class of what stands after `words[index]`, adverbs passed over ("end" at a sentence's end)."""
    at = skip_adverbs(words, index + 1, 1)
    if at + 2 < len(words) and words[at].text == words[at + 2].text == "," and is_adverb(words[at + 1].lower):
        at += 3
    if at >= len(words):
        return "end"
    word, lower = words[at].text, words[at].lower
    if lower in {"that", "of", "to"}:
        return lower
    if is_quote_mark(words, at):
        return "quote"
    if word == ",":
        return "quote" if at + 1 < len(words) and is_quote_mark(words, at + 1) else "comma"
    if word == ":":
        return "colon"
    return "end" if word in _END_MARKS else contexts().get(lower) or _shape(word)


def skip_adverbs(words: Sequence[Word], at: int, step: int) -> int:
    """Return the first place from `at` on, walking by `step`, that holds no adverb ("also", "repeatedly")."""
    while 0 <= at < len(words) and is_adverb(words[at].lower):
        at += step
    return at


def is_adverb(lower: str) -> bool:
    """Return whether a word in lower case is an adverb that may stand between a speaker and the verb."""
    known = contexts().get(lower)
    return known == "adverb" if known is not None else len(lower) > _LY_NO_ADVERB and lower.endswith("ly")


def is_quote_mark(words: Sequence[Word], at: int) -> bool:
    """Return whether a quotation mark stands at `words[at]`, doubled single ones included."""
    text = words[at].text
    return text == '"' or (text == "'" and at + 1 < len(words) and words[at + 1].text == "'")


def _shape(word: str) -> str:
    if word[0].isdigit():
        return "number"  # "41 registered voters", "14 warnings": what follows belongs to what is counted
    if not word[0].isalnum():
        return "punctuation"
    return "name" if word[0].isupper() else "word"
