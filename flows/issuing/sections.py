"""The digest's short sections: changes, what would close the gap, topics, set aside, health, key."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from flows.issuing import blocks, local, words
from flows.issuing.display import in_sentence, shorten
from flows.issuing.model import Change, TopicLine, Watch

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from flows.issuing.blocks import Found
    from flows.issuing.rows import Row, Standing

_MOST_QUESTIONS = 5
_MOST_FAILURES = 10
_MOST_READINGS = 4
_LEVELS = {"new": "first seen"}

_GRADES = (
    "Grades are Admiralty codes, the source A–F and the information 1–6, as set in countercheck.toml; "
    "F6 means not judged."
)

_LABELS = {"unchanged": "MORE", "lapsed": "GONE"}


def changes(rows: Iterable[Row], told: Mapping[str, Change]) -> tuple[Change, ...]:
    """Return a line for each discrepancy that changed, its newest change only.

    Args:
        rows: what queries/digest/changes.sql answers.
        told: by discrepancy, what is said instead when its numbers are new or moved.
    """
    newest: dict[str, Row] = {}
    for row in rows:
        newest.setdefault(row["discrepancy_id"], row)
    return tuple(
        told[key]
        if key in told and row["status"] in {"new", "widened", "narrowed"}
        else Change(_LABELS.get(row["status"], row["status"].upper()), _changed(row))
        for key, row in newest.items()
    )


def questions(groups: Iterable[Sequence[Found]]) -> tuple[str, ...]:
    """Return what to ask next, one line for each block at most, from what its claims do not say."""
    asked = filter(None, map(_question, groups))
    return tuple(asked)[:_MOST_QUESTIONS]


def topics(rows: Iterable[Row]) -> tuple[TopicLine, ...]:
    """Return how much moved on each topic, with the word for it."""
    return tuple(
        TopicLine(
            title=shorten(row["title"], 60),
            volume=_volume(row),
            reading=_reading(row),
            outlets=_outlets(row),
        )
        for row in rows
    )


def set_aside(rows: Iterable[Row]) -> tuple[str, ...]:
    """Return what was dropped before anything was compared, with an example."""
    return tuple(
        f"{words.counted(row['claim_count'], 'number')} from {row['reason']}, such as “{example}”."
        for row in rows
        for example in [in_sentence(shorten(text, 60)) for text in row["examples"][:1]]
    )


def watches(rows: Iterable[Row]) -> tuple[Watch, ...]:
    """Return the answers of the analyst's own queries; one without rows does not appear, one that failed says so."""
    return tuple(_watch(row) for row in rows if row["rows"] or row["error"])


def health(failures: Sequence[Row], coverage: Row) -> tuple[str, ...]:
    """Return whether the silence can be trusted: feeds that answered, then what failed and since when."""
    feeds, answering = coverage.get("feed_count", 0), coverage.get("answering_count", 0)
    if not feeds:
        first = "No feed has been read yet."
    elif feeds == answering:
        first = f"All {words.counted(feeds, 'feed')} answered." if feeds > 1 else "The one feed answered."
    else:
        first = f"{local.number(answering)} of {words.counted(feeds, 'feed')} answered."
    held = (
        f"{words.counted(coverage.get('article_count', 0), 'article')} and "
        f"{words.counted(coverage.get('number_count', 0), 'number')} are held."
    )
    lines = [_failure(row) for row in failures[:_MOST_FAILURES]]
    if len(failures) > _MOST_FAILURES:
        lines.append(
            f"{local.number(len(failures) - _MOST_FAILURES)} more failures are in the view outcomes."
        )
    return (f"{first} {held}", *lines)


def key(standings: Iterable[Standing], tolerance_pct: float) -> tuple[str, ...]:
    """Return how words became numbers in this issue, and what grades and verdicts mean."""
    read: dict[tuple[float | None, float | None], str] = {}
    for one in standings:
        if one.bound == "vague":
            read.setdefault((one.low, one.high), words.own_words(one.text))
    readings = [
        f"“{shorten(text, 60)}” as {words.reading('vague', *extent)}"
        for extent, text in list(read.items())[:_MOST_READINGS]
    ]
    lines = [f"Words read as numbers: {words.listed(readings)}."] if readings else []
    return (
        *lines,
        f"Hedged numbers get {local.number(tolerance_pct)}% of slack before they are said to differ.",
        _GRADES,
    )


def _watch(row: Row) -> Watch:
    title = shorten(row["title"], 80)
    if row["error"]:
        return Watch(title, ("This query failed",), ((shorten(row["error"], 300),),), "")
    cells = tuple(tuple(shorten(cell, 120) for cell in cells) for cells in row["rows"][: row["limit"]])
    rest = len(row["rows"]) - row["limit"]
    more = f"{words.counted(rest, 'more row')} where these come from." if rest > 0 else ""
    return Watch(title, tuple(shorten(column, 40) for column in row["columns"]), cells, more)


def _changed(row: Row) -> str:
    title = words.title_of_row(row)
    ratio, before = row.get("ratio"), row.get("ratio_before")
    if row["status"] in {"widened", "narrowed"} and ratio and before:
        return f"{title}: now {_times(ratio)} apart, before {_times(before)}"
    if row["status"] == "unchanged":
        return f"{title}: more claims, the same gap"
    if row["status"] == "new" and ratio and row["verdict"] != "compatible":
        return f"{title}: {_times(ratio)} apart"
    return title


def _times(ratio: float) -> str:
    """Return how many times one number is another, by one decimal."""
    return f"{local.number(round(ratio, 1))} times"


def _question(group: Sequence[Found]) -> str | None:
    standings = [standing for found in group for standing in found.standings]
    title, claims = blocks.group_title(group), len(standings)
    unclear = next((one for one in standings if one.role == "unclear"), None)
    if unclear:
        who = words.with_article(blocks.bare_name(unclear))
        return f"{title}: ask {who} whom “{words.own_words(unclear.text)}” counts."
    outlets = {one.outlet for one in standings if one.outlet}
    if len(outlets) == 1 and claims > 1:
        every = "both" if claims == 2 else f"all {claims}"  # noqa: PLR2004 - two are both
        return f"{title}: find a second origin; {every} claims come from {in_sentence(shorten(outlets.pop(), 60))}."
    if claims > 1 and not any(one.event_date for one in standings):
        return f"{title}: ask for which day each number holds; no claim says."
    return None


def _volume(row: Row) -> str:
    fresh, origins = row["fresh_count"], row["fresh_origin_count"]
    of_origins = f" from {words.counted(origins, 'origin')}" if origins < fresh else ""
    return f"{words.counted(fresh, 'new article')}{of_origins}, {local.number(row['article_count'])} held"


def _reading(row: Row) -> str:
    """Return the word for the level of the last 24 hours, and the words that are new in them."""
    level = str(_LEVELS.get(row["level"], row["level"]))
    terms = [f"“{in_sentence(shorten(term, 30))}”" for term in row["new_terms"]]
    return f"{level}; new: {', '.join(terms)}" if terms else level


def _outlets(row: Row) -> str:
    names = [in_sentence(shorten(name, 40)) for name in row["fresh_outlets"] if name]
    if not names:
        return ""
    more = f" and {len(names) - 3} more" if len(names) > 3 else ""  # noqa: PLR2004 - three names fit a line
    first = in_sentence(shorten(row.get("first_outlet") or "", 40))
    begun = f"; {first} first" if first in names and len(names) > 1 else ""
    return words.listed(names[:3]) + more + begun if not more else ", ".join(names[:3]) + more + begun


def _failure(row: Row) -> str:
    since: datetime | str | None = row.get("failing_since")
    begun = datetime.fromisoformat(since) if isinstance(since, str) else since
    told = f", since {local.day(begun)} {begun:%H:%M}" if begun else ""
    subject = f"{row['subject_kind'].capitalize()} {shorten(row['subject'], 100)}"
    text = f"{subject}: {row['outcome'].replace('_', ' ')}{told}"
    return f"{text}: {shorten(row['detail'], 160)}" if row["detail"] else text
