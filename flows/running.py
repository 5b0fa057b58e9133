"""Running the flows: all of them once, or each on its schedule until stopped.

Prefect is imported only inside the functions that run a flow, since that costs more than a second.
"""

from __future__ import annotations

import asyncio
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any, cast

from flows.config import load_settings
from flows.deployments import deployments
from flows.errors import ServerLostError
from flows.servers import flow_server, schedule_server
from flows.sources.seedlist import read_entries

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from datetime import date
    from pathlib import Path

    from prefect.deployments.runner import RunnerDeployment

    from flows.day import StepReport

    Say = Callable[[str], None]


def run_monitor(config: Path, data: Path, *, as_of: date | None = None, say: Say) -> list[StepReport]:
    """Run the flow `monitor` once and return the report of each step.

    Raises:
        UsageError: the configuration or seeds.toml is wrong.
        CountercheckError: the run could not be done.
    """
    config, data = config.absolute(), data.absolute()
    read_entries(
        load_settings(config).monitor.seeds
    )  # what is wrong in either is told before anything starts
    with flow_server(data / "cache"):
        from flows import monitor  # noqa: PLC0415 - imports Prefect

        told = monitor.say_to.set(say)
        try:
            with _told_when_the_server_is_gone():
                return monitor.monitor(config, data, as_of)
        finally:
            monitor.say_to.reset(told)


def serve(config: Path, data: Path, *, say: Say) -> None:
    """Run the flows on the configured schedules until interrupted or terminated.

    Raises:
        UsageError: the configuration is wrong.
        CountercheckError: there is no server to serve, or this data directory is served already.
    """
    config, data = config.absolute(), data.absolute()
    settings = load_settings(config)
    with schedule_server(data) as url:
        say(f"Prefect: {url.removesuffix('/api')}")
        say(
            f"ingest {settings.schedule.ingest!r}, then analyse; digest {settings.schedule.digest!r}, "
            f"maintenance {settings.schedule.maintenance!r}"
        )
        say(f"in the time zone {settings.schedule.timezone}; stop with Ctrl-C or SIGTERM")
        with suppress(KeyboardInterrupt, asyncio.CancelledError):
            _run_until_stopped(deployments(settings, config, data))
    say("stopped; nothing runs on, and the next start carries on from here")


def _run_until_stopped(served: Sequence[RunnerDeployment]) -> None:
    """Run what is due of `served` until Ctrl-C, or SIGTERM, on which Prefect's own runner trips over itself.

    Runs of different deployments may overlap, so that a slow feed holds up no digest; the store lets one at a
    time write.
    """
    from prefect.runner import Runner  # noqa: PLC0415 - see the module's docstring

    class StoppableRunner(Runner):
        async def start(self, *arguments: Any, **options: Any) -> None:  # noqa: ANN401 - as Prefect's
            self.serving = cast("asyncio.Task[None]", asyncio.current_task())
            await super().start(*arguments, **options)

        def handle_sigterm(self, *_signal: object) -> None:
            self.serving.get_loop().call_soon_threadsafe(self.serving.cancel)

    # Schedules that a stop had paused would stay paused after a restart.
    runner = StoppableRunner(pause_on_shutdown=False, limit=len(served))
    for deployment in served:
        runner.add_deployment(deployment)
    asyncio.run(runner.start())


@contextmanager
def _told_when_the_server_is_gone() -> Iterator[None]:
    """Say in words that the server could not be reached any more; Prefect has tried again for a minute by then.

    Raises:
        ServerLostError: that.
    """
    from httpx import TransportError  # noqa: PLC0415 - Prefect's own client, imported with it
    from prefect import settings as prefect_settings  # noqa: PLC0415 - see the module's docstring

    try:
        yield
    except TransportError as error:
        raise ServerLostError(
            f"the Prefect server at {prefect_settings.PREFECT_API_URL.value()} stopped answering while the run was on "
            f"({type(error).__name__}: {error})\n"
            "What the run had done is kept, nothing is lost or doubled, and the next run does what is left. Start the "
            "server again, or do without it: put PREFECT_API_URL= before the command"
        ) from error
