"""The scheduled flows: ingest, analyse, digest, and monitor, which is all three; and the nightly maintenance.

Reads   countercheck.toml, the seed folder, the feeds named in the configuration.
Writes  the data directory: documents, the database, the analyst's copy, the issued digests, the outbox.
Needs   a Prefect server (flows/servers.py finds or starts one); a mail server only where one is configured.

The work itself is flows/day.py; a task here is one of its steps. A step can be run again at any time and
takes up what is not done yet. Feeds and articles that fail are outcomes in the step's report, not exceptions,
so a task is repeated only where a repeat can help and nobody is waiting for it: in a scheduled run that found
the database busy, or no feed at all within reach.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence  # noqa: TC003 - Prefect reads the annotations at run time
from contextvars import ContextVar
from dataclasses import asdict
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any, ParamSpec, TypeVar
from zoneinfo import ZoneInfo

from prefect import Flow, flow, get_run_logger, runtime, task
from prefect.artifacts import create_markdown_artifact, create_table_artifact
from prefect.cache_policies import NO_CACHE
from prefect.client.orchestration import get_client

from flows import day, journal, keeping
from flows.collecting import collect_rarely
from flows.config import load_settings
from flows.credentials import with_password
from flows.crew import Crew, crew
from flows.errors import CountercheckError, StoreBusyError
from flows.issuing.notice import notify_operator
from flows.settings import Settings

CONFIG, DATA = Path("countercheck.toml"), Path("data")
"""Where a flow looks when neither it nor the server's variables say otherwise."""

P = ParamSpec("P")
R = TypeVar("R")

say_to: ContextVar[Callable[[str], None] | None] = ContextVar("say_to", default=None)
"""Who is told how a run comes along; the run's log when nobody is set. It is no data, so no parameter."""


def _can_help(_task: object, _run: object, state: Any) -> bool:  # noqa: ANN401 - Prefect's State of anything
    """Return whether a repeat can help: the trouble passes by itself, and a schedule started the run."""
    trouble = state.result(raise_on_failure=False)
    return _is_scheduled() and isinstance(trouble, StoreBusyError | NothingReachedError)


def _is_scheduled() -> bool:
    return runtime.deployment.id is not None


_DELAYS = [30.0, 120.0]  # seconds
_UNREACHED = ("dns", "unreachable", "timeout")
_SEVERAL = 3  # feeds, of which one may well be gone
_step = task(
    cache_policy=NO_CACHE, retries=len(_DELAYS), retry_delay_seconds=_DELAYS, retry_condition_fn=_can_help
)


class NothingReachedError(CountercheckError):
    """No feed of a part could be reached: the fault is likely on our side, and passes."""


@_step
def take_feeds(config: Path, data: Path, urls: list[str]) -> day.StepReport:
    """Return what came in from the feeds at `urls`; on a schedule, tried again when not one could be reached."""
    report = day.take_feeds(load_settings(config), data, datetime.now(UTC), _say(), urls)
    unreached = [failure for failure in report.failures if failure.outcome in _UNREACHED]
    is_last = runtime.task_run.run_count > len(_DELAYS)
    if len(unreached) == len(urls) >= _SEVERAL and _is_scheduled() and not is_last:
        raise NothingReachedError(f"none of {len(unreached)} feeds could be reached: {unreached[0].detail}")
    return report


@_step
def take_in(config: Path, data: Path, feeds: Sequence[day.StepReport] = ()) -> day.StepReport:
    """Return what came in from the seed folder, with what came in from the feeds."""
    return day.take_rest(load_settings(config), data, datetime.now(UTC), _say(), feeds)


@_step
def read_part(config: Path, data: Path, as_of: date | None, keys: list[dict[str, Any]]) -> day.StepReport:
    """Return what the versions of articles named by `keys` claim."""
    collect_rarely()
    settings = load_settings(config)
    return day.read_part(settings, data, _moment(as_of, settings), _say(), keys)


@_step
def read(
    config: Path, data: Path, as_of: date | None, parts: Sequence[day.StepReport] = ()
) -> day.StepReport:
    """Return what the articles claim and where they differ; what was read in parts is not read here."""
    settings = load_settings(config)
    return day.analyse(settings, data, _moment(as_of, settings), _say(), parts)


@_step
def issue(config: Path, data: Path, as_of: date | None) -> day.StepReport:
    """Return which digests were issued, and what became of their mail."""
    settings = with_password(load_settings(config))
    return day.digest(settings, data, _moment(as_of, settings), _say())


@_step
def keep(config: Path, data: Path) -> day.StepReport:
    """Return what was removed, backed up and made smaller."""
    return keeping.maintain(load_settings(config), data, datetime.now(UTC), _say())


def _tell(flow: Any, run: Any, state: Any) -> None:  # noqa: ANN401 - Prefect's Flow, FlowRun and State of anything
    """Write one line on a scheduled run's end to the operator's log; a run by hand has its own summary."""
    if run.deployment_id is None:
        return
    reports: list[day.StepReport] = state.result(raise_on_failure=False) if state.is_completed() else []
    end = " | ".join(map(summary, reports)) or f"{state.name}: {state.message or 'no reason given'}"
    _log(
        run,
        "run",
        f"{run.name}: {end}",
        flow=flow.name,
        run_name=run.name,
        state=state.name,
        counts={report.step: report.counts for report in reports},
        failures=[asdict(failure) for report in reports for failure in report.failures],
    )


def _notify(flow: Any, run: Any, state: Any) -> None:  # noqa: ANN401 - as above
    """Tell the operator that a scheduled run failed; trouble with that is one more line in the log."""
    if run.deployment_id is None:
        return
    try:
        config, data = _places(run.parameters.get("config"), run.parameters.get("data"))
        settings = with_password(load_settings(config))
        result = notify_operator(settings, data, flow.name, str(state.message), datetime.now(UTC))
    except (CountercheckError, OSError) as error:
        _log(run, "notice", f"the operator could not be told: {error}", flow=flow.name)
        return
    if result and result.state != "sent":
        _log(run, "notice", f"the operator could not be told: {result.detail} {result.hint}", flow=flow.name)


def _log(run: Any, event: str, said: str, **facts: Any) -> None:  # noqa: ANN401 - as above, and what JSON holds
    """Write one line to the operator's log, as the settings of the run want it; by themselves where those are wrong."""
    try:
        settings = load_settings(_places(run.parameters.get("config"), run.parameters.get("data"))[0])
    except CountercheckError:
        settings = Settings()
    sys.stderr.write(journal.line(settings, datetime.now(UTC), event, said, **facts) + "\n")


def _run_name(step: str) -> Callable[[], str]:
    """Return what names a run by its window: the day asked for, or the minute the run was due."""

    def name() -> str:
        as_of = runtime.flow_run.parameters.get("as_of")
        due = runtime.flow_run.scheduled_start_time
        return f"{step} for {as_of}" if as_of else f"{step} {due:%Y-%m-%d %H:%M}"

    return name


def _flow(work: Callable[P, R]) -> Flow[P, R]:
    """Return `work` as a flow that is named by its window and tells the operator how it ended."""
    ends: list[Any] = [_tell]
    fails: list[Any] = [_tell, _notify]
    named = _run_name(work.__name__)
    return flow(flow_run_name=named, on_completion=ends, on_failure=fails, on_crashed=fails)(work)


@_flow
def ingest(
    config: Path | None = None, data: Path | None = None, *, then_analyse: bool = False
) -> list[day.StepReport]:
    """Take in the seed folder and the feeds; what is known already is not stored again.

    Args:
        config: the configuration file; when left out, what the variable countercheck_config names.
        data: the data directory, created when it is not there; when left out, what countercheck_data names.
        then_analyse: whether to analyse what came in right away, as the schedules do.
    """
    config, data = _places(config, data)
    with crew(load_settings(config).workers) as workers:
        came_in = _came_in(config, data, workers)
        return _shown(came_in, _analysed(config, data, None, workers)) if then_analyse else _shown(came_in)


@_flow
def analyse(
    config: Path | None = None, data: Path | None = None, as_of: date | None = None
) -> list[day.StepReport]:
    """Read what came in, match the topics, find the discrepancies, publish the analyst's copy.

    Args:
        config: the configuration file; when left out, what the variable countercheck_config names.
        data: the data directory, created when it is not there; when left out, what countercheck_data names.
        as_of: a past day to work for, as at its end; now when left out.
    """
    config, data = _places(config, data)
    with crew(load_settings(config).workers) as workers:
        return _shown(_analysed(config, data, as_of, workers))


@_flow
def digest(
    config: Path | None = None, data: Path | None = None, as_of: date | None = None
) -> list[day.StepReport]:
    """Issue each reader's digest, once a period, and deliver it.

    Args:
        config: the configuration file; when left out, what the variable countercheck_config names.
        data: the data directory, created when it is not there; when left out, what countercheck_data names.
        as_of: a past day to work for, as at its end; now when left out.
    """
    return _shown(issue(*_places(config, data), as_of))


@_flow
def maintenance(config: Path | None = None, data: Path | None = None) -> list[day.StepReport]:
    """Remove raw documents past their time, back up, make the database small again: what [keeping] says.

    Args:
        config: the configuration file; when left out, what the variable countercheck_config names.
        data: the data directory, created when it is not there; when left out, what countercheck_data names.
    """
    return _shown(keep(*_places(config, data)))


@_flow
def monitor(
    config: Path | None = None, data: Path | None = None, as_of: date | None = None
) -> list[day.StepReport]:
    """Do the whole day's work: ingest, analyse, digest.

    Args:
        config: the configuration file; when left out, what the variable countercheck_config names.
        data: the data directory, created when it is not there; when left out, what countercheck_data names.
        as_of: a past day to work for, as at its end; now when left out.
    """
    config, data = _places(config, data)
    with crew(load_settings(config).workers) as workers:
        came_in = _came_in(config, data, workers)
        analysed = _analysed(config, data, as_of, workers)
    return _shown(came_in, analysed, issue(config, data, as_of))


def _places(config: Path | None, data: Path | None) -> tuple[Path, Path]:
    """Return the configuration and the data directory: as given, else as the server's variables name them."""
    if config is not None and data is not None:
        return Path(config), Path(data)
    with get_client(sync_client=True) as client:
        named = [client.read_variable_by_name(f"countercheck_{what}") for what in ("config", "data")]
    others = [Path(str(one.value)) if one else None for one in named]
    return Path(config or others[0] or CONFIG), Path(data or others[1] or DATA)


def _came_in(config: Path, data: Path, workers: Crew) -> day.StepReport:
    """Return what came in from the feeds, a task for each part of them, and from the seed folder.

    A schedule asks each feed by its own rhythm; who starts a run by hand wants to see what is new now.
    """
    parts = day.feed_parts(
        load_settings(config), data, datetime.now(UTC), _say(), planned_only=_is_scheduled()
    )
    where = {"config": config, "data": data}
    return take_in(config, data, workers.each(take_feeds, [where | {"urls": part} for part in parts]))


def _analysed(config: Path, data: Path, as_of: date | None, workers: Crew) -> day.StepReport:
    """Return what the articles claim and where they differ; many workers read them in parts before."""
    parts = day.unread_parts(load_settings(config), data, _say()) if workers.are_many else []
    what = {"config": config, "data": data, "as_of": as_of}
    return read(config, data, as_of, workers.each(read_part, [what | {"keys": part} for part in parts]))


def _shown(*reports: day.StepReport) -> list[day.StepReport]:
    """Return the reports, after leaving the digest and the outcomes as artifacts of the run."""
    for report in reports:
        if report.text:
            create_markdown_artifact(report.text, key=report.step, description=f"What `{report.step}` shows")
    rows = [row for report in reports for row in outcome_rows(report)]
    create_table_artifact(rows, key="outcomes", description="What the run did, and what failed")
    return list(reports)


def outcome_rows(report: day.StepReport) -> list[dict[str, str | int]]:
    """Return one row a count, one an outcome of feeds and of pages, and one a failure, all with the same columns."""
    row: dict[str, str | int] = dict.fromkeys(("step", "outcome", "number", "subject", "detail", "hint"), "")
    counts = [
        row | {"step": report.step, "outcome": name, "number": count} for name, count in report.counts.items()
    ]
    counts += [
        row | {"step": report.step, "outcome": outcome, "number": count, "subject": f"{kind}s"}
        for (kind, outcome), count in sorted(report.outcomes.items())
    ]
    failures = [
        row
        | {"step": report.step, "outcome": failed.outcome, "number": 1}
        | {"subject": failed.subject, "detail": failed.detail, "hint": failed.hint}
        for failed in report.failures
    ]
    return counts + failures


def summary(report: day.StepReport) -> str:
    """Return the report in one line: what it did, then what failed."""
    failed = [
        f"FAILED {failure.subject} ({failure.outcome}): {failure.detail}" for failure in report.failures
    ]
    return "; ".join([f"{report.step}: {report.in_words}", *failed])


def _moment(as_of: date | None, settings: Settings) -> datetime:
    """Return the instant to work for: now, or the last second in the monitor's zone of a day that is over."""
    now = datetime.now(UTC)
    if as_of is None:
        return now
    end = datetime.combine(as_of, time(23, 59, 59), ZoneInfo(settings.monitor.timezone))
    return min(now, end.astimezone(UTC))


def _say() -> Callable[[str], None]:
    return say_to.get() or get_run_logger().info
