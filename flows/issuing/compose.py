"""Rows made into a digest: what a reader must know first, then the sections, empty ones left out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from flows.issuing import blocks, local, sections, words
from flows.issuing.blocks import Found, Gap
from flows.issuing.display import plain, shorten
from flows.issuing.model import Digest, Sentence

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from flows.issuing.rows import DigestRows, Standing

LONGEST_SUBJECT = 59
_LONGEST_HEADLINE = 110


@dataclass(frozen=True, slots=True)
class Frame:
    """What an issue is, beside its rows.

    Attributes:
        edition: whose it is: the first of the readers with the same wishes.
        now: when it is issued, in the reader's zone.
        since: when the reader's last issue was, in the same zone; None for the first.
        period: the day, YYYY-MM-DD in the reader's zone.
        folder: where its files lie, as a person types it.
        address: where they can be read in a browser; "" when nowhere.
    """

    monitor: str
    edition: str
    period: str
    now: datetime
    since: datetime | None
    folder: str
    tolerance_pct: float = 10
    address: str = ""
    language: str = "en"


def compose(rows: DigestRows, frame: Frame) -> Digest:
    """Return the digest that `rows` hold, in final words; it says nothing that they do not."""
    standings = rows.standings_by_measure()
    found = [
        Found(one, tuple(standings[one.discrepancy_id]))
        for one in rows.measures()
        if standings[one.discrepancy_id]
    ]
    counts = [one for one in found if one.measure.kind == "count"]
    sums = [one for one in found if one.measure.kind == "arithmetic"]
    stances = [one for one in found if one.measure.kind == "stance"]
    disagreeing = [*counts, *(one for one in sums if one.measure.verdict != "compatible")]
    agreeing = [one for one in sums if one.measure.verdict == "compatible"]
    groups = blocks.group_tables(disagreeing)
    changes = sections.changes(rows.changes)
    is_quiet = frame.since is not None and not changes and not any(one.measure.is_news for one in found)
    told = _Told(frame, disagreeing, agreeing, stances, is_quiet=is_quiet)
    coverage = rows.coverage[0] if rows.coverage else {}
    return Digest(
        monitor=plain(frame.monitor, 60),
        edition=frame.edition,
        period=frame.period,
        language=frame.language,
        dateline=f"{plain(frame.monitor, 60)} · {local.day(frame.now)}, {frame.now:%H:%M} {zone(frame.now)}",
        covers=_covers(frame, coverage.get("feed_count", 0), coverage.get("answering_count", 0)),
        subject=told.subject(),
        preheader=told.preheader(),
        headline=told.headline(),
        bottom_line=told.bottom_line(coverage.get("article_count", 0), coverage.get("number_count", 0)),
        is_quiet=is_quiet,
        changes=changes,
        disagreements=tuple(
            blocks.figure_table(group) if len(group) > 1 else blocks.ladder(group[0]) for group in groups
        ),
        agreements=tuple(map(blocks.ladder, agreeing)),
        denials=tuple(map(blocks.denial, stances)),
        still_open=tuple(map(_in_a_line, [*disagreeing, *stances])) if is_quiet else (),
        questions=() if is_quiet else sections.questions(groups),
        topics=sections.topics(rows.topics),
        watches=sections.watches(rows.watches),
        set_aside=sections.set_aside(rows.set_aside),
        health=sections.health(rows.health, coverage),
        key=sections.key((one for each in found for one in each.standings), frame.tolerance_pct),
        folder=frame.folder,
        address=frame.address,
    )


class _Told:
    """What is said first: headline, bottom line, subject, preheader, all from the same findings."""

    def __init__(
        self,
        frame: Frame,
        disagreeing: Sequence[Found],
        agreeing: Sequence[Found],
        stances: Sequence[Found],
        *,
        is_quiet: bool,
    ) -> None:
        self._frame = frame
        self._gaps = [(one, gap) for one in disagreeing if (gap := blocks.widest_gap(one.standings))]
        self._disagreeing = disagreeing
        self._agreeing = agreeing
        self._stances = stances
        self._is_quiet = is_quiet

    def headline(self) -> str:
        """Return the finding in one sentence without a full stop."""
        if self._is_quiet and self._frame.since:
            return f"Nothing new since {local.day(self._frame.since)}"
        if self._gaps:
            return shorten(_differ(*self._gaps[0]), _LONGEST_HEADLINE)
        if self._stances:
            return shorten(_denied(self._stances[0]), _LONGEST_HEADLINE)
        return "Sources do not disagree on any number"

    def bottom_line(self, articles: int, numbers: int) -> tuple[Sentence, ...]:
        """Return up to three sentences: who says what, what is not in conflict, what is open."""
        if self._is_quiet:
            return (Sentence(self._standing_still()),)
        said: list[Sentence] = []
        if self._gaps:
            said.append(Sentence(_against(self._gaps[0][1])))
        said.extend(Sentence(text, "strong") for one in self._agreeing[:1] if (text := _agreement(one)))
        said.extend(
            Sentence(text) for text in (self._open_question(), self._second(), self._denials()) if text
        )
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
            finding = "nothing new"
        elif self._gaps:
            found, gap = self._gaps[0]
            topic = found.measure.topic or topic
            finding = (
                f"{_read(gap.lower)} or {_read(gap.higher)} {words.plural(found.measure.unit or 'person')}"
            )
        elif self._stances:
            topic = self._stances[0].measure.topic or topic
            finding = words.counted(len(self._stances), "denial")
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
        return self._second() or self._denials() or (_against(self._gaps[0][1]) if self._gaps else "")

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
        return f"Sources also differ on {_question(found)}: {_read(gap.lower)} or {_read(gap.higher)}."

    def _denials(self) -> str:
        return _denied(self._stances[0]).rstrip("?") + "." if self._stances else ""

    def _standing_still(self) -> str:
        still = len(self._disagreeing) + len(self._stances)
        if not still:
            return "No disagreement is open."
        return f"{words.counted(still, 'disagreement')} {'stands' if still == 1 else 'stand'} as before."


def _differ(found: Found, gap: Gap) -> str:
    if found.measure.verdict == "drift":
        return f"Reports of {_question(found)} went from {_read(gap.lower)} to {_read(gap.higher)}"
    who = words.speakers_word([gap.lower.speaker_kind, gap.higher.speaker_kind])
    return f"{who} differ {words.apart(gap.low, gap.high, is_exact=gap.is_exact)} on {_question(found)}"


def _question(found: Found) -> str:
    measure = found.measure
    return words.question_of(measure.event, measure.unit, measure.modifiers, measure.place)


def _against(gap: Gap) -> str:
    return words.capital(f"{_says(gap.lower)}; {_says(gap.higher)}.")


def _says(one: Standing) -> str:
    return f"{words.says(blocks.bare_name(one))} “{words.own_words(one.text)}”"


def _read(one: Standing) -> str:
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
    owner = words.with_article(blocks.bare_name(total))
    whose = f"{owner}’" if words.is_plural(blocks.bare_name(total)) else f"{owner}’s"
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


def _in_a_line(found: Found) -> str:
    gap = blocks.widest_gap(found.standings)
    return f"{found.title}: {_read(gap.lower)} or {_read(gap.higher)}" if gap else found.title


def _covers(frame: Frame, feeds: int, answering: int) -> str:
    period = f"covers {_moment(frame.since)} to {_moment(frame.now)}" if frame.since else "first issue"
    return f"{period} · {answering} of {feeds} feeds" if answering < feeds else period


def _moment(moment: datetime) -> str:
    return f"{local.short_day(moment)} {moment:%H:%M}"


def zone(moment: datetime) -> str:
    """Return the zone as letters ("UTC", "CEST"), or as its distance from UTC where it has none."""
    name = moment.tzname() or "UTC"
    return name if name.isalpha() else f"UTC{name}"
