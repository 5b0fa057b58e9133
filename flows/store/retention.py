"""Raw documents that are past their time: their bytes go, their rows, articles and claims stay."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from flows.errors import StoreError

if TYPE_CHECKING:
    from flows.store.database import Store

_AT_ONCE = 5_000


def remove_documents(store: Store, days: int, now: datetime) -> tuple[int, int]:
    """Remove the bytes of documents that came in more than `days` ago; return how many, and how many bytes they had.

    A file that holds several goes when each of them is past its time, and before their rows say so: killed in between,
    the next call says it.

    Raises:
        StoreError: the disk refused.
    """
    rows = store.rows("keeping/documents_past_their_time", before=now - timedelta(days=days))
    for first in range(0, len(rows), _AT_ONCE):
        batch = rows[first : first + _AT_ONCE]
        for row in batch:
            try:
                (store.data / row["stored_as"]).unlink(missing_ok=True)
            except OSError as error:
                raise StoreError(
                    f"{error.filename}: could not be removed ({error.strerror}); give this user the right to "
                    "write there"
                ) from error
        store.run("keeping/mark_removed", removed=[row["document_id"] for row in batch], now=now)
    return len(rows), sum(row["byte_count"] for row in rows)
