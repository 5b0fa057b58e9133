"""The records that travel between the parts: documents, articles and claims.

The words are those of docs/house.md. Every offset counts characters of the decoded text, starts are
inclusive and ends exclusive, so that `text[start:end]` is what a record speaks of.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from datetime import datetime

Origin = Literal["headline", "body", "caption", "comment"]
Bound = Literal["exact", "about", "above", "below", "range", "vague"]
Kind = Literal["count", "money", "percent", "length", "duration", "weight", "other", "stance", "attribution"]
Polarity = Literal["asserted", "denied", "expected", "possible"]
SpeakerKind = Literal["official", "military", "monitor", "witness", "party", "media", "anonymous", "unknown"]
SourceKind = Literal["seed", "feed", "page"]
Basis = Literal["stated", "inferred", "unknown"]


@dataclass(frozen=True, slots=True)
class Document:
    """One thing as it came in, byte for byte; `document_id` is the SHA-256 of `raw` in hex."""

    document_id: str
    raw: bytes
    media_type: str


@dataclass(frozen=True, slots=True)
class Segment:
    """A slice of an article's text and what it is; `author` is known for comments only, if at all."""

    origin: Origin
    start: int
    end: int
    author: str | None = None


@dataclass(frozen=True, slots=True)
class Article:
    """A document made readable. What no segment covers (widgets, forms, header lines) is nothing.

    Attributes:
        doc: the name a person knows it by, a file name or an address.
        text: the decoded text as given; segments and claims point into it.
        segments: in order of start, never overlapping.
        published_at: with its zone; None when not known.
        published_basis: whether `published_at` was stated, inferred from the text, or is unknown.
        published_note: how `published_at` was inferred, in words.
    """

    doc: str
    text: str
    segments: tuple[Segment, ...]
    title: str | None = None
    outlet: str | None = None
    author: str | None = None
    published_at: datetime | None = None
    published_basis: Basis = "unknown"
    published_note: str | None = None
    language: str | None = None
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Claim:
    """One statement of a number, or of yes or no, with its exact span in the article's text.

    Attributes:
        low: the smallest number the words allow; None when open.
        high: the largest number the words allow; None when open.
        unit: what is counted, singular ("fighter"); for stances the proposition's head noun.
        event: what happened to them, one of the closed list in claims/data/events.toml.
        event_date: ISO 8601 with the precision known: "2017-10-12", "2017-10" or "2017".
        speaker: to whom the article attributes it; the outlet when nobody else.
        chain: how the claim travelled, outermost first: ("SouthFront", "BBC", "truck driver").
        part_of: the text of the total this number is a part of.
        main: whether this is the article's main toll of its event.
        rule: the name of the rule that made it.
        is_inference: the writer's own reasoning ("then perhaps as many as ...") or a sum of ours of stated parts
            ("five women and a child"): drawn, never a source.
    """

    doc: str
    start: int
    end: int
    text: str
    sentence: str
    kind: Kind
    origin: Origin
    bound: Bound = "exact"
    low: float | None = None
    high: float | None = None
    unit: str | None = None
    modifiers: tuple[str, ...] = ()
    event: str | None = None
    place: str | None = None
    event_date: str | None = None
    speaker: str | None = None
    speaker_kind: SpeakerKind = "unknown"
    chain: tuple[str, ...] = ()
    polarity: Polarity = "asserted"
    part_of: str | None = None
    main: bool = False
    rule: str = ""
    is_inference: bool = False


PUBLIC_CLAIM_FIELDS = tuple(field.name for field in fields(Claim) if field.name != "is_inference")


@dataclass(frozen=True, slots=True)
class Attribution:
    """A statement that the text gives to somebody: who (source), the words that say so (cue), and what.

    Each span is (start, end) in the article's text; `source` is None where the text names nobody.
    """

    doc: str
    origin: Origin
    sentence: str
    source: tuple[int, int] | None
    cue: tuple[int, int]
    content: tuple[int, int]
    rule: str = ""


@dataclass(frozen=True, slots=True)
class Incoming:
    """A document that was taken in, made readable, and where it came from.

    Attributes:
        source: the seeds folder, or the address of the feed or page.
        identity: what names it there: file name, guid, link or content key; the same for every version.
    """

    document: Document
    article: Article
    source_kind: SourceKind
    source: str
    identity: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one feed, page, seed, article or query in a run.

    Attributes:
        subject_kind: "feed", "page", "seed", "article", "query" ...
        outcome: one word from the closed list of whoever reports it, such as "new", "unchanged", "failed".
        detail: what was found.
        hint: what to do; empty when nothing.
    """

    subject_kind: str
    subject: str
    outcome: str
    detail: str = ""
    hint: str = ""

    @property
    def is_failure(self) -> bool:
        """Whether something was not taken in, read or delivered, so that a person should look."""
        return self.outcome not in FINE_OUTCOMES


FINE_OUTCOMES = frozenset(
    {
        "new",
        "edited",
        "unchanged",
        "fetched",
        "not_modified",
        "same_body",
        "paused",
        "guessed_encoding",
        "unsupported",
        "sent",
        "written",
    }
)
"""Outcomes with which nothing is wrong; every other name is a failure."""
