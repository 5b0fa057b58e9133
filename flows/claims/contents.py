"""Where what is said begins and ends round a verb of saying: after "that", past whom it was told, past "on Monday"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flows.claims.cues import is_adverb, is_quote_mark
from flows.claims.lexicon import verb_base
from flows.claims.rules import words as vocabulary
from flows.claims.sources import context, is_finite, is_name, object_group
from flows.claims.statement import STOPS, piece, speech_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from flows.claims.sources import Range
    from flows.claims.statement import Span
    from flows.claims.text import Word

# "said on Wednesday in a statement that ...": how many words may stand between a cue and its "that".
_REACH_OF_THAT = 14
# How far behind a verb a clause of its own is looked for, in words.
_REACH_OF_ADVERBIAL = 20
SHORTEST_CLAUSE = 3
# "no more than 44", "of at least 90": how many words may stand before a figure, and the figure.
_REACH_OF_FIGURE = 5
_WIDE_BLANK = 2
# Two words before "that" may be adverbial without a preposition ("said late Monday that").
_BARE_ADVERBIAL = 3
# "Boats sank, residents said as the storm went on": what follows is no content.
_AT_THE_TIME = frozenset({"as", "after", "before", "while", "amid", "when", "during"})
_SENTENCE_ENDS = frozenset({".", "?", "!", ";"})
_OPEN_ADVERBIAL = frozenset({"to", "without", "via", "late", "early"})


def contents(words: Sequence[Word], source: Range | None, start: int, index: int) -> list[Span | None]:
    """Return the pieces of what is said with the verb at `index`, whose group begins at `start`."""
    count = len(words)
    told = _past_recipient(words, index)
    first = past_that(words, told)
    rest = _past_adverbials(words, first) if first in {index + 1, told} else first
    opened = source[0] if source is not None and source[1] <= start else start
    before = piece(words, lead_start(words, opened), opened)
    if _is_put_in(words, told, opened):
        return [before, piece(words, told, count)]
    if rest >= count or words[rest].text in _SENTENCE_ENDS or _only_adverbial(words, index, rest, opened):
        return [before] if opened > 1 else [piece(words, first, count)]
    return [piece(words, first, count)]


def _is_put_in(words: Sequence[Word], told: int, opened: int) -> bool:
    """Return whether the speaker stands between commas, in the middle of what he says.

    "Boats sank, the harbour office said, and nine people drowned".
    """
    return (
        opened > 1 and words[opened - 1].text in {",", '"'} and told < len(words) and words[told].text == ","
    )


def past_that(words: Sequence[Word], at: int) -> int:
    """Return the place where what is said begins: after ", :", "that" and the adverbials before it."""
    for ahead in range(at, min(len(words), at + _REACH_OF_THAT)):
        word = words[ahead]
        if word.lower == "that" and (ahead == at or _are_adverbial(words, at, ahead)):
            return ahead + 1
        if word.text in {":", '"', ";"} or context(word) in {"pronoun", "be", "have", "modal"}:
            break
    while at < len(words) and words[at].text in {",", ":"}:
        at += 1
    return at


def lead_start(words: Sequence[Word], end: int) -> int:
    """Return where the last clause before `end` begins that a dash or a wide blank sets apart.

    "2 May - Title - Boats sank" opens at "Boats".
    """
    for at in range(end - SHORTEST_CLAUSE, 0, -1):
        if words[at - 1].text == ";":
            return at
        if not is_name(words[at]):
            continue
        before = words[at - 1]
        is_apart = before.text == "-" and before.end < words[at].start and before.start > words[at - 2].end
        if is_apart or words[at].start - before.end >= _WIDE_BLANK:
            return at
    return 0


def _only_adverbial(words: Sequence[Word], index: int, rest: int, opened: int) -> bool:
    """Return whether what follows the verb only tells when and how, and what was said stands before its speaker.

    "Two boats sank in the bay the harbour office reported on Sunday without giving details".
    """
    if opened <= SHORTEST_CLAUSE or gives_figure(words, index + 1) or _acts_on(words, index, rest):
        return False
    if _owns_to_doing(words, index):
        return False
    if index + 1 < len(words) and words[index + 1].lower in _AT_THE_TIME:
        return any(is_finite(words, at) for at in range(opened))
    if context(words[min(index + 1, len(words) - 1)]) not in {"preposition", ""}:
        return False
    for at in range(rest, min(len(words), rest + _REACH_OF_ADVERBIAL)):
        if words[at].lower.endswith("ing") or words[at].text == ",":
            break
        if words[at].lower == "that" or (is_finite(words, at) and not _is_participle(words, at)):
            return False
    return any(is_finite(words, at) for at in range(opened))


def _acts_on(words: Sequence[Word], index: int, rest: int) -> bool:
    """Return whether the verb at `index` has a name for its object, so that no clause before is what it says.

    "... after Utopia accused Erewhon of the raid".
    """
    return rest == index + 1 and is_name(words[rest]) and words[rest].lower not in speech_words("times")


def _owns_to_doing(words: Sequence[Word], index: int) -> bool:
    """Return whether the verb at `index` admits or denies what an -ing form behind it says: "acknowledged losing"."""
    base = verb_base(words[index].lower)[0]
    is_owned = vocabulary("speech", "reports").get(base) in {"admitted", "denied"}
    return is_owned and index + 1 < len(words) and words[index + 1].lower.endswith("ing")


def _is_figure(words: Sequence[Word], at: int) -> bool:
    """Return whether a number that is no date opens at `at`: "the clinic counted 44", not "reported 4 May"."""
    is_number = at < len(words) and words[at].text[0].isdigit()
    return is_number and (at + 1 >= len(words) or words[at + 1].lower not in speech_words("times"))


def gives_figure(words: Sequence[Word], at: int) -> bool:
    """Return whether what opens at `at` is a figure: "spoke of 90", "counted no more than 44"."""
    end = min(len(words), at + _REACH_OF_FIGURE)
    return any(
        _is_figure(words, ahead)
        for ahead in range(at, end)
        if all(word.lower in speech_words("figure_hedges") for word in words[at:ahead])
    )


def _is_participle(words: Sequence[Word], at: int) -> bool:
    """Return whether a past form belongs to the noun before it ("a report issued in May")."""
    follows = (
        at + 1 >= len(words)
        or context(words[at + 1]) == "preposition"
        or words[at + 1].lower in speech_words("times")
        or is_quote_mark(words, at + 1)
    )
    return follows and not context(words[at])


def _past_recipient(words: Sequence[Word], index: int) -> int:
    """Return the place after the verb at `index` and whom it tells ("told reporters")."""
    at = index + 1
    if words[index].lower not in speech_words("telling") or at >= len(words):
        return at
    for ahead in range(at, min(len(words), at + _REACH_OF_THAT)):
        if words[ahead].lower == "that" or is_quote_mark(words, ahead):
            return ahead
        if words[ahead].text in STOPS:
            break
    found = object_group(words, at)
    return found[1] if found is not None else at


def _are_adverbial(words: Sequence[Word], start: int, end: int) -> bool:
    first = words[start]
    return (
        context(first) in {"preposition", "to"}
        or first.text == ","
        or first.lower in speech_words("times")
        or is_adverb(first.lower)
        or (
            end - start <= _BARE_ADVERBIAL
            and not any(word.lower.endswith("ing") for word in words[start:end])
        )
    )


def _past_adverbials(words: Sequence[Word], at: int) -> int:
    """Return the place after "on Wednesday", "in a statement", "without giving details" behind a verb of saying."""
    while at < len(words):
        word = words[at]
        if word.lower in speech_words("times") or is_adverb(word.lower):
            at += 1
        elif word.lower == "of" and _is_figure(words, at + 1):
            return at
        elif context(word) == "preposition" or word.lower in _OPEN_ADVERBIAL:
            found = object_group(words, at + 1) if at + 1 < len(words) else None
            at = found[1] if found is not None else at + 1
        else:
            return at
    return at
