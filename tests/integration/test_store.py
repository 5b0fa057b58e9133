"""The store with real files and processes: killed, locked out, without a disk, read by open shells."""

from __future__ import annotations

import subprocess
import sys
import sysconfig
import threading
from pathlib import Path

import duckdb
import pytest

from flows import store as stores
from flows.errors import StoreError
from flows.records import Outcome
from tests.support.countercheck import ROOT
from tests.support.store_run import ARTICLES, NOW, incoming, run

SHELL = Path(sysconfig.get_path("scripts")) / "duckdb"
LONGEST = 120


def start(data: Path, *how: str) -> subprocess.Popen[str]:
    """Start a run in a process of its own, its output and input piped."""
    command = [sys.executable, "-m", "tests.support.store_run", str(data), *how]
    return subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)


def shell(database: Path, sql: str) -> str:
    """Return what the real DuckDB shell prints for `sql`, as CSV without a header."""
    done = subprocess.run(
        [SHELL, "-readonly", "-csv", "-noheader", database, "-c", sql],
        capture_output=True, text=True, check=False, timeout=LONGEST,
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout.strip()


def contents(data: Path) -> dict[str, object]:
    """Return what a run leaves: rows by table, the discrepancies, and the documents on the disk."""
    with stores.open_store(data) as store:
        counts = {
            table: store.select(f"select count(*) as n from store.{table}")[0]["n"]  # noqa: S608 - names from below
            for table in ("documents", "articles", "article_versions", "segments", "claims", "extractions",
                          "topic_articles", "discrepancies", "discrepancy_states", "discrepancy_claims")
        }  # fmt: skip
        files = sorted(str(path.relative_to(data)) for path in (data / "documents").rglob("*.*"))
        return counts | {"found": stores.discrepancies_as_json(store), "files": files}


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> dict[str, object]:
    """What a run leaves that nobody disturbed."""
    data = tmp_path_factory.mktemp("whole") / "data"
    run(data)
    return contents(data)


@pytest.mark.parametrize(
    "stage", ["opened", "store 3", "store 11", "extract 0.txt", "extract 7.txt", "match", "find", "publish"]
)
def test_a_run_killed_anywhere_is_completed_by_the_next(
    tmp_path: Path, whole: dict[str, object], stage: str
) -> None:
    """Nothing is lost, doubled or half written, and the run after that adds nothing."""
    data = tmp_path / "data"
    process = start(data)
    assert process.stdout
    for line in process.stdout:
        if line.strip() == stage:
            break
    process.kill()
    process.communicate(timeout=LONGEST)
    run(data)
    assert whole == contents(data)
    run(data)
    assert whole == contents(data)


@pytest.mark.parametrize("seconds", [0.2, 0.4, 0.5, 0.6, 0.7])
def test_a_first_run_killed_early_is_completed_by_the_next(
    tmp_path: Path, whole: dict[str, object], seconds: float
) -> None:
    """Wherever it was, the schema half made included."""
    data = tmp_path / "data"
    process = start(data)
    with pytest.raises(subprocess.TimeoutExpired):
        process.communicate(timeout=seconds)
    process.kill()
    process.communicate(timeout=LONGEST)
    run(data)
    assert whole == contents(data)


def test_a_second_run_waits_for_the_first(tmp_path: Path) -> None:
    """It says so, and goes on when the first has ended."""
    first = start(tmp_path / "data", "hold")
    assert first.stdout
    assert first.stdout.readline().strip() == "opened"
    second = start(tmp_path / "data")
    assert second.stdout
    notice = second.stdout.readline().strip()
    assert f"another run (process {first.pid}) is writing; waiting up to 60 s for it" == notice
    first.communicate("", timeout=LONGEST)
    out, _ = second.communicate("", timeout=LONGEST)
    assert out.splitlines()[-1] == "done"
    assert (first.returncode, second.returncode) == (0, 0)


def test_a_second_run_gives_up_with_a_clear_message(tmp_path: Path) -> None:
    """After the time set it names the process it waited for."""
    first = start(tmp_path / "data", "hold")
    assert first.stdout
    first.stdout.readline()
    second = start(tmp_path / "data", "hold")
    out, _ = second.communicate("", timeout=LONGEST)
    assert second.returncode == 3
    last = out.splitlines()[-1]
    assert f"another run (process {first.pid}) is writing and did not finish within 0.5 s" in last
    first.communicate("", timeout=LONGEST)
    assert first.returncode == 0


def test_the_lock_of_a_killed_run_holds_nobody_up(tmp_path: Path) -> None:
    """The operating system releases it."""
    first = start(tmp_path / "data", "hold")
    assert first.stdout
    first.stdout.readline()
    first.kill()
    first.communicate(timeout=LONGEST)
    notices: list[str] = []
    with stores.open_store(tmp_path / "data", wait_seconds=0, notice=notices.append):
        assert notices == []


def test_a_full_disk_is_a_clear_message_and_loses_nothing(tmp_path: Path, whole: dict[str, object]) -> None:
    """The run stops with what to look for; with room again, the next one completes it."""
    data = tmp_path / "data"
    process = start(data, "tiny")
    out, _ = process.communicate("", timeout=LONGEST)
    assert process.returncode == 3
    assert "look for a full or failing disk" in out.splitlines()[-1]
    run(data)
    assert whole == contents(data)


def test_a_directory_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    """The message says which directory, and what to do."""
    data = tmp_path / "data"
    data.mkdir(mode=0o555)
    process = start(data, "nobody")
    out, _ = process.communicate("", timeout=LONGEST)
    assert process.returncode == 3
    assert f"error: {data}: the data directory cannot be written (Permission denied)" in out


def test_a_database_from_a_newer_countercheck_is_left_alone(tmp_path: Path) -> None:
    """Both schema numbers are said, and what to do."""
    with stores.open_store(tmp_path) as store:
        store.execute("insert into store.migrations values (9999, 'from the future', now())")
    refused = pytest.raises(
        StoreError, match=r"countercheck\.duckdb: has schema 9999, this Countercheck .* update"
    )
    with refused, stores.open_store(tmp_path):
        pass


@pytest.mark.parametrize("damage", [b"", b"nothing that DuckDB wrote" * 1000])
def test_a_damaged_database_is_named(tmp_path: Path, damage: bytes) -> None:
    """The message says which file, and that the documents are safe."""
    run(tmp_path)
    database = tmp_path / "countercheck.duckdb"
    database.write_bytes(damage or database.read_bytes()[:5000])
    refused = pytest.raises(StoreError, match=r"countercheck\.duckdb: cannot be opened .* documents are kept")
    with refused, stores.open_store(tmp_path):
        pass


def test_a_database_open_elsewhere_is_named(tmp_path: Path) -> None:
    """A shell on the wrong file is told apart from damage."""
    run(tmp_path)
    holder = subprocess.Popen(
        [SHELL, tmp_path / "countercheck.duckdb"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert holder.stdin
    assert holder.stdout
    holder.stdin.write(".mode csv\nselect 'open' as here;\n")
    holder.stdin.flush()
    assert holder.stdout.readline().strip() == "here"
    refused = pytest.raises(StoreError, match=r"another program has the database open .* analyst\.duckdb")
    with refused, stores.open_store(tmp_path):
        pass
    holder.communicate(".quit\n", timeout=LONGEST)


def test_the_copy_answers_while_a_run_writes(tmp_path: Path) -> None:
    """The real shell opens the analyst's copy and gets an answer, with the database open for writing."""
    run(tmp_path)
    with stores.open_store(tmp_path) as store, store.transaction():
        stores.store_incoming(store, [incoming(ARTICLES)], NOW)
        assert str(ARTICLES) == shell(tmp_path / "analyst.duckdb", "select count(*) from articles")


def test_a_run_finishes_while_a_shell_is_open(tmp_path: Path) -> None:
    """The open shell keeps reading what it opened; the next one sees the new copy."""
    run(tmp_path)
    copy = tmp_path / "analyst.duckdb"
    reader = subprocess.Popen(
        [SHELL, "-readonly", "-csv", "-noheader", copy],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert reader.stdin
    assert reader.stdout
    reader.stdin.write("select count(*) from articles;\n")
    reader.stdin.flush()
    assert str(ARTICLES) == reader.stdout.readline().strip()
    with stores.open_store(tmp_path) as store:
        stores.store_incoming(store, [incoming(ARTICLES)], NOW)
        stores.publish(store)
    assert str(ARTICLES + 1) == shell(copy, "select count(*) from articles")
    out, _ = reader.communicate("select count(*) from claims;\n.quit\n", timeout=LONGEST)
    assert str(ARTICLES) == out.strip()


def test_the_copy_keeps_views_macros_and_comments(tmp_path: Path) -> None:
    """What the database explains of itself, the copy explains too, in a file older and newer shells open."""
    run(tmp_path)
    copy = tmp_path / "analyst.duckdb"
    assert shell(copy, "select question from start_here where name = 'claims'")
    undescribed = "select count(*) from duckdb_columns() where schema_name = 'store' and comment is null"
    assert shell(copy, undescribed) == "0"
    with duckdb.connect(copy, read_only=True) as connection:
        tags = connection.execute("select tags from duckdb_databases() where not internal").fetchall()
    assert [row[0] for row in tags] == [{"storage_version": "v1.4.0+"}]


def test_a_copy_that_cannot_be_written_leaves_the_old_one(tmp_path: Path) -> None:
    """The message names the copy; the run's own database is not touched."""
    run(tmp_path)
    with stores.open_store(tmp_path) as store:
        (tmp_path / "blocked.new.duckdb").mkdir()
        with pytest.raises(StoreError, match=r"blocked\.duckdb: the analyst's copy could not be written"):
            stores.publish(store, tmp_path / "blocked.duckdb")
        stores.publish(store)


@pytest.mark.parametrize(("count", "suffix"), [(1, ".gz"), (30, ".zip")])
def test_documents_are_kept_byte_for_byte(tmp_path: Path, count: int, suffix: str) -> None:
    """What came in can be read back, few or many in one file; known documents take no more room; damage is named."""
    items = [incoming(number) for number in range(count)]
    with stores.open_store(tmp_path) as store:
        for state in ("new", "unchanged"):
            assert {stored.state for stored in stores.store_incoming(store, items, NOW)} == {state}
        stores.store_documents(store, [item.document for item in items[::2]], NOW)
        rows = store.select("select document_id, stored_as from store.documents")
        places = {row["document_id"]: row["stored_as"] for row in rows}
    (file,) = (path for path in (tmp_path / "documents").rglob("*") if path.is_file())
    assert (file.suffix, len(places)) == (suffix, count)
    for document in (item.document for item in items):
        assert document.raw == stores.read_document(
            tmp_path, places[document.document_id], document.document_id
        )
    file.write_bytes(b"damaged")
    with pytest.raises(StoreError, match="the document cannot be read"):
        stores.read_document(tmp_path, *next((places[key], key) for key in places))


def test_documents_kept_beforehand_are_not_written_again(tmp_path: Path) -> None:
    """Threads may write them while feeds are fetched; nothing shows before it is settled, or when it was killed."""
    documents = [incoming(number).document for number in range(40)]
    unsettled = stores.Unsettled(tmp_path)
    writers = [threading.Thread(target=unsettled.write, args=(documents[part::2],)) for part in (0, 1, 0)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert {path.suffix for path in tmp_path.rglob("*") if path.is_file()} == {".new"}
    kept = unsettled.settle()
    with stores.open_store(tmp_path) as store:
        stores.store_documents(store, documents, NOW, kept)
        known = store.select("select count(distinct stored_as) as files, count(*) as n from store.documents")
    assert (known, len(kept)) == ([{"files": 2, "n": 40}], 40)
    assert sum(path.is_file() for path in (tmp_path / "documents").rglob("*")) == 2


def test_what_is_fine_is_recorded_when_it_changes(tmp_path: Path) -> None:
    """A file nobody can read here is told once; a failure is told as long as it lasts."""
    left = Outcome("seed", "report.pdf", "unsupported", "no kind of file read here")
    broken = Outcome("seed", "notes.txt", "binary", "no text")
    with stores.open_store(tmp_path) as store:
        for _ in range(2):
            stores.record_outcomes(store, stores.start_run(store, "ingest", NOW), [left, broken], NOW)
        recorded = store.select("select subject from store.outcomes order by run_id, ordinal")
    assert [row["subject"] for row in recorded] == ["report.pdf", "notes.txt", "notes.txt"]
    assert (left.is_failure, broken.is_failure) == (False, True)
