"""The flows on a real Prefect server: from prefect.yaml and from `serve`, on schedule, with artifacts."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import urllib3
from aiosmtpd.smtp import AuthResult, LoginPassword
from prefect.blocks.system import Secret
from prefect.settings import PREFECT_API_URL, temporary_settings
from pydantic import SecretStr

from flows import monitor, running
from flows.errors import CountercheckError
from flows.prefect_server import QUIET, OwnServer
from tests.support.countercheck import ROOT, Installation, install
from tests.support.mail_server import Postbox, mail_server
from tests.support.prefect import migrated_home
from tests.support.webhook import webhook

if TYPE_CHECKING:
    from collections.abc import Iterator

PREFECT = str(Path(sys.executable).with_name("prefect"))
MAIL = """
[mail]
host = "127.0.0.1"
port = {port}
security = "none"
username = "desk"
password_block = "mail-password"

[[readers]]
id = "ana"
address = "ana@example.org"
"""
PASSWORD = "plum-tree-by-the-gate"  # noqa: S105 - planted, to be looked for
Serving = tuple[Installation, "subprocess.Popen[str]"]
LONGEST = 120  # seconds; only a hang takes as long
pytestmark = pytest.mark.timeout(400)  # servers start, and the machine may have other things to do


def ask(url: str, path: str, **body: object) -> Any:  # noqa: ANN401 - JSON of any shape
    """Return what the server at `url` answers to a request with `body`."""
    return urllib3.request("POST", f"{url}{path}", json=body, timeout=30).json()


def runs(url: str, flow: str, *, state: str = "COMPLETED") -> list[dict[str, Any]]:
    """Return the runs of `flow` in `state`, the first to start first."""
    found: list[dict[str, Any]] = ask(
        url,
        "/flow_runs/filter",
        flows={"name": {"any_": [flow]}},
        flow_runs={"state": {"type": {"any_": [state]}}},
        sort="START_TIME_ASC",
    )
    return found


def wait_for_runs(url: str, flow: str) -> list[dict[str, Any]]:
    """Return the completed runs of `flow` once there are some."""
    until = time.monotonic() + LONGEST
    while not (found := runs(url, flow)) and time.monotonic() < until:
        time.sleep(0.2)
    return found


def artifacts_of(url: str, run: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """Return the run's artifacts by key."""
    found = ask(url, "/artifacts/filter", artifacts={"flow_run_id": {"any_": [run["id"]]}})
    return {artifact["key"]: artifact for artifact in found}


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory, prefect_cache: Path) -> Iterator[OwnServer]:
    """A Prefect server with its scheduler and all, as an operator runs it; no migrated database can be kept of it."""
    home = migrated_home(prefect_cache, tmp_path_factory.mktemp("prefect-server"))
    with OwnServer(home, empty_database=home / "prefect.db" / "no" / "directory.db") as started:
        yield started


@pytest.fixture(scope="module")
def here(tmp_path_factory: pytest.TempPathFactory, server: OwnServer) -> Installation:
    """A checkout whose Prefect is that server."""
    environment = {"PREFECT_API_URL": server.url, "PYTHONPATH": str(ROOT), **QUIET}
    checkout = install(tmp_path_factory.mktemp("checkout") / "here", **environment)
    shutil.copy(ROOT / "prefect.yaml", checkout.folder)
    (checkout.folder / "flows").symlink_to(ROOT / "flows")
    return checkout


@pytest.fixture(scope="module", autouse=True)
def serving(tmp_path_factory: pytest.TempPathFactory, prefect_cache: Path) -> Iterator[Serving]:
    """`serve`, started before the other tests of this file, so that its schedule comes due while they run."""
    here = install(tmp_path_factory.mktemp("serving") / "here", PREFECT_RUNNER_POLL_FREQUENCY="2")
    migrated_home(prefect_cache, here.data / "prefect")
    configuration = here.folder / "countercheck.toml"
    text = configuration.read_text("utf-8")
    minutes = [datetime.now(UTC) + timedelta(minutes=later) for later in (1, 2, 4, 8)]
    soon = text.replace("*/15 * * * *", f"{','.join(f'{at:%-M}' for at in minutes)} * * * *")
    assert soon != text
    configuration.write_text(soon, "utf-8")
    with here.start("serve") as process:
        yield here, process
        process.kill()


def prefect(here: Installation, *arguments: str) -> None:
    """Run one of Prefect's own commands in the checkout; it must succeed."""
    ended = subprocess.run(
        [PREFECT, "--no-prompt", *arguments],
        cwd=here.folder,
        env=here.environ(),
        capture_output=True,
        text=True,
        timeout=LONGEST,
        check=False,
    )
    assert ended.returncode == 0, ended.stdout + ended.stderr


def check_login(*asked: Any) -> AuthResult:  # noqa: ANN401 - aiosmtpd's five arguments
    """Accept desk with the password of the block, which is digits on purpose, and nobody else."""
    is_right = asked[-1] == LoginPassword(b"desk", b"00420")
    return AuthResult(success=is_right, handled=is_right)


def test_a_run_by_hand_is_seen_on_the_configured_server(here: Installation, server: OwnServer) -> None:
    """The run carries its window in its name, and leaves the digest and the outcomes as artifacts.

    Its mail goes out with the password that a Secret block of the server holds.
    """
    with temporary_settings({PREFECT_API_URL: server.url}):
        Secret(value=SecretStr("00420")).save("mail-password", overwrite=True)
    postbox = Postbox()
    configuration = here.folder / "countercheck.toml"
    before = configuration.read_text("utf-8")
    with mail_server(postbox, authenticator=check_login, auth_require_tls=False) as port:
        configuration.write_text(before + MAIL.format(port=port), "utf-8")
        ended = here.call("run")
    configuration.write_text(before, "utf-8")
    assert [recipient for recipient, _ in postbox.accepted] == ["ana@example.org"]
    assert (ended.stderr, ended.returncode) == ("", 0)
    (run,) = runs(server.url, "monitor")
    assert re.fullmatch(r"monitor \d{4}-\d\d-\d\d \d\d:\d\d", run["name"])
    artifacts = artifacts_of(server.url, run)
    assert sorted(artifacts) == ["digest", "outcomes"]
    rows = json.loads(artifacts["outcomes"]["data"])
    assert [row["number"] for row in rows if row["outcome"] == "new article"] == [3]


def test_prefect_yaml_deploys_and_a_worker_runs_it(here: Installation, server: OwnServer) -> None:
    """`prefect deploy --all` takes the file as it is, and a process worker runs it with its artifacts.

    Of a run that fails the operator is told.
    """
    ask(server.url, "/work_pools/", name="countercheck", type="process")
    prefect(here, "deploy", "--all")
    deployed = {
        deployment["entrypoint"].partition(":")[2]: deployment
        for deployment in ask(server.url, "/deployments/filter")
    }
    schedules = {
        flow: [
            (entry["slug"], entry["schedule"]["cron"], entry["schedule"]["timezone"])
            for entry in deployment["schedules"]
        ]
        for flow, deployment in deployed.items()
    }
    assert schedules == {
        "ingest": [("ingest", "*/15 * * * *", "UTC")],
        "analyse": [],
        "digest": [("digest", "0 7 * * *", "UTC")],
        "maintenance": [("maintenance", "30 3 * * *", "UTC")],
        "monitor": [],
    }
    ask(server.url, f"/deployments/{deployed['ingest']['id']}/create_flow_run")
    no_folder = {"parameters": {"data": "countercheck.toml"}}
    ask(server.url, f"/deployments/{deployed['analyse']['id']}/create_flow_run", **no_folder)
    configuration = here.folder / "countercheck.toml"
    with webhook() as (address, posted):
        operator = f'[mail]\npassword = "{PASSWORD}"\n[monitor]\noperator_webhook = "{address}"'
        configuration.write_text(configuration.read_text("utf-8").replace("[monitor]", operator), "utf-8")
        prefect(here, "worker", "start", "--pool", "countercheck", "--run-once")
    (run,) = wait_for_runs(server.url, "ingest")
    assert sorted(artifacts_of(server.url, run)) == ["outcomes"]
    assert len(runs(server.url, "analyse", state="FAILED")) == 1
    assert ["Raqqa monitor: analyse failed"] == [post["text"].partition(" at ")[0] for post in posted]
    assert "countercheck.toml: the data directory cannot be written" in posted[0]["text"]
    kept = b"".join(path.read_bytes() for path in server.home.rglob("*") if path.is_file())
    assert (
        b"countercheck.toml: the data directory cannot be written" in kept
    )  # Prefect's database and log were read
    assert [secret for secret in (PASSWORD, address) if secret.encode() in kept] == []


def test_places_are_those_given_or_those_the_server_names(server: OwnServer) -> None:
    """What a flow is given wins over the server's variables, and those over the usual places."""
    named = {"config": Path("/etc/countercheck/countercheck.toml"), "data": Path("/var/lib/countercheck")}
    with temporary_settings({PREFECT_API_URL: server.url}):
        assert monitor._places(None, None) == (monitor.CONFIG, monitor.DATA)  # noqa: SLF001 - a flow each takes longer
        for what, path in named.items():
            ask(server.url, "/variables/", name=f"countercheck_{what}", value=str(path))
        assert monitor._places(None, None) == tuple(named.values())  # noqa: SLF001 - as above
        assert monitor._places(Path("own.toml"), None) == (Path("own.toml"), named["data"])  # noqa: SLF001 - as above


def test_serve_runs_what_is_due_and_stops_when_told(serving: Serving) -> None:
    """Without a configured server serve starts one, runs the schedules, and ends in order on SIGTERM."""
    here, process = serving
    assert process.stdout is not None
    url = process.stdout.readline().removeprefix("Prefect: ").strip() + "/api"
    (run, *_) = wait_for_runs(url, "ingest")
    with pytest.raises(CountercheckError, match="another `countercheck serve` serves this data directory"):
        running.serve(here.folder / "countercheck.toml", here.data, say=print)
    os.kill(process.pid, signal.SIGTERM)
    output, errors = process.communicate(timeout=60)
    assert re.search(rf"Z {run['name']}: ingest: 3 new articles \| analyse: 3 articles, ", errors)
    assert (process.returncode, output.splitlines()[-1]) == (
        0,
        "stopped; nothing runs on, and the next start carries on from here",
    )
    assert "Traceback" not in errors
