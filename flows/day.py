"""One day's work as plain functions: take documents in, find what they say and where they differ, issue the digest.

Each step can be run alone, again, or after having been killed: it takes up what is not done yet. The clock, the
settings and the data directory come in as arguments; what became of the step goes out as a report.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from itertools import groupby
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from courlan import extract_domain

from flows import claims, issuing, store
from flows.reading import AT_ONCE, keep_claims, read_versions, taken_from
from flows.settings import Source
from flows.sources.feeds import collect, planned
from flows.sources.following import Followed, follow
from flows.sources.seeds import read_seeds
from flows.sources.wanted import Wanted

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
    from datetime import datetime
    from pathlib import Path

    from flows.issuing import Issue
    from flows.records import Incoming, Outcome
    from flows.settings import Feed, Settings
    from flows.sources.feed_state import FeedResult
    from flows.store import Row, Store, Stored

    Say = Callable[[str], None]

# How many feeds are held in memory at once, and lost when a run is killed.
_FEEDS_AT_ONCE = 200
# How many feeds make a part that a worker does: seconds of work, of which opening the database is little.
_FEEDS_APART = 50


@dataclass(frozen=True, slots=True)
class StepReport:
    """What a step did.

    Attributes:
        step: "ingest", "analyse" or "digest".
        counts: what a person wants to know, in the order to show it, in the singular, such as {"new article": 3}.
        failures: what went wrong without stopping the step; they are in the database too.
        links: files the step left for a person to open, relative to the data directory.
        text: what an artifact should show, as Markdown; empty when there is nothing to show.
        asked: the addresses of the feeds that were asked.
        outcomes: how often a feed or page came to what, such as {("feed", "not_modified"): 40}.
    """

    step: str
    counts: dict[str, int]
    failures: tuple[Outcome, ...] = ()
    links: tuple[str, ...] = ()
    text: str = ""
    asked: tuple[str, ...] = ()
    outcomes: dict[tuple[str, str], int] = field(default_factory=dict)

    @property
    def in_words(self) -> str:
        """The counts as "3 new articles, 1 edited article"; what is zero is left out."""
        return (
            ", ".join(_counted(number, name) for name, number in self.counts.items() if number)
            or "nothing new"
        )


def _counted(number: int, name: str) -> str:
    if number == 1:
        return f"1 {name}"
    return f"{number:,} {name.removesuffix('y')}{'ies' if name.endswith('y') else 's'}"


def ingest(
    settings: Settings, data: Path, now: datetime, say: Say, *, planned_only: bool = False
) -> StepReport:
    """Take in the feeds and the seed folder, and send mail that waits; return what is new, edited or sent.

    With `planned_only` a feed is asked when its own rhythm says so, as on a schedule; otherwise all are.
    """
    parts = feed_parts(settings, data, now, say, planned_only=planned_only)
    reports = [take_feeds(settings, data, now, say, part) for part in parts]
    return take_rest(settings, data, now, say, reports)


def feed_parts(
    settings: Settings, data: Path, now: datetime, say: Say, *, planned_only: bool
) -> list[list[str]]:
    """Return the addresses of the feeds to ask, in parts that are taken in one after the other, hosts together.

    Parts for many workers have no site in common, so that none is asked twice at once.
    """
    if not settings.feeds:
        return []
    with store.open_store(data, settings.store, notice=say) as database:
        store.sync_feeds(database, settings.feeds)
        states = store.feed_states(database)
    asked = planned(settings.feeds, states, now) if planned_only else settings.feeds
    urls = [feed.url for feed in asked if not feed.paused]
    if settings.workers.are_many:
        return _parts_by_site(urls)
    urls.sort(key=lambda url: (urlsplit(url).netloc, url))
    return [urls[first : first + _FEEDS_AT_ONCE] for first in range(0, len(urls), _FEEDS_AT_ONCE)]


def _parts_by_site(urls: Iterable[str]) -> list[list[str]]:
    parts: list[list[str]] = []
    for _, of_site in groupby(sorted(urls, key=lambda url: (_site(url), url)), key=_site):
        if not parts or len(parts[-1]) >= _FEEDS_APART:
            parts.append([])
        parts[-1] += of_site
    return parts


def _site(url: str) -> str:
    """Return the domain that the host of `url` belongs to, or a host that belongs to none."""
    return extract_domain(url) or urlsplit(url).hostname or ""


def take_feeds(settings: Settings, data: Path, now: datetime, say: Say, urls: Collection[str]) -> StepReport:
    """Fetch the feeds at `urls` and the pages they point to, and keep what is new or was edited.

    Fetching happens between two openings of the database, so that a slow site keeps nobody waiting.
    """
    feeds = [feed for feed in settings.feeds if feed.url in set(urls)]
    with store.open_shared(data, settings.store, notice=say) as database:
        states = store.feed_states(database)
        pages = _known_pages(database, feeds, now)
        robots = store.known_robots(database)
    unsettled = store.Unsettled(data)
    results = collect(feeds, states, settings.fetching, now, keep=unsettled.write)
    entries = [item for result in results for item in result.found]
    wanted = _wanted_pages(feeds, entries, pages)
    followed = follow(wanted, robots, settings.fetching, now)
    with store.open_shared(data, settings.store, notice=say) as database:
        kept = store.settle(database, unsettled)
        pointing = {page.article_id: page.entry for page in wanted if page.entry is not None}
        plain = [item for item in entries if _article_id(item) not in pointing]
        with (
            database.turn()
        ):  # what came in and what is known of the feeds then, so that neither is told without the other
            stored = store.store_incoming(database, plain, now, kept)
            store.store_documents(database, [entry.document for entry in pointing.values()], now, kept)
            stored += _store_pages(database, followed, now)
            save_results(database, results, now)
    outcomes = [result.outcome for result in results]
    failures = tuple(outcome for outcome in outcomes if outcome.is_failure)
    came_to = dict(Counter(("feed", outcome.outcome) for outcome in outcomes) + _pages_by_outcome(followed))
    return StepReport("ingest", _taken(stored), failures, asked=tuple(urls), outcomes=came_to)


def take_rest(
    settings: Settings, data: Path, now: datetime, say: Say, feeds: Sequence[StepReport] = ()
) -> StepReport:
    """Take in the seed folder and pages that are due again, send mail that waits; return it with what `feeds` brought.

    Mail the server did not take goes here, as this step runs often: it need not wait for the next digest.
    """
    seeds = read_seeds(settings.monitor.seeds)
    asked = {url for report in feeds for url in report.asked}
    others = [feed for feed in settings.feeds if feed.url not in asked]
    with store.open_store(data, settings.store, notice=say) as database:
        due = _wanted_pages(others, (), _known_pages(database, others, now))
        robots = store.known_robots(database)
    followed = follow(due, robots, settings.fetching, now)
    with store.open_store(data, settings.store, notice=say) as database:
        run = store.start_run(database, "ingest", now)
        stored = store.store_incoming(database, seeds.found, now)
        stored += _store_pages(database, followed, now)
        deliveries = issuing.deliver_pending(database, settings, data, now)
        outcomes = [*seeds.outcomes, *deliveries]
        store.record_outcomes(database, run, outcomes, now)
        taken, came_to = Counter(_taken(stored)), _pages_by_outcome(followed)
        for report in feeds:
            taken.update(report.counts)
            came_to.update(report.outcomes)
        counts = dict(taken) | _mail_counts(deliveries)
        store.finish_run(database, run, counts, now)
    failures = [failure for report in feeds for failure in report.failures]
    failures += [outcome for outcome in outcomes if outcome.is_failure]
    return StepReport("ingest", counts, tuple(failures), outcomes=dict(came_to))


def _pages_by_outcome(followed: Followed) -> Counter[tuple[str, str]]:
    return Counter(("page", page.outcome) for page in followed.pages)


def _taken(stored: Iterable[Stored]) -> dict[str, int]:
    seen = Counter(item.state for item in stored)
    return {f"{state} article": seen[state] for state in ("new", "edited")}


def save_results(database: Store, feeds: Sequence[FeedResult], now: datetime) -> None:
    """Keep what is known of the feeds after a fetch and what it came to, both or neither.

    A feed whose state is kept answers "not modified" when asked again: what it had brought would never be noted.
    """
    memories = {feed.state["url"]: feed.memory for feed in feeds if feed.memory is not None}
    with database.turn():
        store.save_feed_states(database, [feed.state for feed in feeds], memories)
        store.note_fetches(database, [(feed.outcome, len(feed.found)) for feed in feeds], now)


def _known_pages(database: Store, feeds: Iterable[Feed], now: datetime) -> dict[str, store.Row]:
    """Return what is known of pages; nothing where no feed is followed to its pages."""
    is_followed = any(feed.text == "summary" for feed in feeds)
    return store.known_pages(database, now) if is_followed else {}


def _wanted_pages(
    feeds: Iterable[Feed], entries: Iterable[Incoming], known: Mapping[str, Mapping[str, Any]]
) -> list[Wanted]:
    """Return the pages to be read: of new and edited entries of feeds that only summarise, and those due again."""
    following = {feed.url for feed in feeds if feed.text == "summary" and not feed.paused}
    pointing = (
        Wanted.of_entry(_article_id(entry), entry, known.get(_article_id(entry), {}))
        for entry in entries
        if entry.source in following
    )
    wanted = {page.article_id: page for page in pointing if page is not None}
    due = (row for row in known.values() if row["is_due"] and row["source"] in following)
    wanted |= {row["article_id"]: Wanted.of_state(row) for row in due if row["article_id"] not in wanted}
    return list(wanted.values())


def _article_id(item: Incoming) -> str:
    return store.article_id(item.source_kind, item.source, item.identity)


def _store_pages(database: Store, followed: Followed, now: datetime) -> list[store.Stored]:
    """Store pages and what is known of them, all or nothing, so that a run that is killed reads none twice."""
    found = [page.found for page in followed.pages if page.found is not None]
    with database.turn():
        stored = store.store_incoming(database, found, now)
        store.save_pages(database, [page.state for page in followed.pages], followed.robots)
    return stored


def unread_parts(settings: Settings, data: Path, say: Say) -> list[list[Row]]:
    """Return which versions of articles are to be read, in parts that can be read at the same time."""
    with store.open_store(data, settings.store, notice=say) as database:
        unread = _unread(database, settings)
    return [unread[first : first + AT_ONCE] for first in range(0, len(unread), AT_ONCE)]


def read_part(settings: Settings, data: Path, now: datetime, say: Say, keys: Sequence[Row]) -> StepReport:
    """Keep the claims of the versions named by `keys`.

    Reading happens between two openings of the database, so that others can keep theirs meanwhile.
    """
    with store.open_shared(data, settings.store, notice=say) as database:
        pending = store.load_articles(database, keys)
    read, failures = taken_from(pending)
    with store.open_shared(data, settings.store, notice=say) as database:
        found = keep_claims(database, read, now)
    return StepReport("analyse", {"article": len(read), "claim": found}, tuple(failures))


def analyse(
    settings: Settings, data: Path, now: datetime, say: Say, parts: Sequence[StepReport] = ()
) -> StepReport:
    """Read what is not read yet, match topics, find discrepancies, publish the copy; return what changed.

    Nothing is read here when it was read in `parts`.
    """
    with store.open_store(data, settings.store, notice=say) as database:
        run = store.start_run(database, "analyse", now)
        _sync(database, settings)
        if parts:
            read, found = (sum(part.counts[what] for part in parts) for what in ("article", "claim"))
            failures = [failure for part in parts for failure in part.failures]
        else:
            read, found, failures = read_versions(database, _unread(database, settings), now)
        store.match_topics(database)
        store.read_words(database)
        store.find_copies(database)
        store.find_stories(database)
        lives = store.find_discrepancies(
            database,
            run,
            now,
            tolerance_pct=settings.discrepancies.tolerance_pct,
            with_stories=settings.discrepancies.stories,
        )
        store.record_outcomes(database, run, failures, now)
        counts = {"article": read, "claim": found, **{f"{life} discrepancy": n for life, n in lives.items()}}
        store.finish_run(database, run, counts, now)
        store.publish(database)
    return StepReport("analyse", counts, tuple(failures))


def _unread(database: Store, settings: Settings) -> list[Row]:
    return store.pending_versions(
        database, claims.extractor_version(), most_again=settings.keeping.read_again_per_run
    )


def digest(settings: Settings, data: Path, now: datetime, say: Say) -> StepReport:
    """Issue each reader's digest of the period, once, and send what waits; return what was issued and sent."""
    with store.open_store(data, settings.store, notice=say) as database:
        run = store.start_run(database, "digest", now)
        issues, failures = issuing.issue_digests(database, settings, data, now)
        deliveries = issuing.deliver_pending(database, settings, data, now)
        outcomes = [*failures, *deliveries]
        store.record_outcomes(database, run, outcomes, now)
        fresh = [issue for issue in issues if issue.is_new]
        counts = {"digest": len(fresh), **_mail_counts(deliveries)}
        store.finish_run(database, run, counts, now)
        store.publish(database)
    return StepReport(
        "digest",
        counts,
        tuple(outcome for outcome in outcomes if outcome.is_failure),
        tuple(f"{issue.folder}/web.html" for issue in issues),
        _newest_text(data, fresh or issues),
    )


def _mail_counts(deliveries: Iterable[Outcome]) -> dict[str, int]:
    return dict(Counter(f"{outcome.outcome} mail" for outcome in deliveries))


def _newest_text(data: Path, issues: Sequence[Issue]) -> str:
    """Return the text part of the first of `issues`, as a block of Markdown."""
    if not issues:
        return ""
    text = (data / issues[0].folder / "mail.txt").read_text("utf-8")
    return f"```text\n{text}\n```"


def _sync(database: Store, settings: Settings) -> None:
    """Put what the settings and the vocabularies say where the queries look for it."""
    store.sync_sources(database, [*settings.sources, *_graded_outlets(settings)])
    store.sync_topics(database, settings.topics, claims.entity_names())
    store.sync_volume_rules(database, settings.volume)
    store.sync_aliases(database, [*claims.speaker_aliases(), *claims.place_aliases()])
    store.sync_regions(database, claims.regions())
    store.sync_unit_classes(database, claims.unit_classes())


def _graded_outlets(settings: Settings) -> list[Source]:
    """Return the grades that the feeds give their outlets, where [[sources]] gives none."""
    graded = {feed.outlet: feed.grade for feed in settings.feeds if feed.grade}
    known = {source.name for source in settings.sources}
    return [Source(name=name, grade=grade) for name, grade in graded.items() if name not in known]
