"""The digest as one model: every fact that subject, HTML, text and web copy show, in its final words.

All text is already fit to be shown (`flows.issuing.display`); renderers lay it out and decide nothing. The
model holds only strings, numbers, booleans and tuples: what data.json says.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from flows.issuing.display import Link

Tone = Literal["plain", "strong"]


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of the bottom line; a strong one says what is not in conflict."""

    text: str
    tone: Tone = "plain"


@dataclass(frozen=True, slots=True)
class Evidence:
    """A claim behind a row: its words, those around them in the paragraph, and how it came to us."""

    claim_id: str
    before: str
    words: str
    after: str
    speaker: str
    chain: str
    outlet: str
    title: str
    published: str
    grade: str
    reading: str
    link: Link | None


@dataclass(frozen=True, slots=True)
class Bar:
    """Where a value lies on its scale, in per cent of the width; open ends run to the edge.

    `is_ours` is set for what no source states, drawn in the second colour: an inference, or a sum of ours.
    """

    start: float
    width: float
    is_open_left: bool = False
    is_open_right: bool = False
    is_ours: bool = False


@dataclass(frozen=True, slots=True)
class Step:
    """One row of a ladder: who, the value as read, the source's own words, remarks on them.

    `day` is its place on the ladder's line of time, in per cent; None where it has none.
    """

    name: str
    note: str
    grade: str
    value: str
    words: str
    remark: str
    bar: Bar
    evidence: tuple[Evidence, ...]
    day: float | None = None


@dataclass(frozen=True, slots=True)
class Tick:
    """A mark on a scale: its place in per cent, and its label."""

    at: float
    label: str


@dataclass(frozen=True, slots=True)
class Ladder:
    """Who gives which number for one measure, on one scale: the lowest first, of a drift the earliest.

    `days` are the marks of the line of time, of a drift whose reports have dates; "" is `undated` where all have.
    """

    id: str
    title: str
    verdict: str
    summary: str
    ticks: tuple[Tick, ...]
    steps: tuple[Step, ...]
    days: tuple[Tick, ...] = ()
    undated: str = ""
    form: Literal["ladder"] = "ladder"


@dataclass(frozen=True, slots=True)
class Figure:
    """A number of a figure table as read, and where it lies on the table's scale."""

    value: str
    bar: Bar


@dataclass(frozen=True, slots=True)
class TableRow:
    """One measure of a figure table: a cell a source, in the order of the table's columns.

    `figures` are the cells' numbers, None where a source gives none; empty where no scale compares them.
    """

    label: str
    cells: tuple[str, ...]
    figures: tuple[Figure | None, ...] = ()


@dataclass(frozen=True, slots=True)
class FigureTable:
    """Several small measures by the same sources side by side; `scale` says in words what the ticks do not."""

    id: str
    title: str
    verdict: str
    summary: str
    columns: tuple[str, ...]
    rows: tuple[TableRow, ...]
    evidence: tuple[Evidence, ...]
    ticks: tuple[Tick, ...] = ()
    scale: str = ""
    form: Literal["table"] = "table"


@dataclass(frozen=True, slots=True)
class StanceRow:
    """Who takes which side of a proposition, in the source's own words."""

    name: str
    side: str
    says: str
    grade: str


@dataclass(frozen=True, slots=True)
class Denial:
    """Who asserts and who denies the same proposition."""

    id: str
    title: str
    summary: str
    rows: tuple[StanceRow, ...]
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Passage:
    """A number that was edited without a word, quoted otherwise, or stands in a headline alone.

    `short` tells what happened without naming the article.
    """

    id: str
    label: Literal["EDITED", "QUOTED", "HEADLINE"]
    short: str
    text: str
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Change:
    """What happened to a discrepancy since the last issue: NEW, ROSE, WIDENED, REVISED, EDITED, SETTLED ...

    `id` is the beginning of its id, "" when it is no longer open.
    """

    label: str
    text: str
    id: str = ""


@dataclass(frozen=True, slots=True)
class TopicLine:
    """How much moved on one topic in the period, in words and numbers."""

    title: str
    fresh: str
    volume: str
    reading: str
    outlets: str
    story: str = ""


@dataclass(frozen=True, slots=True)
class Watch:
    """The answer of one of the analyst's own queries, its rows as text."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    more: str


@dataclass(frozen=True, slots=True)
class Digest:
    """What readers with the same wishes get for one period. An empty tuple is a section that does not appear.

    `commands` are what to type for the rows behind an id of this issue, and to set it aside.
    """

    monitor: str
    edition: str
    period: str
    language: str
    dateline: str
    covers: str
    subject: str
    preheader: str
    headline: str
    bottom_line: tuple[Sentence, ...]
    is_quiet: bool = False
    has_news: bool = True
    changes: tuple[Change, ...] = ()
    disagreements: tuple[Ladder | FigureTable, ...] = ()
    agreements: tuple[Ladder, ...] = ()
    denials: tuple[Denial, ...] = ()
    passages: tuple[Passage, ...] = ()
    still_open: tuple[str, ...] = ()
    questions: tuple[str, ...] = ()
    topics: tuple[TopicLine, ...] = ()
    watches: tuple[Watch, ...] = ()
    set_aside: tuple[str, ...] = ()
    health: tuple[str, ...] = ()
    key: tuple[str, ...] = ()
    commands: tuple[str, ...] = ()
    folder: str = ""
    address: str = ""
    index: str = ""
    unsubscribe: str = ""
