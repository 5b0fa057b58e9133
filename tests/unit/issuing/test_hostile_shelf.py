"""No text from outside becomes anything but text beside the mail: in feeds, the list of issues, webhooks."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from xml.etree import ElementTree as ET

import pytest

from flows.issuing.corrections import compose_correction
from flows.issuing.frame import Frame
from flows.issuing.message import message_id
from flows.issuing.render import IndexEntry, atom_feed, index_page, render_correction
from flows.issuing.webhook import note
from flows.settings import Mail
from tests.unit.issuing.test_hostile import CORPUS, HIDDEN, NOW, ONE_MEGABYTE, Shape, poisoned

TEXTS = [*CORPUS["texts"], ONE_MEGABYTE]
every_text = pytest.mark.parametrize("text", TEXTS, ids=range(len(TEXTS)))
ATOM = "{http://www.w3.org/2005/Atom}"
PLAIN_ENTRY = IndexEntry("2026-11-21", "ana", "plain", "2026-11-21/ana/web.html", "2026-11-21.ana@x", NOW)


@every_text
def test_the_list_of_issues_and_its_feed_hold_text_alone(text: str) -> None:
    """Whatever the monitor is called and whatever a subject took from an outlet, the feed stays one of one entry."""
    subject = poisoned(text).subject
    entry = replace(PLAIN_ENTRY, subject=subject)
    feed = ET.fromstring(atom_feed(text, "", [entry], NOW))  # noqa: S314 - our own feed
    assert [subject] == [title.text for title in feed.iterfind(f"{ATOM}entry/{ATOM}title")]
    assert ["2026-11-21/ana/web.html"] == [link.get("href") for link in feed.iter(f"{ATOM}link")]
    page, plain = index_page(text, [entry]), index_page("plain", [PLAIN_ENTRY])
    assert Shape(plain).parts == Shape(page).parts
    assert ["2026-11-21/ana/web.html"] == Shape(page).addresses
    assert None is HIDDEN.search(page)
    assert len(subject) < 60


@every_text
def test_a_webhook_is_posted_text_alone(text: str) -> None:
    """No mention, link or command of a chat program comes from outside; the one link is ours."""
    digest = {
        "headline": text,
        "bottom_line": [{"text": text}],
        "dateline": text,
        "address": "https://desk.example",
    }
    posted = note(digest)
    assert ["<https://desk.example/web.html|Every number in its sentence>"] == re.findall(r"<[^>]*>", posted)
    json.dumps({"text": posted})


@every_text
def test_a_correction_holds_text_alone(text: str) -> None:
    """What was misread is shown as text, whatever it is."""

    def made(of: str) -> str:
        row = {
            "claim_id": "c1", "text": of, "sentence": of, "outlet": of, "title": of, "url": None, "doc": of,
            "bound": "exact", "low": 5, "high": 5, "bound_now": None, "low_now": None, "high_now": None,
        }  # fmt: skip
        frame = Frame(of, "analyst", "2026-11-21", NOW, None, "issues/2026-11-21/analyst")
        correction = render_correction(compose_correction([row], frame, "issues/2026-11-21/analyst"))
        assert None is HIDDEN.search(correction.text)
        return correction.web

    assert Shape(made("plain")).parts == Shape(made(text)).parts


@every_text
def test_a_message_id_is_one(text: str) -> None:
    """Whatever stands for a period or a list, the id has the form that RFC 5322 gives it."""
    cleaned = text.encode("utf-8", "replace").decode()
    assert re.fullmatch(r"<[\w.-]+@[\w.-]+>", message_id(cleaned, "ana", Mail(list_id=cleaned)), re.ASCII)
