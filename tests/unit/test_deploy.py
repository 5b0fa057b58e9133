"""The files in docs/deploy/ call the program as it is: its commands, its arguments, its settings."""

from __future__ import annotations

import configparser
import json
import re
import shlex
from importlib.resources import files
from pathlib import Path
from urllib.parse import urlsplit

import jsonschema  # type: ignore[import-untyped]
import pytest
import yaml  # type: ignore[import-untyped]
from distributed.cli.dask_scheduler import main as scheduler_command
from distributed.cli.dask_worker import main as worker_command

from flows import cli
from flows.config import load_settings
from tests.support.countercheck import ROOT

DEPLOY = ROOT / "docs" / "deploy"


def unit(name: str) -> configparser.ConfigParser:
    """Return a systemd unit; none of ours gives a key twice but Environment, of which the last counts here."""
    parser = configparser.ConfigParser(strict=False, interpolation=None)
    parser.optionxform = str  # type: ignore[assignment,method-assign]
    parser.read(DEPLOY / "systemd" / name)
    return parser


@pytest.mark.parametrize("command", ["serve", "run"])
def test_a_unit_starts_a_command_with_arguments_it_takes(command: str) -> None:
    """What systemd starts is understood, and lies where docs/running.md says that it is installed."""
    program, *words = shlex.split(unit(f"countercheck-{command}.service")["Service"]["ExecStart"])
    arguments = cli._parser(words)  # noqa: SLF001 - the parser is what has to understand
    assert (program, arguments.command) == ("/opt/countercheck/.venv/bin/countercheck", command)
    assert (arguments.config, arguments.data) == (
        Path("/etc/countercheck/countercheck.toml"),
        Path("/var/lib/countercheck"),
    )


def test_the_timer_starts_the_unit_of_its_name() -> None:
    """A timer without Unit= starts the service that is called like it."""
    assert "Unit" not in unit("countercheck-run.timer")["Timer"]
    assert (DEPLOY / "systemd" / "countercheck-run.service").is_file()


def test_the_environment_file_sets_settings_that_exist(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each COUNTERCHECK_ line of the example is taken by the configuration."""
    lines = (DEPLOY / "environment.example").read_text("utf-8").splitlines()
    given = dict(line.split("=", 1) for line in lines if line.startswith("COUNTERCHECK_"))
    for name, value in given.items():
        monkeypatch.setenv(name, value)
    (tmp_path / "countercheck.toml").touch()
    settings = load_settings(tmp_path / "countercheck.toml")
    assert list(given) == ["COUNTERCHECK_MAIL__PASSWORD"]
    assert settings.mail.password.get_secret_value() == "change-me"


def test_the_image_holds_what_the_package_is_made_of_and_starts_serve() -> None:
    """Every file the Dockerfile copies is there, and its command is understood."""
    dockerfile = (DEPLOY / "Dockerfile").read_text("utf-8")
    copied = [
        name for line in re.findall(r"^COPY (.+) \S+$", dockerfile, re.MULTILINE) for name in line.split()
    ]
    assert [name for name in copied if not (ROOT / name).exists()] == []
    (command,) = re.findall(r"^CMD (.+)$", dockerfile, re.MULTILINE)
    program, *words = json.loads(command)
    assert (program, cli._parser(words).command) == ("countercheck", "serve")  # noqa: SLF001 - as above


@pytest.mark.parametrize("kind", ["process", "docker", "kubernetes"])
def test_a_work_pool_is_as_prefect_knows_it(kind: str) -> None:
    """Each kind of pool keeps what Prefect puts into its jobs; what ours adds is filled from variables it has."""
    ours = json.loads((DEPLOY / "work-pools" / f"{kind}.json").read_text("utf-8"))
    place = files("prefect.server.api") / "collections_data/views/aggregate-worker-metadata.json"
    known = {
        name: one for kinds in json.loads(place.read_text("utf-8")).values() for name, one in kinds.items()
    }
    theirs = known[kind]["default_base_job_configuration"]
    assert ours["job_configuration"].keys() == theirs["job_configuration"].keys()
    assert ours["variables"]["properties"].keys() == theirs["variables"]["properties"].keys()
    filled = set(re.findall(r"{{ (\w+) }}", json.dumps(ours["job_configuration"])))
    assert filled == set(re.findall(r"{{ (\w+) }}", json.dumps(theirs["job_configuration"])))
    assert filled <= ours["variables"]["properties"].keys()
    defaults = {
        name: one["default"] for name, one in ours["variables"]["properties"].items() if one.get("default")
    }
    jsonschema.validate(defaults, ours["variables"])


def test_the_composed_server_is_the_one_countercheck_is_told_of() -> None:
    """Service names are host names: the one in PREFECT_API_URL is a service, published on loopback alone."""
    services = yaml.safe_load((DEPLOY / "compose.yaml").read_text("utf-8"))["services"]
    assert services["countercheck"]["environment"] == {"PREFECT_API_URL": "http://server:4200/api"}
    assert services["server"]["ports"] == ["127.0.0.1:4200:4200"]
    named = {name for service in services.values() for name in service.get("depends_on", ())}
    assert named == {"database", "server"}


def test_the_composed_lake_and_workers_are_those_of_the_settings_shown(tmp_path: Path) -> None:
    """The configuration in the file's head names its services; its commands are Dask's."""
    text = (DEPLOY / "compose.scaleout.yaml").read_text("utf-8")
    shown = text.split("countercheck.toml:\n#\n")[1].split("# Not run")[0]
    (tmp_path / "countercheck.toml").write_text(re.sub(r"^# ?", "", shown, flags=re.MULTILINE), "utf-8")
    settings = load_settings(tmp_path / "countercheck.toml")
    services = yaml.safe_load(text)["services"]
    assert urlsplit(settings.workers.scheduler).hostname in services
    assert re.search(r"host=(\w+)", settings.store.catalogue)[1] in services  # type: ignore[index]
    assert {service["build"]["args"]["LOCK"] for service in services.values() if "build" in service} == {
        "requirements-scaleout.lock"
    }
    for name, command in (("scheduler", scheduler_command), ("worker", worker_command)):
        dask, called, *words = services[name]["entrypoint"]
        assert (dask, called) == ("dask", name)
        command.make_context(name, words)
