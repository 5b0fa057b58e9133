"""An issue's files: a folder that appears when it is complete, sharing what another of the same edition holds."""

from __future__ import annotations

import json
import os
import shutil
from typing import TYPE_CHECKING

from flows.issuing.model import as_data

if TYPE_CHECKING:
    from pathlib import Path

    from flows.issuing.editions import Edition


def write_files(folder: Path, edition: Edition, mail: bytes | None, shared: Path | None = None) -> None:
    """Write an issue's files into `folder`, all or none: the folder appears when they are complete.

    What the folder `shared` holds already of the same edition is linked, not written again.
    """
    files = {
        "mail.html": edition.rendered.html.encode(),
        "mail.txt": edition.rendered.text.encode(),
        "web.html": edition.rendered.web.encode(),
        "data.json": json.dumps(as_data(edition.digest), ensure_ascii=False, indent=1).encode(),
    }
    unfinished = folder.with_name(f".{folder.name}.part")
    shutil.rmtree(unfinished, ignore_errors=True)
    unfinished.mkdir(parents=True)
    for name, content in files.items():
        if shared is None or not _is_linked(shared / name, unfinished / name):
            write_through(unfinished / name, content)
    if mail is not None:
        write_through(unfinished / "mail.eml", mail)
    if folder.exists():  # left by a run that was killed before it could note the issue
        shutil.rmtree(folder)
    unfinished.rename(folder)


def _is_linked(source: Path, target: Path) -> bool:
    """Return whether `target` could be made another name of `source`; some file systems know no such thing."""
    try:
        target.hardlink_to(source)
    except OSError:
        return False
    return True


def write_through(path: Path, content: bytes) -> None:
    """Write `content` to `path` and wait until the disk has it."""
    with path.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
