"""Lists of feeds as other programs have them: OPML 2.0."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.sax.saxutils import quoteattr

from lxml import etree

from flows.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from flows.settings import Feed


def read_opml(raw: bytes, name: str) -> list[dict[str, str]]:
    """Return the feeds of an OPML file as tables of settings: url, outlet and, where it says so, language.

    Raises:
        UsageError: it is no OPML.
    """
    parser = etree.XMLParser(resolve_entities=False, no_network=True, recover=True)
    try:
        root = etree.fromstring(raw.strip(), parser)
    except etree.XMLSyntaxError:
        root = None
    if root is None or str(root.tag).lower() != "opml":
        raise UsageError(f"{name}: found no OPML; expected a file that begins with <opml>")
    feeds: dict[str, dict[str, str]] = {}
    for outline in root.iter("outline"):
        said = {str(key).lower(): str(value).strip() for key, value in outline.attrib.items()}
        url = said.get("xmlurl", "")
        if url.startswith(("http://", "https://")):
            outlet = said.get("title") or said.get("text") or url
            language = {"language": said["language"]} if said.get("language") else {}
            feeds.setdefault(url, {"url": url, "outlet": outlet} | language)
    return list(feeds.values())


def as_opml(feeds: Iterable[Feed], title: str) -> str:
    """Return `feeds` as OPML."""
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<opml version="2.0">',
        f"  <head><title>{quoteattr(title)[1:-1]}</title></head>",
        "  <body>",
    ]
    for feed in feeds:
        said = {"type": "rss", "text": feed.outlet, "title": feed.outlet, "xmlUrl": feed.url}
        said |= {"language": feed.language} if feed.language else {}
        attributes = " ".join(f"{key}={quoteattr(value)}" for key, value in said.items())
        lines.append(f"    <outline {attributes}/>")
    return "\n".join([*lines, "  </body>", "</opml>", ""])
