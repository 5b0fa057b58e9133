"""Articles and their versions: take in what came, hand out what is to be read, keep the claims found."""

from __future__ import annotations

import hashlib
from collections import Counter
from dataclasses import dataclass, fields
from itertools import islice
from types import MappingProxyType
from typing import TYPE_CHECKING, Literal, TypeVar

from flows.records import Article, Claim, Segment
from flows.store.database import as_strings
from flows.store.documents import keep

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import datetime

    from flows.records import Document, Incoming
    from flows.store.database import Row, Store
    from flows.store.documents import Unsettled

_STORED_AT_ONCE = 1_000
_LOADED_AT_ONCE = 200

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Stored:
    """What became of one incoming document: a new article, a new version of one, or nothing new."""

    article_id: str
    version: int
    doc: str
    state: Literal["new", "edited", "unchanged"]


@dataclass(frozen=True, slots=True)
class Pending:
    """A version of an article that the current extractor has not read; `read_by` is the one that has, if any."""

    article_id: str
    version: int
    article: Article
    read_by: str | None = None


def store_incoming(
    store: Store, items: Iterable[Incoming], now: datetime, kept: Mapping[str, str] = MappingProxyType({})
) -> list[Stored]:
    """Store `items` and return what became of each, in order.

    A document is stored once; an article gets a new version when the same identity comes with a document it
    has not had before. Items are committed in groups, each group wholly or not at all; the bytes are on disk
    before a row speaks of them: in `kept`, by document's id, where they are there already.
    """
    done: list[Stored] = []
    for group in _groups(items, _STORED_AT_ONCE):
        with store.turn():
            places = _places(store, [item.document for item in group], kept)
            done += _store_group(store, group, places, now)
    return done


def store_documents(
    store: Store, documents: Iterable[Document], now: datetime, kept: Mapping[str, str] = MappingProxyType({})
) -> None:
    """Store documents that no article is read from, such as an entry whose page is the article."""
    for group in _groups(documents, _STORED_AT_ONCE):
        with store.turn():
            places = _places(store, group, kept)
            rows = {
                key: _document_row(document, places, now)
                for document in group
                if (key := document.document_id) in places
            }
            store.append("documents", list(rows.values()))


def pending_articles(
    store: Store, extractor_version: str, *, most_again: int | None = None, since: datetime | None = None
) -> Iterator[Pending]:
    """Yield what `extractor_version` has not read; claims may be saved meanwhile.

    What nobody has read comes first, the oldest before the others; then what another extractor has read, the newest
    before the others, of those published from `since` on and at most `most_again` of them.
    """
    keys = pending_versions(store, extractor_version, most_again=most_again, since=since)
    for group in _groups(keys, _LOADED_AT_ONCE):
        yield from load_articles(store, group)


def pending_versions(
    store: Store, extractor_version: str, *, most_again: int | None = None, since: datetime | None = None
) -> list[Row]:
    """Return the keys of `pending_articles`, in its order: article_id, version, read_by."""
    asked = {"extractor_version": extractor_version, "most_again": most_again, "since": since}
    return store.rows("extraction/pending_versions", **asked)


def save_claims(
    store: Store, batch: Sequence[tuple[Pending, Sequence[Claim]]], extractor_version: str, now: datetime
) -> None:
    """Replace the claims of the versions in `batch`, all in one transaction, and note who read them.

    Many versions in one call are much quicker than one by one. A claim keeps its id when extracted again; how it was
    read before is kept where that was otherwise.
    """
    claims = [row for pending, found in batch for row in _claim_rows(pending, found)]
    notes = [
        {
            "article_id": pending.article_id,
            "version": pending.version,
            "extractor_version": extractor_version,
            "claim_count": len(found),
            "extracted_at": now,
        }
        for pending, found in batch
    ]
    keys = [f"{pending.article_id} {pending.version}" for pending, _ in batch]
    again = [key for key, (pending, _) in zip(keys, batch, strict=True) if pending.read_by]
    with store.turn():
        if again:
            store.run("extraction/set_aside", keys=again)
        store.run("extraction/forget_versions", keys=keys)
        store.append("claims", claims)
        store.append("extractions", notes)
        if again:
            store.run("extraction/note_rereadings", keys=again, extractor_version=extractor_version, now=now)


def article_id(source_kind: str, source: str, identity: str) -> str:
    """Return the id of the article that `source` calls `identity`."""
    return _hash(source_kind, source, identity)


def _store_group(
    store: Store, group: Sequence[Incoming], places: Mapping[str, str], now: datetime
) -> list[Stored]:
    ids = [article_id(item.source_kind, item.source, item.identity) for item in group]
    known_versions = _known_versions(store, ids)
    documents: dict[str, Row] = {}
    articles: dict[str, Row] = {}
    versions: list[Row] = []
    segments: list[Row] = []
    done: list[Stored] = []
    for key, item in zip(ids, group, strict=True):
        document = item.document
        if document.document_id in places:
            documents[document.document_id] = _document_row(document, places, now)
        had = known_versions.setdefault(key, {})
        if document.document_id in had:
            done.append(Stored(key, had[document.document_id], item.article.doc, "unchanged"))
            continue
        if not had:
            articles[key] = {
                "article_id": key,
                "source_kind": item.source_kind,
                "source": item.source,
                "identity": item.identity,
                "first_seen_at": now,
            }
        version = had[document.document_id] = max(had.values(), default=0) + 1
        versions.append(_version_row(key, version, item, now))
        segments += _segment_rows(key, version, item.article)
        done.append(Stored(key, version, item.article.doc, "new" if version == 1 else "edited"))
    store.append("documents", list(documents.values()))
    store.append("articles", list(articles.values()))
    store.append("article_versions", versions)
    store.append("segments", segments)
    return done


def settle(store: Store, unsettled: Unsettled) -> dict[str, str]:
    """Return by id where the documents lie that were written ahead; what the store knows or let go is not kept anew."""
    return unsettled.settle(_known_documents(store, unsettled.documents))


def _places(store: Store, documents: Sequence[Document], kept: Mapping[str, str]) -> dict[str, str]:
    """Return by id where documents lie that the store does not know yet, after writing those not in `kept`."""
    known = _known_documents(store, list({document.document_id for document in documents}))
    fresh = {document.document_id: document for document in documents if document.document_id not in known}
    written = keep(store.data, [document for key, document in fresh.items() if key not in kept])
    return {key: kept.get(key) or written[key] for key in fresh}


def _document_row(document: Document, places: Mapping[str, str], now: datetime) -> Row:
    return {
        "document_id": document.document_id,
        "media_type": document.media_type,
        "byte_count": len(document.raw),
        "stored_as": places[document.document_id],
        "first_seen_at": now,
    }


def _known_documents(store: Store, ids: list[str]) -> set[str]:
    rows = store.select(
        "select document_id from store.documents "
        """where document_id in (select unnest(from_json(?, '["varchar"]')))""",
        [as_strings(ids)],
    )
    return {row["document_id"] for row in rows}


def _known_versions(store: Store, ids: list[str]) -> dict[str, dict[str, int]]:
    rows = store.select(
        "select article_id, document_id, max(version) as version from store.article_versions "
        """where article_id in (select unnest(from_json(?, '["varchar"]'))) group by all""",
        [as_strings(ids)],
    )
    found: dict[str, dict[str, int]] = {}
    for row in rows:
        found.setdefault(row["article_id"], {})[row["document_id"]] = row["version"]
    return found


def _version_row(key: str, version: int, item: Incoming, now: datetime) -> Row:
    article = item.article
    return {
        "article_id": key,
        "version": version,
        "document_id": item.document.document_id,
        "doc": article.doc,
        "url": article.url,
        "outlet": article.outlet,
        "title": article.title,
        "author": article.author,
        "published_at": article.published_at,
        "published_basis": article.published_basis,
        "published_note": article.published_note,
        "language": article.language,
        "text": article.text,
        "seen_at": now,
    }


def _segment_rows(key: str, version: int, article: Article) -> list[Row]:
    return [
        {
            "article_id": key,
            "version": version,
            "ordinal": ordinal,
            "origin": segment.origin,
            "span_start": segment.start,
            "span_end": segment.end,
            "author": segment.author,
        }
        for ordinal, segment in enumerate(article.segments, start=1)
    ]


_CLAIM_FIELDS = tuple(field.name for field in fields(Claim) if field.name not in {"start", "end"})


def _claim_rows(pending: Pending, claims: Sequence[Claim]) -> list[Row]:
    seen: Counter[tuple[str, int, int]] = Counter()
    rows: list[Row] = []
    for claim in claims:
        span = (claim.kind, claim.start, claim.end)
        seen[span] += 1
        key = _hash(pending.article_id, pending.version, *span, seen[span])
        row: Row = {name: getattr(claim, name) for name in _CLAIM_FIELDS}
        row |= {"claim_id": key, "article_id": pending.article_id, "version": pending.version}
        row |= {"span_start": claim.start, "span_end": claim.end}
        rows.append(row)
    return rows


def load_articles(store: Store, keys: Sequence[Row]) -> list[Pending]:
    """Return the articles that `keys` of `pending_versions` name, in order."""
    wanted = [f"{key['article_id']} {key['version']}" for key in keys]
    segments: dict[str, list[Segment]] = {}
    for row in store.rows("extraction/segments_of", keys=wanted):
        segment = Segment(row["origin"], row["span_start"], row["span_end"], row["author"])
        segments.setdefault(row["key"], []).append(segment)
    found = {row["key"]: row for row in store.rows("extraction/versions_of", keys=wanted)}
    return [
        Pending(
            key["article_id"], key["version"], _article(found[name], segments.get(name, [])), key["read_by"]
        )
        for key, name in zip(keys, wanted, strict=True)
    ]


_ARTICLE_FIELDS = tuple(field.name for field in fields(Article) if field.name != "segments")


def _article(row: Row, segments: list[Segment]) -> Article:
    return Article(segments=tuple(segments), **{name: row[name] for name in _ARTICLE_FIELDS})


def _groups(items: Iterable[T], size: int) -> Iterator[tuple[T, ...]]:
    iterator = iter(items)
    while group := tuple(islice(iterator, size)):
        yield group


def _hash(*parts: object) -> str:
    return hashlib.sha256("\x1f".join(map(str, parts)).encode()).hexdigest()[:16]
