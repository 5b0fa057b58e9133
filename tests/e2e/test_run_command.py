"""A whole day's work as the operator starts it: the first run, the second, and what it leaves."""

from __future__ import annotations

import shutil
from dataclasses import replace
from email import message_from_bytes, policy
from pathlib import Path

import pytest

from flows.errors import ExitCode
from flows.store.reading import open_copy
from tests.support.countercheck import LONGEST, Installation, install
from tests.support.outward import attempts, watching

TABLES = (
    "documents",
    "articles",
    "article_versions",
    "claims",
    "discrepancies",
    "discrepancy_states",
    "issues",
)


@pytest.fixture(scope="module")
def watch(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder where it is noted when a process reaches out."""
    return tmp_path_factory.mktemp("watch")


@pytest.fixture(scope="module")
def ran(
    tmp_path_factory: pytest.TempPathFactory, watch: Path, prefect_cache: Path
) -> tuple[Installation, list[str]]:
    """Return an installation after its first run on the shipped seeds, and the lines the run printed."""
    installation = install(tmp_path_factory.mktemp("operator"), **watching(watch))
    shutil.copytree(prefect_cache, installation.data / "cache")
    done = installation.call("run")
    assert (done.returncode, done.stderr) == (ExitCode.DONE, "")
    return installation, done.stdout.splitlines()


def counts(installation: Installation) -> dict[str, int]:
    """Return the number of rows of each table that only grows."""
    with open_copy(installation.data) as copy:
        rows = copy.select(
            "select table_name as name, estimated_size as n from duckdb_tables() where schema_name = 'store'"
        )
    return {row["name"]: row["n"] for row in rows if row["name"] in TABLES}


def test_the_first_run_says_what_came_of_it(ran: tuple[Installation, list[str]]) -> None:
    """The summary counts what came in, what disagrees, and names the digest's file, which is there."""
    installation, lines = ran
    assert lines[0] == "took in   3 new articles"
    digest = next(line for line in lines if line.startswith("digest"))
    assert Path(digest.split(maxsplit=1)[1]).is_file()
    assert installation.data.is_dir()


def test_a_run_leaves_every_form_of_the_digest(ran: tuple[Installation, list[str]]) -> None:
    """HTML, text, mail and web copy stand in the issue's folder, and the mail is in the outbox."""
    installation, _ = ran
    (issue,) = (path for path in (installation.data / "issues").glob("*/*") if path.is_dir())
    assert {"mail.html", "mail.txt", "mail.eml", "web.html", "data.json"} <= {
        path.name for path in issue.iterdir()
    }
    mail = message_from_bytes((issue / "mail.eml").read_bytes(), policy=policy.default)
    assert mail.get_content_type() == "multipart/alternative"
    assert [part.get_content_type() for part in mail.iter_parts()] == ["text/plain", "text/html"]
    assert len((issue / "mail.html").read_bytes()) < 90_000
    outbox = sorted(path.suffix for path in (installation.data / "outbox").iterdir())
    assert outbox == [".eml", ".html"]


def test_a_run_is_quiet_and_leaves_nothing_else(ran: tuple[Installation, list[str]], watch: Path) -> None:
    """Nothing of Prefect is to be seen, runs on, reaches out, or lies in the home directory."""
    installation, lines = ran
    assert "prefect" not in "\n".join(lines).lower()
    assert installation.left_over() == []
    assert attempts(watch) == []
    assert list((installation.folder / "home").iterdir()) == []


def test_two_more_runs_at_once_add_nothing_and_say_so(ran: tuple[Installation, list[str]]) -> None:
    """Nothing is stored or issued twice; one of them belongs to a service account, which often has no home."""
    installation, _ = ran
    before = counts(installation)
    homeless = replace(installation, environment={**installation.environment, "HOME": "/proc/no/home"})
    runs = [installation.start("run"), homeless.start("run")]
    ends = [(*run.communicate(timeout=LONGEST), run.returncode) for run in runs]
    assert [code for *_, code in ends] == [ExitCode.DONE, ExitCode.DONE]
    assert [output.splitlines()[:3] for output, *_ in ends] == [
        ["took in   nothing new", "read      nothing new", "issued    nothing new"]
    ] * 2
    assert "Warning" not in "".join(errors for _, errors, _ in ends)
    assert counts(installation) == before
