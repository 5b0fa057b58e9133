"""Raw documents: a gzip file each, or many that came at once as the members of one ZIP file.

A file costs a disk as much as fifty documents of a feed do, in time and in room; so what one fetch brought lies in one.
"""

from __future__ import annotations

import gzip
import hashlib
import os
import socket
import struct
import threading
import zipfile
import zlib
from typing import TYPE_CHECKING

from flows.errors import StoreError

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence
    from pathlib import Path

    from flows.records import Document

_FEW = 8  # documents that are a file each
_LEVEL = 6  # of compression
# What is not written to the end has a name of the process's own: workers may write the same document at once.
_UNFINISHED = f".{socket.gethostname()}-{os.getpid()}.new"
# Parts of a ZIP file (APPNOTE.TXT 4.3): what stands before a member and in the list of members, and the list's end.
_MEMBER = struct.Struct(
    "<HHHHHIIIHH"
)  # version, flags, method, time, day, CRC, lengths, length of the name, extra
_VERSION = (
    20,
    0,
    8,
    0,
    0x21,
)  # of 1 January 1980, the first day that ZIP knows: the same documents make the same file
_MADE_BY = b"\x14\x03"
_LISTED = struct.Struct("<HHHII")  # length of a comment, disk, attributes, place
_READABLE = 0o600 << 16
_END = struct.Struct("<4sHHHHIIH")


def keep(data: Path, documents: Sequence[Document]) -> dict[str, str]:
    """Write the bytes of `documents` that are not there yet; return by id where, relative to `data`.

    Raises:
        StoreError: the disk refused.
    """
    unsettled = Unsettled(data)
    unsettled.write(documents)
    return unsettled.settle()


class Unsettled:
    """Documents written while others are still under way; threads may share one.

    A file appears whole or not at all, when it is settled, so that one that exists needs no second look.
    """

    def __init__(self, data: Path) -> None:
        self._data = data
        self._lock = threading.Lock()
        self._kept: dict[str, str] = {}
        self._fresh: set[str] = set()

    def write(self, documents: Iterable[Document]) -> None:
        """Write the bytes of `documents`, under names that nobody reads before `settle`; raises StoreError."""
        unique = {document.document_id: document for document in documents}
        if len(unique) > _FEW:
            name = hashlib.sha256("".join(sorted(unique)).encode()).hexdigest()
            self._write(f"documents/{name[:2]}/{name}.zip", unique)
            return
        for document_id, document in unique.items():
            self._write(f"documents/{document_id[:2]}/{document_id}.gz", {document_id: document})

    @property
    def documents(self) -> list[str]:
        """The ids of what was written."""
        return list(self._kept)

    def settle(self, known: Collection[str] = ()) -> dict[str, str]:
        """Force what was written to the disk and give it its names; return by id where, relative to the data.

        Files that hold nothing but `known` documents are dropped. Many are forced to the disk by one call for all: the
        disk takes as long for each as for the lot.
        """
        needed = {f"{self._data}/{stored_as}" for key, stored_as in self._kept.items() if key not in known}
        try:
            for path in self._fresh - needed:
                os.unlink(path + _UNFINISHED)  # noqa: PTH108 - thousands at once
            self._fresh &= needed
            if len(self._fresh) > _FEW:
                os.sync()
            else:
                for path in self._fresh:
                    _force(path + _UNFINISHED)
            for path in self._fresh:
                os.replace(path + _UNFINISHED, path)  # noqa: PTH105 - thousands at once
        except OSError as error:
            raise self._refused(error) from error
        self._fresh.clear()
        return dict(self._kept)

    def _write(self, stored_as: str, documents: Mapping[str, Document]) -> None:
        path = f"{self._data}/{stored_as}"
        with self._lock:
            for (
                document_id
            ) in documents:  # of two files with one document the same counts, whoever comes first
                self._kept[document_id] = min(stored_as, self._kept.get(document_id, stored_as))
            if path in self._fresh or os.path.exists(path):  # noqa: PTH110 - as above
                return
            self._fresh.add(path)
        try:
            os.makedirs(os.path.dirname(path), exist_ok=True)  # noqa: PTH103, PTH120 - as above
            if path.endswith(".zip"):
                _archive(path + _UNFINISHED, documents)
            else:
                _compress(path + _UNFINISHED, *documents.values())
        except OSError as error:
            raise self._refused(error) from error

    def _refused(self, error: OSError) -> StoreError:
        return StoreError(
            f"{error.filename or self._data}: a document could not be written ({error.strerror}); make room or give "
            "this user the right to write there, and run again"
        )


def read_document(data: Path, stored_as: str, document_id: str) -> bytes:
    """Return the bytes of a document that store.documents says is stored there.

    Raises:
        StoreError: the file is missing or damaged.
    """
    path = data / stored_as
    try:
        if path.suffix == ".zip":
            with zipfile.ZipFile(path) as archive:
                return archive.read(document_id)
        return gzip.decompress(path.read_bytes())
    except (OSError, EOFError, ValueError, KeyError, zipfile.BadZipFile) as error:
        raise StoreError(
            f"{path}: the document cannot be read ({error}); put it back from a backup, unless "
            "keeping.documents_days let it go"
        ) from error


def _archive(path: str, documents: Mapping[str, Document]) -> None:
    """Write a ZIP file; the standard library takes five times as long for many small members."""
    directory = bytearray()
    at = 0
    with open(path, "wb") as file:  # noqa: PTH123 - as above
        for document_id, document in sorted(documents.items()):
            name = document_id.encode("ascii")
            packer = zlib.compressobj(_LEVEL, zlib.DEFLATED, -zlib.MAX_WBITS)
            packed = packer.compress(document.raw) + packer.flush()
            about = _MEMBER.pack(
                *_VERSION, zlib.crc32(document.raw), len(packed), len(document.raw), len(name), 0
            )
            directory += b"PK\x01\x02" + _MADE_BY + about + _LISTED.pack(0, 0, 0, _READABLE, at) + name
            at += file.write(b"PK\x03\x04" + about + name + packed)
        count = len(documents)
        file.write(directory + _END.pack(b"PK\x05\x06", 0, 0, count, count, len(directory), at, 0))


def _compress(path: str, document: Document) -> None:
    with open(path, "wb") as file:  # noqa: PTH123 - as above
        # No time in the gzip header: the same bytes make the same file.
        file.write(gzip.compress(document.raw, compresslevel=_LEVEL, mtime=0))


def _force(path: str) -> None:
    with open(path, "rb") as file:  # noqa: PTH123 - as above
        os.fsync(file.fileno())
