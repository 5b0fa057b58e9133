"""An issue's files: a folder that appears when it is complete, sharing what another of the same edition holds."""

from __future__ import annotations

import json
import os
import shutil
from dataclasses import asdict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from flows.issuing.corrections import Correction
    from flows.issuing.model import Digest
    from flows.issuing.render import Rendered


MAIL = "mail.eml"


def write_files(
    folder: Path,
    rendered: Rendered,
    others: Mapping[str, bytes],
    shared: Path | None = None,
) -> None:
    """Write an issue's files into `folder`, all or none: the folder appears when they are complete.

    `others` are further files by name. What the folder `shared` holds already of the same edition is linked, not
    written again; the mail is each reader's own.
    """
    files = {
        "mail.html": rendered.html.encode(),
        "mail.txt": rendered.text.encode(),
        "web.html": rendered.web.encode(),
        **others,
    }
    unfinished = folder.with_name(f".{folder.name}.part")
    shutil.rmtree(unfinished, ignore_errors=True)
    unfinished.mkdir(parents=True)
    for name, made in files.items():
        if shared is None or name == MAIL or not _is_linked(shared / name, unfinished / name):
            write_through(unfinished / name, made)
    if folder.exists():  # left by a run that was killed before it could note the issue
        shutil.rmtree(folder)
    unfinished.rename(folder)


def json_of(told: Digest | Correction) -> bytes:
    """Return what an issue says as the bytes of data.json."""
    return json.dumps(asdict(told), ensure_ascii=False, indent=1).encode()


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
