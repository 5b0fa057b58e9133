"""Who does what can be done apart: this process, one part after the other, or Dask's workers, many at once.

Dask is imported only where the settings ask for it; `countercheck[scaleout]` brings it.
"""

from __future__ import annotations

from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING, Any

from flows.errors import CountercheckError
from flows.progress import come_to

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from prefect import Task

    from flows.settings import Workers

_WORTH_SENDING = 2
"""How many parts there must be: workers take seconds to start, and one part is done as quickly here."""


class Crew:
    """Whoever does the parts of a flow; `are_many` says whether they are done at the same time."""

    def __init__(self, workers: Workers, stack: ExitStack) -> None:
        self.are_many = workers.are_many
        self._workers = workers
        self._stack = stack
        self._runner: Any = None

    def each(self, task: Task[..., Any], parts: Sequence[Mapping[str, Any]]) -> list[Any]:
        """Return what `task` returns for each of `parts`, its arguments by name, in order.

        All are done, then the first failure is raised, if there is one.
        """
        if not self.are_many or len(parts) < _WORTH_SENDING:
            return [task(**part) for part in parts]
        if self._runner is None:
            self._runner = self._stack.enter_context(_dask(self._workers))
        futures = [self._runner.submit(task, dict(part)) for part in parts]
        for done, future in enumerate(futures, start=1):
            future.wait()
            come_to("parts done", done, len(futures))
        return [future.result() for future in futures]


@contextmanager
def crew(workers: Workers) -> Iterator[Crew]:
    """Yield who does the parts; Dask's workers are there from the first part to the end of the block."""
    with ExitStack() as stack:
        yield Crew(workers, stack)


def _dask(workers: Workers) -> Any:  # noqa: ANN401 - a task runner of a package that need not be there
    try:
        from prefect_dask.task_runners import DaskTaskRunner  # noqa: PLC0415 - most installations have none
    except ImportError as error:
        raise CountercheckError(
            f'workers.runner = "dask" needs {error.name}, which is not installed; `make scaleout` brings it in a '
            "checkout, `pip install 'countercheck[scaleout]'` elsewhere"
        ) from None
    if workers.scheduler:
        return DaskTaskRunner(address=workers.scheduler)
    from distributed import SpecCluster  # noqa: PLC0415 - as above

    from flows.local_workers import cluster  # noqa: PLC0415 - as above

    return DaskTaskRunner(cluster_class=SpecCluster, cluster_kwargs=cluster(workers.processes))
