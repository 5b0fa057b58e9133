"""The one door to DuckDB: open, migrate, write, run a query file, publish the analyst's copy.

    with open_store(data) as store:
        run_id = start_run(store, "ingest", now)
        store_incoming(store, items, now)
        for pending in pending_articles(store, version): ...
        save_claims(store, batch, version, now)
        sync_topics(store, settings.topics); match_topics(store); find_copies(store); find_stories(store)
        find_discrepancies(store, run_id, now, tolerance_pct=10)
        finish_run(store, run_id, summary, now)
        publish(store)

Tables are in the schema "store" (queries/schema), what people ask is in "main"
(queries/views).
"""

from flows.store.articles import (
    Pending,
    Stored,
    article_id,
    load_articles,
    pending_articles,
    pending_versions,
    save_claims,
    settle,
    store_documents,
    store_incoming,
)
from flows.store.copies import find_copies
from flows.store.database import Row, Store, open_shared, open_store
from flows.store.discrepancies import discrepancies_as_json, find_discrepancies
from flows.store.documents import Unsettled, read_document
from flows.store.feeds import feed_states, note_fetches, revive_feeds, save_feed_states, sync_feeds
from flows.store.ledger import (
    add_issues,
    finish_run,
    issued,
    record_outcomes,
    start_run,
    update_delivery,
    waiting_deliveries,
)
from flows.store.pages import known_pages, known_robots, save_pages
from flows.store.publish import publish
from flows.store.search import read_words
from flows.store.settings import (
    sync_aliases,
    sync_regions,
    sync_sources,
    sync_unit_classes,
    sync_volume_rules,
)
from flows.store.stories import find_stories
from flows.store.topics import compile_topics, match_topics, sync_topics

__all__ = [
    "Pending",
    "Row",
    "Store",
    "Stored",
    "Unsettled",
    "add_issues",
    "article_id",
    "compile_topics",
    "discrepancies_as_json",
    "feed_states",
    "find_copies",
    "find_discrepancies",
    "find_stories",
    "finish_run",
    "issued",
    "known_pages",
    "known_robots",
    "load_articles",
    "match_topics",
    "note_fetches",
    "open_shared",
    "open_store",
    "pending_articles",
    "pending_versions",
    "publish",
    "read_document",
    "read_words",
    "record_outcomes",
    "revive_feeds",
    "save_claims",
    "save_feed_states",
    "save_pages",
    "settle",
    "start_run",
    "store_documents",
    "store_incoming",
    "sync_aliases",
    "sync_feeds",
    "sync_regions",
    "sync_sources",
    "sync_topics",
    "sync_unit_classes",
    "sync_volume_rules",
    "update_delivery",
    "waiting_deliveries",
]
