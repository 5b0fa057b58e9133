"""The document of an entry: its bytes must never change, as its id is their hash."""

from __future__ import annotations

import json

from hypothesis import given
from hypothesis import strategies as st

from flows.sources.entry import Entry
from flows.sources.taking import _document

_TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)


@given(_TEXT, st.none() | _TEXT, st.lists(_TEXT, max_size=3))
def test_a_document_is_canonical_json(text: str, guid: str | None, media: list[str]) -> None:
    """What is written by hand is what the standard library writes."""
    entry = Entry(guid, "https://news.example/1", text, "words", f"<p>{text}</p>", media=tuple(media))
    told = {
        "guid": guid,
        "link": entry.link,
        "title": text,
        "author": None,
        "content": entry.html,
        "media": media,
    }
    assert _document(entry).raw == json.dumps(told, ensure_ascii=False, sort_keys=True, indent=1).encode()
