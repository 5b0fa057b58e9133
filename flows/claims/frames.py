"""From a cue to its statement: "according to X", "X's claim that", "X said", "said X", "was described by X as"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flows.claims.contents import contents, lead_start, past_that
from flows.claims.cues import place_before
from flows.claims.lexicon import look_up, verb_base
from flows.claims.rules import words as vocabulary
from flows.claims.sources import context, group_start, is_finite, is_name, object_group, subject
from flows.claims.statement import STOPS, Parts, made, piece, speech_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from flows.claims.cues import Cue
    from flows.claims.sources import Range
    from flows.claims.statement import SentenceReading, Span, Statement
    from flows.claims.text import Word

# How many words are looked at for an owner ("the ministry's much repeated claim"), a "by" behind a passive, the
# opening noun group, and the noun for a person in a group.
_REACH_OF_OWNER = 4
_REACH_OF_BY = 6
_REACH_OF_OPENING = 8
_REACH_OF_HEAD = 4
# How many words may name whom somebody is cited as saying something.
_REACH_OF_CITED = 14
# "said" may stand before its speaker without a comma only where enough was said before it.
_SHORTEST_SAID = 3
_POSSESSIVES = frozenset({"his", "her", "their", "its", "my", "our"})
# Passives that tell only whom: what is said stands behind them, not before.
_TELLING_BASES = frozenset({"tell", "ask", "inform", "quote", "cite"})
_QUOTING_BASES = frozenset({"quote", "cite"})


def statement_of(reading: SentenceReading, cue: Cue) -> Statement | None:
    """Return the statement that `cue` makes in its sentence, None when it makes none after all."""
    opener = reading.words[cue.index].lower
    if opener == "according":
        return _according(reading, cue.index)
    if opener == "in":
        return _in_a_poll(reading, cue.index)
    cited = _cited_as(reading.words, cue.index)
    if cited is not None:
        return _as_saying(reading, cited, cue.index)
    return _by_noun(reading, cue.index) if cue.use == "noun" else _by_verb(reading, cue.index)


def _as_saying(reading: SentenceReading, source: Range, index: int) -> Statement:
    """Return what another cites `source` for: "the agency quoted a clerk as saying CONTENT"."""
    words = reading.words
    reading.source = source
    said = [piece(words, past_that(words, index + 1), len(words))]
    base, _ = verb_base(words[index].lower)
    return made(reading, Parts(source, (index, index + 1), said), rule="cited as", word=base)


def _according(reading: SentenceReading, index: int) -> Statement | None:
    """Return "according to SOURCE, CONTENT" or "CONTENT, according to SOURCE"."""
    words = reading.words
    if index + 2 >= len(words) or words[index + 1].lower != "to":
        return None
    source = object_group(words, index + 2) or (index + 2, index + 3)
    after = piece(words, source[1], len(words))
    if index <= 1 or is_name(words[index]):
        said = [after]
    else:
        said = [piece(words, lead_start(words, index), index)]
        if source[1] + 2 < len(words) and (words[source[1]].text == "," or is_finite(words, source[1])):
            said.append(after)
    reading.source = source
    return made(reading, Parts(source, (index, index + 2), said), rule="according to", word="according")


def _in_a_poll(reading: SentenceReading, index: int) -> Statement | None:
    """Return "In a poll, CONTENT", whose source is all that stands before the comma, or "CONTENT in a poll"."""
    words = reading.words
    if index > 1 and words[index - 1].text[0].isalnum():
        source = object_group(words, index + 1) or (index + 1, index + 2)
        said = piece(words, lead_start(words, index), index)
        return made(reading, Parts(source, (index, index + 1), [said]), rule="in a poll", word="in")
    comma = next((at for at in range(index, len(words)) if words[at].text == ","), None)
    said = piece(words, comma, len(words)) if comma is not None else None
    if comma is None or said is None:
        return None
    return made(reading, Parts((index + 1, comma), (index, index + 1), [said]), rule="in a poll", word="in")


def _by_noun(reading: SentenceReading, index: int) -> Statement:
    """Return "SOURCE's claim that CONTENT" or "claims by SOURCE"."""
    words = reading.words
    source = _owner(words, index)
    after = index + 1
    if source is None and after < len(words) and words[after].lower in {"by", "from"}:
        source = object_group(words, after + 1)
        after = source[1] if source is not None else after
    said = [piece(words, past_that(words, after), len(words))]
    return made(reading, Parts(source, (index, index + 1), said), rule="noun", word=words[index].lower)


def _owner(words: Sequence[Word], index: int) -> Range | None:
    """Return whose noun `words[index]` is ("his", "the ministry's"), or None."""
    at = index - 1
    nearest = max(0, index - _REACH_OF_OWNER)
    while at > nearest and not context(words[at]) and not words[at].lower.endswith(("'s", "'")):
        at -= 1
    if at < 0:
        return None
    if words[at].lower in _POSSESSIVES:
        return at, at + 1
    if words[at].text == "'":
        return subject(words, at)  # "the rebels' claim"
    return subject(words, at + 1) if words[at].lower.endswith(("'s", "'")) else None


def _by_verb(reading: SentenceReading, index: int) -> Statement:
    words = reading.words
    start = group_start(words, index)
    lower = words[index].lower
    base, form = verb_base(lower)
    if place_before(words, index) == "be" and "participle" in form and lower not in speech_words("feelings"):
        return _passive(reading, start, index, base)
    inverted = _inverted(reading, start, index)
    if inverted is not None:
        return inverted
    source = _subject_of(reading, start, is_participle=form == "ing" and start == index)
    if source is not None and source[1] <= start:
        reading.source = source
    said = _apposed(words, source, base) or contents(words, source, start, index)
    parts = Parts(source, (index, index + 1), said)
    is_withheld = _is_withheld(words, start, index)
    return made(reading, parts, rule="verb", word=base or lower, is_withheld=is_withheld)


def _apposed(words: Sequence[Word], source: Range | None, base: str) -> list[Span | None] | None:
    """Return the noun that is all a clause behind a comma denies: ", a charge it denies"; None where there is none."""
    at = source[0] - 1 if source is not None else 0
    is_denied = vocabulary("speech", "reports").get(base) in {"denied", "admitted"}
    if not is_denied or at < _SHORTEST_SAID or words[at].lower not in speech_words("charges"):
        return None
    is_apart = words[at - 1].lower in {"a", "an"} and words[at - 2].text == ","
    return [piece(words, at - 1, at + 1)] if is_apart else None


def _cited_as(words: Sequence[Word], index: int) -> Range | None:
    """Return whom another cites for what follows: "the agency quoted a clerk as saying"."""
    if not (index and words[index - 1].lower == "as" and words[index].lower.endswith("ing")):
        return None
    for at in range(index - 2, max(-1, index - 2 - _REACH_OF_CITED), -1):
        if verb_base(words[at].lower)[0] in _QUOTING_BASES and place_before(words, at) != "be":
            found = object_group(words, at + 1)
            return (found[0], min(found[1], index - 1)) if found is not None else None
    return None


def _is_withheld(words: Sequence[Word], start: int, index: int) -> bool:
    """Return whether the verb group says that nothing was said ("has not said", "refused to say", "neither said")."""
    group = [word.lower for word in words[start:index]]
    if any(lower in speech_words("withholding") or lower.endswith("n't") for lower in group):
        return True
    return words[0].lower == "neither" and not any(
        word.text in {",", ";"} and word.start > words[start].start for word in words[:index]
    )


def _subject_of(reading: SentenceReading, start: int, *, is_participle: bool) -> Range | None:
    """Return who does what the verb group at `start` says: its own subject, else the sentence's last source."""
    words = reading.words
    if start == 0:
        return reading.source
    before = words[start - 1]
    shares = (
        is_participle or context(before) in {"conjunction", "adverb"} or before.text in {'"', ";", ":", "-"}
    )
    own = None if shares else subject(words, start)
    return own or reading.source or _first_group(reading, start)


def _first_group(reading: SentenceReading, end: int) -> Range | None:
    """Return the noun group that the sentence begins with, if it ends before word `end`."""
    for at in range(min(end, _REACH_OF_OPENING)):
        if reading.quoted[at] or context(reading.words[at]) == "preposition":
            continue
        if context(reading.words[at]) == "pronoun":
            return at, at + 1
        found = object_group(reading.words, at)
        if found is not None:
            return (found[0], min(found[1], end)) if found[0] < end else None
    return None


def _passive(reading: SentenceReading, start: int, index: int, base: str) -> Statement:
    """Return a statement whose source, if any, stands behind "by" ("was described by X as", "is expected to")."""
    words = reading.words
    by = range(index + 1, min(len(words) - 1, index + _REACH_OF_BY))
    at = next((at for at in by if words[at].lower == "by"), None)
    source = object_group(words, at + 1) if at is not None else None
    if base in _QUOTING_BASES:
        source = subject(words, start)
    said = [piece(words, past_that(words, index + 1), len(words))]
    if base not in _TELLING_BASES:
        said = [piece(words, 0, start), *said]
    return made(reading, Parts(source, (index, index + 1), said), rule="passive", word=base)


def _inverted(reading: SentenceReading, start: int, index: int) -> Statement | None:
    """Return "CONTENT, said SOURCE" or None when the words after the verb are no source."""
    words = reading.words
    base, form = verb_base(words[index].lower)
    if start != index or index + 1 >= len(words) or form in {"ing", "base", ""}:
        return None
    found = object_group(words, index + 1)
    if found is None or not _may_be_inverted(words, index, found):
        return None
    reading.source = found
    said = [piece(words, lead_start(words, index), index)]
    if found[1] + 1 < len(words) and words[found[1]].text in {",", ":"} and index > 0:
        said.append(piece(words, found[1], len(words)))
    return made(reading, Parts(found, (index, index + 1), said), rule="inverted", word=base)


def _may_be_inverted(words: Sequence[Word], index: int, found: Range) -> bool:
    before = words[index - 1].text if index else '"'
    if before in {'"', "'"}:
        return context(words[index + 1]) != "object"
    follows = words[found[1]] if found[1] < len(words) else None
    if not _closes(follows):
        return False
    if before in {",", "?", "!"}:
        return subject(words, index) is None or follows is None or follows.text == "."
    is_saying = words[index].lower in speech_words("saying")
    return is_saying and index > _SHORTEST_SAID and _is_somebody(words, found)


def _closes(follows: Word | None) -> bool:
    """Return whether a noun group behind a verb ends the clause there, so that it may be the verb's speaker."""
    return (
        follows is None
        or follows.text in STOPS
        or follows.text[0].isdigit()
        or follows.lower in speech_words("times")
        or context(follows) in {"question", "preposition"}
        or follows.lower == "that"
    )


def _is_somebody(words: Sequence[Word], found: Range) -> bool:
    """Return whether a noun group names a person: a name, or a noun for persons behind an article."""
    first = words[found[0]]
    if is_name(first):
        return True
    if context(first) != "determiner" or found[0] + 1 >= found[1]:
        return False
    roles = vocabulary("aliases", "roles").keys() | vocabulary("aliases", "titles").keys()
    near = [word.lower for word in words[found[0] + 1 : min(found[1], found[0] + _REACH_OF_HEAD)]]
    return any(lower in roles or look_up(lower).kind == "person" for lower in near)
