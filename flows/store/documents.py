"""Raw documents, kept for ever: one gzip file each, below the data directory."""

from __future__ import annotations

import gzip
import os
from typing import TYPE_CHECKING

from flows.errors import StoreError

if TYPE_CHECKING:
    from pathlib import Path

    from flows.records import Document


def document_path(document_id: str) -> str:
    """Return where the bytes of a document lie, relative to the data directory."""
    return f"documents/{document_id[:2]}/{document_id}.gz"


def keep(data: Path, document: Document) -> str:
    """Write the bytes of `document` unless they are there, and return where, relative to `data`.

    The file appears whole or not at all, so that one that exists needs no second look.

    Raises:
        StoreError: the disk refused.
    """
    stored_as = document_path(document.document_id)
    path = data / stored_as
    if path.exists():
        return stored_as
    unfinished = path.with_suffix(".new")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with unfinished.open("wb") as file:
            # No time in the gzip header: the same bytes make the same file.
            file.write(gzip.compress(document.raw, compresslevel=6, mtime=0))
            file.flush()
            os.fsync(file.fileno())
        unfinished.replace(path)
    except OSError as error:
        raise StoreError(
            f"{path}: the document could not be written ({error.strerror}); make room or give "
            "this user the right to write there, and run again"
        ) from error
    return stored_as


def read_document(data: Path, document_id: str) -> bytes:
    """Return the bytes of a stored document.

    Raises:
        StoreError: the file is missing or damaged.
    """
    path = data / document_path(document_id)
    try:
        return gzip.decompress(path.read_bytes())
    except (OSError, EOFError, ValueError) as error:
        raise StoreError(
            f"{path}: the document cannot be read ({error}); put it back from a backup"
        ) from error
