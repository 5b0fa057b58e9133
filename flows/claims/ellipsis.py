"""Bare numbers that leave out what was said of a count before them: clauses without a verb, and rivals' figures.

"Five died in the north, six in the south", "the army lost 12 men and the rebels 30", "the toll was 31; the ministry
counted 44".
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from flows.claims.happening import Happening, is_time, table
from flows.claims.rules import words
from flows.claims.tolls import is_toll
from flows.claims.units import PEOPLE

if TYPE_CHECKING:
    from flows.claims.counted import Counted
    from flows.claims.governors import Known
    from flows.claims.parsed import Parsed


def gapped(parsed: Parsed, item: Counted, known: Known) -> Happening | None:
    """Return the event of a count whose clause leaves out its verb."""
    if item.noun or not (_opens_in_place(parsed, item) or _is_set_against(parsed, item)):
        return None
    return _as_before(parsed, item, known, "gapped")


def restated(parsed: Parsed, item: Counted, known: Known) -> Happening | None:
    """Return the event of a rival's figure: "800 have died, while the ministry puts the figure at 950"."""
    return _as_before(parsed, item, known, "figure") if is_figure(parsed, item) else None


def _as_before(parsed: Parsed, item: Counted, known: Known, rule: str) -> Happening | None:
    before = next((other for other in reversed(parsed.items) if other.start < item.start), None)
    if before is None or before.kind not in {*PEOPLE, ""}:
        return None
    event = known.get(before.start)
    return replace(event, rule=f"{rule}-{event.rule.removeprefix(f'{rule}-')}") if event is not None else None


def is_figure(parsed: Parsed, item: Counted) -> bool:
    """Whether the number is given as the figure of what was counted before.

    "Put the figure at 950", "the earlier count had been 60", "the ministry counted 44", "others spoke of 90".
    """
    if item.noun or item.is_part:
        return False
    before = parsed.at(item.chunk - 1)
    if before is None or before.kind not in {"prep", "verb"}:
        return False
    at = item.chunk - 2
    if is_toll(parsed, at) or (_is_moving(parsed, at) and is_toll(parsed, at - 1)):
        return True
    if before.head == "of" and parsed.is_kind(at, "verb"):
        return parsed.chunks[at].head in table("speaking_of") and _ends_clause(parsed, item.last + 1)
    if before.head == "from":
        return parsed.is_kind(at, "prep") and parsed.chunks[at].head in {"up", "down"}
    return (
        before.head in table("counting") and before.voice != "passive" and _ends_clause(parsed, item.last + 1)
    )


def _is_moving(parsed: Parsed, at: int) -> bool:
    return parsed.is_kind(at, "verb") and parsed.chunks[at].head in table("moving")


def _opens_in_place(parsed: Parsed, item: Counted) -> bool:
    """Whether "and" or a comma opens a count that only a place or a time follows: ", six in the south"."""
    before = parsed.at(item.chunk - 1)
    if before is None or not (before.kind == "and" or before.head == "including"):
        return False
    return _is_somewhere(parsed, item.last + 1, is_part=item.is_part) or _is_sometime(parsed, item.last + 1)


def _is_set_against(parsed: Parsed, item: Counted) -> bool:
    """Whether the count is all that is said of what a comma or "and" sets against something: "and the rebels 30"."""
    at = item.chunk - 1
    leading = parsed.chunks[at].head if parsed.is_kind(at, "prep") else ""
    at -= leading in {"of", "at"}
    is_bare = not (item.is_other or item.is_part) and _ends_clause(parsed, item.last + 1)
    if not is_bare or not parsed.is_kind(at, "noun") or parsed.item_in(at) is not None:
        return False
    is_set_off = parsed.is_kind(at - 1, "and") or (
        parsed.is_kind(at - 1, "stop") and parsed.chunks[at - 1].head == ";"
    )
    return is_set_off and (parsed.words(at)[0].lower == "the" or _is_led_alike(parsed, item, leading))


def _is_led_alike(parsed: Parsed, item: Counted, leading: str) -> bool:
    """Whether the count before is given with the same preposition: "put it at 45,000, organisers at 100,000"."""
    before = next((other for other in reversed(parsed.items) if other.start < item.start), None)
    return bool(leading) and before is not None and parsed.chunks[before.chunk - 1].head == leading


def _ends_clause(parsed: Parsed, at: int) -> bool:
    """Whether the clause ends before the chunk at `at`, but for where and when."""
    chunk = parsed.at(at)
    return chunk is None or chunk.kind in {"stop", "and", "sub", "prep"} or is_time(chunk)


def _is_sometime(parsed: Parsed, at: int) -> bool:
    """Whether a time opens at `at`: "on Tuesday", "the next day"."""
    chunk = parsed.at(at + parsed.is_kind(at, "prep"))
    return chunk is not None and chunk.kind == "noun" and is_time(chunk)


def _is_somewhere(parsed: Parsed, at: int, *, is_part: bool) -> bool:
    """Whether a place opens at `at`: "in the capital", "near Fern Hill", "among its rivals"."""
    if not parsed.is_kind(at, "prep") or not parsed.is_kind(at + 1, "noun") or is_time(parsed.chunks[at + 1]):
        return False
    if parsed.chunks[at].head in {"among", "amongst", "from"}:
        return True
    group = parsed.words(at + 1)
    is_place = is_part or group[-1].tag == "NP" or group[-1].lower in words("places", "areas")
    return parsed.chunks[at].head in words("grammar", "locating") and is_place
