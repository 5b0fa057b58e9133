"""Who a cue belongs to: the noun group before a verb, after it, or after "according to".

"A spokesman for the army said", "said a driver". Works on the words of one sentence; results are places in its list
of words.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from flows.claims.cues import contexts, is_adverb
from flows.claims.lexicon import look_up
from flows.claims.rules import words as vocabulary

if TYPE_CHECKING:
    from collections.abc import Sequence

    from flows.claims.text import Word

Range = tuple[int, int]

# Longest noun groups and appositions looked at, in words: keeps every step linear.
_GROUP = 16
_APPOSITION = 40
# Prepositions that tie a noun to the noun before it ("officials in the city"); others start a clause of their own.
_TYING = frozenset({"of", "for", "in", "at", "from", "with", "on", "near", "inside", "to"})
_LONGEST_ABBREVIATION = 4
# "two senior officials": how many words a speaker with a number before it has at most.
_COUNTED_SPEAKERS = 4
# "X, who, Y, says": how many appositions and relative pronouns are looked behind.
_DEEPEST = 2
_JOINING_MARKS = frozenset("-.&/'")
# Lower-case nouns of these classes end a clause when a name follows them ("hit the district Harbour Watch said").
_NEVER_BEFORE_NAMES = frozenset(
    {"place", "event", "thing", "building", "weapon", "vehicle", "measure", "time", "state"}
)
_FINITE = frozenset({"past", "past or participle", "s"})
_OPENING = frozenset({"", "determiner", "object", "pronoun"})
_APPOSING = frozenset({"a", "an", "one", "who", "whose"})
_RELATIVE = frozenset({"who", "which", "that"})
_AUXILIARY = frozenset({"be", "have", "modal", "to"})


@cache
def _times() -> frozenset[str]:
    return frozenset(vocabulary("speech", "times"))


@cache
def _numbers() -> frozenset[str]:
    return frozenset(vocabulary("speech", "counting_words"))


@cache
def _light() -> frozenset[str]:
    return frozenset(vocabulary("speech", "light_verbs"))


def context(word: Word) -> str:
    """Return the class of `word` as its surroundings see it, "" for a word of content."""
    return contexts().get(word.lower, "")


def is_name(word: Word) -> bool:
    """Return whether `word` is written with a capital."""
    return word.text[0].isupper()


def is_finite(words: Sequence[Word], at: int) -> bool:
    """Return whether `words[at]` is likely the verb of a clause rather than part of a noun group."""
    word = words[at]
    kind = context(word)
    if kind in {"be", "have", "modal"}:
        return True
    if (
        is_name(word)
        or kind
        or (at and words[at - 1].text == "-")
        or (at + 1 < len(words) and words[at + 1].text == "-")
    ):
        return False
    entry = look_up(word.lower)
    if entry.verb is None or entry.verb_form not in _FINITE:
        return False
    if entry.verb_form == "s":
        return (
            entry.verb > (entry.noun or 0)
            and at > 0
            and is_name(words[at - 1])
            and not _is_opening(words, at - 1)
        )
    return entry.verb >= (entry.adjective or 0) and entry.verb > (entry.noun or 0)


def _is_opening(words: Sequence[Word], at: int) -> bool:
    """Return whether a capital only opens the sentence with an adjective: "Independent monitors"."""
    entry = look_up(words[at].lower)
    return at == 0 and (entry.adjective or 0) > (entry.noun or 0)


def group_start(words: Sequence[Word], index: int) -> int:
    """Return where the verb group around `words[index]` begins: auxiliaries, adverbs, "went on to" and days."""
    at = index
    while at > 0:
        word = words[at - 1]
        if not (
            context(word) in _AUXILIARY
            or is_adverb(word.lower)
            or word.lower in _light()
            or word.lower.endswith("n't")
            or (word.lower in _times() and at > 1)
            or (word.lower in {"on", "late", "early", "last"} and at < index and words[at].lower in _times())
        ):
            break
        at -= 1
    return at


def subject(words: Sequence[Word], end: int, depth: int = 0) -> Range | None:
    """Return the noun group that ends before `words[end]`, apposition included, or None when there is none.

    "Noor, a clerk," gives all five words; a relative pronoun gives what it stands for.
    """
    last = end - 1
    if last < 0 or depth > _DEEPEST:
        return None
    word = words[last]
    if word.text == ",":
        return _before_apposition(words, last, depth)
    if word.text == ")":
        opened = _back_to(words, last, "(")
        return subject(words, opened, depth + 1) if opened is not None else None
    if word.lower in _RELATIVE and last > 0:
        before = last - 1 if words[last - 1].text == "," else last
        antecedent = subject(words, before, depth + 1)
        return antecedent if antecedent is not None else (last, end)
    if context(word) in {"pronoun", "question", "determiner"}:
        return (last, end)
    return _opening_group(words, end) or _noun_group(words, end)


def _opening_group(words: Sequence[Word], end: int) -> Range | None:
    """Return `words[:end]` when that is one long subject: "Harbour Watch a group working on the coast" (said)."""
    if end > _APPOSITION or not (is_name(words[0]) or context(words[0]) == "determiner"):
        return None
    if (
        context(words[0]) in {"preposition", "pronoun", "question", "conjunction"}
        or words[0].lower in _times()
    ):
        return None
    if is_adverb(words[0].lower) or any(words[at].text in {",", ";", ":", '"'} for at in range(end)):
        return None
    if any(
        is_finite(words, at) or words[at].lower in _numbers() or words[at].text[0].isdigit()
        for at in range(end)
    ):
        return None
    return 0, end


def _before_apposition(words: Sequence[Word], comma: int, depth: int) -> Range | None:
    opened = _back_to(words, comma, ",")
    if opened is None:
        return _quoted_name(words, comma)
    if _is_clause(words, opened + 1, comma):
        return None
    found = subject(words, opened, depth + 1)
    return (found[0], comma) if found is not None else None


def _quoted_name(words: Sequence[Word], comma: int) -> Range | None:
    """Return a short name in quotation marks and its apposition: "Eyes on the Harbour," a group of locals, said."""
    closing = next(
        (at for at in range(comma - 1, max(0, comma - _APPOSITION), -1) if words[at].text == '"'), None
    )
    if closing is None or context(words[closing + 1]) != "determiner" or words[closing - 1].text != ",":
        return None
    opening = next(
        (at for at in range(closing - 1, max(-1, closing - _GROUP), -1) if words[at].text == '"'), None
    )
    if opening is None or not is_name(words[opening + 1]):
        return None
    return opening + 1, comma


def _is_clause(words: Sequence[Word], start: int, end: int) -> bool:
    """Return whether `words[start:end]` has a subject and verb of its own (then it is no apposition)."""
    if start < end and (words[start].lower in _RELATIVE or words[start].lower in {"whose", "where", "when"}):
        return False
    return any(is_finite(words, at) for at in range(start + 1, end)) and context(words[start]) in {
        "pronoun",
        "conjunction",
    }


def _back_to(words: Sequence[Word], at: int, mark: str) -> int | None:
    for place in range(at - 1, max(-1, at - _APPOSITION), -1):
        if words[place].text == mark:
            return place
        if words[place].text in {'"', ";", ":"}:
            return None
    return None


def _noun_group(words: Sequence[Word], end: int) -> Range | None:
    start = end
    while start > 0 and end - start < _GROUP and _belongs(words, start - 1, end):
        start -= 1
    while start < end and _cannot_open(words[start], is_last=start == end - 1):
        start += 1
    return (_apposed_name(words, start), end) if start < end else None


def _apposed_name(words: Sequence[Word], start: int) -> int:
    """Return where the name begins that a group opening with "a" stands in apposition to, its comma missing."""
    at = start
    if words[start].lower not in {"a", "an"}:
        return start
    while (
        at > 0
        and start - at < _GROUP
        and (is_name(words[at - 1]) or context(words[at - 1]) in {"preposition", "determiner"})
    ):
        at -= 1
    opens = at == 0 or words[at - 1].text in {".", ",", ";"} or words[at].lower == "the"
    return at if opens and at < start and is_name(words[start - 1]) else start


def _cannot_open(word: Word, *, is_last: bool) -> bool:
    if context(word) in {"preposition", "conjunction"} or not word.text[0].isalnum():
        return True
    return word.lower in _times() and not is_last


def _belongs(words: Sequence[Word], at: int, end: int) -> bool:
    """Return whether `words[at]` belongs to the noun group that reaches from `at + 1` to `end`."""
    word = words[at]
    if not word.text[0].isalnum():
        return word.text in _JOINING_MARKS and at > 0 and at + 1 < end and _touch(words, at)
    after = words[at + 1] if at + 1 < end else None
    kind = context(word)
    if kind == "preposition" or (_is_determiner(after) and after is not None and after.lower != "the"):
        return word.lower in _TYING and after is not None and at > 0 and _may_hold(words, at - 1)
    if kind == "conjunction":
        return (
            word.lower == "and" and after is not None and at > 0 and is_name(words[at - 1]) and is_name(after)
        )
    return kind == "determiner" or (not _is_determiner(after) and _is_part(words, at, end))


def _is_determiner(word: Word | None) -> bool:
    return word is not None and context(word) == "determiner"


def _is_part(words: Sequence[Word], at: int, end: int) -> bool:
    """Return whether a word of content belongs to the noun group behind it: no verb, no adverb, no other's count."""
    word = words[at]
    if at + 1 < end and is_name(words[at + 1]) and not _may_precede_name(word):
        return False
    if context(word) or is_adverb(word.lower) or _opens_count(words, at, end):
        return False
    return word.lower.endswith("'s") or not is_finite(words, at)


def _opens_count(words: Sequence[Word], at: int, end: int) -> bool:
    """Return whether `words[at]` opens a count of others than the speaker: "hurt 30 people police said"."""
    word = words[at]
    if word.text[0].isdigit() or word.lower in _numbers():
        return end - at > _COUNTED_SPEAKERS
    entry = look_up(word.lower)
    return word.lower.endswith("ing") and not is_name(word) and entry.noun is None and entry.adjective is None


def _may_precede_name(word: Word) -> bool:
    """Return whether `word` may stand right before a name in one noun group ("agency", "spokesman", "opposition")."""
    if is_name(word) or not word.text[0].isalpha():
        return is_name(word)
    entry = look_up(word.lower)
    if word.lower in vocabulary("aliases", "roles") or word.lower in vocabulary("aliases", "titles"):
        return not entry.is_plural
    return not (entry.is_plural or entry.kind in _NEVER_BEFORE_NAMES) or word.lower.endswith("'s")


def _touch(words: Sequence[Word], at: int) -> bool:
    """Return whether a mark ties two words together ("al-Din", "Col. Noor")."""
    before = words[at - 1]
    if words[at].start != before.end or at + 1 >= len(words):
        return False
    if words[at].text == ".":
        return is_name(before) and len(before.text) <= _LONGEST_ABBREVIATION
    return words[at].end == words[at + 1].start or words[at].text == "'"


def _may_hold(words: Sequence[Word], at: int) -> bool:
    """Return whether `words[at]` is a noun that a prepositional phrase may hang on ("officials" in "officials in")."""
    word = words[at]
    if not word.text[0].isalpha() or context(word) or is_finite(words, at):
        return False
    return is_name(word) or look_up(word.lower).noun is not None


def object_group(words: Sequence[Word], start: int) -> Range | None:
    """Return the noun group that begins at `words[start]` with its apposition, or None when no noun begins there."""
    at, count = start, len(words)
    while at < count and at - start < _GROUP and _continues(words, at, start):
        at += 1
    while at > start and (context(words[at - 1]) in {"preposition", "conjunction", "determiner"}):
        at -= 1
    if at == start:
        return None
    return start, _with_apposition(words, at)


def _continues(words: Sequence[Word], at: int, start: int) -> bool:
    """Return whether `words[at]` goes on with the noun group that begins at `start`."""
    word = words[at]
    if not word.text[0].isalnum():
        return word.text in _JOINING_MARKS and at > start and _touch(words, at)
    kind = context(word)
    if word.lower in _times() and is_name(word):
        return False
    if at == start:
        return kind in _OPENING and not word.lower.endswith("ing")
    before = words[at - 1]
    if context(before) in {"pronoun", "object"}:
        return False
    return _links(words, at) if kind else _is_content(words, at)


def _links(words: Sequence[Word], at: int) -> bool:
    """Return whether a preposition, an "and" or an article inside a noun group ties what follows to it."""
    word, before, kind = words[at], words[at - 1], context(words[at])
    if kind == "preposition":
        return word.lower in _TYING
    if kind == "conjunction":
        return word.lower == "and" and at + 1 < len(words) and is_name(words[at + 1]) and is_name(before)
    after_link = context(before) in {"preposition", "conjunction"} or before.lower in {"all", "both"}
    return kind == "determiner" and after_link


def _is_content(words: Sequence[Word], at: int) -> bool:
    lower = words[at].lower
    if lower in _times() or is_adverb(lower) or lower.endswith("ing"):
        return False
    if lower[0].isdigit() or lower in _numbers() or lower in {"least", "most"}:
        return False
    return not is_finite(words, at)


def _with_apposition(words: Sequence[Word], at: int) -> int:
    """Return the end of the apposition that follows (", a clerk at the mayor's office"), `at` when none does."""
    if at + 1 >= len(words) or words[at].text != ",":
        return at
    first = words[at + 1]
    opens = first.lower in _APPOSING or look_up(first.lower).kind == "person"
    if not opens and not (first.lower == "the" and _names_somebody(words, at + 1)):
        return at
    for place in range(at + 1, min(len(words), at + _APPOSITION)):
        if words[place].text in {",", ".", ";", '"', ":", "?", "!"}:
            return place
    return at


def _names_somebody(words: Sequence[Word], start: int) -> bool:
    """Return whether the noun that opens at `words[start]` is a person's or a group's ("agency", not "deal")."""
    head = ""
    for word in words[start + 1 : start + _GROUP]:
        if context(word) or not word.text[0].isalnum():
            break
        head = word.lower
    return look_up(head).kind in {"person", "group"} or head in vocabulary("aliases", "roles")
