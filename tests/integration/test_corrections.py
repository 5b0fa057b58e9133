"""An issue that showed what our own rules had misread is corrected once, as a reply, to whoever saw it."""

from __future__ import annotations

import json
import shutil
from datetime import timedelta
from email import message_from_bytes
from email.policy import SMTP
from typing import TYPE_CHECKING, Any

import pytest

from flows.issuing import issue_digests
from flows.settings import Mail, Monitor, Reader, Settings
from tests.support.newsroom import Newsroom, open_newsroom

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime
    from email.message import EmailMessage
    from pathlib import Path

TOLD = """
    article | outlet | says | unit  | event    | place     | speaker | speaker_kind
    a       | Post   | 10   | truck | evacuate | Rivertown | police  | official
    b       | Herald | 500  | truck | evacuate | Rivertown | drivers | witness
"""


@pytest.fixture(scope="module")
def first_issue(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, datetime]:
    """Return a data directory with a first issue, to Ana who follows all and Ben who wants denials, and its hour."""
    data = tmp_path_factory.mktemp("first") / "data"
    with open_newsroom(data) as opened:
        opened.tell(TOLD)
        assert issue(opened) == ["ana", "ben"]
        return data, opened.clock


@pytest.fixture
def newsroom(first_issue: tuple[Path, datetime], tmp_path: Path) -> Iterator[Newsroom]:
    """Return a copy of that newsroom, for each test its own."""
    data, clock = first_issue
    with open_newsroom(shutil.copytree(data, tmp_path / "data")) as opened:
        opened.clock = clock
        yield opened


def issue(newsroom: Newsroom) -> list[str]:
    """Issue what is due an hour later; return the new folders, named from the day on."""
    newsroom.clock += timedelta(hours=1)
    readers = [
        Reader(id="ana", address="ana@example.org"),
        Reader(id="ben", address="ben@example.org", families=["stance_conflict"]),
    ]
    settings = Settings(readers=readers, monitor=Monitor(name="Watch"), mail=Mail(host="mail.example.org"))
    folder = newsroom.store.data / "issues" / "2020-05-10"
    before = set(folder.glob("*"))
    _, failures = issue_digests(newsroom.store, settings, newsroom.store.data, newsroom.clock)
    newsroom.clock += timedelta(minutes=1)
    assert failures == []
    return sorted(path.name for path in set(folder.glob("*")) - before)


def correction(newsroom: Newsroom, name: str) -> tuple[EmailMessage, dict[str, Any]]:
    """Return the mail and the data of a correction."""
    folder = newsroom.store.data / "issues" / "2020-05-10" / name
    mail = message_from_bytes((folder / "mail.eml").read_bytes(), policy=SMTP)
    return mail, json.loads((folder / "data.json").read_text("utf-8"))


def test_a_number_that_was_misread_is_corrected_once(newsroom: Newsroom) -> None:
    """The mail answers the issue, shows both readings, waits to be delivered, and is not repeated."""
    newsroom.read_again(TOLD.replace("500 ", "50  "))
    assert issue(newsroom) == ["ana-correction-1"]
    mail, data = correction(newsroom, "ana-correction-1")
    original, _ = correction(newsroom, "ana")
    assert mail["In-Reply-To"] == mail["References"] == original["Message-ID"]
    assert mail["Message-ID"] != original["Message-ID"]
    [misread] = data["misreadings"]
    assert misread["told"] == "500 was shown; the words say 50"
    text = mail.get_body(("plain",)).get_content()  # type: ignore[union-attr]
    assert "1 number was misread in the issue of 10 May 2020" in " ".join(text.split())
    [delivery] = newsroom.store.select("from store.deliveries where period like '% correction 1'")
    assert delivery["state"] == "waiting"
    assert issue(newsroom) == []


def test_a_second_misreading_is_a_second_correction(newsroom: Newsroom) -> None:
    """It says what was shown last and what is read now."""
    newsroom.read_again(TOLD.replace("500 ", "50  "))
    issue(newsroom)
    newsroom.read_again(TOLD.replace("500 ", "5000"))
    assert issue(newsroom) == ["ana-correction-2"]
    _, data = correction(newsroom, "ana-correction-2")
    assert [one["told"] for one in data["misreadings"]] == ["50 was shown; the words say 5,000"]


def test_a_count_that_is_none_is_told(newsroom: Newsroom) -> None:
    """What was an age, say, is no count of anything."""
    newsroom.read_again(TOLD.replace("500  | truck", "     | deal "))
    assert issue(newsroom) == ["ana-correction-1"]
    _, data = correction(newsroom, "ana-correction-1")
    assert [one["told"] for one in data["misreadings"]] == ["500 was shown, which is no count"]


@pytest.mark.parametrize("now", ["about 500", "520 "])
def test_a_reading_that_stands_together_with_the_old_one_does_not_matter(
    newsroom: Newsroom, now: str
) -> None:
    """Nobody is written to because of a hedge."""
    newsroom.read_again(TOLD.replace("500 ", now))
    assert issue(newsroom) == []


def test_what_an_outlet_changed_is_no_fault_of_ours(newsroom: Newsroom) -> None:
    """An edited article is news, not a correction."""
    newsroom.tell(TOLD.replace("500 ", "50  "))
    assert issue(newsroom) == []


def test_the_next_issue_counts_from_the_last_issue_not_from_its_correction(newsroom: Newsroom) -> None:
    """What came between the issue and its correction is new in the next one."""
    newsroom.read_again(TOLD.replace("500 ", "50  "))
    issue(newsroom)
    newsroom.clock += timedelta(days=1)
    issue(newsroom)
    data = json.loads((newsroom.store.data / "issues/2020-05-11/ana/data.json").read_text("utf-8"))
    assert data["covers"].startswith("covers 10 May 09:00")
