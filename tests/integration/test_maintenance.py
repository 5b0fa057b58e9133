"""The nightly housekeeping: what is past its time goes, what was found stays, and a kill leaves one whole database."""

from __future__ import annotations

from contextlib import suppress
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import duckdb
import pytest

from flows import day, keeping
from flows.errors import StoreError
from flows.records import Document
from flows.settings import Keeping, Monitor, Settings
from flows.store import Unsettled, open_store, settle, store_documents
from flows.store.backup import restore
from flows.store.compact import compact

if TYPE_CHECKING:
    from pathlib import Path

    from flows.store import Store

FIRST = datetime(2024, 5, 1, 7, tzinfo=UTC)
MUCH = "insert into store.regions select repeat(md5(i::varchar), 40) from range(20000) as numbers (i)"


def refuse(said: str) -> None:
    """Take a notice that nobody should give."""
    raise AssertionError(said)


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """Return settings with two seeds, that keep documents for a month and two backups."""
    seeds = tmp_path / "seeds"
    seeds.mkdir()
    for name in ("a", "b"):
        text = f"Trucks leave {name}\n2024-05-01\n\nThe mayor said 40 trucks left Northgate on Wednesday."
        (seeds / f"{name}.txt").write_text(text, "utf-8")
    kept = Keeping(documents_days=30, backups=tmp_path / "backups", backups_kept=2)
    return Settings(monitor=Monitor(seeds=seeds), keeping=kept)


def test_documents_past_their_time_go_and_what_was_read_stays(settings: Settings, tmp_path: Path) -> None:
    """The bytes leave the disk once and do not come back with the next run; articles and claims are there."""
    data = tmp_path / "data"
    day.ingest(settings, data, FIRST, print)
    day.analyse(settings, data, FIRST, print)
    (settings.monitor.seeds / "c.txt").write_text("Fresh\n2024-06-10\n\nThe mayor counted 9 trucks.", "utf-8")
    later = FIRST + timedelta(days=40)
    day.ingest(settings, data, later, print)
    report = keeping.maintain(settings, data, later, refuse)
    assert (report.counts["removed document"], report.failures) == (2, ())
    assert len(list((data / "documents").rglob("*.gz"))) == 1
    assert day.ingest(settings, data, later, print).in_words == "nothing new"
    assert keeping.maintain(settings, data, later, refuse).counts["removed document"] == 0
    assert len(list((data / "documents").rglob("*.gz"))) == 1
    with open_store(data) as store:
        [found] = store.select(
            "select count(*) as n from claims where low = 40 and contains(sentence, 'Northgate')"
        )
    assert found["n"] == 2


def test_a_file_of_many_documents_goes_with_the_last_of_them(settings: Settings, tmp_path: Path) -> None:
    """What came in together goes together, and what was read ahead again is not kept anew."""
    data = tmp_path / "data"
    documents = [Document(f"{number:064}", bytes([number]) * 99, "text/plain") for number in range(30)]
    with open_store(data) as store:
        store_documents(store, documents, FIRST)
    later = FIRST + timedelta(days=40)
    assert keeping.maintain(settings, data, later, refuse).counts["removed document"] == 30
    unsettled = Unsettled(data)
    unsettled.write(documents)
    with open_store(data) as store:
        store_documents(store, documents, later, settle(store, unsettled))
    assert [path for path in (data / "documents").rglob("*") if path.is_file()] == []


def test_a_backup_a_night_and_the_oldest_go(settings: Settings, tmp_path: Path) -> None:
    """The newest stay, a stranger's file in the folder too, and the last one can be put back."""
    data, backups = tmp_path / "data", tmp_path / "backups"
    day.ingest(settings, data, FIRST, print)
    backups.mkdir()
    (backups / "mine.tar").touch()
    for nights in range(3):
        keeping.maintain(settings, data, FIRST + timedelta(days=nights), refuse)
    assert sorted(path.name for path in backups.iterdir()) == [
        "countercheck-2024-05-02.tar",
        "countercheck-2024-05-03.tar",
        "mine.tar",
    ]
    newest = backups / "countercheck-2024-05-03.tar"
    assert restore(newest, tmp_path / "back", FIRST, may_replace=False, notice=refuse) is None


def test_a_backup_that_fails_is_told_and_stops_nothing(settings: Settings, tmp_path: Path) -> None:
    """Where the folder of the backups is a file, the documents are seen to all the same."""
    (tmp_path / "backups").touch()
    day.ingest(settings, tmp_path / "data", FIRST, print)
    report = keeping.maintain(settings, tmp_path / "data", FIRST + timedelta(days=40), refuse)
    assert report.counts["removed document"] == 2
    assert [(failure.subject_kind, failure.outcome) for failure in report.failures] == [("backup", "failed")]


def rows_of(store: Store) -> list[object]:
    """Return how the database is made, and some of what is in it."""
    made = store.select(
        "select table_name, comment, estimated_size from duckdb_tables() where schema_name = 'store' order by all"
    )
    return [made, store.select("from store.migrations order by all"), store.select("from start_here")]


def test_an_emptied_database_becomes_small_again(tmp_path: Path) -> None:
    """It holds what it held, with its comments, views and keys; one that is full is left alone."""
    with open_store(tmp_path) as store:
        store.execute(MUCH)
    assert compact(tmp_path, notice=refuse, least_bytes=1) == 0
    with open_store(tmp_path) as store:
        store.execute("delete from store.regions")
        store.execute("checkpoint")
        before = rows_of(store)
    size = (tmp_path / "countercheck.duckdb").stat().st_size
    (tmp_path / "countercheck.new.duckdb").write_bytes(b"half")  # as a kill leaves it
    freed = compact(tmp_path, notice=refuse, least_bytes=1)
    assert freed > 0
    assert (tmp_path / "countercheck.duckdb").stat().st_size == size - freed
    assert sorted(path.name for path in tmp_path.iterdir()) == ["countercheck.duckdb", "lock"]
    with open_store(tmp_path) as store:
        assert rows_of(store) == before
        store.execute("insert into store.runs (run_id, kind, started_at) values ('a', 'ingest', now())")
        with pytest.raises(duckdb.ConstraintException):
            store.execute("insert into store.runs (run_id, kind, started_at) values ('a', 'ingest', now())")


def test_a_database_is_copied_before_it_is_migrated(tmp_path: Path) -> None:
    """The copy holds it as it was, and only the newest copy stays; without room nothing is migrated."""
    with open_store(tmp_path) as store:
        newest, before = store.select(
            "select version as n from store.migrations order by version desc limit 2"
        )
        store.execute("create table store.marker as select 1 as one")
        store.execute("delete from store.migrations where version = ?", [newest["n"]])
    (tmp_path / "countercheck.schema-1.duckdb").touch()
    kept = tmp_path / f"countercheck.schema-{before['n']}.duckdb"
    kept.with_suffix(".new").mkdir()
    with pytest.raises(StoreError, match="Nothing was changed"), open_store(tmp_path):
        pass
    kept.with_suffix(".new").rmdir()
    with (
        suppress(duckdb.Error),
        open_store(tmp_path),
    ):  # it was applied once: what it makes may be there already
        pass
    assert [path.name for path in tmp_path.glob("*.schema-*")] == [kept.name]
    with duckdb.connect(kept, read_only=True) as connection:
        assert connection.execute("select one from store.marker").fetchall() == [(1,)]
