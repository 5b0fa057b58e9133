"""Whole digests: the input rows in case.json make exactly the files beside it.

A missing file is written, and the test fails and asks for a review; to accept a change on purpose, delete the
files that change and run the tests twice.
"""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from flows.issuing.compose import Frame, compose
from flows.issuing.message import Posting, message
from flows.issuing.model import Digest, as_data
from flows.issuing.render import render
from flows.issuing.rows import rows_from
from flows.settings import Mail, Reader

CASES = sorted(path.parent for path in Path(__file__).parent.glob("digests/*/case.json"))
NAMES = [case.name for case in CASES]
FILES = ["mail.html", "mail.txt", "mail.eml", "web.html", "data.json"]


def digest_of(case: Path) -> Digest:
    """Return the digest that a case's rows make."""
    read: dict[str, Any] = json.loads((case / "case.json").read_text(encoding="utf-8"))
    frame = read["frame"]
    since = frame["since"] and datetime.fromisoformat(frame["since"])
    now = datetime.fromisoformat(frame["now"])
    folder = f"issues/{frame['period']}/{frame['edition']}"
    return compose(
        rows_from(read["rows"]),
        Frame(frame["monitor"], frame["edition"], frame["period"], now, since, folder),
    )


def files_of(case: Path) -> dict[str, bytes]:
    """Return every file of a case's issue, as it would be delivered."""
    digest = digest_of(case)
    rendered = render(digest)
    reader = Reader(id=digest.edition, address="analyst@example.org", name="Analyst")
    issued_at = datetime.fromisoformat("2026-11-21T07:00:00+00:00")
    mail = message(rendered, Posting(digest.period, reader, issued_at, Mail(host="mail.example.org")))
    return {
        "mail.html": rendered.html.encode(),
        "mail.txt": rendered.text.encode(),
        "mail.eml": mail,
        "web.html": rendered.web.encode(),
        "data.json": json.dumps(as_data(digest), ensure_ascii=False, indent=1).encode() + b"\n",
    }


@pytest.mark.parametrize("case", CASES, ids=NAMES)
@pytest.mark.parametrize("name", FILES)
def test_rows_make_the_reviewed_digest(case: Path, name: str) -> None:
    """The same rows make the same bytes; a change is seen and reviewed before it reaches a reader."""
    made = files_of(case)[name]
    golden = case / name
    if not golden.exists():
        golden.write_bytes(made)
        pytest.fail(f"{golden} was missing and has been written; review it, then run again")
    assert golden.read_bytes().decode() == made.decode()
