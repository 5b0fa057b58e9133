"""Sentences about one discrepancy: how far apart, who said what and when, what adds up, who denies.

Each is written from the claims alone and says nothing that they do not.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from flows.issuing import local, words
from flows.issuing.found import widest_gap
from flows.issuing.said import prose_name, published

if TYPE_CHECKING:
    from flows.issuing.found import Found, Gap
    from flows.issuing.rows import Standing


def differ(found: Found, gap: Gap) -> str:
    """Return how far apart the sources are on what, or where a number went; without a full stop."""
    if found.measure.verdict == "drift":
        return _movement(found, gap)
    who = words.speakers_word([gap.lower.speaker_kind, gap.higher.speaker_kind])
    return f"{who} differ {words.apart(gap.low, gap.high, is_exact=gap.is_exact)} on {question(found)}"


def against(found: Found, gap: Gap) -> str:
    """Return who says what: side against side, or first and last."""
    return _moved(gap) if found.measure.verdict == "drift" else _sides(gap.lower, gap.higher)


def both(found: Found) -> str:
    """Return the first and the last word on a share or a length: the lowest and the highest."""
    return _sides(found.standings[0], found.standings[-1])


def question(found: Found) -> str:
    """Return what the sources differ on: "how many fighters left Raqqa"."""
    measure = found.measure
    return words.question_of(measure.event, measure.unit, measure.modifiers, measure.place)


def alternatives(gap: Gap) -> str:
    """Return the two numbers as said in a sentence: "10 or at least 50"; of a drift see `path`."""
    return f"{spoken(gap.lower)} or {spoken(gap.higher)}"


def path(gap: Gap) -> str:
    """Return where a number went: "from 12 to at least 31"."""
    first, last = gap.in_time()
    return f"from {spoken(first)} to {spoken(last)}"


def revision(found: Found) -> str | None:
    """Return what a source made of its number, "the army, from 50 to 25"; None when no number moved."""
    gap = widest_gap(found.standings)
    return f"{words.with_article(prose_name(gap.in_time()[1]))}, {path(gap)}" if gap else None


def agreement(found: Found) -> str:
    """Return the sum that agrees in words, "" when the rows do not hold one."""
    parts = [one for one in found.standings if one.role == "sum" and one.low is not None]
    totals = [one for one in found.standings if one.role == "stated" and one.bound != "vague"]
    if len(parts) < 2 or not totals or parts[0].position_low is None:  # noqa: PLR2004 - a sum has two parts
        return ""
    added = " plus ".join(
        f"{local.number(one.low or 0)} {words.plural(one.unit or 'person')}" for one in parts
    )
    total = totals[0]
    whose = words.possessive(prose_name(total))
    given = local.number(total.low or total.high or 0)
    total_of_parts = local.number(parts[0].position_low)
    return f"The totals do not conflict: {added} is {total_of_parts}, close to {whose} {given}."


def denied(found: Found) -> str:
    """Return who denies what whom asserts, without a full stop."""
    denier, asserter = _opposed(found)
    claim = words.stance_claim(found.measure.unit)
    denies = f"{words.with_article(prose_name(denier))} {words.verb(prose_name(denier), 'denies', 'deny')}"
    if asserter is None:
        return words.capital(f"{denies} {claim}")
    asserts = (
        f"{words.with_article(prose_name(asserter))} {words.verb(prose_name(asserter), 'asserts', 'assert')}"
    )
    return words.capital(f"{denies} what {asserts}: {claim}")


def denied_in_words(found: Found) -> str:
    """Return the same in the words of both sides."""
    denier, asserter = _opposed(found)
    return _sides(denier, asserter) if asserter else words.capital(f"{_says(denier)}.")


def spoken(one: Standing) -> str:
    """Return the number of a claim as said in a sentence."""
    return words.spoken(one.bound, one.low, one.high)


def _movement(found: Found, gap: Gap) -> str:
    """Return how a number moved: revised by its one source, or from report to report."""
    first, last = gap.in_time()
    measure = found.measure
    number = words.number_of(measure.event, measure.unit, measure.modifiers, measure.place)
    if first.source_key == last.source_key:
        return words.capital(f"{words.with_article(prose_name(first))} revised {number} {path(gap)}")
    moved = "rose" if first is gap.lower else "fell"
    return f"{words.capital(number.replace('the number', 'the reported number', 1))} {moved} {path(gap)}"


def _moved(gap: Gap) -> str:
    """Return who said what first and what later, with the days where they are known."""
    first, last = gap.in_time()
    moments = [published(one) for one in (first, last)]
    begun, ended = (f" on {local.short_day(moment)}" if moment else "" for moment in moments)
    if begun == ended:  # of a day; which was later is told only where their hours say so
        ended = " later that day" if moments[0] != moments[1] else ""
    who = (
        f"; {words.with_article(prose_name(last))} said" if first.source_key != last.source_key else ", then"
    )
    return words.capital(
        f"{words.with_article(prose_name(first))} said “{words.own_words(first.text)}”{begun}"
        f"{who} “{words.own_words(last.text)}”{ended}."
    )


def _opposed(found: Found) -> tuple[Standing, Standing | None]:
    """Return the first who denies and the first who asserts."""
    denying = [one for one in found.standings if one.polarity == "denied"]
    asserting = [one for one in found.standings if one.polarity != "denied"]
    return (denying or asserting)[0], asserting[0] if denying and asserting else None


def _sides(one: Standing, other: Standing) -> str:
    return words.capital(f"{_says(one)}; {_says(other)}.")


def _says(one: Standing) -> str:
    return f"{words.says(prose_name(one))} “{words.own_words(one.text)}”"
