"""The outbox: issues on their way into the database, their files first, then what is noted of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flows.issuing.files import settle, write_files
from flows.store import add_issues

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from flows.store import Store

    Note = Mapping[str, object]


class Outbox:
    """Takes the issues of one run, and notes them when it is closed.

    An issue that the database knows can always be delivered: its files are on the disk by then. A run killed
    before that has sent nothing, and the next makes the files again.
    """

    def __init__(self, store: Store, data: Path) -> None:
        self.data = data
        self._store = store
        self._notes: list[tuple[Note, Note]] = []
        self._folders: list[Path] = []
        self._shared: dict[str, Path] = {}

    def put(self, issue: Note, delivery: Note, files: Mapping[str, bytes], *, edition: str = "") -> None:
        """Write an issue's files, linking what an issue of the same edition has.

        Args:
            issue: the columns of store.issues; its folder is where the files go, below the data directory.
            delivery: the columns of store.deliveries.
            files: their contents by name.
            edition: the same for all issues that differ in nothing but their mail; "" for one alone.
        """
        folder = self.data / str(issue["folder"])
        write_files(folder, files, self._shared.get(edition))
        if edition:
            self._shared.setdefault(edition, folder)
        self._folders.append(folder)
        self._notes.append((issue, delivery))

    def close(self) -> bool:
        """Wait until the disk has every file, note all issues or none, and return whether there were any."""
        settle(self._folders)
        add_issues(self._store, self._notes)
        return bool(self._notes)
