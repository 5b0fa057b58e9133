"""The tables of countercheck.toml, and what may stand in them."""

from __future__ import annotations

import os
from datetime import date  # noqa: TC003 - pydantic reads the annotations at run time
from pathlib import Path
from typing import Annotated, Literal, Self
from urllib.parse import urlsplit
from zoneinfo import available_timezones

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, SecretStr, model_validator

from flows import cron


def _known_zone(name: str) -> str:
    if name not in available_timezones():
        raise ValueError(f'no time zone is called {name!r}; expected a name such as "Europe/Berlin"')
    return name


def _http_address(url: str) -> str:
    if not url.startswith(("http://", "https://")):
        raise ValueError(f"{url!r} is no web address; expected one that begins with http:// or https://")
    if "@" in urlsplit(url).netloc:
        raise ValueError(
            "names a user or password, which would stand in the database and in digests; "
            "expected an address without one"
        )
    return url


def _grade(grade: str) -> str:
    if len(grade) != 2 or grade[0] not in "ABCDEF" or grade[1] not in "123456":  # noqa: PLR2004
        raise ValueError(f'{grade!r} is no grade; expected a letter A-F and a digit 1-6, such as "B3"')
    return grade


def _locale(name: str) -> str:
    from babel import Locale, UnknownLocaleError  # noqa: PLC0415 - most installations never need it

    try:
        return str(Locale.parse(name, sep="-" if "-" in name else "_"))
    except (UnknownLocaleError, ValueError, TypeError):
        raise ValueError(
            f'{name!r} is no locale; expected a language, with a country where it matters, such as "de" or "en-GB"'
        ) from None


def _webhook(url: SecretStr) -> SecretStr:
    """Return the address; one written as $NAME is taken from the environment."""
    given = url.get_secret_value()
    if given.startswith("$"):
        given = os.environ.get(given[1:], "")
        if not given:
            raise ValueError(
                f"the environment has no {url.get_secret_value()[1:]}; set it for the flows to run with"
            )
    if not given.startswith(("http://", "https://")):
        raise ValueError("is no web address; expected one that begins with https://, or $NAME of a variable")
    return SecretStr(given)


def _without_password(catalogue: str) -> str:
    if "password" in catalogue.lower() or "@" in catalogue:
        raise ValueError(
            "names a password, or a user before an @; give the password in PGPASSWORD or a file named by PGPASSFILE, "
            'and the rest as "postgres:host=... dbname=... user=..."'
        )
    return catalogue


_MAIL_ADDRESS = r"^[^@\s<>,]+@[^@\s<>,]+$"

CronExpression = Annotated[str, AfterValidator(cron.checked)]
Zone = Annotated[str, AfterValidator(_known_zone)]
WebAddress = Annotated[str, AfterValidator(_http_address)]
Grade = Annotated[str, AfterValidator(_grade)]
Webhook = Annotated[SecretStr, AfterValidator(_webhook)]
LocaleName = Annotated[str, AfterValidator(_locale)]
Identifier = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9-]*$")]


class _Table(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Monitor(_Table):
    """What this installation is called, and where things are.

    Attributes:
        seeds: the folder of documents to start from, relative to the configuration file.
        watch: the folder of the analyst's own queries, relative to the configuration file; it may be missing.
        operator: the mail address that is told when a scheduled run failed.
        operator_webhook: the webhook that is told instead.
        log: how `serve` and scheduled runs log: a line for a person, or a JSON object a line.
        web_address: under which address data/issues can be read in a browser, if under any.
    """

    name: str = "Countercheck"
    timezone: Zone = "UTC"
    seeds: Path = Path("seeds")
    watch: Path = Path("watch")
    operator: str = Field(default="", pattern=_MAIL_ADDRESS)
    operator_webhook: Webhook | None = None
    log: Literal["lines", "json"] = "lines"
    web_address: Annotated[WebAddress, AfterValidator(lambda url: url.rstrip("/"))] | None = None


class Fetching(_Table):
    """Limits for everything taken from the web; seconds and bytes."""

    contact: str = ""
    timeout_seconds: float = Field(default=20, gt=0, le=600)
    host_pause_seconds: float = Field(default=1, ge=0, le=60)
    least_minutes: int = Field(default=15, ge=1, le=1_440)
    most_minutes: int = Field(default=240, ge=1, le=10_080)
    pages_per_run: int = Field(default=200, ge=0, le=100_000)
    max_bytes: int = Field(default=10_000_000, gt=0, le=1_000_000_000)
    allow_hosts: list[str] = []


class Feed(_Table):
    """An RSS, Atom or JSON feed; `outlet` is who publishes it.

    `text` says whether its entries are whole articles ("full") or only point to them ("summary"); `authorization`
    names the environment variable with the value of the Authorization header.
    """

    url: WebAddress
    outlet: str
    paused: bool = False
    language: str | None = None
    interval_minutes: int | None = Field(default=None, ge=1, le=10_080)
    text: Literal["full", "summary"] = "full"
    grade: Grade | None = None
    authorization: str | None = Field(default=None, pattern=r"^[A-Za-z_][A-Za-z0-9_]*$")


class Topic(_Table):
    """What the analyst follows: a boolean query, and a window as dates, as the last days, or as both."""

    id: Identifier
    title: str
    query: str
    since: date | None = None
    until: date | None = None
    days: int | None = Field(default=None, gt=0)


class Source(_Table):
    """What the analyst knows of a speaker or outlet; the grade is an Admiralty code, shown, never used to hide."""

    name: str
    grade: Grade = "F6"
    note: str = ""


Family = Literal[
    "count_conflict",
    "count_drift",
    "revised",
    "silent_edit",
    "citation_drift",
    "headline_body",
    "arithmetic",
    "stance_conflict",
]
Severity = Literal["low", "medium", "high"]
Weekday = Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]


class Reader(_Table):
    """Who gets the digest, of what, and when."""

    id: Identifier
    address: str = Field(default="", pattern=_MAIL_ADDRESS)
    webhook: Webhook | None = None
    name: str = ""
    timezone: Zone | None = None
    topics: list[Identifier] = []
    families: list[Family] = []
    severity: Severity = "low"
    locale: LocaleName = "en"
    hour: int | None = Field(default=None, ge=0, le=23)
    days: list[Weekday] = []
    quiet: bool = False

    @model_validator(mode="after")
    def _can_be_reached(self) -> Self:
        if bool(self.address) == bool(self.webhook):
            raise ValueError("expected an address (of mail) or a webhook, one of the two")
        return self


class Mail(_Table):
    """The mail server; without a host the outbox folder is the delivery."""

    host: str = ""
    port: int = Field(default=587, gt=0, lt=65_536)
    security: Literal["starttls", "tls", "none"] = "starttls"
    username: str = ""
    password: SecretStr = SecretStr("")
    password_file: Path | None = None
    password_block: str = Field(default="", pattern=r"^[a-z0-9-]*$")
    sender: str = "Countercheck <countercheck@localhost>"
    list_id: str = "countercheck.localhost"
    timeout_seconds: float = Field(default=30, gt=0, le=600)


class Discrepancies(_Table):
    """How claims are compared: how much slack a hedged number gets, and whether articles without a topic take part."""

    tolerance_pct: float = Field(default=10, ge=0, le=100)
    stories: bool = True


class Volume(_Table):
    """When the volume of a topic is worth a word: how rare a day must be by chance, and how long a burst lasts."""

    rare_days: float = Field(default=30, ge=2, le=10_000)
    cooldown_days: int = Field(default=3, ge=0, le=28)


class Keeping(_Table):
    """What is kept, for how long, and what is done about it.

    Attributes:
        documents_days: raw documents are removed after so many days; None keeps them for ever.
        backups: the folder that gets a backup a night, relative to the configuration file; None makes none.
        backups_kept: how many of them stay there.
        read_again_per_run: how many articles an analysis reads again at most when the rules changed.
    """

    documents_days: int | None = Field(default=None, ge=1, le=100_000)
    backups: Path | None = None
    backups_kept: int = Field(default=7, ge=1, le=10_000)
    read_again_per_run: int = Field(default=2_000, ge=0)


class Storage(_Table):
    """Where the tables lie: in a file of the data directory, or in a DuckLake that several machines write.

    Attributes:
        catalogue: the PostgreSQL database that keeps a DuckLake's catalogue, as `postgres:` and libpq's keywords.
        data_path: the folder of a DuckLake's Parquet files, which every machine sees under the same name; relative
            to the configuration file.
    """

    kind: Literal["embedded", "ducklake"] = "embedded"
    catalogue: Annotated[
        str, Field(pattern=r"^postgres:\s*\w+\s*=\s*\S.*$"), AfterValidator(_without_password)
    ] = ""
    data_path: Path | None = None

    @model_validator(mode="after")
    def _is_whole(self) -> Self:
        given = [name for name in ("catalogue", "data_path") if getattr(self, name)]
        if self.kind == "embedded" and given:
            raise ValueError(f'{" and ".join(given)} belong to kind = "ducklake"; found kind = "embedded"')
        if self.kind == "ducklake" and len(given) < 2:  # noqa: PLR2004 - both
            raise ValueError('kind = "ducklake" needs a catalogue and a data_path; expected both')
        return self


class Workers(_Table):
    """Who fetches and reads: the run's own process, or Dask's workers beside it or on other machines.

    Attributes:
        processes: how many of Dask's workers a run starts on its own machine.
        scheduler: the address of a Dask scheduler whose workers are used instead.
    """

    runner: Literal["threads", "dask"] = "threads"
    processes: int = Field(default=2, ge=1, le=256)
    scheduler: str = Field(default="", pattern=r"^(tcp|tls)://\S+:\d+$")

    @property
    def are_many(self) -> bool:
        """Whether parts of a run's work are done at the same time, by processes of their own."""
        return self.runner == "dask"


class Schedule(_Table):
    """When the flows run, as cron expressions in the zone given."""

    timezone: Zone = "UTC"
    ingest: CronExpression = "*/15 * * * *"
    digest: CronExpression = "0 7 * * *"
    maintenance: CronExpression = "30 3 * * *"


class Settings(_Table):
    """Everything countercheck.toml can say; frozen.

    What the environment says wins over the file, as flows/environment.py has it.
    """

    monitor: Monitor = Monitor()
    fetching: Fetching = Fetching()
    discrepancies: Discrepancies = Discrepancies()
    volume: Volume = Volume()
    keeping: Keeping = Keeping()
    schedule: Schedule = Schedule()
    store: Storage = Storage()
    workers: Workers = Workers()
    mail: Mail = Mail()
    feeds: list[Feed] = []
    topics: list[Topic] = []
    sources: list[Source] = []
    readers: list[Reader] = []
