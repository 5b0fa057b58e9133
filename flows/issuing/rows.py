"""The rows a digest is composed from: the answers of queries/digest, cleaned for display and typed."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import asdict, dataclass, field, fields
from typing import TYPE_CHECKING, Any

from flows.issuing.display import in_sentence, plain_rows, shorten
from flows.records import FINE_OUTCOMES
from flows.store.watch import ask_watches

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime
    from pathlib import Path

    from flows.store import Store

Row = dict[str, Any]

_LONGEST_WORDS = 48


@dataclass(frozen=True, slots=True)
class Measure:
    """A discrepancy as queries/digest/discrepancies.sql tells it."""

    discrepancy_id: str
    kind: str
    family: str
    event: str | None
    unit: str | None
    modifiers: tuple[str, ...]
    place: str | None
    event_date: str | None
    topic: str | None
    verdict: str
    why: str
    is_news: bool


@dataclass(frozen=True, slots=True)
class Standing:
    """A claim and where it stands in a discrepancy, as queries/digest/standings.sql tells it.

    `role` is "stated", or what opens no gap alone: "inference", "sum", "unclear"; "beside" is a claim of
    queries/digest/companions.sql, which stands in none.
    """

    discrepancy_id: str
    position: int
    position_low: float | None
    position_high: float | None
    role: str
    claim_id: str
    origin: str | None
    text: str
    before: str
    after: str
    bound: str
    low: float | None
    high: float | None
    unit: str | None
    modifiers: tuple[str, ...]
    event_date: str | None
    speaker: str | None
    speaker_kind: str
    chain: tuple[str, ...]
    polarity: str
    outlet: str | None
    title: str | None
    url: str | None
    doc: str
    published_at: datetime | str | None
    grade: str
    note: str

    @property
    def name(self) -> str:
        """Who says so: the speaker, else the outlet, else the document."""
        return self.speaker or self.outlet or self.doc

    @property
    def source_key(self) -> str:
        """The same for the same source, however it is written."""
        return self.name.casefold()


@dataclass(frozen=True, slots=True)
class DigestRows:
    """Everything a digest is made of; each field holds the rows of the query of its name."""

    discrepancies: list[Row] = field(default_factory=list)
    standings: list[Row] = field(default_factory=list)
    companions: list[Row] = field(default_factory=list)
    changes: list[Row] = field(default_factory=list)
    topics: list[Row] = field(default_factory=list)
    set_aside: list[Row] = field(default_factory=list)
    health: list[Row] = field(default_factory=list)
    coverage: list[Row] = field(default_factory=list)
    watches: list[Row] = field(default_factory=list)

    def measures(self) -> list[Measure]:
        """Return the discrepancies in the order of the query."""
        return [_typed(Measure, row) for row in self.discrepancies]

    def standings_by_measure(self) -> dict[str, list[Standing]]:
        """Return the claims of each discrepancy, the lowest position first."""
        return _by_measure(self.standings)

    def companions_by_measure(self) -> dict[str, list[Standing]]:
        """Return what the sources of each discrepancy counted beside it, in the order of the articles."""
        return _by_measure(self.companions)


def rows_from(raw: Mapping[str, Sequence[Row]]) -> DigestRows:
    """Return rows as queries or files give them, every text in them made fit to be shown."""
    cleaned = {one.name: plain_rows(list(raw.get(one.name, []))) for one in fields(DigestRows)}
    for name in ("discrepancies", "changes"):
        cleaned[name] = [_shortened(row) for row in cleaned[name]]
    return DigestRows(**cleaned)


def read_rows(
    store: Store, now: datetime, wishes: Mapping[str, object], watch: Path | None = None
) -> DigestRows:
    """Return what queries/digest answer as of `now`; `wishes` are the other parameters they name.

    `watch` is the analyst's own folder of queries.
    """
    asked = {"as_of": now, "fine": sorted(FINE_OUTCOMES), **wishes}
    queries = [one.name for one in fields(DigestRows) if one.name != "watches"]
    watches = [asdict(one) for one in ask_watches(store.data, watch, asked)]
    return rows_from({name: store.rows(f"digest/{name}", **asked) for name in queries} | {"watches": watches})


def _by_measure(rows: Sequence[Row]) -> dict[str, list[Standing]]:
    by_measure: dict[str, list[Standing]] = defaultdict(list)
    for row in rows:
        standing = _typed(Standing, row)
        by_measure[standing.discrepancy_id].append(standing)
    return by_measure


def _shortened(row: Row) -> Row:
    """Return a measure's row with words of a length that a headline can hold."""
    texts = ("unit", "place", "topic", "why")
    short = {name: in_sentence(shorten(row[name], _LONGEST_WORDS)) for name in texts if row.get(name)}
    return {
        **row,
        **short,
        "modifiers": [shorten(text, _LONGEST_WORDS) for text in row["modifiers"] or ()][:3],
    }


def _typed(kind: type[Any], row: Row) -> Any:  # noqa: ANN401 - returns an instance of the class it is given
    values = {one.name: row.get(one.name) for one in fields(kind)}
    for name in ("modifiers", "chain"):
        if name in values:
            values[name] = tuple(values[name] or ())
    if kind is Standing:
        values["modifiers"] = tuple(shorten(text, _LONGEST_WORDS) for text in row.get("modifiers") or ())[:3]
        values["unit"] = shorten(row.get("unit") or "", _LONGEST_WORDS) or None
    for name in ("text", "before", "after", "note", "why"):
        if name in values:
            values[name] = values[name] or ""
    return kind(**values)
