"""Backups: one tar file with everything that cannot be made again, taken while runs go on, checked when put back.

The database in it is the analyst's copy, which is whole and as it was when the last run ended; documents never
change once written; issues and mail appear in one step. So nothing has to wait, and nothing is half written.
"""

from __future__ import annotations

import hashlib
import io
import json
import os
import shutil
import tarfile
from contextlib import nullcontext
from typing import TYPE_CHECKING, Any

from flows.errors import StoreError
from flows.store.lock import writer_lock

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from contextlib import AbstractContextManager
    from datetime import datetime
    from pathlib import Path

DATABASE = "countercheck.duckdb"
COPY = "analyst.duckdb"
_FOLDERS = ("documents", "issues", "outbox")
_MANIFEST = "manifest.json"
_FORM = 1
_CHUNK = 1 << 20


def back_up(data: Path, target: Path, now: datetime) -> int:
    """Write a backup of the directory `data` to the tar file `target`; return how many files it holds.

    The file appears when it is whole; one that is there is replaced.

    Raises:
        StoreError: there is nothing to back up yet, or the disk refused.
    """
    if not (data / COPY).is_file():
        raise StoreError(f"{data}: there is nothing to back up yet; `countercheck run` makes a database")
    unfinished = target.with_name(f".{target.name}.part")
    try:
        with tarfile.open(unfinished, "w") as archive:
            digests = {name: _add(archive, path, name) for name, path in _files(data)}
            manifest = {"form": _FORM, "made_at": now.isoformat(), "sha256": digests}
            _add_bytes(archive, _MANIFEST, json.dumps(manifest, indent=1).encode())
        with unfinished.open("rb") as file:
            os.fsync(file.fileno())
        unfinished.replace(target)
    except OSError as error:
        raise StoreError(
            f"{target}: the backup could not be written ({error.strerror or error}); make room, or name a "
            "file where this user may write"
        ) from error
    finally:
        unfinished.unlink(missing_ok=True)
    return len(digests)


def _files(data: Path) -> Iterator[tuple[str, Path]]:
    """Yield name and path of what is kept; the database first, so that no document it names is missing."""
    yield DATABASE, data / COPY
    for folder in _FOLDERS:
        for path in sorted((data / folder).rglob("*")):
            is_unfinished = path.suffix == ".new" or any(
                part.startswith(".") for part in path.relative_to(data).parts
            )
            if path.is_file() and not is_unfinished:
                yield path.relative_to(data).as_posix(), path


def _add(archive: tarfile.TarFile, path: Path, name: str) -> str:
    """Add a file as it was when opened, and return the SHA-256 of what was added, in hex."""
    with path.open("rb") as file:
        info = archive.gettarinfo(arcname=name, fileobj=file)
        digest = _Digesting(file)
        archive.addfile(info, digest)
    return digest.sha256.hexdigest()


def _add_bytes(archive: tarfile.TarFile, name: str, content: bytes) -> None:
    info = tarfile.TarInfo(name)
    info.size = len(content)
    archive.addfile(info, io.BytesIO(content))


class _Digesting:
    """A file being read, with the hash of what was read so far."""

    def __init__(self, file: Any) -> None:  # noqa: ANN401 - tarfile takes and gives any reader of bytes
        self._file = file
        self.sha256 = hashlib.sha256()

    def read(self, size: int = -1) -> bytes:
        """Return the next bytes."""
        read: bytes = self._file.read(size)
        self.sha256.update(read)
        return read


def restore(
    source: Path, data: Path, now: datetime, *, may_replace: bool, notice: Callable[[str], None]
) -> Path | None:
    """Put the backup `source` in the place of the directory `data`; return where the old one was moved to.

    Each file is compared with what the backup says of it before anything is moved. An old directory is kept
    beside the new one, under a name with the time. None is returned when there was none.

    Raises:
        StoreError: `source` is no backup, is damaged, the disk refused, or there is a database and it may not be
            replaced.
    """
    if (data / DATABASE).exists() and not may_replace:
        raise StoreError(
            f"{data}: holds a database already; add --replace to put the backup in its place (the old directory is "
            "kept under another name), or choose another directory with --data"
        )
    unfinished = data.with_name(f".{data.name}.restoring")
    try:
        shutil.rmtree(unfinished, ignore_errors=True)
        unfinished.mkdir(parents=True)
        _unpack(source, unfinished)
        shutil.copyfile(unfinished / DATABASE, unfinished / COPY)
        with _alone(data, notice):
            return _take_place(unfinished, data, now)
    except OSError as error:
        raise StoreError(
            f"{source}: could not be restored to {data} ({error.strerror or error}); nothing was changed"
        ) from error
    finally:
        shutil.rmtree(unfinished, ignore_errors=True)


def _alone(data: Path, notice: Callable[[str], None]) -> AbstractContextManager[None]:
    if not data.is_dir():
        return nullcontext()
    return writer_lock(data / "lock", wait_seconds=60, notice=notice)


def _take_place(unfinished: Path, data: Path, now: datetime) -> Path | None:
    kept = None
    if data.exists():
        kept = data.with_name(f"{data.name}.before-{now:%Y%m%dT%H%M%SZ}")
        data.rename(kept)
    unfinished.rename(data)
    return kept


def _unpack(source: Path, folder: Path) -> None:
    try:
        with tarfile.open(source, "r:") as archive:
            archive.extractall(folder, filter="data")
        manifest = json.loads((folder / _MANIFEST).read_bytes())
        expected: dict[str, str] = manifest["sha256"]
        (folder / _MANIFEST).unlink()
    except FileNotFoundError as error:
        if error.filename == str(source):
            raise StoreError(
                f"{source}: there is no such file; expected one that `countercheck backup` made"
            ) from None
        raise StoreError(
            f"{source}: holds no {_MANIFEST}; expected a file that `countercheck backup` made"
        ) from None
    except (tarfile.TarError, ValueError, KeyError, EOFError) as error:
        raise StoreError(
            f"{source}: is damaged, or no backup ({error}); expected a file that `countercheck backup` made"
        ) from error
    if DATABASE not in expected:
        raise StoreError(f"{source}: holds no {DATABASE}; expected a file that `countercheck backup` made")
    damaged = [name for name, digest in expected.items() if _sha256(folder / name) != digest]
    if damaged:
        raise StoreError(
            f"{source}: {len(damaged)} of {len(expected)} files are not as they were backed up, such as "
            f"{damaged[0]}; nothing was changed. Take another backup"
        )


def _sha256(path: Path) -> str | None:
    """Return the hash of a file, in hex; None where there is no file."""
    if not path.is_file():
        return None
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
