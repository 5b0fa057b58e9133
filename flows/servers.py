"""The Prefect server that flows run on: the user's where one is configured, one of our own otherwise.

The terminal belongs to our own few lines: Prefect's log goes to its server and not to the terminal, where
whoever wants to see it sets PREFECT_LOGGING_LEVEL. Nothing is sent to Prefect's makers.
Prefect is imported only inside the functions that need it, since that costs more than a second.
"""

from __future__ import annotations

import fcntl
import os
import socket
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from flows.errors import CountercheckError
from flows.prefect_server import QUIET, OwnServer, empty_database

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

PORT = 4200
"""Where `serve` puts its own server, if the port is free: Prefect's usual one."""


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
        wanted["PREFECT_LOGGING_INTERNAL_LEVEL"] = "CRITICAL"
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


def _check_reachable(url: str) -> None:
    from prefect.client.orchestration import get_client  # noqa: PLC0415 - see the module's docstring

    with get_client(sync_client=True) as client:
        trouble = client.api_healthcheck()
    if trouble is not None:
        raise CountercheckError(
            f"the Prefect server configured at {url} does not answer ({type(trouble).__name__}: {trouble})\n"
            "Start it (`prefect server start`), or do without it: put PREFECT_API_URL= before the command"
        )
