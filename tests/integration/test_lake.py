"""A store that several machines write: a real PostgreSQL, real processes, the same findings as in a file.

Where there is no PostgreSQL these tests are reported as not run; `make postgres` installs it.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from flows import day, store
from flows.config import load_settings
from flows.errors import ExitCode, StoreBusyError, StoreError
from flows.settings import Storage
from flows.store.compact import compact
from flows.store.reading import open_copy
from tests.support.countercheck import ROOT, Installation
from tests.support.crowd import CONFIGURATION, add_shipped_seeds, found_in, publish, write_seeds
from tests.support.postgres import create_database, postgres, programs

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from flows.settings import Settings

pytestmark = pytest.mark.skipif(
    programs() is None, reason="not run: no PostgreSQL on this machine; `make postgres` installs it"
)
NOW = datetime(2020, 5, 20, 7, tzinfo=UTC)
DASK = '[workers]\nrunner = "dask"\nprocesses = 2\n'
COMMENTS = (
    "select table_name, column_name, comment from duckdb_columns() where not internal order by all",
    "select function_name, comment from duckdb_functions() where not internal order by all",
)


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    """Name a PostgreSQL that runs for this file."""
    with postgres() as named:
        yield named


def lake(folder: Path, server: str, name: str, more: str = "", articles: int = 12) -> Installation:
    """Return an installation whose store is a new lake."""
    catalogue = create_database(server, name)
    text = f'{CONFIGURATION}{more}[store]\nkind = "ducklake"\ncatalogue = "{catalogue}"\ndata_path = "lake"\n'
    return write_seeds(folder, text, articles=articles, PREFECT_LOGGING_LEVEL="INFO")


def taken_in(installation: Installation, now: datetime = NOW) -> Settings:
    """Take in the seeds, here, without Prefect, and return the settings."""
    settings = settings_of(installation)
    day.ingest(settings, installation.data, now, print)
    return settings


def settings_of(installation: Installation) -> Settings:
    """Return what the installation's configuration says."""
    return load_settings(installation.folder / "countercheck.toml")


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory, server: str) -> Installation:
    """A lake in which articles lie."""
    installation = lake(tmp_path_factory.mktemp("shared") / "here", server, "shared")
    taken_in(installation)
    return installation


@pytest.mark.timeout(500)  # six processes work for it, and the machine may have other things to do
def test_a_file_that_becomes_a_lake_keeps_all_and_two_workers_go_on_in_it(
    tmp_path: Path, server: str, prefect_cache: Path
) -> None:
    """A run with Dask's workers and a lake finds what a run in one process and a file finds, and forgets nothing.

    Every row of every view that is exported is the same, of the shipped seeds and of 210 articles about floods, and
    so is every comment in the copy.
    """
    alone = write_seeds(tmp_path / "alone", articles=3)
    taken_in(alone)
    publish(alone.folder / "seeds", 210)
    add_shipped_seeds(alone)
    today = datetime.now(UTC)
    day.analyse(taken_in(alone, today), alone.data, today, print)
    many = lake(tmp_path / "many", server, "many", DASK, articles=210)
    add_shipped_seeds(many)
    before = write_seeds(tmp_path / "few", articles=3)
    taken_in(before)
    before.data.rename(many.data)
    shutil.copytree(prefect_cache, many.data / "cache")
    done = many.call("run")
    log = done.stdout + done.stderr
    assert done.returncode == ExitCode.DONE, log
    assert "took in   210 new articles" in log
    finished = re.findall(r"Task run 'read_part-\w+' - Finished in state Completed", log)
    assert (log.count("Register worker addr"), len(finished)) == (2, 2), log
    assert "dashboard at" not in log  # what Dask says where its pages listen
    asked_at = datetime.now(UTC)
    found, expected = found_in(many, asked_at), found_in(alone, asked_at)
    assert found == expected
    assert min(len(expected[view]) for view in ("claims", "discrepancies", "stories", "positions")) > 0
    with open_copy(many.data) as ours, open_copy(alone.data) as theirs:
        assert [ours.select(sql) for sql in COMMENTS] == [theirs.select(sql) for sql in COMMENTS]
    assert many.left_over() == []


def start_writer(here: Installation, *arguments: str) -> subprocess.Popen[str]:
    """Start a worker, and return it when it has the lake open."""
    command = [sys.executable, "-m", "tests.support.lake_writer", str(here.folder / "countercheck.toml")]
    writer = subprocess.Popen(
        [*command, str(here.data), *arguments],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert writer.stdout is not None
    assert writer.stdout.readline().endswith("is there\n")
    return writer


def go_on(*writers: subprocess.Popen[str]) -> None:
    """Let workers that wait go on."""
    for writer in writers:
        assert writer.stdin is not None
        writer.stdin.write("\n")
        writer.stdin.flush()


def stored(here: Installation) -> tuple[int, int, int, int]:
    """Return how many documents, articles and versions from feeds there are, and how many different articles."""
    with store.open_shared(here.data, settings_of(here).store) as database:
        [row] = database.select(
            "select (select count(*) from store.documents where media_type = 'text/plain' and byte_count < 100) as d, "
            "(select count(*) from store.articles where source_kind = 'feed') as a, "
            "count(*) as v, count(distinct article_id) as n "
            "from store.article_versions semi join (from store.articles where source_kind = 'feed') using (article_id)"
        )
    return row["d"], row["a"], row["v"], row["n"]


def test_two_writers_at_once_lose_nothing_and_double_nothing(shared: Installation) -> None:
    """Two workers bring 60 articles each, 40 of them the same, while a run has the store open."""
    with (
        start_writer(shared, "one", "0", "60") as one,
        start_writer(shared, "other", "20", "80") as other,
        store.open_store(shared.data, settings_of(shared).store) as run,
    ):
        go_on(one, other)
        assert (one.wait(60), other.wait(60)) == (0, 0)
        store.finish_run(run, store.start_run(run, "analyse", NOW), {}, NOW)
    assert stored(shared) == (80, 80, 80, 80)


def test_a_killed_writer_leaves_nothing_half_written_and_its_turn_to_others(shared: Installation) -> None:
    """SIGKILL in the middle of a turn: what it wrote is not there, and the next worker writes at once."""
    before = stored(shared)
    with start_writer(shared, "killed", "100", "105", "hold") as killed:
        go_on(killed)
        assert killed.stdout is not None
        assert killed.stdout.readline() == "killed holds its turn\n"
        killed.kill()
    assert stored(shared) == before
    with start_writer(shared, "next", "100", "105") as after:
        go_on(after)
        assert after.wait(60) == 0
    assert stored(shared) == tuple(number + 5 for number in before)


def test_one_run_at_a_time_on_all_machines(shared: Installation, tmp_path: Path) -> None:
    """Another machine, with a data directory of its own, waits for the run that has the lake, and then says so."""
    told: list[str] = []
    kept = settings_of(shared).store
    with (
        store.open_store(shared.data, kept),
        pytest.raises(StoreBusyError, match="on this machine or another"),
        store.open_store(tmp_path, kept, wait_seconds=0.1, notice=told.append),
    ):
        pass
    assert len(told) == 1


def test_a_catalogue_out_of_reach_is_told_with_what_to_do(tmp_path: Path) -> None:
    """Where no PostgreSQL answers, the message names the catalogue and what to look at."""
    kept = Storage(
        kind="ducklake", catalogue=f"postgres:host={tmp_path} dbname=x", data_path=tmp_path / "lake"
    )
    with pytest.raises(StoreError, match="look whether PostgreSQL runs"), store.open_store(tmp_path, kept):
        pass


def test_maintenance_puts_small_files_together(shared: Installation) -> None:
    """What many workers wrote in many small files is one file afterwards, with the same rows."""
    before = stored(shared)
    assert compact(shared.data, settings_of(shared).store, notice=print) == 0
    assert stored(shared) == before
