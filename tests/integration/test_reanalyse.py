"""The archive read again by other rules: what it costs, what changed, and that it can be stopped at any time."""

from __future__ import annotations

import os
import shutil
import signal
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from flows import claims, day, reanalysis
from flows.cli import main
from flows.commands.reanalyse import stopping
from flows.config import load_settings
from flows.errors import ExitCode
from flows.store import open_store, pending_versions
from tests.support.countercheck import Installation, install

if TYPE_CHECKING:
    from pathlib import Path

    from flows.store import Row

NOW = datetime(2024, 5, 2, 7, tzinfo=UTC)
LATER = datetime(2024, 5, 3, 7, tzinfo=UTC)
TOLD = "The governor said {n} trucks left Northgate on Wednesday. A driver said {m} people were killed."
OTHER_RULES = """
    update store.extractions set extractor_version = 'older';
    update store.claims set low = 7, high = 7, text = 'seven' where doc = '0.txt' and unit = 'truck';
    update store.claims set speaker = 'nobody' where doc = '1.txt' and unit = 'truck';
    delete from store.claims where doc = '2.txt' and event = 'kill';
    insert into store.claims
    select * replace ('made-up' as claim_id, 0 as span_start, 3 as span_end, 'rescue' as event)
    from store.claims where doc = '3.txt' and unit = 'truck';
"""


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of an installation whose five articles were read by other rules, and read otherwise."""
    here = install(tmp_path_factory.mktemp("archive") / "here")
    shutil.rmtree(here.folder / "seeds")
    (here.folder / "seeds").mkdir()
    for number in range(5):
        text = f"Trucks leave Northgate\nPost {number}\n2024-04-0{number + 1}\n\n"
        text += TOLD.format(n=40 + number, m=10 + number)
        (here.folder / "seeds" / f"{number}.txt").write_text(text, "utf-8")
    settings = load_settings(here.folder / "countercheck.toml")
    for step in (day.ingest, day.analyse):
        step(settings, here.data, NOW, print)
    with open_store(here.data) as store:
        store.execute(OTHER_RULES)
    return here.folder


@pytest.fixture
def here(archive: Path, tmp_path: Path) -> Installation:
    """Return a copy of it, for each test its own."""
    return Installation(shutil.copytree(archive, tmp_path / "here"))


def rows(here: Installation, statement: str) -> list[Row]:
    """Return what a statement says of the database."""
    with open_store(here.data) as store:
        return store.select(statement)


def left(here: Installation) -> int:
    """Return how many articles these rules have not read."""
    with open_store(here.data) as store:
        return len(pending_versions(store, claims.extractor_version()))


def again(here: Installation, *, pieces: int = 99) -> reanalysis.Reread:
    """Read the archive again, stopped after so many pieces."""
    answers = iter([False] * pieces)
    settings = load_settings(here.folder / "countercheck.toml")
    return reanalysis.read_again(settings, here.data, LATER, print, is_stopped=lambda: next(answers, True))


def test_what_was_read_otherwise_is_told_and_kept(here: Installation) -> None:
    """Each claim that is new, gone or read otherwise stays as it was; one that is the same leaves no trace."""
    done = again(here)
    assert (done.read, done.left, done.failures) == (5, 0, ())
    found = rows(
        here, "select change, doc, text, low, speaker, event, read_by from rereadings order by doc, change"
    )
    kept = [(row["change"], row["doc"], row["event"]) for row in found]
    assert ("new", "2.txt", "kill") in kept
    assert ("gone", "3.txt", "rescue") in kept
    assert [row["speaker"] for row in found if (row["change"], row["doc"]) == ("details", "1.txt")] == [
        "nobody"
    ]
    [other] = [row for row in found if (row["change"], row["doc"]) == ("number", "0.txt")]
    assert (other["text"], other["low"], other["read_by"]) == ("seven", 7, "older")
    assert {row["doc"] for row in found} == {"0.txt", "1.txt", "2.txt", "3.txt"}
    assert sum(row["other_number"] for row in done.changes) == 1
    again_done = again(here)
    assert (again_done.read, again_done.changes) == (0, done.changes)


def test_reading_again_ends_where_reading_at_once_does(here: Installation, tmp_path: Path) -> None:
    """An archive read again has the claims of one that these rules alone have read."""
    again(here)
    fresh = tmp_path / "fresh"
    settings = load_settings(here.folder / "countercheck.toml")
    for step in (day.ingest, day.analyse):
        step(settings, fresh, NOW, print)
    with open_store(fresh) as store:
        wanted = store.select("from store.claims order by all")
    assert wanted
    assert rows(here, "from store.claims order by all") == wanted


def test_stopped_between_two_pieces_it_goes_on_from_there(
    here: Installation, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was read stays read, and the rest is read when called again; the changes of both are told together."""
    monkeypatch.setattr(reanalysis, "AT_ONCE", 2)
    first = again(here, pieces=1)
    assert (first.read, first.left, first.analysis) == (2, 3, None)
    assert left(here) == 3
    second = again(here)
    assert (second.read, second.left) == (3, 0)
    assert {row["kind"] for row in second.changes} == {"count"}
    assert second.analysis is not None
    assert left(here) == 0


def test_an_analysis_reads_a_few_again_the_newest_first(here: Installation) -> None:
    """Nobody has to call for it: each run reads some again, up to a set number."""
    config = here.folder / "countercheck.toml"
    config.write_text(config.read_text("utf-8") + "\n[keeping]\nread_again_per_run = 2\n", "utf-8")
    report = day.analyse(load_settings(config), here.data, LATER, print)
    assert report.counts["article"] == 2
    read = rows(
        here,
        "select doc from store.extractions join store.article_versions using (article_id, version) "
        "where extractor_version <> 'older' order by doc",
    )
    assert [row["doc"] for row in read] == ["3.txt", "4.txt"]


def test_the_command_says_the_cost_first(here: Installation, capsys: pytest.CaptureFixture[str]) -> None:
    """A dry run changes nothing; with nobody to ask it wants --yes; --since leaves the older ones."""
    common = ["reanalyse", "--config", str(here.folder / "countercheck.toml")]
    assert main([*common, "--dry-run"]) == ExitCode.DONE
    assert capsys.readouterr().out.startswith(
        "5 articles were read by other rules: reading them takes about "
    )
    assert main(common) == ExitCode.WRONG_USAGE
    assert "add --yes to begin" in capsys.readouterr().err
    assert left(here) == 5
    assert main([*common, "--yes", "--since", "2024-04-04"]) == ExitCode.DONE
    printed = capsys.readouterr().out
    assert "read      2 articles again" in printed
    assert "1 gone" in printed


def test_ctrl_c_and_sigterm_end_the_work_after_a_piece() -> None:
    """In the block they are noted and end nothing; after it they are what they were."""
    before = signal.getsignal(signal.SIGTERM)
    with stopping() as received:
        for sent in (signal.SIGTERM, signal.SIGINT):
            os.kill(os.getpid(), sent)
    assert received == [signal.SIGTERM, signal.SIGINT]
    assert signal.getsignal(signal.SIGTERM) == before
