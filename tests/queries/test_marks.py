"""queries/views/20_marks.sql and `countercheck mark`: what the analyst sets aside, and when it comes back."""

from __future__ import annotations

import json
import shutil
import threading
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from flows.cli import main
from flows.errors import ExitCode
from flows.issuing.rows import read_rows
from flows.store import publish
from flows.store.lock import writer_lock
from flows.store.marks import Mark, add_marks
from tests.support.newsroom import MORNING, open_newsroom

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from flows.store.marks import MarkName
    from tests.support.newsroom import Newsroom

GAP = "article | speaker | says | place\none | army | 250 | Rivertown\ntwo | mayor | 40 | Rivertown"
WIDER = "speaker | says | place\nmonitor | 900 | Rivertown"
ONE_MORE = "speaker | says | place\nmonitor | 40 | Rivertown"


@pytest.fixture(scope="module")
def one_gap(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the data directory of a newsroom that was told of one gap."""
    data = tmp_path_factory.mktemp("gap") / "data"
    with open_newsroom(data) as newsroom:
        newsroom.tell(GAP)
    return data


@pytest.fixture
def newsroom(tmp_path: Path, one_gap: Path) -> Iterator[Newsroom]:
    """A newsroom that was told of one gap, of its own for each test."""
    with open_newsroom(tmp_path / "data", like=one_gap) as opened:
        opened.runs, opened.clock = 1, MORNING + timedelta(hours=1)
        yield opened


def mark(newsroom: Newsroom, how: MarkName, until: date | None = None) -> None:
    """Mark every discrepancy there is."""
    ids = [row["discrepancy_id"] for row in newsroom.store.select("from discrepancies")]
    newsroom.clock += timedelta(minutes=1)
    add_marks(newsroom.store, ids, Mark(how, "known", until), newsroom.clock)


def one_id(newsroom: Newsroom) -> str:
    """Return the id of the gap there was first."""
    rows = newsroom.store.select("from discrepancies order by first_seen_at limit 1")
    return str(rows[0]["discrepancy_id"])


def shown(newsroom: Newsroom, at: datetime | None = None) -> list[tuple[str, bool]]:
    """Return mark and is_news of what a digest shows that was issued after an hour, without an issue before."""
    found = read_rows(newsroom.store, at or newsroom.clock + timedelta(hours=1), {})
    return [(row["mark"], row["is_news"]) for row in found.discrepancies]


@pytest.mark.parametrize(
    ("how", "then", "expected"),
    [
        ("muted", None, []),
        ("muted", ONE_MORE, []),  # the same gap
        ("muted", WIDER, [("open", True)]),
        ("acknowledged", None, [("acknowledged", False)]),
        ("acknowledged", WIDER, [("open", True)]),
    ],
)
def test_a_mark_holds_until_the_sources_part_further(
    newsroom: Newsroom, how: MarkName, then: str | None, expected: list[tuple[str, bool]]
) -> None:
    """What is muted leaves the digest, what is acknowledged is no news; a wider gap ends both."""
    mark(newsroom, how)
    if then:
        newsroom.tell(then)
    assert shown(newsroom) == expected


def test_a_mark_ends_on_its_day(newsroom: Newsroom) -> None:
    """Until is the day on which the digest shows it again."""
    mark(newsroom, "muted", until=date(2020, 5, 12))
    assert shown(newsroom, datetime(2020, 5, 11, 23, tzinfo=UTC)) == []
    assert shown(newsroom, datetime(2020, 5, 12, 0, tzinfo=UTC)) == [("open", True)]


def test_what_narrowed_while_muted_is_not_told(newsroom: Newsroom) -> None:
    """The list of changes leaves out what the analyst set aside."""
    mark(newsroom, "muted")
    since = newsroom.clock
    newsroom.tell("article | speaker | says | place\ntwo | mayor | 100 | Rivertown")
    changes = read_rows(newsroom.store, newsroom.clock, {"since": since}).changes
    assert "narrowed" not in [row["status"] for row in changes]
    add_marks(newsroom.store, [one_id(newsroom)], Mark("open"), newsroom.clock)
    changes = read_rows(newsroom.store, newsroom.clock, {"since": since}).changes
    assert "narrowed" in [row["status"] for row in changes]


def test_a_past_day_is_told_with_its_marks(newsroom: Newsroom) -> None:
    """Marks are only added: each past moment can be asked for, before and after."""
    before = newsroom.clock
    mark(newsroom, "muted")
    muted = newsroom.clock
    mark(newsroom, "open")
    assert [shown(newsroom, at) for at in (before, muted, newsroom.clock)] == [
        [("open", True)],
        [],
        [("open", True)],
    ]
    rows = newsroom.store.select("select mark, note from store.marks order by marked_at")
    assert [("muted", "known"), ("open", "known")] == [tuple(row.values()) for row in rows]


@pytest.fixture(scope="module")
def two_gaps(tmp_path_factory: pytest.TempPathFactory, one_gap: Path) -> tuple[Path, list[str]]:
    """Return the data directory of a newsroom that was told of two gaps, and their ids."""
    data = tmp_path_factory.mktemp("gaps") / "data"
    with open_newsroom(data, like=one_gap) as newsroom:
        newsroom.tell("speaker | says | unit\narmy | 7 | truck\nmayor | 90 | truck")
        publish(newsroom.store)
        return data, [row["id"] for row in newsroom.found()]


@pytest.fixture
def told(tmp_path: Path, two_gaps: tuple[Path, list[str]]) -> tuple[Path, list[str]]:
    """Return a data directory of its own for each test, with two discrepancies, and their ids."""
    data, ids = two_gaps
    shutil.copytree(data, tmp_path / "data")
    return tmp_path / "data", ids


def listed(
    data: Path, capsys: pytest.CaptureFixture[str], *options: str
) -> list[tuple[str, str, str | None]]:
    """Return id, mark and note of what `countercheck discrepancies` lists."""
    capsys.readouterr()
    assert main(["discrepancies", "--json", *options, "--data", str(data)]) == ExitCode.DONE
    return [(row["id"], row["mark"], row["mark_note"]) for row in json.loads(capsys.readouterr().out)]


def test_the_command_marks_and_takes_back(
    told: tuple[Path, list[str]], capsys: pytest.CaptureFixture[str]
) -> None:
    """The beginning of an id is enough; the list shows the mark at once, and what is muted on demand."""
    data, (one, other) = told
    here = ["--data", str(data)]
    assert (
        main(["mark", one[:6], "--mute", "--note", "a slip", "--until", "2999-01-01", *here]) == ExitCode.DONE
    )
    assert "muted until 2999-01-01: " in capsys.readouterr().out
    assert main(["mark", other, "--ack", *here]) == ExitCode.DONE
    assert listed(data, capsys) == [(other, "acknowledged", "")]
    assert listed(data, capsys, "--all") == [(one, "muted", "a slip"), (other, "acknowledged", "")]
    assert main(["discrepancies", "--all", *here]) == ExitCode.DONE
    assert "    muted: a slip\n" in capsys.readouterr().out
    # As it is copied out of a digest: with what stands round it, and in capitals.
    assert main(["mark", f" {one[:8].upper()}.", f"({other[:8]})", "--clear", *here]) == ExitCode.DONE
    assert listed(data, capsys) == [(one, "open", ""), (other, "open", "")]


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["zzzz", "--mute"], "no discrepancy's id begins so; `countercheck discrepancies --all`"),
        (["ab", "--mute"], "too short for an id; give at least 4"),
        (["{one}", "--mute", "--until", "2001-01-01"], "expected a day after today"),
        (["{one}", "--mute", "--until", "soon"], "--until: found 'soon'; expected a day such as"),
        (["{one}", "--clear", "--until", "2999-01-01"], "--clear takes a mark back at once"),
    ],
)
def test_a_mistake_marks_nothing(
    told: tuple[Path, list[str]], capsys: pytest.CaptureFixture[str], arguments: list[str], says: str
) -> None:
    """A mistake is wrong usage, told with what to do."""
    data, (one, _) = told
    given = [argument.format(one=one) for argument in arguments]
    assert main(["mark", *given, "--data", str(data)]) == ExitCode.WRONG_USAGE
    assert says in capsys.readouterr().err


def test_an_ambiguous_beginning_names_what_it_may_mean(
    told: tuple[Path, list[str]], capsys: pytest.CaptureFixture[str]
) -> None:
    """Two ids that begin alike are both named, with what they are about."""
    data, (one, _) = told
    with open_newsroom(data) as newsroom:
        newsroom.store.execute(
            "insert into store.discrepancies select * replace (? as discrepancy_id) "
            "from store.discrepancies where discrepancy_id = ?",
            [twin := one[:8] + "0" * 8, one],
        )
        newsroom.store.execute(
            "insert into store.discrepancy_states select * replace (? as discrepancy_id) "
            "from store.discrepancy_states where discrepancy_id = ?",
            [twin, one],
        )
    assert main(["mark", one[:8], "--mute", "--data", str(data)]) == ExitCode.WRONG_USAGE
    printed = capsys.readouterr().err
    assert "2 ids begin so" in printed
    assert (one in printed, twin in printed) == (True, True)


def test_a_mark_waits_for_a_run(told: tuple[Path, list[str]], capsys: pytest.CaptureFixture[str]) -> None:
    """While a run writes, the command says that it waits, and then does its work."""
    data, (one, _) = told
    with writer_lock(data / "lock", wait_seconds=1, notice=print):
        marking = threading.Thread(target=main, args=(["mark", one, "--mute", "--data", str(data)],))
        marking.start()
        told_so = ""
        while "waiting up to" not in told_so:
            told_so += capsys.readouterr().err
            assert marking.is_alive()
    marking.join()
    assert "muted: " in capsys.readouterr().out


def test_before_the_first_run_there_is_nothing_to_mark(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """No data directory is made by the way."""
    assert main(["mark", "abcd", "--ack", "--data", str(tmp_path / "no")]) == ExitCode.COULD_NOT_RUN
    assert "`countercheck run` makes one" in capsys.readouterr().err
    assert not (tmp_path / "no").exists()


def test_a_past_digest_has_the_same_rows_again(newsroom: Newsroom) -> None:
    """Later articles, edits and marks change nothing of what was known then."""
    at, sections = newsroom.clock, ("discrepancies", "standings", "changes", "topics", "set_aside")
    asked = {"since": MORNING - timedelta(days=1)}
    before = read_rows(newsroom.store, at, asked)
    newsroom.clock += timedelta(minutes=1)
    newsroom.tell(
        "article | speaker | says | place\ntwo | mayor | 60 | Rivertown\nsix | nurse | 7 | Rivertown"
    )
    mark(newsroom, "muted")
    after = read_rows(newsroom.store, at, asked)
    assert [getattr(after, name) for name in sections] == [getattr(before, name) for name in sections]
    assert before.discrepancies
    assert read_rows(newsroom.store, newsroom.clock, asked).discrepancies != before.discrepancies
