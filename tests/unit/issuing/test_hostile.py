"""No text from outside becomes anything but text: not a tag, not an address, not a header, not a command."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import UTC, datetime
from email import message_from_bytes
from email.policy import SMTP
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from flows.issuing.compose import compose
from flows.issuing.display import link
from flows.issuing.frame import Frame
from flows.issuing.message import Posting, message
from flows.issuing.render import Rendered, render
from flows.issuing.rows import rows_from
from flows.settings import Mail, Reader

CORPUS = json.loads(Path(__file__).with_name("hostile.json").read_text(encoding="utf-8"))
# The files that lie beside a web copy, to which it leads.
BESIDE = {"mail.html", "mail.txt", "data.json", "claims.csv", "claims.parquet", "../../index.html"}
NOW = datetime(2026, 11, 21, 7, tzinfo=UTC)
ONE_MEGABYTE = "<b onclick=x>\r\nBcc: y@example.com " * 30_000
HIDDEN = re.compile("[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff]")
HEADERS = [
    "From",
    "To",
    "Subject",
    "Date",
    "Message-ID",
    "List-Id",
    "Auto-Submitted",
    "X-Auto-Response-Suppress",
    "List-Unsubscribe",
    "MIME-Version",
    "Content-Type",
]


def poisoned(text: str, url: str | None = None) -> Rendered:
    """Return a digest in whose rows every text from outside is `text`, and every address `url`."""
    measure: dict[str, Any] = {
        "discrepancy_id": "00", "kind": "count", "event": "kill", "unit": text, "modifiers": [text],
        "place": text, "event_date": text, "topic": text, "verdict": "conflict", "why": text, "is_news": True,
    }  # fmt: skip
    stance = {**measure, "discrepancy_id": "01", "kind": "stance", "unit": text}
    claim: dict[str, Any] = {
        "discrepancy_id": "00", "position": 1, "position_low": 1.0, "position_high": 1.0, "role": "stated",
        "claim_id": "c1", "text": text, "before": text, "after": text, "bound": "exact", "low": 1.0, "high": 1.0,
        "unit": text, "event_date": None, "speaker": text, "speaker_kind": "official", "chain": [text, text],
        "polarity": "asserted", "outlet": text, "title": text, "url": url, "doc": text,
        "published_at": "2026-11-20T12:00:00+00:00", "grade": "F6", "note": text,
    }  # fmt: skip
    higher = {**claim, "position": 2, "low": 9.0, "high": 9.0, "claim_id": "c2", "speaker": f"x{text}"}
    denied = {**claim, "discrepancy_id": "01", "low": None, "high": None, "polarity": "denied"}
    change = {**measure, "status": "new", "ratio": 2.0, "ratio_before": None}
    rows = rows_from(
        {
            "discrepancies": [measure, stance],
            "standings": [claim, higher, {**denied, "polarity": "asserted"}, denied],
            "changes": [change, {**change, "discrepancy_id": "02", "kind": "stance"}],
            "topics": [
                {
                    "title": text,
                    "fresh_count": 1,
                    "article_count": 1,
                    "fresh_origin_count": 1,
                    "level": "burst",
                    "new_terms": [text],
                    "fresh_outlets": [text],
                    "first_outlet": text,
                }
            ],
            "set_aside": [{"reason": "reader comments", "claim_count": 1, "examples": [text]}],
            "health": [
                {"subject_kind": "feed", "subject": text, "outcome": "failed", "detail": text, "hint": text}
            ],
            "coverage": [],
            "watches": [
                {"title": text, "columns": [text], "rows": [[text]], "limit": 1, "error": ""},
                {"title": text, "columns": [], "rows": [], "error": text},
            ],
        }
    )
    return render(compose(rows, Frame(text, "analyst", "2026-11-21", NOW, None, "issues/2026-11-21/analyst")))


class Shape(HTMLParser):
    """What a page consists of: its tags with their attributes, and where it leads."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.parts: set[str] = set()
        self.addresses: list[str] = []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note a tag, its attributes, and its address if it has one."""
        self.parts |= {tag, *(f"{tag}.{name}" for name, _ in attrs)}
        self.addresses += [
            str(value) for name, value in attrs if name in {"href", "src", "action", "background"}
        ]


PLAIN = poisoned("plain", "https://news.example/a")
SHAPES = {"html": Shape(PLAIN.html).parts, "web": Shape(PLAIN.web).parts}


@pytest.mark.parametrize("text", [*CORPUS["texts"], ONE_MEGABYTE], ids=range(len(CORPUS["texts"]) + 1))
def test_text_stays_text(text: str) -> None:
    """Whatever a feed writes, mail and web copy have only our own tags, attributes, addresses and headers."""
    made = poisoned(text)
    for page, shape in ((made.html, SHAPES["html"]), (made.web, SHAPES["web"])):
        found = Shape(page)
        assert set() == found.parts - shape
        assert [] == [to for to in found.addresses if to not in BESIDE]
        assert None is HIDDEN.search(page)
    assert None is HIDDEN.search(made.text)
    assert len(made.html.encode()) < 90_000


@pytest.mark.parametrize("text", [*CORPUS["texts"], ONE_MEGABYTE], ids=range(len(CORPUS["texts"]) + 1))
def test_no_text_becomes_a_header(text: str) -> None:
    """Titles and names with line breaks add no header, no recipient and no part."""
    reader = Reader.model_construct(
        id="analyst", address="analyst@example.org", name=text, timezone=None, topics=[]
    )
    rendered = replace(poisoned(text), subject=text)
    mail = message_from_bytes(
        message(rendered, Posting("2026-11-21", reader, NOW, Mail(host="mail.example.org"))), policy=SMTP
    )
    assert HEADERS == mail.keys()
    assert ["analyst@example.org"] == [one.addr_spec for one in mail["To"].addresses]
    assert ["text/plain", "text/html"] == [part.get_content_type() for part in mail.iter_parts()]
    assert [] == mail.defects


@pytest.mark.parametrize("url", CORPUS["links"])
def test_only_plain_web_addresses_are_links(url: str) -> None:
    """An address that is not plain http or https, or hides where it leads, is shown without a link."""
    assert link(url) is None
    leads = Shape(poisoned("plain", url).web).addresses
    assert set(leads) == BESIDE


def test_a_look_alike_host_is_shown_as_it_is_looked_up() -> None:
    """A host with letters outside ASCII is told in its encoded form beside the link."""
    shown = link("https://exаmple.org/a")
    assert shown is not None
    assert "xn--exmple-4nf.org" == shown.host
