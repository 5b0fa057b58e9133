"""What `countercheck serve` serves: the flows as Prefect deployments, on the schedules of the settings.

Prefect is imported only inside the function that makes them, since that costs more than a second.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

if TYPE_CHECKING:
    from pathlib import Path

    from prefect.deployments.runner import RunnerDeployment

    from flows.settings import Settings

_LAST_HOUR = 23


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
