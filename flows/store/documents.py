"""Raw documents: one gzip file each, below the data directory."""

from __future__ import annotations

import gzip
import os
from typing import TYPE_CHECKING

from flows.errors import StoreError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from flows.records import Document

_FEW = 8


def document_path(document_id: str) -> str:
    """Return where the bytes of a document lie, relative to the data directory."""
    return f"documents/{document_id[:2]}/{document_id}.gz"


def keep(data: Path, documents: Sequence[Document]) -> dict[str, str]:
    """Write the bytes of `documents` that are not there yet; return by id where, relative to `data`.

    A file appears whole or not at all, so that one that exists needs no second look. Many are forced to the disk by
    one call for all: the disk takes as long for each as for the lot.

    Raises:
        StoreError: the disk refused.
    """
    kept = {document.document_id: document_path(document.document_id) for document in documents}
    fresh = {
        path: document
        for document in documents
        if not os.path.exists(path := f"{data}/{kept[document.document_id]}")  # noqa: PTH110 - ten thousand at once
    }
    try:
        for folder in {os.path.dirname(path) for path in fresh}:  # noqa: PTH120 - as above
            os.makedirs(folder, exist_ok=True)  # noqa: PTH103 - as above
        for path, document in fresh.items():
            _write(path, document, is_forced=len(fresh) <= _FEW)
        if len(fresh) > _FEW:
            os.sync()
        for path in fresh:
            os.replace(f"{path}.new", path)  # noqa: PTH105 - as above
    except OSError as error:
        raise StoreError(
            f"{error.filename or data}: a document could not be written ({error.strerror}); make room or give "
            "this user the right to write there, and run again"
        ) from error
    return kept


def _write(path: str, document: Document, *, is_forced: bool) -> None:
    with open(f"{path}.new", "wb") as file:  # noqa: PTH123 - as above
        # No time in the gzip header: the same bytes make the same file.
        file.write(gzip.compress(document.raw, compresslevel=6, mtime=0))
        if is_forced:
            file.flush()
            os.fsync(file.fileno())


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
            f"{path}: the document cannot be read ({error}); put it back from a backup, unless "
            "keeping.documents_days let it go"
        ) from error
