"""The console blocks of the documents: which there are, and how to write them again from what commands print.

`python -m tests.support.shown` runs each command on the shipped seeds and puts what it prints into the
documents; a block with a line of dots is a selection of lines, and is left to whoever wrote it.
"""

from __future__ import annotations

import re
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from tests.support.countercheck import ROOT, Installation
from tests.support.shipped import work_on_the_seeds

if TYPE_CHECKING:
    from collections.abc import Iterator

DOCUMENTS = [ROOT / "README.md", ROOT / "docs" / "tour.md"]
LEFT_OUT = "...\n"
_BLOCK = re.compile(r"(```console\n\$ countercheck ([^\n]+)\n)(.*?)(```)", re.DOTALL)
_WORD = re.compile(r'"([^"]*)"|(\S+)')


def blocks() -> Iterator[tuple[str, str]]:
    """Yield each command that a document shows, without its first word, and what is shown under it."""
    for document in DOCUMENTS:
        for block in _BLOCK.finditer(document.read_text("utf-8")):
            yield block[2], block[3]


def printed(installation: Installation, command: str) -> str:
    """Return what a command, as a document shows it, prints."""
    return installation.call(*(quoted or plain for quoted, plain in _WORD.findall(command))).stdout


def write_again() -> None:
    """Put what commands print now into the documents."""
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "home").mkdir()
        work_on_the_seeds(Path(folder))
        installation = Installation(Path(folder))
        for document in DOCUMENTS:
            document.write_text(
                _BLOCK.sub(lambda block: _written(block, installation), document.read_text("utf-8")), "utf-8"
            )


def _written(block: re.Match[str], installation: Installation) -> str:
    now = printed(installation, block[2])
    if LEFT_OUT not in block[3]:
        return block[1] + now + block[4]
    if any(piece not in now for piece in block[3].split(LEFT_OUT)):
        sys.stderr.write(f"to be written by hand: countercheck {block[2]}\n")
    return block[0]


if __name__ == "__main__":
    write_again()
