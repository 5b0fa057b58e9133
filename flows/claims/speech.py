"""Statements that a text gives to somebody: who, the words that say so, and what was said.

A statement is found from its cue (`flows.claims.cues`); the cue's surroundings tell where its source and its
contents stand. Quotations carry a statement over sentence ends.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING

from flows.claims.cues import Cue, find_cues, is_adverb, is_quote_mark, place_before
from flows.claims.lexicon import look_up, verb_base
from flows.claims.names import known_kind, role_of
from flows.claims.quotes import inside, quotations
from flows.claims.rules import rules
from flows.claims.rules import words as vocabulary
from flows.claims.sources import Range, context, group_start, is_finite, is_name, object_group, subject
from flows.claims.text import Sentence, Word, fold, sentences
from flows.records import Attribution

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flows.records import Article, Segment

Span = tuple[int, int]

_STOPS = frozenset('.,;:!?")')
_CLAUSE_JOINTS = frozenset({"and", "but", "while", "whereas", "though", "although", ";"})
# "said on Wednesday in a statement that ...": how many words may stand between a cue and its "that".
_REACH_OF_THAT = 14
# Words of a name or noun before a colon that give what follows to it ("Ministry: ...").
_BEFORE_COLON = 6
_SHORTEST_CLAUSE = 3
# The longest title, in words.
_TITLE = 60
_WIDE_BLANK = 2
# "Boats sank, residents said as the storm went on": what follows is no content.
_AT_THE_TIME = frozenset({"as", "after", "before", "while", "amid", "when", "during"})


@dataclass(frozen=True, slots=True)
class Statement:
    """A statement with its spans in the article.

    Attributes:
        source: who makes it, None where the text names nobody.
        contents: what is said, in one or more pieces, in order.
        word: the cue's head word in lower case; its base form when it is a verb.
        rule: how it was found.
        sentence: the span of the sentence its cue stands in.
        is_withheld: whether it is not made after all ("did not say", "wanted to admit").
    """

    source: Span | None
    cue: Span
    contents: tuple[Span, ...]
    word: str
    rule: str
    sentence: Span
    is_withheld: bool = False

    def covers(self, start: int, end: int) -> bool:
        """Return whether `start` to `end` lies in what is said."""
        return any(begin <= start and end <= close for begin, close in self.contents)


@dataclass(frozen=True)
class Paragraph:
    """A paragraph's sentences and quotations."""

    folded: str
    start: int
    end: int
    sentences: tuple[Sentence, ...]
    quotations: tuple[Span, ...]


@dataclass(slots=True)
class _Reading:
    """A sentence while it is read: its words, which of them are quoted, and the source found last."""

    sentence: Sentence
    words: list[Word]
    quoted: list[bool]
    source: Range | None = None

    def span(self, found: Range) -> Span:
        return self.words[found[0]].start, self.words[found[1] - 1].end


@cache
def _vocabulary(name: str) -> frozenset[str]:
    return frozenset(vocabulary("speech", name))


def attributions(article: Article) -> list[Attribution]:
    """Return every statement that the article gives to somebody, in order of cue; comments are left out."""
    folded = fold(article.text)
    found: list[Attribution] = []
    for segment in article.segments:
        if segment.origin != "comment":
            found.extend(_attributions_of(article, folded, segment))
    return sorted(found, key=lambda attribution: attribution.cue)


def _attributions_of(article: Article, folded: str, segment: Segment) -> Iterator[Attribution]:
    for paragraph in paragraphs(folded, segment.start, segment.end):
        for said in statements(paragraph, is_title=segment.origin == "headline"):
            yield Attribution(
                doc=article.doc,
                origin=segment.origin,
                sentence=article.text[said.sentence[0] : said.sentence[1]],
                source=said.source,
                cue=said.cue,
                content=(said.contents[0][0], said.contents[-1][1]),
                rule=said.rule,
            )


def paragraphs(folded: str, start: int, end: int) -> Iterator[Paragraph]:
    """Return the paragraphs (lines that are not blank) of `folded[start:end]` in order."""
    while start < end:
        newline = folded.find("\n", start, end)
        close = end if newline < 0 else newline
        if folded[start:close].strip():
            yield paragraph_of(folded, start, close, sentences(folded, start, close))
        start = close + 1


def paragraph_of(folded: str, start: int, end: int, within: Sequence[Sentence]) -> Paragraph:
    """Return the paragraph `folded[start:end]`, whose sentences are `within`."""
    return Paragraph(folded, start, end, tuple(within), tuple(quotations(folded, start, end)))


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
        near = found[place + 1 : place + 3]
        if not any(said.covers(sentence.start, sentence.end) for said in near):
            result[place] = _extended(result[place], (sentence.start, sentence.end))
    return result


def _in_sentence(sentence: Sentence, paragraph: Paragraph, *, is_title: bool) -> list[Statement]:
    words = sentence.words
    reading = _Reading(sentence, words, inside(paragraph.quotations, words))
    found = []
    cues = find_cues(words, reading.quoted, is_title=is_title)
    for cue in _one_each(words, _with_phrases(reading, cues)):
        said = _statement(reading, cue)
        if said is not None:
            found.append(said)
    label = _by_colon(reading, is_title=is_title)
    return sorted([*label, *_cut(found, words)], key=lambda said: said.cue)


def _with_phrases(reading: _Reading, cues: list[Cue]) -> list[Cue]:
    """Return `cues` with those that only a phrase makes, "put the toll at", in order of place."""
    found = {cue.index: cue for cue in cues}
    for rule in rules("speech", "phrases"):
        for match in rule.regex.finditer(reading.sentence.text):
            start = reading.sentence.start + match.start("cue")
            at = bisect_left(reading.words, start, key=lambda word: word.start)
            if at < len(reading.words) and not reading.quoted[at]:
                found.setdefault(at, Cue(at, "noun" if rule.name == "in-the-words-of" else "verb", 1.0))
    return [found[at] for at in sorted(found)]


def _one_each(words: Sequence[Word], found: Sequence[Cue]) -> Iterator[Cue]:
    """Return the cues of `found` but the weaker of two neighbours ("vehemently denied", "quoted as saying")."""
    best: Cue | None = None
    for cue in found:
        if best is not None and _are_one(words, best, cue):
            best = max(best, cue, key=lambda one: (verb_base(words[one.index].lower)[0] != "", one.score))
            continue
        if best is not None:
            yield best
        best = cue
    if best is not None:
        yield best


def _are_one(words: Sequence[Word], first: Cue, second: Cue) -> bool:
    between = [word.lower for word in words[first.index + 1 : second.index]]
    if words[second.index].lower in _vocabulary("going_on"):
        return False
    if not between or between in (["as"], ["to"]):
        return True
    return len(between) <= 2 and all(
        context(word) in {"be", "have"} for word in words[first.index + 1 : second.index]
    )


def _statement(reading: _Reading, cue: Cue) -> Statement | None:
    if reading.words[cue.index].lower == "according":
        return _according(reading, cue.index)
    return _by_noun(reading, cue.index) if cue.use == "noun" else _by_verb(reading, cue.index)


def _according(reading: _Reading, index: int) -> Statement | None:
    """Return "according to SOURCE, CONTENT" or "CONTENT, according to SOURCE"."""
    words = reading.words
    if index + 2 >= len(words) or words[index + 1].lower != "to":
        return None
    source = object_group(words, index + 2) or (index + 2, index + 3)
    before = _piece(words, _lead_start(words, index), index)
    after = _piece(words, source[1], len(words))
    opens = index <= 1 or is_name(words[index])
    contents = [after] if opens else [before]
    if not opens and source[1] < len(words) and words[source[1]].text == "," and source[1] + 2 < len(words):
        contents.append(after)
    reading.source = source
    return _made(reading, source, (index, index + 2), contents, "according to", "according")


def _by_noun(reading: _Reading, index: int) -> Statement | None:
    """Return "SOURCE's claim that CONTENT" or "claims by SOURCE"."""
    words = reading.words
    source = _owner(words, index)
    after = index + 1
    if source is None and after < len(words) and words[after].lower in {"by", "from"}:
        source = object_group(words, after + 1)
        after = source[1] if source is not None else after
    contents = [_piece(words, _past_that(words, after), len(words))]
    return _made(reading, source, (index, index + 1), contents, "noun", words[index].lower)


def _owner(words: Sequence[Word], index: int) -> Range | None:
    """Return whose noun `words[index]` is ("his", "the ministry's"), or None."""
    at = index - 1
    while at > max(0, index - 4) and not context(words[at]) and not words[at].lower.endswith("'s"):
        at -= 1
    if at < 0:
        return None
    if words[at].lower in {"his", "her", "their", "its", "my", "our"}:
        return at, at + 1
    return subject(words, at + 1) if words[at].lower.endswith(("'s", "'")) else None


def _by_verb(reading: _Reading, index: int) -> Statement | None:
    words = reading.words
    start = group_start(words, index)
    lower = words[index].lower
    base, form = verb_base(lower)
    if place_before(words, index) == "be" and "participle" in form and lower not in _vocabulary("feelings"):
        return _passive(reading, start, index, base)
    inverted = _inverted(reading, start, index)
    if inverted is not None:
        return inverted
    source = _subject_of(reading, start, is_participle=form == "ing" and start == index)
    if source is not None and source[1] <= start:
        reading.source = source
    made = _made(
        reading, source, (index, index + 1), _contents(reading, source, start, index), "verb", base or lower
    )
    return replace(made, is_withheld=_is_withheld(words, start, index)) if made is not None else None


def _is_withheld(words: Sequence[Word], start: int, index: int) -> bool:
    """Return whether the verb group says that nothing was said ("has not said", "refused to say", "neither ... said")."""
    group = [word.lower for word in words[start:index]]
    if any(lower in _vocabulary("withholding") or lower.endswith("n't") for lower in group):
        return True
    return words[0].lower == "neither" and not any(
        word.text in {",", ";"} and word.start > words[start].start for word in words[:index]
    )


def _subject_of(reading: _Reading, start: int, *, is_participle: bool) -> Range | None:
    """Return who does what the verb group at `start` says; the sentence's last source where the verb has none of its own."""
    words = reading.words
    if start == 0:
        return reading.source
    before = words[start - 1]
    shares = (
        is_participle or context(before) in {"conjunction", "adverb"} or before.text in {'"', ";", ":", "-"}
    )
    if shares:
        return reading.source or _first_group(reading, start)
    return subject(words, start) or reading.source or _first_group(reading, start)


def _first_group(reading: _Reading, end: int) -> Range | None:
    """Return the noun group that the sentence begins with, if it ends before word `end`."""
    for at in range(min(end, 8)):
        if reading.quoted[at] or context(reading.words[at]) == "preposition":
            continue
        if context(reading.words[at]) == "pronoun":
            return at, at + 1
        found = object_group(reading.words, at)
        if found is not None:
            return (found[0], min(found[1], end)) if found[0] < end else None
    return None


def _passive(reading: _Reading, start: int, index: int, base: str) -> Statement | None:
    """Return a statement whose source, if any, stands behind "by" ("was described by X as", "is expected to")."""
    words = reading.words
    source = None
    for at in range(index + 1, min(len(words) - 1, index + 6)):
        if words[at].lower == "by":
            source = object_group(words, at + 1)
            break
    if base in {"quote", "cite"}:
        source = subject(words, start)
    contents = [_piece(words, _past_that(words, index + 1), len(words))]
    if base not in {"tell", "ask", "inform", "quote", "cite"}:
        contents = [_piece(words, 0, start), *contents]
    return _made(reading, source, (index, index + 1), contents, "passive", base)


def _inverted(reading: _Reading, start: int, index: int) -> Statement | None:
    """Return "CONTENT, said SOURCE" or None when the words after the verb are no source."""
    words = reading.words
    if start != index or index + 1 >= len(words) or verb_base(words[index].lower)[1] in {"ing", "base", ""}:
        return None
    found = object_group(words, index + 1)
    if found is None or not _may_be_inverted(reading, index, found):
        return None
    reading.source = found
    contents = [_piece(words, _lead_start(words, index), index)]
    if found[1] + 1 < len(words) and words[found[1]].text in {",", ":"} and index > 0:
        contents.append(_piece(words, found[1], len(words)))
    return _made(reading, found, (index, index + 1), contents, "inverted", verb_base(words[index].lower)[0])


def _may_be_inverted(reading: _Reading, index: int, found: Range) -> bool:
    words = reading.words
    before = words[index - 1].text if index else '"'
    follows = words[found[1]] if found[1] < len(words) else None
    is_closed = (
        follows is None
        or follows.text in _STOPS
        or follows.text[0].isdigit()
        or follows.lower in _vocabulary("times")
        or context(follows) in {"question", "preposition"}
        or follows.lower == "that"
    )
    if before in {'"', "'"}:
        return context(words[index + 1]) != "object"
    if before in {",", "?", "!"}:
        return is_closed and (subject(words, index) is None or follows is None or follows.text == ".")
    is_saying = words[index].lower in _vocabulary("saying")
    return is_saying and is_closed and index > 3 and _is_somebody(words, found)


def _is_somebody(words: Sequence[Word], found: Range) -> bool:
    """Return whether a noun group names a person: a name, or a noun for persons behind an article."""
    first = words[found[0]]
    if is_name(first):
        return True
    if context(first) != "determiner" or found[0] + 1 >= found[1]:
        return False
    roles = vocabulary("aliases", "roles").keys() | vocabulary("aliases", "titles").keys()
    near = [word.lower for word in words[found[0] + 1 : min(found[1], found[0] + 4)]]
    return any(lower in roles or look_up(lower).kind == "person" for lower in near)


def _contents(reading: _Reading, source: Range | None, start: int, index: int) -> list[Span | None]:
    """Return the pieces of what is said, for a verb with its source before it."""
    words, count = reading.words, len(reading.words)
    first = _past_that(words, _past_recipient(words, index))
    rest = first
    if first == index + 1 or first == _past_recipient(words, index):
        rest = _past_adverbials(words, first)
    opened = source[0] if source is not None and source[1] <= start else start
    before = _piece(words, _lead_start(words, opened), opened)
    if (
        rest >= count
        or words[rest].text in {".", "?", "!", ";"}
        or _only_adverbial(words, index, rest, opened)
    ):
        return [before] if opened > 1 else [_piece(words, first, count)]
    if words[rest].text == "," and opened > 1 and words[opened - 1].text in {",", '"'}:
        return [before, _piece(words, rest, count)]
    return [_piece(words, first, count)]


def _only_adverbial(words: Sequence[Word], index: int, rest: int, opened: int) -> bool:
    """Return whether what follows the verb only tells when and how, and what was said stands before its speaker.

    "Two boats sank in the bay the harbour office reported on Sunday without giving details".
    """
    if opened > _SHORTEST_CLAUSE and index + 1 < len(words) and words[index + 1].lower in _AT_THE_TIME:
        return any(is_finite(words, at) for at in range(opened))
    if opened <= _SHORTEST_CLAUSE or context(words[min(index + 1, len(words) - 1)]) not in {
        "preposition",
        "",
    }:
        return False
    for at in range(rest, min(len(words), rest + 20)):
        if words[at].lower.endswith("ing") or words[at].text == ",":
            break
        if words[at].lower == "that" or (is_finite(words, at) and not _is_participle(words, at)):
            return False
    return any(is_finite(words, at) for at in range(opened))


def _is_participle(words: Sequence[Word], at: int) -> bool:
    """Return whether a past form belongs to the noun before it ("a report issued in May")."""
    follows = (
        at + 1 >= len(words)
        or context(words[at + 1]) == "preposition"
        or words[at + 1].lower in _vocabulary("times")
    )
    return follows and not context(words[at])


def _past_recipient(words: Sequence[Word], index: int) -> int:
    """Return the place after the verb at `index` and whom it tells ("told reporters")."""
    at = index + 1
    if words[index].lower not in _vocabulary("telling") or at >= len(words):
        return at
    for ahead in range(at, min(len(words), at + _REACH_OF_THAT)):
        if words[ahead].lower == "that" or is_quote_mark(words, ahead):
            return ahead
        if words[ahead].text in _STOPS:
            break
    found = object_group(words, at)
    return found[1] if found is not None else at


def _past_that(words: Sequence[Word], at: int) -> int:
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


def _are_adverbial(words: Sequence[Word], start: int, end: int) -> bool:
    first = words[start]
    return (
        context(first) in {"preposition", "to"}
        or first.text == ","
        or first.lower in _vocabulary("times")
        or is_adverb(first.lower)
        or (end - start <= 3 and not any(word.lower.endswith("ing") for word in words[start:end]))
    )


def _past_adverbials(words: Sequence[Word], at: int) -> int:
    """Return the place after "on Wednesday", "in a statement", "without giving details" behind a verb of saying."""
    while at < len(words):
        word = words[at]
        if word.lower in _vocabulary("times") or is_adverb(word.lower):
            at += 1
        elif context(word) == "preposition" or word.lower in {"to", "without", "via", "late", "early"}:
            found = object_group(words, at + 1) if at + 1 < len(words) else None
            at = found[1] if found is not None else at + 1
        else:
            return at
    return at


def _lead_start(words: Sequence[Word], end: int) -> int:
    """Return where the last clause set apart by a dash or a wide blank before `end` begins ("2 May - Title - Boats sank")."""
    for at in range(end - _SHORTEST_CLAUSE, 0, -1):
        if not is_name(words[at]):
            continue
        before = words[at - 1]
        is_apart = before.text == "-" and before.end < words[at].start and before.start > words[at - 2].end
        if is_apart or words[at].start - before.end >= _WIDE_BLANK:
            return at
    return 0


def _piece(words: Sequence[Word], start: int, end: int) -> Span | None:
    """Return the span of `words[start:end]` without the marks at its ends, None when no word is left."""
    while start < end and words[start].text in {",", ":", ";", "-", "."}:
        start += 1
    while start < end and words[end - 1].text in {",", ":", ";", "-"}:
        end -= 1
    return (words[start].start, words[end - 1].end) if start < end else None


def _made(
    reading: _Reading,
    source: Range | None,
    cue: Range,
    contents: Sequence[Span | None],
    rule: str,
    word: str,
) -> Statement | None:
    pieces = tuple(piece for piece in contents if piece is not None)
    if not pieces:
        pieces = (reading.span(cue),)
    sentence = (reading.sentence.start, reading.sentence.end)
    return Statement(
        reading.span(source) if source is not None else None, reading.span(cue), pieces, word, rule, sentence
    )


def _by_colon(reading: _Reading, *, is_title: bool) -> list[Statement]:
    """Return "SOURCE: CONTENT" and, in a title, "CONTENT: source" or "CONTENT - source"."""
    words = reading.words
    at = next(
        (at for at, word in enumerate(words[:_TITLE]) if word.text == ":" and not reading.quoted[at]), None
    )
    if at is not None and 0 < at <= _BEFORE_COLON and _is_label(words, at):
        return _labelled(reading, (0, at), (at, at + 1), _piece(words, at, len(words)))
    return _by_tail(reading) if is_title else []


def _is_label(words: Sequence[Word], colon: int) -> bool:
    """Return whether what stands before a colon may be a speaker ("Ministry: ..."), and no clock shows "6:05"."""
    if words[0].text[0].isdigit() or (colon + 1 < len(words) and words[colon].end == words[colon + 1].start):
        return False
    return object_group(words, 0) == (0, colon) and (
        is_name(words[colon - 1]) or role_of(words[colon - 1].lower) != "unknown"
    )


def _by_tail(reading: _Reading) -> list[Statement]:
    """Return a title that ends in its source: "Three boats sink in bay: coast guard", its colon or dash maybe lost."""
    words, count = reading.words, len(reading.words)
    for start in range(max(_SHORTEST_CLAUSE, count - _BEFORE_COLON), count):
        before = words[start - 1]
        tail = reading.sentence.text[words[start].start - reading.sentence.start :].strip(" .")
        is_apart = before.text in {":", "-"} and before.end < words[start].start
        is_source = role_of(tail) in {"monitor", "media"} or known_kind(tail) in {"monitor", "media"}
        if (is_apart and (is_source or role_of(tail) != "unknown")) or (
            is_source and _is_bare_source(words, start)
        ):
            return _labelled(reading, (start, count), (start, count), _piece(words, 0, start))
    return []


def _is_bare_source(words: Sequence[Word], start: int) -> bool:
    """Return whether a title's last words are a source without any mark: "Blast kills six Utopian state TV"."""
    return is_name(words[start]) and context(words[start - 1]) not in {
        "preposition",
        "determiner",
        "conjunction",
        "be",
        "to",
    }


def _labelled(reading: _Reading, source: Range, cue: Range, content: Span | None) -> list[Statement]:
    said = _made(reading, source, cue, [content], "colon", ":") if content is not None else None
    return [said] if said is not None else []


def _cut(found: list[Statement], words: Sequence[Word]) -> list[Statement]:
    """Return the statements of one sentence, each ended where the next one of the same rank begins."""
    result = []
    for place, said in enumerate(found):
        for later in found[place + 1 :]:
            joint = _joint_before(later, words)
            if joint is not None and joint > said.cue[1]:
                said = _ended(said, joint)  # noqa: PLW2901 - each later statement may end this one sooner
        result.append(said)
    return result


def _joint_before(said: Statement, words: Sequence[Word]) -> int | None:
    """Return where the clause of `said` is joined to the one before it, None when it is part of that one."""
    start = min(said.cue[0], said.source[0]) if said.source is not None else said.cue[0]
    if said.word in _vocabulary("going_on") or said.rule == "according to":
        start = said.cue[0]
    at = next((at for at, word in enumerate(words) if word.start >= start), 0)
    while at > 0 and (context(words[at - 1]) in {"have", "be", "modal"} or is_adverb(words[at - 1].lower)):
        at -= 1
    if at > 0 and words[at - 1].lower in _CLAUSE_JOINTS:
        return words[at - 1].start
    joins = said.rule == "according to" or said.word in _vocabulary("going_on")
    return words[at].start if joins and at > 0 else None


def _ended(said: Statement, end: int) -> Statement:
    pieces = tuple((begin, min(close, end)) for begin, close in said.contents if begin < end)
    return replace(said, contents=pieces or said.contents)


def _fitted(said: Statement, paragraph: Paragraph) -> Statement:
    """Return `said` with every piece that touches a quotation taken to that quotation's ends."""
    pieces = []
    for begin, close in said.contents:
        for opened, closed in paragraph.quotations:
            if opened < begin < closed and opened < said.sentence[0]:
                begin = opened  # noqa: PLW2901 - the piece grows to its quotation
            if opened < close < closed and closed > said.sentence[1]:
                close = closed  # noqa: PLW2901 - the piece grows to its quotation
        pieces.append((begin, close))
    return replace(said, contents=tuple(pieces))


def _extended(said: Statement, piece: Span) -> Statement:
    return said if said.covers(*piece) else replace(said, contents=(*said.contents, piece))


def _is_quoted(sentence: Sentence, found: Sequence[Span]) -> bool:
    at = bisect_right(found, sentence.start + 1, key=lambda span: span[0]) - 1
    return at >= 0 and sentence.end - 1 <= found[at][1]
