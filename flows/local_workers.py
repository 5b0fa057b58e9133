"""Dask's workers on this machine: processes that listen to each other on loopback, and to nobody else.

Dask opens a page of status for its scheduler and one for each worker, whatever the settings say of a dashboard: here
none does. Imported only where the settings ask for Dask.
"""

from __future__ import annotations

import logging
from typing import Any

from distributed import Nanny, Scheduler, Worker

LOOPBACK = "127.0.0.1"


class QuietScheduler(Scheduler):
    """A scheduler without pages."""

    def start_http_server(self, *_arguments: object, **_options: object) -> None:
        """Open none."""


class QuietWorker(Worker):
    """A worker without pages."""

    def start_http_server(self, *_arguments: object, **_options: object) -> None:
        """Open none."""


class QuietNanny(Nanny):
    """Starts a `QuietWorker` again when it dies."""

    def __init__(self, scheduler: str, **options: Any) -> None:  # noqa: ANN401 - as Dask's
        super().__init__(scheduler, worker_class=QuietWorker, **options)


def cluster(processes: int) -> dict[str, Any]:
    """Return what describes a scheduler and so many workers to Dask's SpecCluster.

    A worker has one thread, as the work is Python's own.
    """
    options = {"nthreads": 1, "host": LOOPBACK, "silence_logs": logging.WARNING}
    worker = {"cls": QuietNanny, "options": options}
    scheduler = {"cls": QuietScheduler, "options": {"host": LOOPBACK, "port": 0, "dashboard": False}}
    workers = dict.fromkeys(range(processes), worker)
    return {"scheduler": scheduler, "workers": workers, "silence_logs": logging.WARNING}
