"""Backups and exports: what is kept comes back whole, and what is damaged replaces nothing."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import shutil
import tarfile
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import duckdb
import pytest

from flows.errors import ExitCode, StoreError
from flows.store import open_store, start_run
from flows.store.backup import back_up, restore
from tests.support.countercheck import Installation
from tests.support.shipped import work_on_the_seeds

if TYPE_CHECKING:
    from pathlib import Path

NOW = datetime(2024, 5, 2, 6, 30, tzinfo=UTC)


@pytest.fixture(scope="module")
def installation(tmp_path_factory: pytest.TempPathFactory) -> Installation:
    """Return an installation after a day's work on the seeds."""
    folder = tmp_path_factory.mktemp("keeping")
    (folder / "home").mkdir()
    work_on_the_seeds(folder)
    return Installation(folder)


def files_of(data: Path) -> dict[str, str]:
    """Return the hash of each file that a backup keeps, except the database."""
    return {
        path.relative_to(data).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for folder in ("documents", "issues", "outbox")
        for path in (data / folder).rglob("*")
        if path.is_file()
    }


def tables_of(data: Path) -> dict[str, list[tuple[object, ...]]]:
    """Return the rows of every table, sorted."""
    with duckdb.connect(data / "countercheck.duckdb", read_only=True) as connection:
        names = connection.execute(
            "select table_name from duckdb_tables() where schema_name = 'store'"
        ).fetchall()
        return {name: sorted(connection.table(f"store.{name}").fetchall(), key=repr) for (name,) in names}


def refuse(said: str) -> None:
    """Take a notice that nobody should give."""
    raise AssertionError(said)


def test_a_backup_taken_while_a_run_writes_comes_back_whole(
    installation: Installation, tmp_path: Path
) -> None:
    """Every table and file is there again, as at the end of the last run; the analyst's copy too."""
    before = tables_of(installation.data)
    shutil.copytree(installation.data, tmp_path / "busy")
    with open_store(tmp_path / "busy") as store, store.transaction():
        start_run(store, "ingest", NOW)
        done = installation.call("backup", str(tmp_path / "kept.tar"), "--data", str(tmp_path / "busy"))
    assert (done.returncode, done.stderr) == (ExitCode.DONE, "")
    assert restore(tmp_path / "kept.tar", tmp_path / "new", NOW, may_replace=False, notice=refuse) is None
    assert tables_of(tmp_path / "new") == before
    assert files_of(tmp_path / "new") == files_of(installation.data)
    assert installation.call("discrepancies", "--json", "--data", str(tmp_path / "new")).stdout == (
        installation.call("discrepancies", "--json").stdout
    )


def test_a_database_is_replaced_only_when_asked_and_then_kept(
    installation: Installation, tmp_path: Path
) -> None:
    """The command refuses first; with --replace the old directory stands beside the new one."""
    here, backup = tmp_path / "data", tmp_path / "kept.tar"
    back_up(installation.data, backup, NOW)
    with open_store(here) as store:
        start_run(store, "ingest", NOW)
    refused = installation.call("restore", str(backup), "--data", str(here))
    assert refused.returncode == ExitCode.COULD_NOT_RUN
    assert "--replace" in refused.stderr
    done = installation.call("restore", str(backup), "--data", str(here), "--replace")
    assert done.returncode == ExitCode.DONE
    [old] = [folder for folder in tmp_path.iterdir() if folder.name.startswith("data.before-")]
    assert len(tables_of(old)["runs"]) == 1
    assert tables_of(here) == tables_of(installation.data)


def changed(source: Path, target: Path, name: str, content: bytes | None) -> Path:
    """Write a copy of the tar file in which the file `name` holds something else, or is missing."""
    with tarfile.open(source) as old, tarfile.open(target, "w") as new:
        for info in old:
            held = old.extractfile(info)
            assert held is not None
            kept = content if info.name == name else held.read()
            if kept is not None:
                info.size = len(kept)
                new.addfile(info, io.BytesIO(kept))
    return target


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("outbox/2024-05-01-analyst.eml", b"another mail", "files are not as they were backed up"),
        ("countercheck.duckdb", None, "files are not as they were backed up"),
        ("manifest.json", None, "holds no manifest.json"),
        ("manifest.json", b"{}", "is damaged, or no backup"),
    ],
)
def test_a_damaged_backup_replaces_nothing(
    installation: Installation, tmp_path: Path, name: str, content: bytes | None, said: str
) -> None:
    """What was there stays, and the message says what is wrong."""
    back_up(installation.data, tmp_path / "kept.tar", NOW)
    with tarfile.open(tmp_path / "kept.tar") as archive:
        outbox = next(
            file for file in archive.getnames() if file.endswith(".eml") and file.startswith("outbox")
        )
    wrong = outbox if name.startswith("outbox") else name
    broken = changed(tmp_path / "kept.tar", tmp_path / "broken.tar", wrong, content)
    with open_store(tmp_path / "data"):
        pass
    with pytest.raises(StoreError, match=said):
        restore(broken, tmp_path / "data", NOW, may_replace=True, notice=refuse)
    assert sorted(file.name for file in tmp_path.iterdir()) == ["broken.tar", "data", "kept.tar"]


def test_a_file_that_climbs_out_of_the_folder_is_no_backup(tmp_path: Path) -> None:
    """Nothing is written beside the data directory, whatever a file calls itself."""
    with tarfile.open(tmp_path / "evil.tar", "w") as archive:
        info = tarfile.TarInfo("../climbed.txt")
        info.size = 1
        archive.addfile(info, io.BytesIO(b"x"))
    with pytest.raises(StoreError, match="no backup"):
        restore(tmp_path / "evil.tar", tmp_path / "inner" / "data", NOW, may_replace=False, notice=refuse)
    assert not list(tmp_path.rglob("climbed.txt"))


def test_exports_hold_the_same_rows_in_every_form(installation: Installation, tmp_path: Path) -> None:
    """Parquet, CSV and JSON have one row a claim; the dictionary says what every column holds."""
    for form in ("parquet", "csv", "json"):
        done = installation.call("export", str(tmp_path), "--as", form)
        assert (done.returncode, done.stderr) == (ExitCode.DONE, "")
    in_json = [json.loads(line) for line in (tmp_path / "claims.jsonl").read_text("utf-8").splitlines()]
    with (tmp_path / "claims.csv").open(encoding="utf-8", newline="") as file:
        in_csv = list(csv.DictReader(file))
    in_parquet = duckdb.sql(f"from '{tmp_path}/claims.parquet'").fetchall()
    ids = [row["claim_id"] for row in in_json]
    assert ids
    assert ids == [row["claim_id"] for row in in_csv] == [row[0] for row in in_parquet]
    dictionary = (tmp_path / "dictionary.md").read_text("utf-8")
    assert [column for column in in_json[0] if f"| {column} |" not in dictionary] == []
    assert [line for line in dictionary.splitlines() if line.endswith("|  |")] == []


def test_an_export_into_a_file_is_told_so(installation: Installation, tmp_path: Path) -> None:
    """The message names the place and what to do."""
    (tmp_path / "taken").write_text("x", "utf-8")
    done = installation.call("export", str(tmp_path / "taken"))
    assert done.returncode == ExitCode.COULD_NOT_RUN
    assert "name a folder" in done.stderr
