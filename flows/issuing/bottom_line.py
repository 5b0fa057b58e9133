"""What is said first: headline, bottom line, subject and preheader, all from the same findings."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from flows.issuing import blocks, local, words
from flows.issuing.display import plain, shorten
from flows.issuing.model import Sentence
from flows.issuing.passages import in_subject

if TYPE_CHECKING:
    from collections.abc import Sequence

    from flows.issuing.blocks import Found, Gap
    from flows.issuing.frame import Frame
    from flows.issuing.model import Passage, TopicLine
    from flows.issuing.rows import Standing

LONGEST_SUBJECT = 59
_LONGEST_HEADLINE = 110


@dataclass(frozen=True, slots=True)
class Findings:
    """What was found, by what becomes of it in the digest."""

    disagreeing: Sequence[Found]
    agreeing: Sequence[Found]
    stances: Sequence[Found]
    passages: Sequence[Passage]
    bursts: Sequence[TopicLine]
    quantities: Sequence[Found]

    @property
    def count(self) -> int:
        """How many disagreements these are; what agrees is none."""
        return sum(map(len, (self.disagreeing, self.stances, self.passages, self.quantities)))


class Told:
    """What is said first: headline, bottom line, subject, preheader, all from the same findings."""

    def __init__(self, frame: Frame, findings: Findings, *, is_quiet: bool) -> None:
        self._frame = frame
        self._gaps = [(one, gap) for one in findings.disagreeing if (gap := blocks.widest_gap(one.standings))]
        self._findings = findings
        self._agreeing = findings.agreeing
        self._stances = findings.stances
        self._passages = findings.passages
        self._bursts = findings.bursts
        self._is_quiet = is_quiet

    def headline(self) -> str:
        """Return the finding in one sentence without a full stop."""
        if self._is_quiet and self._frame.since:
            since = f"new since {local.day(self._frame.since)}"
            burst = f"{self._bursts[0].title} in a burst; no disagreement is" if self._bursts else "Nothing"
            return shorten(f"{burst} {since}", _LONGEST_HEADLINE)
        if self._gaps:
            return shorten(_differ(*self._gaps[0]), _LONGEST_HEADLINE)
        if self._stances:
            return shorten(_denied(self._stances[0]), _LONGEST_HEADLINE)
        if self._findings.quantities:
            return shorten(f"Sources differ on a {self._quantity()}", _LONGEST_HEADLINE)
        if self._passages:
            return shorten(words.capital(in_subject(self._passages[0].label)), _LONGEST_HEADLINE)
        return "Sources do not disagree on any number"

    def bottom_line(self, articles: int, numbers: int) -> tuple[Sentence, ...]:
        """Return up to three sentences: who says what, what is not in conflict, what is open."""
        bursts = [Sentence(f"{one.title} is in a burst: {one.volume}.") for one in self._bursts[:1]]
        if self._is_quiet:
            return (*bursts, Sentence(self._standing_still()))
        said: list[Sentence] = []
        if self._gaps:
            said.append(Sentence(_against(*self._gaps[0])))
        said.extend(Sentence(text, "strong") for one in self._agreeing[:1] if (text := _agreement(one)))
        said.extend(
            Sentence(text) for text in (self._open_question(), self._second(), self._denials()) if text
        )
        said.extend(Sentence(_both(one)) for one in self._findings.quantities[:1])
        said.extend(Sentence(f"{words.capital(one.text)}.") for one in self._passages[:1])
        said.extend(bursts)
        if not said:
            said.append(
                Sentence(
                    f"{words.counted(articles, 'article')} and {words.counted(numbers, 'number')} were read; "
                    "no two independent sources give different ones for the same thing."
                )
            )
        return tuple(said[:3])

    def subject(self) -> str:
        """Return topic, finding and date in under 60 characters."""
        date = local.short_day(self._frame.now)
        topic, finding = self._frame.monitor, "no disagreement"
        if self._is_quiet:
            finding = f"a burst in {self._bursts[0].title}" if self._bursts else "nothing new"
        elif self._gaps:
            found, gap = self._gaps[0]
            topic = found.measure.topic or topic
            is_drift = found.measure.verdict == "drift"
            numbers = (" to " if is_drift else " or ").join(
                map(reading, gap.in_time() if is_drift else (gap.lower, gap.higher))
            )
            finding = f"{numbers} {words.plural(found.measure.unit or 'person')}"
        elif self._stances:
            topic = self._stances[0].measure.topic or topic
            finding = words.counted(len(self._stances), "denial")
        elif self._findings.quantities:
            finding = f"sources differ on a {self._quantity()}"
        elif self._passages:
            finding = in_subject(self._passages[0].label)
        finding = shorten(finding, 40)
        room = LONGEST_SUBJECT - len(f": {finding}, {date}")
        return f"{shorten(plain(topic), room)}: {finding}, {date}"

    def preheader(self) -> str:
        """Return the second fact, for the line mail programs show beside the subject."""
        if self._is_quiet:
            return self._standing_still()
        for one in self._agreeing[:1]:
            if text := _agreement(one):
                return text
        return self._second() or self._denials() or (_against(*self._gaps[0]) if self._gaps else "")

    def _quantity(self) -> str:
        return words.quantity(self._findings.quantities[0].measure.unit)

    def _open_question(self) -> str:
        """Return what the agreeing sum leaves open: how many of the total are what the first gap counts."""
        if not self._gaps or not self._agreeing:
            return ""
        gap, total = self._gaps[0][0].measure, self._agreeing[0]
        parts = {one.unit for one in total.standings if one.role == "sum"}
        place = (total.measure.place or "").casefold()
        if gap.unit in parts and gap.event == total.measure.event and (gap.place or "").casefold() == place:
            return f"The open question is how many of them were {words.units_of(gap.unit, gap.modifiers)}."
        return ""

    def _second(self) -> str:
        if len(self._gaps) < 2:  # noqa: PLR2004 - there is no second one
            return ""
        found, gap = self._gaps[1]
        return f"Sources also differ on {_question(found)}: {reading(gap.lower)} or {reading(gap.higher)}."

    def _denials(self) -> str:
        return _denied(self._stances[0]).rstrip("?") + "." if self._stances else ""

    def _standing_still(self) -> str:
        still = self._findings.count
        if not still:
            return "No disagreement is open."
        return f"{words.counted(still, 'disagreement')} {'stands' if still == 1 else 'stand'} as before."


def _differ(found: Found, gap: Gap) -> str:
    if found.measure.verdict == "drift":
        return _movement(found, gap)
    who = words.speakers_word([gap.lower.speaker_kind, gap.higher.speaker_kind])
    return f"{who} differ {words.apart(gap.low, gap.high, is_exact=gap.is_exact)} on {_question(found)}"


def _movement(found: Found, gap: Gap) -> str:
    """Return how a number moved: revised by its one source, or from report to report."""
    first, last = gap.in_time()
    path = f"from {reading(first)} to {reading(last)}"
    if first.source_key != last.source_key:
        return f"Reports of {_question(found)} went {path}"
    return words.capital(f"{words.with_article(blocks.bare_name(first))} revised {_question(found)} {path}")


def revision(found: Found) -> str | None:
    """Return what a source made of its number, "the army, 50 to 25"; None when no number moved."""
    gap = blocks.widest_gap(found.standings)
    if gap is None:
        return None
    first, last = gap.in_time()
    return f"{words.with_article(blocks.bare_name(last))}, {reading(first)} to {reading(last)}"


def _moved(gap: Gap) -> str:
    """Return who said what first and what later, with the days where they are known."""
    first, last = gap.in_time()
    begun, ended = (
        f" on {local.short_day(day)}" if (day := blocks.published(one)) else "" for one in (first, last)
    )
    who = blocks.bare_name(last) if first.source_key != last.source_key else ""
    then = f"{words.with_article(who)} said" if who else "then"
    return words.capital(
        f"{words.with_article(blocks.bare_name(first))} said “{words.own_words(first.text)}”{begun}, "
        f"{then} “{words.own_words(last.text)}”{ended}."
    )


def _both(found: Found) -> str:
    """Return the first and the last word on a share or a length: the lowest and the highest."""
    low, high = found.standings[0], found.standings[-1]
    return words.capital(f"{_says(low)}; {_says(high)}.")


def _question(found: Found) -> str:
    measure = found.measure
    return words.question_of(measure.event, measure.unit, measure.modifiers, measure.place)


def _against(found: Found, gap: Gap) -> str:
    if found.measure.verdict == "drift":
        return _moved(gap)
    return words.capital(f"{_says(gap.lower)}; {_says(gap.higher)}.")


def _says(one: Standing) -> str:
    return f"{words.says(blocks.bare_name(one))} “{words.own_words(one.text)}”"


def reading(one: Standing) -> str:
    """Return how the number of a claim was read."""
    return words.reading(one.bound, one.low, one.high)


def _agreement(found: Found) -> str:
    """Return the sum that agrees in words, "" when the rows do not hold one."""
    parts = [one for one in found.standings if one.role == "sum" and one.low is not None]
    totals = [one for one in found.standings if one.role == "stated" and one.bound != "vague"]
    if len(parts) < 2 or not totals or parts[0].position_low is None:  # noqa: PLR2004 - a sum has two parts
        return ""
    added = " plus ".join(
        f"{local.number(one.low or 0)} {words.plural(one.unit or 'person')}" for one in parts
    )
    total = totals[0]
    whose = words.possessive(blocks.bare_name(total))
    given = local.number(total.low or total.high or 0)
    total_of_parts = local.number(parts[0].position_low)
    return f"The totals do not conflict: {added} is {total_of_parts}, close to {whose} {given}."


def _denied(found: Found) -> str:
    first = found.standings[0]
    denying = blocks.bare_name(next((one for one in found.standings if one.polarity == "denied"), first))
    asserting = blocks.bare_name(next((one for one in found.standings if one.polarity != "denied"), first))
    denies = f"{words.with_article(denying)} {'deny' if words.is_plural(denying) else 'denies'}"
    asserts = f"{words.with_article(asserting)} assert{'s' * (not words.is_plural(asserting))}"
    title = words.stance_title(found.measure.unit, None)
    return words.capital(f"{denies} what {asserts}: {title[:1].lower()}{title[1:]}").rstrip(".")
