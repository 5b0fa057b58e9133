"""Statements that a text gives to somebody: who, the words that say so, and what was said.

A statement is found from its cue (`flows.claims.cues`), whose surroundings tell where its source and its contents stand
(`flows.claims.frames`), or from a mark (`flows.claims.labels`). Quotations carry a statement over sentence ends.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

from flows.claims.cues import Cue, find_cues, is_adverb
from flows.claims.frames import statement_of
from flows.claims.gaps import gapped
from flows.claims.labels import labelled
from flows.claims.lexicon import verb_base
from flows.claims.marks import CUE
from flows.claims.quotes import around, inside
from flows.claims.sources import context
from flows.claims.statement import SentenceReading, Statement, speech_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from flows.claims.rules import Rule
    from flows.claims.statement import Span
    from flows.claims.text import Sentence, Word

_CLAUSE_JOINTS = frozenset({"and", "but", "while", "whereas", "though", "although", "despite", "amid", ";"})
# "was quoted as saying", "is said to have noted": the most words between two cues that are one.
_WITHIN_ONE_CUE = 2
# How many statements beside a quoted sentence are asked whether they hold it already.
_NEIGHBOURS = 2


@dataclass(frozen=True)
class Paragraph:
    """A paragraph's sentences and quotations."""

    folded: str
    start: int
    end: int
    sentences: tuple[Sentence, ...]
    quotations: tuple[Span, ...]


def statements(paragraph: Paragraph, *, is_title: bool = False) -> list[Statement]:
    """Return the statements in `paragraph` in order of cue, quotations that go on after them included."""
    found: list[Statement] = []
    for sentence in paragraph.sentences:
        in_sentence = _in_sentence(sentence, paragraph, is_title=is_title)
        found.extend(_fitted(said, paragraph) for said in in_sentence)
    return _with_quoted(found, paragraph)


def _with_quoted(found: list[Statement], paragraph: Paragraph) -> list[Statement]:
    """Return `found` with each quoted sentence that nobody says given to the statement before it."""
    opened = {said.sentence[0] for said in found}
    result, place = list(found), -1
    for sentence in paragraph.sentences:
        while place + 1 < len(found) and found[place + 1].sentence[0] <= sentence.start:
            place += 1
        if place < 0 or sentence.start in opened or not _is_quoted(sentence, paragraph.quotations):
            continue
        near = found[place + 1 : place + 1 + _NEIGHBOURS]
        if not any(said.covers(sentence.start, sentence.end) for said in near):
            result[place] = _extended(result[place], (sentence.start, sentence.end))
    return result


def _in_sentence(sentence: Sentence, paragraph: Paragraph, *, is_title: bool) -> list[Statement]:
    phrases = sentence.rules("speech", "phrases")
    if not (sentence.marks & CUE or phrases or ":" in sentence.text or is_title):
        return []
    words = sentence.words
    reading = SentenceReading(sentence, words, inside(paragraph.quotations, words))
    cues = find_cues(words, reading.quoted, is_title=is_title)
    cues = _with_phrases(reading, phrases, cues) if phrases else cues
    read = (statement_of(reading, cue) for cue in _one_each(words, cues))
    found = [said for said in read if said is not None]
    found = sorted([*found, *gapped(reading, found)], key=lambda said: said.cue)
    labels = labelled(reading, is_title=is_title)
    return sorted([*labels, *_cut(found, words)], key=lambda said: said.cue)


def _with_phrases(reading: SentenceReading, phrases: Sequence[Rule], cues: list[Cue]) -> list[Cue]:
    """Return `cues` with those that only a phrase makes, "put the toll at", in order of place."""
    found = {cue.index: cue for cue in cues}
    for rule in phrases:
        for match in reading.sentence.matches(rule):
            start = reading.sentence.start + match.start("cue")
            at = bisect_left(reading.words, start, key=lambda word: word.start)
            if at < len(reading.words) and not reading.quoted[at]:
                found.setdefault(at, Cue(at, rule.yields.get("use", "verb"), 1.0))
    return [found[at] for at in sorted(found)]


def _one_each(words: Sequence[Word], found: Sequence[Cue]) -> Iterator[Cue]:
    """Return the cues of `found` but the weaker of two neighbours ("vehemently denied", "quoted as saying")."""
    best: Cue | None = None
    for cue in found:
        if best is not None and _are_one(words, best, cue):
            is_as = words[cue.index - 1].lower == "as"  # "quoted as saying": the first has the source
            best = best if is_as else max(best, cue, key=partial(_weight, words))
            continue
        if best is not None:
            yield best
        best = cue
    if best is not None:
        yield best


def _weight(words: Sequence[Word], cue: Cue) -> tuple[bool, float]:
    """Return how much `cue` counts beside another: verbs before other words, then the surer."""
    return verb_base(words[cue.index].lower)[0] != "", cue.score


def _are_one(words: Sequence[Word], first: Cue, second: Cue) -> bool:
    between = words[first.index + 1 : second.index]
    if [word.lower for word in between] == ["as"]:
        return True
    if words[second.index].lower in speech_words("going_on"):
        return False
    if [word.lower for word in between] in ([], ["to"]):
        return True
    return len(between) <= _WITHIN_ONE_CUE and all(context(word) in {"be", "have"} for word in between)


def _cut(found: list[Statement], words: Sequence[Word]) -> list[Statement]:
    """Return the statements of one sentence, each ended where the next one of the same rank begins."""
    if len(found) < len(("one", "next")):
        return found
    joints = [_joint_before(said, words) for said in found]
    return [
        _ended(said, [joint for joint in joints[place + 1 :] if joint is not None and joint > said.cue[1]])
        for place, said in enumerate(found)
    ]


def _joint_before(said: Statement, words: Sequence[Word]) -> int | None:
    """Return where the clause of `said` is joined to the one before it, None when it is part of that one."""
    cue = words[bisect_left(words, said.cue[0], key=lambda word: word.start)]
    joins = said.rule == "according to" or cue.lower in speech_words("going_on")
    start = min(said.cue[0], said.source[0]) if said.source is not None and not joins else said.cue[0]
    at = bisect_left(words, start, key=lambda word: word.start)
    while at > 0 and (context(words[at - 1]) in {"have", "be", "modal"} or is_adverb(words[at - 1].lower)):
        at -= 1
    if at > 0 and words[at - 1].lower in _CLAUSE_JOINTS:
        return words[max(0, at - 2)].end
    return words[at - 1].end if joins and at > 0 else None


def _ended(said: Statement, ends: Sequence[int]) -> Statement:
    """Return `said` ended at the first of `ends` that leaves something of it."""
    usable = [end for end in ends if end > said.contents[0][0]]
    if not usable or min(usable) >= said.contents[-1][1]:
        return said
    end = min(usable)
    return replace(
        said, contents=tuple((begin, min(close, end)) for begin, close in said.contents if begin < end)
    )


def _fitted(said: Statement, paragraph: Paragraph) -> Statement:
    """Return `said` with every piece that touches a quotation taken to that quotation's ends."""
    if not paragraph.quotations:
        return said
    pieces = []
    for begin, close in said.contents:
        first = around(paragraph.quotations, begin)
        last = around(paragraph.quotations, close)
        grows_back = first is not None and first[0] < said.sentence[0]
        grows_on = last is not None and last[1] > said.sentence[1]
        pieces.append((first[0] if first and grows_back else begin, last[1] if last and grows_on else close))
    fitted = tuple(pieces)
    return said if fitted == said.contents else replace(said, contents=fitted)


def _extended(said: Statement, piece: Span) -> Statement:
    return said if said.covers(*piece) else replace(said, contents=(*said.contents, piece))


def _is_quoted(sentence: Sentence, found: Sequence[Span]) -> bool:
    at = bisect_right(found, sentence.start + 1, key=lambda span: span[0]) - 1
    return at >= 0 and sentence.end - 1 <= found[at][1]
