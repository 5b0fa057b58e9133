"""The documents show what the commands print: each console block is run again on the shipped seeds."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from flows.cli import COMMANDS
from tests.support.countercheck import ROOT, Installation
from tests.support.shipped import work_on_the_seeds
from tests.support.shown import LEFT_OUT, blocks, printed

if TYPE_CHECKING:
    from pathlib import Path

README = (ROOT / "README.md").read_text("utf-8")
SHOWN = list(blocks())


@pytest.fixture(scope="module")
def installation(tmp_path_factory: pytest.TempPathFactory) -> Installation:
    """Return an installation after a day's work on the seeds."""
    folder = tmp_path_factory.mktemp("readme")
    (folder / "home").mkdir()
    work_on_the_seeds(folder)
    return Installation(folder)


@pytest.mark.parametrize(("command", "shown"), SHOWN, ids=[command for command, _ in SHOWN])
def test_a_command_prints_what_a_document_shows(installation: Installation, command: str, shown: str) -> None:
    """A line of dots stands for lines left out; everything else is printed to the letter."""
    now = printed(installation, command)
    for piece in shown.split(LEFT_OUT):
        assert piece in now


def test_the_readme_names_every_command() -> None:
    """Whoever reads the table of commands knows all of them."""
    assert set(re.findall(r"^\| `countercheck (\w+)", README, re.MULTILINE)) == set(COMMANDS)


def test_every_link_of_the_documents_leads_somewhere() -> None:
    """A link to a file of the repository names one that is there."""
    missing: list[tuple[str, str]] = []
    for document in (ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))):
        links: list[str] = re.findall(r"\]\(([^)#\s]+)\)|src=\"([^\"]+)\"", document.read_text("utf-8"))
        targets: list[Path] = [document.parent / "".join(link) for link in links]
        missing += [
            (document.name, str(target))
            for target in targets
            if "://" not in str(target) and not target.exists()
        ]
    assert missing == []
