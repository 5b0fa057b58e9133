"""Whole digests: the input rows in case.json make exactly the files beside it.

A missing file is written, and the test fails and asks for a review; to accept a change on purpose, delete the
files that change and run the tests twice.
"""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from flows.issuing.compose import compose
from flows.issuing.corrections import Correction, compose_correction
from flows.issuing.frame import Frame
from flows.issuing.message import Posting, message
from flows.issuing.render import Rendered, render, render_correction
from flows.issuing.rows import rows_from
from flows.settings import Mail, Reader

if TYPE_CHECKING:
    from flows.issuing.model import Digest

CASES = sorted(path.parent for path in Path(__file__).parent.glob("digests/*/case.json"))
NAMES = [case.name for case in CASES]
FILES = ["mail.html", "mail.txt", "mail.eml", "web.html", "data.json"]


def made_of(case: Path) -> tuple[Digest | Correction, Rendered, datetime]:
    """Return what a case's rows make, a digest or a correction, its forms, and when it is issued."""
    read: dict[str, Any] = json.loads((case / "case.json").read_text(encoding="utf-8"))
    given = read["frame"]
    since = given["since"] and datetime.fromisoformat(given["since"])
    now = datetime.fromisoformat(given["now"])
    folder = f"issues/{given['period']}/{given['edition']}"
    frame = Frame(given["monitor"], given["edition"], given["period"], now, since, folder)
    if "misread" in read:
        correction = compose_correction(read["misread"], frame, folder)
        return correction, render_correction(correction), now
    digest = compose(rows_from(read["rows"]), frame)
    return digest, render(digest), now


def files_of(case: Path) -> dict[str, bytes]:
    """Return every file of a case's issue, as it would be delivered."""
    digest, rendered, issued_at = made_of(case)
    reader = Reader(id=digest.edition, address="analyst@example.org", name="Analyst")
    mail = message(rendered, Posting(digest.period, reader, issued_at, Mail(host="mail.example.org")))
    return {
        "mail.html": rendered.html.encode(),
        "mail.txt": rendered.text.encode(),
        "mail.eml": mail,
        "web.html": rendered.web.encode(),
        "data.json": json.dumps(asdict(digest), ensure_ascii=False, indent=1).encode() + b"\n",
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
