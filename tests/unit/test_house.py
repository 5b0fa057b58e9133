"""The rules of the house (docs/house.md), kept by reading the tree."""

from __future__ import annotations

import ast
import re
import subprocess
import tomllib
from pathlib import Path

import pytest
from pydantic import BaseModel

from flows.settings import Settings
from tests.support.countercheck import ROOT

SOURCES = sorted((ROOT / "flows").rglob("*.py"))
PREFECT_ROOMS = {
    "monitor.py",
    "credentials.py",
    "crew.py",
    "deployments.py",
    "running.py",
    "servers.py",
    "prefect_server.py",
    "prefect_server_process.py",
    "serve.py",
}


def imported(file: Path) -> set[str]:
    """Return the top-level packages that `file` imports, anywhere in it."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names.add(node.module)
    return names


def rooms_that_import(package: str) -> set[str]:
    """Return the files of flows/ that import `package`, as paths below it."""
    return {
        str(file.relative_to(ROOT / "flows"))
        for file in SOURCES
        if any(name.split(".")[0] == package for name in imported(file))
    }


def tracked_texts() -> list[Path]:
    """Return the text files git tracks, the lock files and pictures aside."""
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout
    skipped = (".png", ".lock", ".gz", ".tsv")
    return [
        ROOT / name
        for name in listed.split("\0")
        if name and not name.endswith(skipped) and (ROOT / name).is_file()
    ]


def test_only_the_store_opens_duckdb() -> None:
    """There is one door to the database."""
    assert {name for name in rooms_that_import("duckdb") if not name.startswith("store/")} == set()


def test_only_the_flows_know_prefect() -> None:
    """Everything below the flows is plain functions."""
    assert {name for name in rooms_that_import("prefect") if Path(name).name not in PREFECT_ROOMS} == set()


@pytest.mark.parametrize(
    "forbidden", ["sources", "store", "issuing", "commands", "config", "settings", "day"]
)
def test_the_claims_are_pure(forbidden: str) -> None:
    """The extractor knows neither where texts come from nor where claims go."""
    reached = {
        (file.name, name)
        for file in (ROOT / "flows" / "claims").rglob("*.py")
        for name in imported(file)
        if name.startswith(f"flows.{forbidden}")
        or name in {"os", "time", "socket", "subprocess", "random", "urllib3"}
    }
    assert reached == set()


def test_nothing_is_left_unfinished() -> None:
    """No mark says that something is still to be done; what is open stands in the tracker."""
    marks = re.compile(
        r"\b(?:TO" + r"DO|FIX" + r"ME|XX" + r"X|NotImplemented" + r"Error)\b|mark\.sk" + r"ip\b"
    )
    found = [
        f"{file.relative_to(ROOT)}:{number}"
        for file in tracked_texts()
        if file.suffix in {".py", ".sql", ".j2", ".toml"}
        for number, line in enumerate(file.read_text("utf-8").splitlines(), start=1)
        if marks.search(line)
    ]
    assert found == []


def test_no_room_is_too_large() -> None:
    """A module above 600 lines is several modules."""
    sizes = {str(file.relative_to(ROOT)): len(file.read_text("utf-8").splitlines()) for file in SOURCES}
    assert {name: size for name, size in sizes.items() if size > 600} == {}


def _settings_keys(model: type[BaseModel], prefix: str = "") -> set[str]:
    keys: set[str] = set()
    for name, field in model.model_fields.items():
        parts = [field.annotation, *getattr(field.annotation, "__args__", ())]
        tables = [part for part in parts if isinstance(part, type) and issubclass(part, BaseModel)]
        keys |= _settings_keys(tables[0], name) if tables else {f"{prefix}.{name}"}
    return keys


def test_every_setting_is_documented() -> None:
    """docs/configuration.md has a row for each key, below its table's heading."""
    documented: set[str] = set()
    table = ""
    for line in (ROOT / "docs" / "configuration.md").read_text("utf-8").splitlines():
        if heading := re.match(r"## \[+(\w+)\]+", line):
            table = heading[1]
        elif line.startswith("| `"):
            documented |= {f"{table}.{key}" for key in re.findall(r"`(\w+)`", line.split("|")[1])}
    assert documented == _settings_keys(Settings)


def test_the_lock_names_hashes_and_no_addresses() -> None:
    """What is installed is known to the byte, and comes from wherever the machine gets its packages."""
    for name in ("requirements.lock", "requirements-scaleout.lock", "requirements-dev.lock"):
        text = (ROOT / name).read_text("utf-8")
        assert "://" not in text
        pinned = re.findall(r"^([a-z0-9._-]+)==", text, re.MULTILINE)
        hashed = re.findall(r"^([a-z0-9._-]+)==[^\n]*\\\n\s+--hash=sha256:", text, re.MULTILINE)
        assert pinned == hashed


def test_the_lock_holds_every_dependency() -> None:
    """pyproject.toml and the lock files name the same direct dependencies."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    extra = project["optional-dependencies"]["scaleout"]
    for name, lines in {"requirements": [], "requirements-scaleout": extra}.items():
        wanted = {re.split(r"[<>=\[]", line)[0] for line in [*project["dependencies"], *lines]}
        locked = set(
            re.findall(r"^([a-z0-9._-]+)==", (ROOT / f"{name}.lock").read_text("utf-8"), re.MULTILINE)
        )
        assert wanted - locked == set()
