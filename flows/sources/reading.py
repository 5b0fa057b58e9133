"""The one way from bytes to an Article, for seeds and for the commands that read single files."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

from flows.records import Article, Basis, Segment
from flows.sources.clean import Cleaned, segment
from flows.sources.decode import UnreadableError, decode

if TYPE_CHECKING:
    from pathlib import PurePath

__all__ = ["MEDIA_TYPES", "SeedEntry", "UnreadableError", "media_type_of", "read_article"]

MEDIA_TYPES = {
    ".txt": "text/plain",
    ".text": "text/plain",
    ".md": "text/markdown",
    ".markdown": "text/markdown",
    ".html": "text/html",
    ".htm": "text/html",
    ".xhtml": "application/xhtml+xml",
}
_HTML = ("text/html", "application/xhtml+xml")
_LOOKS_LIKE_HTML = re.compile(
    rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.{0,500}?-->\s*)?<(?:!doctype\s+html|html|head|body)\b",
    re.IGNORECASE | re.DOTALL,
)
_FRONT_MATTER = re.compile(r"---[ \t]*\r?\n(.*?)^(?:---|\.\.\.)[ \t]*$", re.DOTALL | re.MULTILINE)
_FRONT_LINE = re.compile(r"([A-Za-z_]+)\s*:\s*(.*?)\s*")
_HEADING = re.compile(r"\s*#{1,6}\s+(.+?)\s*#*\s*$", re.MULTILINE)
_UNDERLINED = re.compile(r"\s*(\S[^\r\n]*?)[ \t]*\r?\n=+[ \t]*$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class SeedEntry:
    """What somebody says about a document; None where nothing is said.

    Attributes:
        published: an instant; a day is its first second in UTC.
        published_basis: "stated" where the source gives it, "inferred" where the note says from what.
    """

    outlet: str | None = None
    title: str | None = None
    author: str | None = None
    url: str | None = None
    language: str | None = None
    published: datetime | None = None
    published_basis: Basis = "unknown"
    published_note: str | None = None


def media_type_of(path: PurePath) -> str | None:
    """Return the media type a file name stands for; None when it is no kind of text we read."""
    return MEDIA_TYPES.get(path.suffix.lower())


def read_article(
    doc: str, raw: bytes, media_type: str, entry: SeedEntry | None = None, *, url: str | None = None
) -> Article:
    """Return what `raw` says, made readable; `entry` wins over what the document says of itself.

    `url` is where a page was fetched from.

    Plain text and Markdown keep their text as decoded. For HTML the article's text is what was taken out of
    the page (title, body, comments, with blank lines between), and segments and claims point into that.

    Raises:
        UnreadableError: it is empty, no text, or a page without an article.
    """
    if looks_like_html(raw, media_type):
        from flows.sources.pages import read_page  # noqa: PLC0415 - trafilatura costs half a second to import

        return with_entry(read_page(doc, raw, url), entry)
    text = decode(raw, media_type).text
    if media_type == "text/markdown":
        return with_entry(_read_markdown(doc, text), entry)
    return with_entry(_article(doc, text, segment(text)), entry)


def looks_like_html(raw: bytes, media_type: str) -> bool:
    """Return whether `raw` is a page, whatever its name says."""
    return (media_type in _HTML and b"<" in raw) or _LOOKS_LIKE_HTML.match(raw[:2000]) is not None


def with_entry(article: Article, entry: SeedEntry | None) -> Article:
    """Return `article` with everything `entry` says."""
    if entry is None:
        return article
    dated = article
    if entry.published is not None:
        dated = replace(
            article,
            published_at=entry.published,
            published_basis=entry.published_basis,
            published_note=entry.published_note,
        )
    return replace(
        dated,
        outlet=entry.outlet or article.outlet,
        title=entry.title or article.title,
        author=entry.author or article.author,
        url=entry.url or article.url,
        language=entry.language or article.language,
    )


def first_second(day: date) -> datetime:
    """Return the first second of `day` in UTC, as which a date without a time is stored."""
    return datetime(day.year, day.month, day.day, tzinfo=UTC)


def _article(doc: str, text: str, cleaned: Cleaned) -> Article:
    article = Article(doc, text, cleaned.segments, title=cleaned.title, outlet=cleaned.outlet)
    if cleaned.published is None:
        return article
    return replace(
        article,
        published_at=first_second(cleaned.published),
        published_basis="stated",
        published_note="the day only, from the text's own header",
    )


def _read_markdown(doc: str, text: str) -> Article:
    """Return a Markdown text as it stands: front matter yields nothing, the first heading is the headline."""
    front = _FRONT_MATTER.match(text)
    begin = front.end() if front else 0
    said = _said(front[1]) if front else SeedEntry()
    heading = _HEADING.match(text, begin) or _UNDERLINED.match(text, begin)
    if heading is None:
        return with_entry(_article(doc, text, segment(text, begin)), said)
    cleaned = segment(text, heading.end(), title=heading[1])
    return with_entry(_article(doc, text, _headed(cleaned, heading)), said)


def _headed(cleaned: Cleaned, heading: re.Match[str]) -> Cleaned:
    headline = Segment("headline", heading.start(1), heading.end(1))
    return replace(cleaned, segments=(headline, *cleaned.segments))


def _said(front_matter: str) -> SeedEntry:
    """Return what the usual keys of a Markdown file's front matter say (Jekyll, Hugo, Obsidian's clipper)."""
    lines = (_FRONT_LINE.fullmatch(line) for line in front_matter.splitlines())
    values = {match[1].lower(): match[2].strip("\"'") for match in lines if match and match[2]}
    published = _instant(values.get("published") or values.get("date") or "")
    return SeedEntry(
        outlet=values.get("outlet") or values.get("publisher") or values.get("site"),
        title=values.get("title"),
        author=values.get("author"),
        url=values.get("url") or values.get("source") or values.get("link"),
        language=values.get("language") or values.get("lang"),
        published=published,
        published_basis="stated" if published else "unknown",
        published_note="from the file's front matter" if published else None,
    )


def _instant(text: str) -> datetime | None:
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return None
    return found if found.tzinfo else found.replace(tzinfo=UTC)
