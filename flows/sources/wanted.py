"""A page that an entry of a feed points to: what is known of it, and what a look at it leads to."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from flows.records import Article, Document, Incoming
from flows.sources.imprint import host_of
from flows.sources.stubs import Announced

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from flows.sources.fetch import Fetched

Row = dict[str, Any]

WAITING = "waiting"

_SOON = timedelta(hours=1)
_YOUNG = timedelta(days=4)  # while that young, a page is read after 1, 2, 4 ... hours


@dataclass(frozen=True, slots=True)
class Wanted:
    """A page to be read for an article.

    Attributes:
        article_id: the article's id in the store.
        article: what is known of the article: its outlet, title, author and day are the feed's.
        source: the feed's address, and `identity` what names the entry in it.
        url: the page's address as the feed gives it.
        entry: the entry as it came; None when an old page is read again.
        state: what was known of the page, columns of store.pages; empty for a new one.
    """

    article_id: str
    article: Article
    source: str
    identity: str
    url: str
    entry: Incoming | None
    state: Mapping[str, Any]

    @classmethod
    def of_entry(cls, article_id: str, entry: Incoming, state: Mapping[str, Any]) -> Wanted | None:
        """Return the page that an entry points to; None when it points nowhere."""
        url = entry.article.url or ""
        if not url.startswith(("http://", "https://")) or host_of(url) is None:
            return None
        return cls(article_id, entry.article, entry.source, entry.identity, url, entry, state)

    @classmethod
    def of_state(cls, row: Mapping[str, Any]) -> Wanted:
        """Return a page that is read again; `row` is one of queries/pages/known."""
        names = ("title", "outlet", "author", "published_at", "published_basis", "published_note", "language")
        article = Article(row["url"], "", (), url=row["url"], **{name: row[name] for name in names})
        return cls(row["article_id"], article, row["source"], row["identity"], row["url"], None, row)

    @property
    def announced(self) -> Announced:
        """What the feed says of the page."""
        parts = (part.end - part.start for part in self.article.segments if part.origin == "body")
        length = self.state["summary_length"] if self.entry is None else sum(parts)
        return Announced(self.url, self.article.title or "", int(length))

    @property
    def was_read(self) -> bool:
        """Whether the page's text is the article's."""
        return self.state.get("read_at") is not None

    def has_body(self, body: bytes) -> bool:
        """Return whether the last answer had the same body."""
        return self.was_read and self.state["body_sha256"] == _sha256(body)


@dataclass(frozen=True, slots=True)
class PageResult:
    """What became of one page.

    Attributes:
        state: what to keep, the columns of store.pages. Its outcome is "read", "waiting" (for its turn), "robots"
            (not allowed), a name of `stub_outcome`, of `Reading.outcome` or of `FetchError.outcome`, "not_html",
            "no_article" or "failed".
        found: what is to be stored: the page as the article, or the entry where there is no page; None when
            the article is as it was.
    """

    state: Row
    found: Incoming | None

    @property
    def outcome(self) -> str:
        """What the look at the page came to."""
        return str(self.state["outcome"])


def taken(page: Wanted, now: datetime, answer: Fetched, read: Article) -> PageResult:
    """Return a page whose text is the article's; nothing new where headline and body are what they were."""
    words = "\n\n".join(
        read.text[part.start : part.end] for part in read.segments if part.origin in ("headline", "body")
    )
    result = looked_at(page, now, Look("read", f"{len(words)} characters"))
    state = result.state | {
        "read_at": now,
        "etag": answer.validators.etag,
        "last_modified": answer.validators.last_modified,
        "body_sha256": _sha256(answer.body),
        "text_sha256": _sha256(words.encode("utf-8", "replace")),
    }
    if state["text_sha256"] == page.state.get("text_sha256"):
        return replace(result, state=state, found=None)
    document = Document(_sha256(answer.body), answer.body, "text/html")
    found = Incoming(document, _merged(read, page.article), "feed", page.source, page.identity)
    return replace(result, state=state, found=found)


def _merged(read: Article, known: Article) -> Article:
    """Return what was read, with what the feed knows better: outlet, and when it says so, the day."""
    dated = known if known.published_basis == "stated" or read.published_at is None else read
    return replace(
        read,
        outlet=known.outlet,
        title=read.title or known.title,
        author=read.author or known.author,
        language=known.language or read.language,
        published_at=dated.published_at,
        published_basis=dated.published_basis,
        published_note=dated.published_note,
    )


@dataclass(frozen=True, slots=True)
class Look:
    """What a look at a page came to; `wait` is how many seconds its server asks to wait."""

    outcome: str
    detail: str
    wait: float = 0


def looked_at(page: Wanted, now: datetime, look: Look) -> PageResult:
    """Return a look that left the article as it was; a new entry's article is the feed's summary."""
    known = page.state
    first = known.get("first_asked_at") or now
    state = {
        "article_id": page.article_id,
        "url": page.url,
        "outcome": look.outcome,
        "detail": look.detail,
        "first_asked_at": first,
        "asked_at": now,
        "next_at": now if look.outcome == WAITING else _next(now, first, timedelta(seconds=look.wait)),
        "summary_length": page.announced.length,
        **{
            name: known.get(name)
            for name in ("read_at", "etag", "last_modified", "body_sha256", "text_sha256")
        },
    }
    return PageResult(state, None if page.was_read else page.entry)


def _next(now: datetime, first: datetime, wait: timedelta) -> datetime | None:
    age = now - first
    return now + max(age, _SOON, wait) if age <= _YOUNG else None


def _sha256(raw: bytes) -> str:
    return hashlib.sha256(raw).hexdigest()
