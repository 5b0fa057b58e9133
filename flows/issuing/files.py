"""An issue's files: a folder that appears when it is complete, sharing what another of the same edition holds."""

from __future__ import annotations

import json
import os
import shutil
from dataclasses import fields
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from flows.issuing.corrections import Correction
    from flows.issuing.model import Digest
    from flows.issuing.render import Rendered


MAIL = "mail.eml"
# An issue lies in issues/<period>/<reader> of the data directory; each of these may be new.
_LEVELS_ABOVE = 3


def form_files(rendered: Rendered) -> dict[str, bytes]:
    """Return the forms of a digest or a correction as files by name."""
    forms = {"mail.html": rendered.html, "mail.txt": rendered.text, "web.html": rendered.web}
    return {name: form.encode() for name, form in forms.items()}


def write_files(folder: Path, files: Mapping[str, bytes], shared: Path | None = None) -> None:
    """Write an issue's files into `folder`, all or none: the folder appears when they are complete.

    What the folder `shared` holds already of the same edition is linked, not written again; the mail is each
    reader's own. Whoever notes the issue waits before that until the disk has it (`settle`).
    """
    unfinished = folder.with_name(f".{folder.name}.part")
    shutil.rmtree(unfinished, ignore_errors=True)
    unfinished.mkdir(parents=True)
    for name, made in files.items():
        if shared is None or name == MAIL or not _is_linked(shared / name, unfinished / name):
            (unfinished / name).write_bytes(made)
    if folder.exists():  # left by a run that was killed before it could note the issue
        shutil.rmtree(folder)
    unfinished.rename(folder)


def settle(folders: Iterable[Path]) -> None:
    """Wait until the disk has `folders`, the files in them, and their names.

    Many at once are quick: the first wait makes the disk write most of what the others wait for.
    """
    known: set[int] = set()
    above: set[Path] = set()
    for folder in folders:
        above |= set(list(folder.parents)[:_LEVELS_ABOVE])
        for path in (*folder.iterdir(), folder):
            inode = path.stat().st_ino
            if inode not in known:  # a file that several issues share is written once
                known.add(inode)
                _sync(path)
    for folder in above:
        _sync(folder)


def json_of(told: Digest | Correction) -> bytes:
    """Return what an issue says as the bytes of data.json."""
    return json.dumps(told, ensure_ascii=False, default=_fields_of).encode()


def _fields_of(part: Any) -> dict[str, Any]:  # noqa: ANN401 - any part of the model
    return {one.name: getattr(part, one.name) for one in fields(part)}


def _is_linked(source: Path, target: Path) -> bool:
    """Return whether `target` could be made another name of `source`; some file systems know no such thing."""
    try:
        target.hardlink_to(source)
    except OSError:
        return False
    return True


def write_through(path: Path, content: bytes) -> None:
    """Write `content` to `path` and wait until the disk has it."""
    path.write_bytes(content)
    _sync(path)


def _sync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
