"""What is said first: headline, bottom line, subject and preheader, all from the same findings."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from flows.issuing import local, sentences, words
from flows.issuing.display import plain, shorten
from flows.issuing.found import widest_gap
from flows.issuing.model import Sentence
from flows.issuing.passages import in_subject

if TYPE_CHECKING:
    from collections.abc import Sequence

    from flows.issuing.found import Found
    from flows.issuing.frame import Frame
    from flows.issuing.model import Passage, TopicLine

Lead = Literal["quiet", "gap", "stance", "quantity", "settled", "passage", "nothing"]

LONGEST_SUBJECT = 59
_LONGEST_HEADLINE = 110


@dataclass(frozen=True, slots=True)
class Findings:
    """What was found, by what becomes of it in the digest; settled are the questions nobody differs on any more."""

    disagreeing: Sequence[Found]
    agreeing: Sequence[Found]
    stances: Sequence[Found]
    passages: Sequence[Passage]
    bursts: Sequence[TopicLine]
    quantities: Sequence[Found]
    settled: Sequence[str] = ()

    @property
    def count(self) -> int:
        """How many disagreements these are; what agrees is none."""
        return sum(map(len, (self.disagreeing, self.stances, self.passages, self.quantities)))


class Told:
    """What is said first: headline, bottom line, subject, preheader, all from the same findings."""

    def __init__(self, frame: Frame, findings: Findings, *, is_quiet: bool) -> None:
        self._frame = frame
        self._gaps = [(one, gap) for one in findings.disagreeing if (gap := widest_gap(one.standings))]
        self._findings = findings
        self._agreeing = findings.agreeing
        self._stances = findings.stances
        self._passages = findings.passages
        self._bursts = findings.bursts
        self._is_quiet = is_quiet

    def _lead(self) -> Lead:
        """Return what is told first: an old gap is not, when another was settled since."""
        found = self._findings
        has_old_gap = bool(self._gaps) and not self._gaps[0][0].measure.is_news
        candidates: list[tuple[Lead, object]] = [
            ("quiet", self._is_quiet),
            ("gap", self._gaps and not (has_old_gap and found.settled)),
            ("stance", found.stances and not self._gaps),
            ("quantity", found.quantities and not self._gaps),
            ("settled", found.settled),
            ("passage", found.passages),
        ]
        return next((lead for lead, is_there in candidates if is_there), "nothing")

    def headline(self) -> str:
        """Return the finding in one sentence without a full stop."""
        found = self._findings
        match self._lead():
            case "quiet":
                burst = (
                    f"{self._bursts[0].title} in a burst; no disagreement is" if self._bursts else "Nothing"
                )
                text = f"{burst} new since {local.day(self._frame.since or self._frame.now)}"
            case "gap":
                text = sentences.differ(*self._gaps[0])
            case "stance":
                text = sentences.denied(found.stances[0])
            case "quantity":
                text = f"Sources differ on a {self._quantity()}"
            case "settled":
                text = f"Sources no longer differ on {found.settled[0]}"
            case "passage":
                text = words.capital(found.passages[0].short)
            case _:
                text = "Sources do not disagree on any number"
        return shorten(text, _LONGEST_HEADLINE)

    def bottom_line(self, articles: int, numbers: int) -> tuple[Sentence, ...]:
        """Return up to three sentences: who says what, what is not in conflict, what is open."""
        bursts = [Sentence(f"{one.title} brought {one.fresh}.") for one in self._bursts[:1]]
        if self._is_quiet:
            return (*bursts, Sentence(self._standing_still()))
        said: list[Sentence] = []
        if self._gaps:
            said.append(Sentence(sentences.against(*self._gaps[0])))
        elif self._stances:
            said.append(Sentence(sentences.denied_in_words(self._stances[0])))
        said.extend(
            Sentence(text, "strong") for one in self._agreeing[:1] if (text := sentences.agreement(one))
        )
        said.extend(Sentence(text) for text in (self._open_question(), self._second()) if text)
        if self._gaps:
            said.extend(Sentence(f"{sentences.denied(one)}.") for one in self._stances[:1])
        said.extend(Sentence(sentences.both(one)) for one in self._findings.quantities[:1])
        said.extend(Sentence(f"{words.capital(one.short)}.") for one in self._passages[:2])
        said.extend(bursts)
        if self._lead() in {"gap", "stance", "quantity"}:
            said.extend(Sentence(f"Sources no longer differ on {one}.") for one in self._findings.settled[:1])
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
        found, topic = self._findings, self._frame.monitor
        match self._lead():
            case "quiet":
                finding = f"a burst in {self._bursts[0].title}" if self._bursts else "nothing new"
            case "gap":
                topic = self._gaps[0][0].measure.topic or topic
                finding = self._two_numbers()
            case "stance":
                topic = found.stances[0].measure.topic or topic
                finding = words.counted(len(found.stances), "denial")
            case "quantity":
                finding = f"sources differ on a {self._quantity()}"
            case "settled":
                finding = "sources no longer differ"
            case "passage":
                finding = in_subject(found.passages[0].label)
            case _:
                finding = "no disagreement"
        date = local.short_day(self._frame.now)
        finding = shorten(finding, 40)
        room = LONGEST_SUBJECT - len(f": {finding}, {date}")
        return f"{shorten(plain(topic), room)}: {finding}, {date}"

    def preheader(self) -> str:
        """Return the second fact, for the line mail programs show beside the subject."""
        if self._is_quiet:
            return self._standing_still()
        for one in self._agreeing[:1]:
            if text := sentences.agreement(one):
                return text
        second = self._second() or (self._gaps and self._stances and f"{sentences.denied(self._stances[0])}.")
        return second or (sentences.against(*self._gaps[0]) if self._gaps else self._first_words())

    def _two_numbers(self) -> str:
        found, gap = self._gaps[0]
        is_drift = found.measure.verdict == "drift"
        ends = gap.in_time() if is_drift else (gap.lower, gap.higher)
        numbers = (" to " if is_drift else " or ").join(
            words.reading(one.bound, one.low, one.high) for one in ends
        )
        return f"{numbers} {words.plural(found.measure.unit or 'person')}"

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
        return f"Sources also differ on {sentences.question(found)}: {sentences.alternatives(gap)}."

    def _first_words(self) -> str:
        """Return what was said on what has no gap: by who denies, of a share, or of a number on its way."""
        if self._stances:
            return sentences.denied_in_words(self._stances[0])
        if self._findings.quantities:
            return sentences.both(self._findings.quantities[0])
        return f"{words.capital(self._passages[0].text)}." if self._passages else ""

    def _standing_still(self) -> str:
        still = self._findings.count
        if not still:
            return "No disagreement is open."
        return f"{words.counted(still, 'disagreement')} {'stands' if still == 1 else 'stand'} as before."
