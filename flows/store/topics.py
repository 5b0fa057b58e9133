"""Topics: kept as the settings say, compiled, and held against what is new."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from flows.errors import ConfigurationError
from flows.topics import PatternTerm, QueryError, compile_query

if TYPE_CHECKING:
    from collections.abc import Sequence

    from flows.settings import Topic
    from flows.store.database import Row, Store


def sync_topics(store: Store, topics: Sequence[Topic], names: Sequence[Sequence[str]] = ()) -> None:
    """Keep `topics` and their compiled queries in place of those of the last run.

    Args:
        store: where.
        topics: as configured.
        names: the forms of each name that has several; a form in a query finds all of them.

    Raises:
        ConfigurationError: queries that cannot be read, all of them in one message.
    """
    compiled = compile_topics(topics, names)
    terms = [
        _term_row(topic_id, n, term)
        for topic_id, found in compiled.items()
        for n, term in enumerate(found, 1)
    ]
    with store.transaction():
        store.run("settings/clear_topics")
        store.append("topics", [_topic_row(topic, compiled[topic.id]) for topic in topics])
        store.append("topic_terms", terms)


def compile_topics(
    topics: Sequence[Topic], names: Sequence[Sequence[str]] = ()
) -> dict[str, list[PatternTerm]]:
    """Return the compiled query of each topic by its id; raises ConfigurationError as sync_topics does."""
    compiled: dict[str, list[PatternTerm]] = {}
    problems: list[str] = []
    for topic in topics:
        try:
            compiled[topic.id] = compile_query(topic.query, names)
        except QueryError as error:
            problems.append(f'topic "{topic.id}", query, {error}')
    if problems:
        raise ConfigurationError("countercheck.toml", problems)
    return compiled


def match_topics(store: Store) -> int:
    """Hold what is new against every topic, and everything against a changed one; return how many matched."""
    before = _matched(store)
    with store.transaction():
        store.run("topics/begin")
        for term in store.rows("topics/terms_to_match"):
            store.run("topics/match_term", **term)
        store.run("topics/match")
    return _matched(store) - before


def _matched(store: Store) -> int:
    return int(store.select("select count(*) as n from store.topic_articles where is_match")[0]["n"])


def _topic_row(topic: Topic, terms: list[PatternTerm]) -> Row:
    return {
        "topic_id": topic.id,
        "title": topic.title,
        "query": topic.query,
        "since_date": topic.since,
        "until_date": topic.until,
        "days": topic.days,
        "fingerprint": hashlib.sha256(repr(terms).encode()).hexdigest()[:16],
    }


def _term_row(topic_id: str, ordinal: int, term: PatternTerm) -> Row:
    return {
        "topic_id": topic_id,
        "alternative": term.alternative,
        "ordinal": ordinal,
        "field": term.field,
        "pattern": term.pattern,
        "is_wanted": term.is_wanted,
    }
