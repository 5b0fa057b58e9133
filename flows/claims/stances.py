"""Yes/no claims: who denies, admits or brings to light what, and who calls a thing deliberate or an accident.

A stance is a claim of kind "stance": its text is the words that state it, its unit the key by which statements of
several articles meet, the head noun of the proposition ("deal"). Precision comes first: the mere mention of a deal is
no stance, only a statement about it is.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from flows.claims.deeds import deed_of, names_claim
from flows.claims.lexicon import look_up
from flows.claims.rules import rules
from flows.claims.rules import words as vocabulary
from flows.claims.sources import context, is_finite
from flows.claims.text import sentences
from flows.records import Claim

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator, Sequence

    from flows.claims.passages import Passage
    from flows.claims.rules import Rule
    from flows.claims.speakers import SpeakerMap
    from flows.claims.speech import Paragraph
    from flows.claims.statement import Span, Statement
    from flows.claims.text import Word
    from flows.records import Article, Polarity


# How far into what is said the proposition's noun is looked for, in words: keeps every step linear.
_REACH = 24
# How many characters "reports that" may stand behind the verb.
_OPENING = 40
_CLAUSE = frozenset(
    {"that", "while", "if", "whether", "how", "what", "why", "who", "when", "where", "it", "they"}
)
_LINKS = frozenset({"of", "in", "about", "on"})
# The longest statement quoted whole around "was an accident", in characters.
_WHOLE = 120
_ENDS = frozenset({",", ";", ":", ".", '"', "(", ")", "?", "!"})


@dataclass(frozen=True, slots=True)
class _Reading:
    """One article on its way through the frames."""

    article: Article
    folded: str
    voices: SpeakerMap


@dataclass(frozen=True, slots=True)
class _Taken:
    """A stance found: its span, the key it is about, what it says of it, and the rule."""

    span: Span
    key: str
    polarity: Polarity
    rule: str


def stances(article: Article, folded: str, voices: SpeakerMap) -> list[Claim]:
    """Return the stances of `article` in order of start; comments hold none.

    Args:
        article: what is read.
        folded: its text, folded.
        voices: who says what in it.
    """
    reading = _Reading(article, folded, voices)
    found = [
        _claim(reading, passage, taken)
        for passage in voices.passages.outside_comments()
        for taken in _of_passage(reading, passage)
    ]
    return sorted(found, key=lambda claim: (claim.start, claim.end, claim.rule))


def _of_passage(reading: _Reading, passage: Passage) -> Iterator[_Taken]:
    for said in passage.statements:
        if said.source is not None and not said.is_withheld:
            yield from _of_statement(reading.folded, said, said.source)
    yield from _notions(reading.voices, passage.paragraph)


def _of_statement(folded: str, said: Statement, source: Span) -> Iterator[_Taken]:
    """Yield the stance that a statement takes: because it says that something was not so, or by its verb."""
    begin, end = said.contents[0][0], said.contents[-1][1]
    span = (min(source[0], begin), end)
    how, denial = _denial(folded, said.cue[1], begin, end)
    if how is not None and denial is not None:
        is_clause = how.yields.get("of") == "clause"
        key = deed_of(folded[denial.end() : end]) if is_clause else _denied_noun(folded, denial.end(), end)
        if key is not None and key not in vocabulary("stances", "empty"):
            yield _Taken(span, key, "denied", how.name)
        return
    meaning = vocabulary("stances", "meanings").get(said.word)
    if meaning is None:
        return
    rule = meaning.removesuffix(" a claim")
    if rule == "accuses":
        deed = _deed(folded, begin, end, behind="of")
        if deed is not None:
            yield _Taken(span, deed, "asserted", rule)
        return
    key, is_of_claim = _key(folded, begin, end)
    is_of_claim = is_of_claim or names_claim(folded[said.cue[1] : begin])
    key = _deed(folded, begin, end) or key
    if key is None and said.word in vocabulary("stances", "of_clauses"):
        key = deed_of(folded[begin:end].partition(" that ")[2] if is_of_claim else "") or deed_of(
            folded[begin:end]
        )
    if key is not None and (is_of_claim or rule == meaning):
        yield _Taken(span, key, "denied" if rule == "denies" else "asserted", rule)


def _denial(folded: str, cue: int, begin: int, end: int) -> tuple[Rule | None, re.Match[str] | None]:
    """Return the rule by which what is said from `begin`, or right behind the cue, says that something was not so."""
    starts = {begin, cue + 1} if cue < begin <= cue + _OPENING else {begin}
    tried = (
        (rule, rule.regex.match(folded, start, end))
        for start in sorted(starts, reverse=True)
        for rule in rules("stances", "denials")
    )
    return next((found for found in tried if found[1] is not None), (None, None))


def _deed(folded: str, start: int, end: int, *, behind: str = "") -> str | None:
    """Return the deed that somebody is accused of or denies, as its -ing form: "shelling" the school; None if none.

    It stands first, or right behind the word `behind`.
    """
    opening = sentences(folded, start, end)
    words = opening[0].words[:_REACH] if opening else []
    first = (
        next((at + 1 for at, word in enumerate(words) if word.lower == behind), len(words)) if behind else 0
    )
    if first + 1 >= len(words) or not words[first].lower.endswith("ing"):
        return None
    takes_object = context(words[first + 1]) == "determiner" or words[first + 1].text[0].isupper()
    return words[first].lower if takes_object else None


def _denied_noun(folded: str, start: int, end: int) -> str | None:
    """Return the head noun after "no" or "there was no"."""
    words = [word for sentence in sentences(folded, start, end)[:1] for word in sentence.words[:_REACH]]
    return _head(words, 0)[0]


def _key(folded: str, start: int, end: int) -> tuple[str | None, bool]:
    """Return the head noun of the noun group that begins at `start`, and whether a word for a claim stood before it.

    "the allegations of a secret deal that ..." gives "deal"; where a clause begins instead, there is no noun.
    """
    opening = sentences(folded, start, end)
    words = opening[0].words[:_REACH] if opening else []
    at, is_of_claim = 0, False
    while at < len(words) and words[at].lower not in _CLAUSE:
        head, after = _head(words, at)
        if after < len(words) and is_finite(words, after):
            return None, is_of_claim  # "the council had signed it": a clause, not a thing
        if head is None or head not in vocabulary("stances", "saying"):
            return head, is_of_claim
        linked = next((n for n in range(after, len(words)) if words[n].lower in _LINKS), len(words))
        if any(words[n].text in _ENDS for n in range(after, linked)):
            return None, True
        at, is_of_claim = linked + 1, True
    return None, is_of_claim


def _head(words: Sequence[Word], at: int) -> tuple[str | None, int]:
    """Return the head noun of the noun group at `words[at]` in the singular, and where the group ends."""
    head = None
    while at < len(words) and words[at].text not in _ENDS and context(words[at]) in {"", "determiner"}:
        word = words[at]
        entry = look_up(word.lower)
        if head is not None and is_finite(words, at):
            break
        is_noun = (
            entry.noun is not None and entry.noun >= (entry.adjective or 0) and not word.text[0].isupper()
        )
        if is_noun and not context(word) and not word.lower.endswith("'s"):
            head = entry.noun_lemma
        at += 1
    return head, at


def _notions(voices: SpeakerMap, paragraph: Paragraph) -> Iterator[_Taken]:
    """Yield "was a deliberate act" and "it was an accident": one key, opposed polarities."""
    for sentence in paragraph.sentences:
        lower = sentence.lower
        seen: list[Span] = []
        for rule in rules("stances", "notions"):
            if not rule.may_be_in(lower):
                continue
            for match in rule.regex.finditer(lower):
                if any(match.start() < close and begin < match.end() for begin, close in seen):
                    continue
                seen.append(match.span())
                found = sentence.start + match.start(), sentence.start + match.end()
                yield _Taken(_whole(voices, found), rule.yields["key"], rule.yields["polarity"], rule.name)


def _whole(voices: SpeakerMap, found: Span) -> Span:
    """Return the short statement that `found` stands in, with who makes it ("The ministry says it was an accident")."""
    around = [
        (said.source[0], said.contents[-1][1])
        for said in voices.statements_over(*found)
        if said.source is not None and said.source[0] <= found[0]
    ]
    return next((span for span in reversed(around) if span[1] - span[0] <= _WHOLE), found)


def _claim(reading: _Reading, passage: Passage, taken: _Taken) -> Claim:
    article = reading.article
    start, end = taken.span
    text = article.text[start:end].rstrip(" .,;:)\n")
    holding = passage.paragraph.sentences[passage.sentence_at(start)]
    voice = reading.voices.at(end - 1, end)
    return Claim(
        doc=article.doc,
        start=start,
        end=start + len(text),
        text=text,
        sentence=article.text[holding.start : holding.end],
        kind="stance",
        origin=passage.segment.origin,
        unit=taken.key,
        speaker=voice.name,
        speaker_kind=voice.kind,
        chain=voice.chain,
        polarity=taken.polarity,
        rule=taken.rule,
        is_inference=voice.is_inference,
    )
