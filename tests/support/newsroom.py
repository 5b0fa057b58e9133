"""A newsroom drawn as tables: what outlets report goes through the real store and the real query files."""

from __future__ import annotations

import hashlib
import shutil
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from flows import store as stores
from flows.records import Article, Bound, Claim, Document, Incoming, Segment
from flows.settings import Topic

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from flows.store import Row, Store
    from flows.store.articles import Stored

MORNING = datetime(2020, 5, 10, 7, tzinfo=UTC)
TOPIC = Topic(id="rivertown", title="Rivertown", query="rivertown")
UNITS = [
    ("person", "person", None),
    ("fighter", "fighter", "person"),
    ("militant", "fighter", "person"),
    ("civilian", "civilian", "person"),
    ("relative", "relative", "person"),
    ("truck", "truck", "vehicle"),
    ("village", "settlement", None),
    ("tent", "building", None),
]
ALIASES = [("RA", "Red Army"), ("UN", "United Nations")]
_BOUNDS: dict[str, Bound] = {
    "": "exact",
    "about": "about",
    "more than": "above",
    "at least": "above",
    "almost": "below",
}
_LIST_COLUMNS = {"modifiers", "chain"}
_OF_ARTICLE = {"article", "outlet", "day", "story", "copies", "media_type"}


def table(drawn: str) -> list[dict[str, str]]:
    """Return the rows of a table drawn with a header and | between columns; an empty cell is left out."""
    header, *rows = [[cell.strip() for cell in line.split("|")] for line in drawn.strip().splitlines()]
    return [{name: cell for name, cell in zip(header, row, strict=True) if cell} for row in rows]


@dataclass
class Newsroom:
    """A store whose articles are told row by row.

    Columns: outlet, day (of May 2020), article (rows of one name are one article), says ("about 250",
    "300-350", "24..60" for a vague word), story (all one unless said), copies (the
    article whose words these are), and any field of a claim. A row without
    `says` is a stance.
    """

    store: Store
    clock: datetime = MORNING
    runs: int = 0
    rules: int = 1
    with_stories: bool = False
    read: dict[str, list[dict[str, str]]] = field(default_factory=dict)

    def tell(self, drawn: str) -> dict[str, int]:
        """Take in the articles of the table, look for discrepancies, and return how many became what."""
        articles: dict[str, list[dict[str, str]]] = {}
        for number, row in enumerate(table(drawn)):
            articles.setdefault(row.get("article", f"{self.runs}-{number}"), []).append(row)
        incoming = [_incoming(name, rows) for name, rows in articles.items()]
        stored = stores.store_incoming(self.store, incoming, self.clock)
        self._put_into_stories({one: articles[one.doc][0].get("story", "flood") for one in stored})
        self._note_copies(articles)
        self._read(articles)
        return self.look()

    def read_again(self, drawn: str) -> dict[str, int]:
        """Read the articles told before by other rules, as the table says; return how many became what."""
        self.rules += 1
        articles: dict[str, list[dict[str, str]]] = {}
        for row in table(drawn):
            articles.setdefault(row["article"], []).append(row)
        self._read(articles)
        return self.look()

    def _read(self, articles: dict[str, list[dict[str, str]]]) -> None:
        batch = [
            (
                pending,
                [_claim(pending.article, n, row) for n, row in enumerate(articles[pending.article.doc])],
            )
            for pending in stores.pending_articles(self.store, str(self.rules))
        ]
        stores.save_claims(self.store, batch, str(self.rules), self.clock)

    def _put_into_stories(self, stories: dict[Stored, str]) -> None:
        self.store.execute(
            "delete from store.story_articles where list_contains(string_split(?, ' '), article_id)",
            [" ".join(stored.article_id for stored in stories)],
        )
        rows = [
            {"story_id": story, "article_id": stored.article_id, "version": stored.version}
            for stored, story in stories.items()
        ]
        self.store.append("story_articles", rows)

    def _note_copies(self, articles: dict[str, list[dict[str, str]]]) -> None:
        ids = {row["doc"]: row["article_id"] for row in self.store.select("from store.article_versions")}
        copies = {name: rows[0]["copies"] for name, rows in articles.items() if "copies" in rows[0]}
        rows = [{"article_id": ids[name], "first_id": ids[first]} for name, first in copies.items()]
        self.store.append("copied_articles", rows)

    def look(self) -> dict[str, int]:
        """Look for discrepancies an hour later, and return how many became what."""
        self.runs += 1
        self.clock += timedelta(hours=1)
        stores.match_topics(self.store)
        return stores.find_discrepancies(
            self.store, f"run {self.runs}", self.clock, with_stories=self.with_stories
        )

    def found(self, kind: str = "count") -> list[Row]:
        """Return the open discrepancies of a kind."""
        return [row for row in self.all_found() if row["kind"] == kind]

    def all_found(self) -> list[Row]:
        """Return the open discrepancies of every kind."""
        return stores.discrepancies_as_json(self.store)

    def ladders(self, kind: str = "count") -> list[list[list[str]]]:
        """Return who stands together in each open discrepancy, from the lowest position up."""
        return sorted(
            [sorted(claim["speaker"] for claim in position["claims"]) for position in row["positions"]]
            for row in self.found(kind)
        )


@contextmanager
def open_newsroom(data: Path, like: Path | None = None) -> Iterator[Newsroom]:
    """Open a newsroom with one topic, Rivertown, that every article belongs to.

    With `like`, a data directory, it begins as a copy of that one's, which is quicker than making it anew.
    """
    if like is not None:
        data.mkdir()
        shutil.copy(like / "countercheck.duckdb", data)
    with stores.open_store(data) as store:
        stores.sync_topics(store, [TOPIC])
        stores.sync_unit_classes(store, UNITS)
        stores.sync_aliases(store, ALIASES)
        stores.sync_regions(store, ["Riverland"])
        yield Newsroom(store)


def _incoming(name: str, rows: list[dict[str, str]]) -> Incoming:
    first = rows[0]
    text = f"Rivertown, says {name}. {rows!r}"
    raw = text.encode()
    article = Article(
        doc=name,
        text=text,
        segments=(Segment("body", 0, len(text)),),
        outlet=first.get("outlet", "The Post"),
        published_at=datetime(2020, 5, int(first.get("day", "1")), tzinfo=UTC),
        published_basis="stated",
    )
    return Incoming(
        Document(hashlib.sha256(raw).hexdigest(), raw, first.get("media_type", "text/plain")),
        article,
        "seed",
        "seeds",
        name,
    )


def _claim(article: Article, number: int, row: dict[str, str]) -> Claim:
    given: dict[str, Any] = {
        name: tuple(cell.split()) if name in _LIST_COLUMNS else cell
        for name, cell in row.items()
        if name not in _OF_ARTICLE | {"says", "main", "is_inference"}
    }
    bound, low, high = _reading(row["says"]) if "says" in row else ("exact", None, None)
    defaults: dict[str, Any] = {
        "kind": "count" if "says" in row else "stance",
        "event": "evacuate" if "says" in row else None,
        "unit": "fighter",
        "origin": "body",
        "speaker": article.outlet,
        "speaker_kind": "official",
        "sentence": article.text,
        "text": row.get("says", "no"),
    }
    return Claim(
        **(defaults | given),
        doc=article.doc,
        start=number,
        end=number + 1,
        bound=bound,
        low=low,
        high=high,
        main="main" in row,
        is_inference="is_inference" in row,
    )


def _reading(says: str) -> tuple[Bound, float | None, float | None]:
    hedge, _, figure = says.rpartition(" ")
    if ".." in figure:
        low, _, high = figure.partition("..")
        return "vague", float(low), float(high)
    if "-" in figure:
        low, _, high = figure.partition("-")
        return "range", float(low), float(high)
    number = float(figure)
    bound = _BOUNDS[hedge]
    return bound, (None if bound == "below" else number), (None if bound == "above" else number)
