"""The analyst's own queries: each a block of the digest, asked where they can do no harm."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from flows import store as stores
from flows.cli import main
from flows.errors import ExitCode
from flows.issuing.rows import read_rows
from flows.issuing.sections import watches as sections_of
from flows.store import watch as watching
from flows.store.watch import Watch, ask_watches
from tests.support.newsroom import MORNING, open_newsroom

if TYPE_CHECKING:
    from pathlib import Path

    from tests.support.newsroom import Newsroom

TRUCKS = """
    outlet | says | unit   | event    | place     | speaker | speaker_kind
    Post   | 10   | truck  | evacuate | Rivertown | police  | official
    Herald | 50   | truck  | evacuate | Rivertown | drivers | witness
"""


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory, empty_newsroom: Path) -> Path:
    """Return a data directory with an analyst's copy."""
    data = tmp_path_factory.mktemp("watch") / "data"
    with open_newsroom(data, like=empty_newsroom) as newsroom:
        newsroom.tell(TRUCKS)
        stores.publish(newsroom.store)
    return data


def ask(data: Path, folder: Path, text: str) -> Watch:
    """Return what a file with this text, in the analyst's own folder, answers."""
    (folder / "own.sql").write_text(text, "utf-8")
    *_, own = ask_watches(data, folder, {"topics": ["rivertown"]})
    return own


def test_a_file_answers_with_its_rows_as_text(data: Path, tmp_path: Path) -> None:
    """Title, question and limit stand in its header; the digest's parameters can be read."""
    answered = ask(
        data,
        tmp_path,
        "-- Trucks of the day.\n-- Question: how many\n--   trucks?\n-- Limit: 1\n"
        "select low, null as nothing, getvariable('topics')[1] as topic from claims order by low;",
    )
    assert ("Trucks of the day", "how many trucks?", 1, ("low", "nothing", "topic")) == (
        answered.title, answered.question, answered.limit, answered.columns,
    )  # fmt: skip
    assert (("10.0", "", "rivertown"), ("50.0", "", "rivertown")) == answered.rows


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("select form claims", 'Referenced column "form" was not found'),
        ("selekt 1", "syntax error"),
        ("-- T\n-- Limit: many\nselect 1", "the limit 'many'; expected a number from 1 to 50"),
        ("from range(2000)", "more than 1,000 rows; narrow it down"),
        ("select sum(a.range % 7) from range(4000000) a, range(4000000) b", "took more than 0.3 s"),
        ("create table mine as select 1", "read-only"),
        ("delete from store.claims", "read-only"),
        ("from read_text('/etc/hostname')", "file system operations are disabled"),
        ("copy claims to '/tmp/claims.csv'", "file system operations are disabled"),
        ("attach 'other.duckdb'", "file system operations are disabled"),
        ("set memory_limit = '60GB'", "the configuration has been locked"),
    ],
)
def test_what_a_file_does_wrong_is_its_answer(
    data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str, says: str
) -> None:
    """It is told with the file's name, in one line, and the others answer all the same."""
    monkeypatch.setattr(watching, "LONGEST_SECONDS", 0.3)
    (tmp_path / "zz_good.sql").write_text("select 1 as one", "utf-8")
    (tmp_path / "own.sql").write_text(text, "utf-8")
    *_, broken, good = ask_watches(data, tmp_path, {})
    assert says in broken.error
    assert (f"{tmp_path.name}/own.sql: ", "\n" in broken.error) == (
        broken.error[: len(tmp_path.name) + 10],
        False,
    )
    assert good.rows == (("1",),)


def test_a_file_that_is_no_text_is_told(data: Path, tmp_path: Path) -> None:
    """Bytes that are not UTF-8 are no reason to stop."""
    (tmp_path / "own.sql").write_bytes(b"select '\xff'")
    *_, own = ask_watches(data, tmp_path, {})
    assert "cannot be read as UTF-8" in own.error


def test_a_digest_shows_as_many_rows_as_the_file_says(data: Path, tmp_path: Path) -> None:
    """A block has the limit's rows and says how many more there are; one without rows does not appear."""
    (tmp_path / "a.sql").write_text("-- Numbers\n-- Limit: 2\nfrom range(5)", "utf-8")
    (tmp_path / "b.sql").write_text("-- Nothing\nselect 1 where false", "utf-8")
    (tmp_path / "c.sql").write_text("-- Broken\nselect", "utf-8")
    with stores.open_store(data) as store:
        found = read_rows(store, MORNING, {}, tmp_path)
    numbers, broken = sections_of(found.watches)
    assert ("Numbers", (("0",), ("1",)), "3 more rows where these come from.") == (
        numbers.title, numbers.rows, numbers.more,
    )  # fmt: skip
    assert ("Broken", ("This query failed",)) == (broken.title, broken.columns)


def test_doctor_lists_them(data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Each with its title and how many rows; a broken one needs a look."""
    config = tmp_path / "countercheck.toml"
    config.write_text('[monitor]\nwatch = "mine"\n', "utf-8")
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "good.sql").write_text("-- All claims\nfrom claims", "utf-8")
    (tmp_path / "mine" / "slip.sql").write_text("-- Slip\nfrom claim", "utf-8")
    code = main(["doctor", "--config", str(config), "--data", str(data)])
    lines = [line.split(maxsplit=2) for line in capsys.readouterr().out.splitlines()]
    told = {
        (line[0], line[2].split(" in ")[0].split(" with name")[0]) for line in lines if line[1] == "watch"
    }
    assert {
        ("ok", "mine/good.sql: All claims: 2 rows"),
        ("LOOK", "mine/slip.sql: Catalog Error: Table"),
        ("ok", "queries/watch/silent_outlets.sql: Outlets that fell silent: 0 rows"),
    } <= told
    assert code == ExitCode.DONE_WITH_FAILURES


def test_before_the_first_copy_nothing_is_asked(tmp_path: Path) -> None:
    """There is nothing to ask yet, and no error either."""
    assert ask_watches(tmp_path, tmp_path, {}) == []


def shipped(newsroom: Newsroom, title: str) -> tuple[tuple[str, ...], ...]:
    """Return the rows of the shipped query with this title."""
    stores.publish(newsroom.store)
    answers = ask_watches(newsroom.store.data, None, {"as_of": newsroom.clock})
    assert [answer.error for answer in answers if answer.error] == []
    return next(answer.rows for answer in answers if answer.title == title)


def test_numbers_that_rest_on_one_speaker(newsroom: Newsroom) -> None:
    """Three outlets that give one number from one speaker are told; two, or two speakers, are not."""
    newsroom.tell("""
        outlet | says | unit  | speaker | speaker_kind
        Post   | 10   | truck | police  | official
        Herald | 10   | truck | police  | official
        Globe  | 10   | truck | police  | official
        Post   | 90   | truck | drivers | witness
        Herald | 90   | truck | police  | official
        Globe  | 90   | truck | mayor   | official
    """)
    rows = shipped(newsroom, "Numbers that rest on one speaker")
    assert rows == (("10", "evacuate", "police", "3", "Globe, Herald, Post"),)


def test_outlets_that_fell_silent(newsroom: Newsroom) -> None:
    """An outlet that had something on most days, and has had nothing for two, is told."""
    rows = [
        {"article_id": f"{outlet}{day}", "source_kind": "feed", "source": "s", "identity": "i",
         "first_seen_at": newsroom.clock - timedelta(days=day + 0.5)}
        for outlet, days in (("Daily", range(2, 12)), ("Alive", range(12)), ("Weekly", range(2, 16, 7)))
        for day in days
    ]  # fmt: skip
    newsroom.store.append("articles", rows)
    versions = [
        {"article_id": row["article_id"], "version": 1, "document_id": "d", "doc": "d", "text": "",
         "outlet": str(row["article_id"]).rstrip("0123456789"), "published_basis": "stated",
         "seen_at": row["first_seen_at"]}
        for row in rows
    ]  # fmt: skip
    newsroom.store.append("article_versions", versions)
    assert [row[:2] for row in shipped(newsroom, "Outlets that fell silent")] == [("Daily", "0.7")]
