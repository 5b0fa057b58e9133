"""The digest's short sections: what would close the gap, topics, set aside, health, key."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from flows.issuing import local, words
from flows.issuing.display import in_quotes, in_sentence, shorten
from flows.issuing.found import group_title
from flows.issuing.model import TopicLine, Watch
from flows.issuing.said import bare_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from flows.issuing.found import Found
    from flows.issuing.rows import Row, Standing

_MOST_QUESTIONS = 5
_MOST_FAILURES = 10
_MOST_READINGS = 4
# Below seven days there is nothing to compare with.
_LEVELS = {"new": "no baseline yet"}
_MEASURED = {"normal", "high", "burst"}
_MOST_TITLES = 3

_GRADES = (
    "Grades are Admiralty codes, the source A–F and the information 1–6, as set in countercheck.toml; "
    "F6 means not judged."
)


def questions(groups: Iterable[Sequence[Found]]) -> tuple[str, ...]:
    """Return what to ask next, from what the claims do not say; what is asked of several blocks is one line."""
    titles: dict[str, list[str]] = {}
    for group in groups:
        if ask := _ask(group):
            titles.setdefault(ask, []).append(group_title(group))
    return tuple(_asked(ask, about) for ask, about in titles.items())[:_MOST_QUESTIONS]


def topics(rows: Iterable[Row]) -> tuple[TopicLine, ...]:
    """Return how much moved on each topic, with the word for it."""
    return tuple(
        TopicLine(
            title=shorten(row["title"], 60),
            fresh=_fresh(row),
            volume=f"{_fresh(row)}, {local.number(row['article_count'])} held",
            reading=_reading(row),
            outlets=_outlets(row),
            story=_story(row),
        )
        for row in rows
    )


def set_aside(rows: Iterable[Row]) -> tuple[str, ...]:
    """Return what was dropped before anything was compared, with an example."""
    return tuple(
        f"{words.counted(row['claim_count'], 'number')} from {row['reason']}, such as “{example}”."
        for row in rows
        for example in [in_sentence(in_quotes(shorten(text, 60))) for text in row["examples"][:1]]
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


def _ask(group: Sequence[Found]) -> str | None:
    """Return what would close the gap of a block, as what to do; None when its claims say all there is."""
    standings = [standing for found in group for standing in found.standings]
    unclear = next((one for one in standings if one.role == "unclear"), None)
    if unclear:
        who = words.with_article(bare_name(unclear))
        return f"ask {who} whom “{words.own_words(unclear.text)}” counts"
    outlets = {one.outlet for one in standings if one.outlet}
    if len(outlets) == 1 and len(standings) > 1:
        return f"find a second origin, as every claim comes from {in_sentence(shorten(outlets.pop(), 60))}"
    if len(standings) > 1 and not any(one.event_date for one in standings):
        return "ask for which day each number holds, as no claim says"
    return None


def _asked(ask: str, titles: Sequence[str]) -> str:
    if len(titles) == 1:
        return f"{titles[0]}: {ask}."
    named, rest = list(titles[:_MOST_TITLES]), len(titles) - _MOST_TITLES
    more = [f"{local.number(rest)} more"] if rest > 0 else []
    return f"{words.capital(ask)}: {'; '.join([*named, *more])}."


def _fresh(row: Row) -> str:
    """Return what came in, and from how many origins where those are fewer."""
    fresh, origins = row["fresh_count"], row["fresh_origin_count"]
    if not fresh:
        return "no new article"
    of_origins = f" from {words.counted(origins, 'origin')}" if origins < fresh else ""
    return f"{words.counted(fresh, 'new article')}{of_origins}"


def _reading(row: Row) -> str:
    """Return the word for the level of the last 24 hours, against what is usual, and the words that are new."""
    level = str(_LEVELS.get(row["level"], row["level"]))
    if row["level"] in _MEASURED and row.get("usual"):
        origins = words.counted(row["day_origin_count"], "origin")
        level += f": {origins} in 24 hours, usually {local.number(round(row['usual'], 1))}"
    terms = [f"“{in_sentence(shorten(term, 30))}”" for term in row["new_terms"]]
    return f"{level}; new words: {', '.join(terms)}" if terms else level


def _story(row: Row) -> str:
    """Return the headline that most outlets carried, "" when none was carried by two."""
    if not row.get("top_story"):
        return ""
    outlets = words.counted(row["top_story_outlet_count"], "outlet")
    return f"Top story, {outlets}: “{in_sentence(in_quotes(shorten(row['top_story'], 90)))}”"


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
