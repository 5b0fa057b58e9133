"""Running the flows: on the user's Prefect server where one is configured, on one of our own otherwise.

The terminal belongs to our own few lines: Prefect's log goes to its server and not to the terminal, where
whoever wants to see it sets PREFECT_LOGGING_LEVEL. Nothing is sent to Prefect's makers.
Prefect is imported only inside the functions that run a flow, since that costs more than a second.
"""

from __future__ import annotations

import asyncio
import fcntl
import os
import socket
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from flows.config import load_settings
from flows.errors import CountercheckError
from flows.prefect_server import QUIET, OwnServer, empty_database
from flows.sources.seeds import read_entries

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from datetime import date

    from prefect.deployments.runner import RunnerDeployment

    from flows.day import StepReport
    from flows.settings import Settings

    Say = Callable[[str], None]

PORT = 4200
"""Where `serve` puts its own server, if the port is free: Prefect's usual one."""


_LAST_HOUR = 23


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


def deployments(settings: Settings, config: Path, data: Path) -> list[RunnerDeployment]:
    """Return what `serve` serves; prefect.yaml says the same for a work pool.

    No deployment runs twice at once. An ingest that finds another running is dropped, as the next comes soon;
    a digest waits for its turn. An analysis belongs to its ingest's run: a trigger on the ingest's end would
    start it late, and has been seen not to start it at all.
    """
    from prefect.client.schemas.objects import (  # noqa: PLC0415 - see the module's docstring
        ConcurrencyLimitConfig,
        ConcurrencyLimitStrategy,
    )
    from prefect.schedules import Cron  # noqa: PLC0415 - as above

    from flows import monitor  # noqa: PLC0415 - as above

    def one_at_a_time(strategy: ConcurrencyLimitStrategy) -> ConcurrencyLimitConfig:
        return ConcurrencyLimitConfig(limit=1, collision_strategy=strategy)

    schedule = settings.schedule
    parameters = {"config": str(config), "data": str(data)}
    common: dict[str, Any] = {"name": "countercheck", "tags": ["countercheck"]}
    drop_new = one_at_a_time(ConcurrencyLimitStrategy.CANCEL_NEW)
    queue = one_at_a_time(ConcurrencyLimitStrategy.ENQUEUE)
    often = Cron(schedule.ingest, timezone=schedule.timezone, slug="ingest")
    made = [
        monitor.ingest.to_deployment(
            **common,
            schedule=often,
            concurrency_limit=drop_new,
            parameters={**parameters, "then_analyse": True},
        ),
        monitor.digest.to_deployment(
            **common,
            schedules=[Cron(when, timezone=zone, slug=slug) for slug, when, zone in digest_times(settings)],
            concurrency_limit=queue,
            parameters=parameters,
        ),
        monitor.maintenance.to_deployment(
            **common,
            schedule=Cron(schedule.maintenance, timezone=schedule.timezone, slug="maintenance"),
            concurrency_limit=drop_new,
            parameters=parameters,
        ),
    ]
    return cast("list[RunnerDeployment]", made)  # a coroutine only where an event loop runs


def digest_times(settings: Settings) -> list[tuple[str, str, str]]:
    """Return when digests are due: the schedule's time, and the hours that readers chose, each with a slug and zone.

    Readers who choose the same share one; the slug is that of the first of them. It comes again an hour later: on the
    day on which clocks skip an hour, Prefect starts what is due in it an hour early, for a midnight on the day before.
    Whoever has the issue gets no other.
    """
    schedule = settings.schedule
    times = {(schedule.digest, schedule.timezone): "digest"}
    for reader in settings.readers:
        if reader.hour is not None:
            hours = f"{reader.hour},{reader.hour + 1}" if reader.hour < _LAST_HOUR else f"{reader.hour}"
            expression = f"0 {hours} * * {','.join(reader.days) or '*'}"
            zone = reader.timezone or settings.monitor.timezone
            times.setdefault((expression, zone), f"digest-{reader.id}")
    return [(slug, expression, zone) for (expression, zone), slug in times.items()]


@contextmanager
def flow_server(cache: Path) -> Iterator[None]:
    """Have flows started inside the block run on the configured server, or on a temporary one.

    Only Prefect itself knows all the places where a server may be configured (environment, profile,
    prefect.toml), and asking it takes a third of what a server takes to start; so one is started meanwhile,
    unless the environment names one.

    Raises:
        CountercheckError: the configured server does not answer, or ours did not start.
    """
    with ExitStack() as stack:
        own = None
        if not os.environ.get("PREFECT_API_URL"):
            own = stack.enter_context(OwnServer(empty_database=empty_database(cache)))
        stack.enter_context(_environment(_quiet_settings(own)))
        from prefect import settings as prefect_settings  # noqa: PLC0415 - see the module's docstring

        from flows import monitor  # noqa: F401, PLC0415 - imported while the server starts, not after it

        if configured := prefect_settings.PREFECT_API_URL.value():
            if own is not None:
                own.stop()
            _check_reachable(configured)
        elif own is not None:
            stack.enter_context(_using(own.url))
        yield


@contextmanager
def schedule_server(data: Path) -> Iterator[str]:
    """Yield the address of the configured server, or of one of our own that keeps its history in `data`.

    Raises:
        CountercheckError: the server does not answer or did not start, or `data` is served already.
    """
    with ExitStack() as stack:
        stack.enter_context(_environment(_quiet_settings(None)))
        from prefect import settings as prefect_settings  # noqa: PLC0415 - see the module's docstring

        if configured := prefect_settings.PREFECT_API_URL.value():
            _check_reachable(configured)
            yield configured
            return
        home = data / "prefect"
        stack.enter_context(_served_once(home))
        own = stack.enter_context(OwnServer(home, port=_free_port()))
        stack.enter_context(_using(own.url, is_temporary=False))
        _close_interrupted()
        yield own.url


def _close_interrupted() -> None:
    """Mark what ran when our own server last ended as crashed, or it would hold up the next of its kind."""
    from prefect.client.orchestration import get_client  # noqa: PLC0415 - see the module's docstring
    from prefect.client.schemas.filters import FlowRunFilter  # noqa: PLC0415 - as above
    from prefect.states import Crashed  # noqa: PLC0415 - as above

    begun = FlowRunFilter.model_validate({"state": {"type": {"any_": ["RUNNING", "PENDING", "CANCELLING"]}}})
    with get_client(sync_client=True) as client:
        for run in client.read_flow_runs(flow_run_filter=begun):
            client.set_flow_run_state(run.id, Crashed(message="`countercheck serve` ended while it ran"))


@contextmanager
def _served_once(home: Path) -> Iterator[None]:
    """Hold `home` for this process; the operating system lets it go when the process ends."""
    try:
        home.mkdir(parents=True, exist_ok=True)
        lock = (home / "lock").open("w")
    except OSError as error:
        raise CountercheckError(
            f"{home}: cannot be written ({error.strerror}); serve keeps Prefect's state there. "
            "Check the directory's permissions, or name another with --data"
        ) from None
    with lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise CountercheckError(
                f"{home.parent}: another `countercheck serve` serves this data directory; stop that one first"
            ) from None
        yield


def _free_port() -> int:
    """Return Prefect's usual port, or 0 for any when that is taken."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", PORT))
        except OSError:
            return 0
    return PORT


def _quiet_settings(own: OwnServer | None) -> dict[str, str]:
    """Return what Prefect should find in the environment when it is imported; the user's own choices stay."""
    wanted = {name: value for name, value in QUIET.items() if name != "PREFECT_LOGGING_LEVEL"}
    if "PREFECT_LOGGING_LEVEL" not in os.environ:
        wanted["PREFECT_LOGGING_HANDLERS_CONSOLE_LEVEL"] = "CRITICAL"
    if own is not None and "PREFECT_HOME" not in os.environ and not Path("~/.prefect").expanduser().exists():
        wanted["PREFECT_HOME"] = str(own.home)  # or Prefect makes itself a home in the user's
    return wanted


@contextmanager
def _environment(values: Mapping[str, str]) -> Iterator[None]:
    """Set environment variables for the block; processes started in it inherit them."""
    before = {name: os.environ.get(name) for name in values}
    os.environ.update(values)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value


@contextmanager
def _using(url: str, *, is_temporary: bool = True) -> Iterator[None]:
    """Have Prefect use our own server at `url` in this block, in all threads and in processes it starts."""
    from prefect import context  # noqa: PLC0415 - see the module's docstring
    from prefect import settings as prefect_settings  # noqa: PLC0415 - as above

    with ExitStack() as stack:
        stack.callback(context.refresh_global_settings_context)
        stack.enter_context(_environment({"PREFECT_API_URL": url}))
        if is_temporary:
            stack.enter_context(_environment({"PREFECT_LOGGING_TO_API_ENABLED": "false"}))
        context.refresh_global_settings_context()
        if is_temporary:
            # Stopping a heartbeat takes up to a second a flow, and nobody listens for it here.
            silent = {prefect_settings.PREFECT_FLOWS_HEARTBEAT_FREQUENCY: None}
            stack.enter_context(prefect_settings.temporary_settings(silent))
        yield


@contextmanager
def _told_when_the_server_is_gone() -> Iterator[None]:
    """Say in words that the server could not be reached any more; Prefect has tried again for a minute by then.

    Raises:
        CountercheckError: that.
    """
    from httpx import TransportError  # noqa: PLC0415 - Prefect's own client, imported with it
    from prefect import settings as prefect_settings  # noqa: PLC0415 - see the module's docstring

    try:
        yield
    except TransportError as error:
        raise CountercheckError(
            f"the Prefect server at {prefect_settings.PREFECT_API_URL.value()} stopped answering while the run was on "
            f"({type(error).__name__}: {error})\n"
            "What the run had done is kept, nothing is lost or doubled, and the next run does what is left. Start the "
            "server again, or do without it: put PREFECT_API_URL= before the command"
        ) from error


def _check_reachable(url: str) -> None:
    from prefect.client.orchestration import get_client  # noqa: PLC0415 - see the module's docstring

    with get_client(sync_client=True) as client:
        trouble = client.api_healthcheck()
    if trouble is not None:
        raise CountercheckError(
            f"the Prefect server configured at {url} does not answer ({type(trouble).__name__}: {trouble})\n"
            "Start it (`prefect server start`), or do without it: put PREFECT_API_URL= before the command"
        )
