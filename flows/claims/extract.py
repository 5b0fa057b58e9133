"""From an article to its claims: every number in it, what it counts, what happened, and who says so.

Sentences without a number are passed over unread. A number that counts people or things in an event is a count; the
others keep their own kind (money, a length, a percentage) or are `other`, and only `extract_all` returns them.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from flows.claims import implied, scope
from flows.claims.attributions import attributions
from flows.claims.circumstances import date_of, place_of, top_place
from flows.claims.dates import dateline
from flows.claims.events import happenings
from flows.claims.exclusions import why_not
from flows.claims.mains import mark_mains
from flows.claims.numbers import Number, find_numbers
from flows.claims.onename import under_one_name
from flows.claims.parsed import Parsed, parse
from flows.claims.sharing import carried_on
from flows.claims.speakers import SpeakerMap, Voice, speakers
from flows.claims.stances import stances
from flows.claims.text import Sentence, fold, sentences
from flows.claims.totals import with_totals
from flows.claims.units import PEOPLE, is_claimed
from flows.records import Article, Attribution, Claim, Polarity, Segment

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime

    from flows.claims.counted import Counted
    from flows.claims.explain import Explain
    from flows.claims.happening import Happening

# How many characters before or after the number must be the same for a comment to quote the article.
_QUOTED = 20
# A headline of more blanks than this is not said again by chance.
_TITLE_WORDS = 3
# How many counts back a total is looked for.
_MEMORY = 12
# Rules whose numbers are no quantity either.
_COUNTS_NOTHING = frozenset({"one-of"})
_OF_PEOPLE = frozenset(
    {"kill", "wound", "arrest", "kidnap", "treat", "surrender", "protest", "infect", "missing"}
)
_PEOPLE_AFTER_OTHERS = frozenset({"child", "woman", "strike", "weapon", "building", "settlement"})


@dataclass(slots=True)
class _Draft:
    """A count in the making: the item, what happened to it, and where it was read."""

    parsed: Parsed
    item: Counted
    happening: Happening
    segment: Segment
    polarity: Polarity
    is_cumulative: bool


@dataclass
class _Reading:
    """One article on its way through the rules; `parsed` are its sentences parsed, by their start."""

    article: Article
    folded: str
    explain: Explain | None
    sentences: list[Sentence] = field(default_factory=list)
    parsed: dict[int, Parsed] = field(default_factory=dict)
    is_title_repeated: bool = False
    drafts: list[_Draft] = field(default_factory=list)
    others: list[Claim] = field(default_factory=list)

    @cached_property
    def told_at(self) -> datetime | None:
        """The day from which the article tells its days of the week."""
        body = next((one.start for one in self.article.segments if one.origin == "body"), 0)
        return dateline(self.folded, body, self.article.published_at)


def extract(article: Article, *, explain: Explain | None = None) -> list[Claim]:
    """Return the count claims of `article` in order of start; the same article gives the same claims.

    `explain` collects what became of every number.
    """
    reading = _read(article, explain)
    return under_one_name(_counts(reading, _voices(reading)))


def extract_all(article: Article, *, explain: Explain | None = None) -> tuple[list[Claim], list[Attribution]]:
    """Return the claims of every kind in order of start, and who the article says said what."""
    reading = _read(article, explain)
    voices = _voices(reading)
    found = [*_counts(reading, voices), *reading.others, *stances(article, reading.folded, voices)]
    found = sorted(under_one_name(found), key=lambda claim: (claim.start, claim.end, claim.kind))
    return found, attributions(article, voices.passages)


def _read(article: Article, explain: Explain | None) -> _Reading:
    reading = _Reading(article, fold(article.text), explain)
    for segment in article.segments:
        for start, end in _pieces(reading, segment):
            for sentence in sentences(reading.folded, start, end):
                reading.sentences.append(sentence)
                _read_sentence(reading, segment, sentence)
    return reading


def _pieces(reading: _Reading, segment: Segment) -> Iterator[tuple[int, int]]:
    """Yield the segment in one piece, or cut behind its own headline said again without a full stop."""
    start, title = segment.start, fold(reading.article.title or "").rstrip(" .")
    if segment.origin == "body" and title.count(" ") >= _TITLE_WORDS:
        at = reading.folded.find(title, start, segment.end)
        if at >= 0 and reading.folded[at + len(title) : at + len(title) + 1] in {" ", "\n"}:
            yield start, at + len(title)
            start = at + len(title)
            reading.is_title_repeated = True
    yield start, segment.end


def _read_sentence(reading: _Reading, segment: Segment, sentence: Sentence) -> None:
    numbers = find_numbers(sentence)
    may_hold_victim = _may_hold_victim(reading, segment, sentence, numbers)
    if not numbers and not may_hold_victim:
        return
    _set_aside(reading, segment, sentence, numbers)
    if may_hold_victim or any(number.kind == "count" and not number.left_out for number in numbers):
        parsed = reading.parsed[sentence.start] = parse(sentence, numbers, _before(reading, segment))
        for draft in _drafts(reading, segment, parsed, with_victims=may_hold_victim):
            reading.drafts.append(draft)


def _may_hold_victim(
    reading: _Reading, segment: Segment, sentence: Sentence, numbers: Sequence[Number]
) -> bool:
    """Whether the sentence is worth searching for victims without a number: it speaks of harm and has the words."""
    if not implied.speaks_of_harm(sentence):
        return False
    return (
        bool(numbers)
        or implied.OPENING.search(sentence.lower) is not None
        or _is_title(reading.article, segment, sentence)
    )


def _before(reading: _Reading, segment: Segment) -> Sentence | None:
    """Return the sentence before the one at hand, if it stands in the same segment."""
    before = reading.sentences[-2] if len(reading.sentences) > 1 else None
    return before if before is not None and before.start >= segment.start else None


def _set_aside(reading: _Reading, segment: Segment, sentence: Sentence, numbers: Sequence[Number]) -> None:
    """Keep the quantities as claims of their kind, and note the numbers that count nothing."""
    for number in numbers:
        if number.left_out or number.kind != "count":
            _note(reading, number.start, number.end, number.left_out or number.kind, is_claim=False)
        if number.kind != "count" and not number.left_out:
            reading.others.append(_other(reading, segment, sentence, number))


def _drafts(reading: _Reading, segment: Segment, parsed: Parsed, *, with_victims: bool) -> Iterator[_Draft]:
    if with_victims:
        victims = implied.implied(parsed, is_title=_is_title(reading.article, segment, parsed.sentence))
        taken = {item.start for item in parsed.items}
        victims = [victim for victim in victims if victim.start not in taken]
        parsed.items = sorted([*parsed.items, *victims], key=lambda item: item.start)
    earlier = [
        (draft.item, draft.happening)
        for draft in reading.drafts[-_MEMORY:]
        if draft.segment is segment and draft.polarity == "asserted"
    ]
    reads = [
        (item, carried_on(parsed, item, own, earlier))
        for item, own in zip(parsed.items, happenings(parsed), strict=True)
    ]
    _give_units(reads, reading.drafts)
    sums, long = scope.summed(reads), scope.cumulative(parsed, reads)
    for item, happening in reads:
        reason = _reason(reading, segment, item, happening, parsed)
        if reason is None or item.number is not None:
            _note(reading, item.start, item.end, reason or happening.rule, is_claim=reason is None)
        if reason is None:
            item.total = scope.total_of(parsed, item, happening, earlier) or sums.get(item.start)
            polarity = scope.polarity(parsed, item, happening)
            yield _Draft(parsed, item, happening, segment, polarity, item.start in long)
        elif item.number is not None and reason not in _COUNTS_NOTHING:
            reading.others.append(_other(reading, segment, parsed.sentence, item.number, item))


def _give_units(reads: Sequence[scope.Read], before: Sequence[_Draft]) -> None:
    """Give each count that names no unit the one its event or the counts before it say."""
    last: Counted | None = None
    for item, happening in reads:
        item.said = item.aside or item.unit or None
        item.unit = item.unit or happening.unit or _unit_from(item, happening, last, before)
        is_doer = happening.rule.removeprefix("beside-") == "doer"
        last = item if item.noun and is_claimed(item.unit) and not is_doer else last


def _is_title(article: Article, segment: Segment, sentence: Sentence) -> bool:
    """Whether the sentence is the headline, or the headline said again at the top of the body."""
    return segment.origin == "headline" or (
        article.title is not None and fold(article.title).rstrip(".") in sentence.text
    )


def _reason(
    reading: _Reading, segment: Segment, item: Counted, happening: Happening, parsed: Parsed
) -> str | None:
    """Return the rule that keeps an item from being a count, or None."""
    if item.number is None:
        return None if implied.is_victim(happening) else "no-victim"
    return "quotes-article" if _quotes(reading, segment, item) else why_not(item, happening, parsed)


def _quotes(reading: _Reading, segment: Segment, item: Counted) -> bool:
    """Whether a reader's comment only repeats the article's own words before or after the number."""
    if segment.origin != "comment":
        return False
    begin, end = item.start - _QUOTED, item.end + _QUOTED
    around = [(begin, item.end)] if begin >= segment.start else []
    around += [(item.start, end)] if end <= segment.end else []
    bodies = [body for body in reading.article.segments if body.origin == "body"]
    return any(
        reading.folded.find(reading.folded[first:last], body.start, body.end) >= 0
        for first, last in around
        for body in bodies
    )


def _note(reading: _Reading, start: int, end: int, rule: str, *, is_claim: bool) -> None:
    if reading.explain is not None:
        reading.explain.add(start, end, reading.article.text[start:end], rule, is_claim=is_claim)


def _unit_from(item: Counted, happening: Happening, here: Counted | None, drafts: Sequence[_Draft]) -> str:
    """Return the unit of a number without a noun: that of the count before it, or people in general.

    Who are hurt beside nine dead children need be none; another's figure for the children counts children.
    """
    is_vague = item.number is not None and item.number.bound == "vague"
    before = here or (drafts[-1].item if drafts and not is_vague else None)
    if here is not None and happening.event == "destroy" and here.kind not in PEOPLE:
        return here.unit
    if (
        before is None
        or (before.kind in _PEOPLE_AFTER_OTHERS and not (happening.is_restated or item.is_part))
        or before.unit in {"man", "medic"}
        or before.number is None
    ):
        return "person"
    if happening.event in _OF_PEOPLE and before.kind not in PEOPLE:
        return "person"
    return before.unit


def _voices(reading: _Reading) -> SpeakerMap:
    return speakers(reading.article, reading.folded, reading.sentences)


def _counts(reading: _Reading, voices: SpeakerMap) -> list[Claim]:
    """Return the drafts as claims, with speakers and main tolls."""
    top = (
        top_place(reading.sentences, reading.parsed, is_title_repeated=reading.is_title_repeated)
        if reading.drafts
        else None
    )
    claims = [
        _claim(reading, draft, voices.at(draft.item.start, draft.item.end), top) for draft in reading.drafts
    ]
    eligible = list(_may_be_tolls(reading.drafts))
    return with_totals(mark_mains(claims, eligible), eligible)


def _may_be_tolls(drafts: Sequence[_Draft]) -> Iterator[bool]:
    """Yield of each count whether it can be the toll of one event: no part, and not the rest of one told before."""
    told: set[str] = set()
    for draft in drafts:
        event = draft.happening.event
        yield not (draft.is_cumulative or draft.item.is_part or (draft.item.is_other and event in told))
        if not draft.item.is_other:
            told.add(event)  # others may be told of twice: "several others", "six other guests"


def _claim(reading: _Reading, draft: _Draft, voice: Voice, top: str | None) -> Claim:
    article = reading.article
    item, sentence = draft.item, draft.parsed.sentence
    number = item.number
    is_loose = draft.is_cumulative or draft.segment.origin == "comment"
    return Claim(
        doc=article.doc,
        start=item.start,
        end=item.end,
        text=article.text[item.start : item.end],
        sentence=article.text[sentence.start : sentence.end],
        kind="count",
        origin=draft.segment.origin,
        bound=number.bound if number else "exact",
        low=number.low if number else float(not item.is_none),
        high=number.high if number else float(not item.is_none),
        unit=item.unit,
        modifiers=item.modifiers,
        event=draft.happening.event,
        place=place_of(draft.parsed, item.start) or (None if is_loose else top),
        event_date=None if draft.is_cumulative else date_of(draft.parsed, item.start, reading.told_at),
        speaker=voice.name,
        speaker_kind=voice.kind,
        chain=voice.chain,
        polarity=_polarity(draft, voice),
        part_of=article.text[item.total.start : item.total.end] if item.total else None,
        rule=f"{_number_rule(item)}/{draft.happening.rule}",
        is_inference=voice.is_inference,
    )


def _number_rule(item: Counted) -> str:
    if item.number is not None:
        return item.number.rule
    return "implied-none" if item.is_none else "implied-one"


def _polarity(draft: _Draft, voice: Voice) -> Polarity:
    if voice.is_inference and draft.polarity == "possible":
        return "asserted"  # the claim is marked as an inference, which says so already
    return voice.polarity or "asserted" if draft.polarity == "asserted" else draft.polarity


def _other(
    reading: _Reading, segment: Segment, sentence: Sentence, number: Number, item: Counted | None = None
) -> Claim:
    """Return a number that is no count as a claim of its own kind; `item` is what a plain number stands before."""
    text = reading.article.text
    start, end = (item.start, item.end) if item else (number.start, number.end)
    return Claim(
        doc=reading.article.doc,
        start=start,
        end=end,
        text=text[start:end],
        sentence=text[sentence.start : sentence.end],
        kind="other" if item else number.kind,
        origin=segment.origin,
        bound=number.bound,
        low=number.low,
        high=number.high,
        unit=item.said if item else number.unit,
        modifiers=item.modifiers if item else (),
        speaker=reading.article.outlet,
        rule=number.rule,
    )
