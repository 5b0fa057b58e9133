"""What a reading process hands over, as a line of JSON: what it read from a feed, or what was taken from it."""

from __future__ import annotations

from dataclasses import asdict, fields
from datetime import datetime
from typing import Any

import orjson

from flows.records import Article, Document, Incoming, Segment
from flows.sources.entry import Entry, FeedReading, Pace
from flows.sources.taking import ENTRY_MEDIA_TYPE, Taken

_PARTS = ("found", "pace")
_ARTICLE = tuple(field.name for field in fields(Article) if field.name not in {"segments", "published_at"})


def reading_as_json(reading: FeedReading) -> bytes:
    """Return `reading` as JSON on one line."""
    return orjson.dumps(asdict(reading))


def reading_from_json(text: bytes) -> FeedReading:
    """Return the reading that `reading_as_json` wrote."""
    table = orjson.loads(text)
    entries = tuple(Entry(**{**entry, "media": tuple(entry["media"])}) for entry in table.pop("entries"))
    pace = _pace(table.pop("pace"))
    return FeedReading(entries=entries, seen=tuple(table.pop("seen")), pace=pace, **table)


def taken_as_json(taken: Taken) -> bytes:
    """Return `taken` as JSON on one line."""
    table = {field.name: getattr(taken, field.name) for field in fields(taken) if field.name not in _PARTS}
    found = [_incoming_as_row(incoming) for incoming in taken.found]
    return orjson.dumps({**table, "pace": asdict(taken.pace), "found": found})


def taken_from_json(text: bytes) -> Taken:
    """Return what `taken_as_json` wrote."""
    table = orjson.loads(text)
    found = tuple(_incoming(*row) for row in table.pop("found"))
    return Taken(found=found, pace=_pace(table.pop("pace")), **table)


def _pace(table: dict[str, Any]) -> Pace:
    return Pace(table["minutes"], tuple(table["hours"]), tuple(table["days"]))


def _incoming_as_row(incoming: Incoming) -> list[Any]:
    """Return an entry's parts, in the order in which `_incoming` takes them."""
    article = incoming.article
    published = article.published_at.isoformat() if article.published_at else None
    segments = [(part.origin, part.start, part.end, part.author) for part in article.segments]
    told = {name: getattr(article, name) for name in _ARTICLE}
    document = incoming.document
    return [
        document.document_id,
        document.raw.decode(),
        told,
        published,
        segments,
        incoming.source,
        incoming.identity,
    ]


def _incoming(  # noqa: PLR0913, PLR0917 - the columns of a row
    document_id: str,
    raw: str,
    told: dict[str, Any],
    published: str | None,
    segments: list[Any],
    source: str,
    identity: str,
) -> Incoming:
    article = Article(
        segments=tuple(Segment(*part) for part in segments),
        published_at=datetime.fromisoformat(published) if published else None,
        **told,
    )
    return Incoming(Document(document_id, raw.encode(), ENTRY_MEDIA_TYPE), article, "feed", source, identity)
