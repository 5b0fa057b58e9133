"""Bad input: each has its message and its exit code, and nothing is lost."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
from typing import TYPE_CHECKING

import pytest

from flows.errors import ExitCode, StoreError
from flows.store import open_store
from flows.store.reading import open_copy
from tests.support.countercheck import Installation, install

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def installation(tmp_path: Path) -> Installation:
    """Return a fresh installation."""
    return install(tmp_path / "operator")


def run_lines(installation: Installation, expected: ExitCode) -> list[str]:
    """Run once, check the exit code, and return everything printed; a traceback is never printed."""
    done = installation.call("run")
    printed = done.stdout + done.stderr
    assert "Traceback" not in printed
    assert done.returncode == expected, printed
    return printed.splitlines()


def taken_in(installation: Installation) -> list[str]:
    """Return the names of the documents that are stored."""
    with open_copy(installation.data) as copy:
        return [row["doc"] for row in copy.select("select doc from articles order by doc")]


def closed_port() -> int:
    """Return a port of this machine on which nobody listens."""
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        return int(closed.getsockname()[1])


@pytest.fixture(scope="module")
def troubled(tmp_path_factory: pytest.TempPathFactory, prefect_cache: Path) -> tuple[Installation, list[str]]:
    """Return an installation with bad seeds and no mail server where one should be, and what its run printed."""
    installation = install(tmp_path_factory.mktemp("troubled"))
    shutil.copytree(prefect_cache, installation.data / "cache")
    seeds = installation.folder / "seeds"
    (seeds / "binary.txt").write_bytes(b"\x7fELF" + bytes(range(256)) * 40)
    (seeds / "empty.txt").write_bytes(b"")
    (seeds / "latin.txt").write_bytes(
        "Café blast\n\nPolice said 12 people were killed in Orléans.\n".encode("latin-1")
    )
    (seeds / "huge.txt").write_bytes(b"One bus burned. " * 3_300_000)
    with (installation.folder / "countercheck.toml").open("a", encoding="utf-8") as config:
        config.write(
            '\n[[readers]]\nid = "desk"\naddress = "desk@example.org"\n'
            f'\n[mail]\nhost = "127.0.0.1"\nport = {closed_port()}\nsecurity = "none"\ntimeout_seconds = 5\n'
        )
    return installation, run_lines(installation, ExitCode.DONE_WITH_FAILURES)


def test_seeds_that_cannot_be_read_are_named_and_the_others_taken(
    troubled: tuple[Installation, list[str]],
) -> None:
    """A binary, an empty and a 50 MB file fail by name; Latin-1 text and the good seeds are taken in; files stay."""
    installation, lines = troubled
    failed = [
        line.split(":")[0].removeprefix("failed").strip() for line in lines if line.startswith("failed")
    ]
    assert failed[:-1] == ["binary.txt", "empty.txt", "huge.txt"]  # the last is the mail, below
    assert "latin.txt" in taken_in(installation)
    assert len(taken_in(installation)) == 4
    seeds = installation.folder / "seeds"
    assert {"binary.txt", "empty.txt", "huge.txt", "latin.txt"} <= {path.name for path in seeds.iterdir()}


def test_a_mail_server_that_refuses_leaves_the_mail_waiting(troubled: tuple[Installation, list[str]]) -> None:
    """The digest is written, the failure is named with what to do, and the mail is still to be sent."""
    installation, lines = troubled
    *_, failed = [line for line in lines if line.startswith("failed")]
    assert "127.0.0.1:" in failed
    assert "check [mail] host, port and security in countercheck.toml" in failed
    assert [path.name for path in (installation.data / "issues").glob("*/desk/mail.eml")] == ["mail.eml"]
    with open_copy(installation.data) as copy:
        assert copy.select("select state from store.deliveries") == [{"state": "waiting"}]


def test_a_broken_seeds_list_stops_before_any_work(installation: Installation) -> None:
    """The message names the file and nothing was begun; with the list mended everything is taken in."""
    listed = installation.folder / "seeds" / "seeds.toml"
    good = listed.read_text("utf-8")
    listed.write_text(good + '\n[[seed]]\nfile = "not closed\n', "utf-8")
    lines = run_lines(installation, ExitCode.WRONG_USAGE)
    assert "seeds.toml" in lines[0]
    assert not installation.data.exists()
    listed.write_text(good, "utf-8")
    installation.work()
    assert len(taken_in(installation)) == 3


def test_three_mistakes_in_the_configuration_are_reported_together(installation: Installation) -> None:
    """Each has its key and a hint, and no work was begun."""
    config = installation.folder / "countercheck.toml"
    config.write_text('[monitor]\ntimezone = "Nowhere"\nnam = "x"\n[mail]\nport = "smtp"\n', "utf-8")
    lines = run_lines(installation, ExitCode.WRONG_USAGE)
    assert lines[0].endswith("countercheck.toml: 3 problems")
    assert [line.split(":")[0].strip() for line in lines[1:]] == [
        "monitor.timezone",
        "monitor.nam",
        "mail.port",
    ]
    assert not installation.data.exists()


def test_a_database_of_a_newer_schema_is_left_alone(installation: Installation) -> None:
    """An older program refuses to touch a newer database, says what to do, and changes nothing."""
    with open_store(installation.data) as store:
        store.execute("insert into store.migrations values (9999, 'from the future', '2024-05-01')")
    database = installation.data / "countercheck.duckdb"
    before = database.read_bytes()
    with pytest.raises(StoreError, match="update Countercheck") as refused:
        installation.work()
    assert refused.value.exit_code == ExitCode.COULD_NOT_RUN
    assert database.read_bytes() == before


def test_a_data_directory_that_cannot_be_written(installation: Installation, prefect_cache: Path) -> None:
    """The message names the directory and what to do; a later run with the right to write does everything."""
    shutil.copytree(prefect_cache, installation.data / "cache")
    # Root may write anywhere by a capability; without it, its own read-only directory is read-only.
    drop = ["setpriv", "--bounding-set=-dac_override,-dac_read_search"] if os.getuid() == 0 else []
    installation.data.chmod(0o555)
    try:
        done = subprocess.run(
            [*drop, *installation.command("run")],
            cwd=installation.folder,
            env=installation.environ(),
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )
    finally:
        installation.data.chmod(0o755)
    assert done.returncode == ExitCode.COULD_NOT_RUN, done.stderr
    assert f"{installation.data}: the data directory cannot be written" in done.stderr
    assert "Traceback" not in done.stderr
    installation.work()
    assert len(taken_in(installation)) == 3
