"""countercheck.toml made into typed settings, every problem found in one go.

A value can also come from the environment (`COUNTERCHECK_MAIL__PASSWORD` sets `mail.password`), which wins over
the file: secrets need not be written down.
"""

from __future__ import annotations

import difflib
import tomllib
from datetime import date  # noqa: TC003 - pydantic reads the annotations at run time
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal, get_args
from urllib.parse import urlsplit
from zoneinfo import available_timezones

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict

from flows import cron
from flows.errors import ConfigurationError, UsageError
from flows.topics.compile import compile_query
from flows.topics.parse import QueryError

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails


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


CronExpression = Annotated[str, AfterValidator(cron.checked)]
Zone = Annotated[str, AfterValidator(_known_zone)]
WebAddress = Annotated[str, AfterValidator(_http_address)]
Grade = Annotated[str, AfterValidator(_grade)]
Identifier = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9-]*$")]


class _Table(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Monitor(_Table):
    """What this installation is called, and where its seeds lie (relative to the configuration file)."""

    name: str = "Countercheck"
    timezone: Zone = "UTC"
    seeds: Path = Path("seeds")


class Fetching(_Table):
    """Limits for everything taken from the web; seconds and bytes."""

    contact: str = ""
    timeout_seconds: float = Field(default=20, gt=0, le=600)
    max_bytes: int = Field(default=10_000_000, gt=0, le=1_000_000_000)
    allow_hosts: list[str] = []


class Feed(_Table):
    """An RSS or Atom feed; `outlet` is who publishes it."""

    url: WebAddress
    outlet: str
    paused: bool = False
    language: str | None = None


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


class Reader(_Table):
    """Who gets the digest."""

    id: Identifier
    address: str = Field(pattern=r"^[^@\s<>,]+@[^@\s<>,]+$")
    name: str = ""
    timezone: Zone | None = None
    topics: list[Identifier] = []


class Mail(_Table):
    """The mail server; without a host the outbox folder is the delivery."""

    host: str = ""
    port: int = Field(default=587, gt=0, lt=65_536)
    security: Literal["starttls", "tls", "none"] = "starttls"
    username: str = ""
    password: SecretStr = SecretStr("")
    sender: str = "Countercheck <countercheck@localhost>"
    list_id: str = "countercheck.localhost"
    timeout_seconds: float = Field(default=30, gt=0, le=600)


class Discrepancies(_Table):
    """How claims are compared: how much slack a hedged number gets, and whether articles without a topic take part."""

    tolerance_pct: float = Field(default=10, ge=0, le=100)
    stories: bool = False


class Schedule(_Table):
    """When the flows run, as cron expressions in the zone given."""

    timezone: Zone = "UTC"
    ingest: CronExpression = "*/15 * * * *"
    digest: CronExpression = "0 7 * * *"


class Settings(BaseSettings):
    """Everything countercheck.toml can say; frozen."""

    model_config = SettingsConfigDict(
        extra="forbid", frozen=True, env_prefix="COUNTERCHECK_", env_nested_delimiter="__"
    )

    monitor: Monitor = Monitor()
    fetching: Fetching = Fetching()
    discrepancies: Discrepancies = Discrepancies()
    schedule: Schedule = Schedule()
    mail: Mail = Mail()
    feeds: list[Feed] = []
    topics: list[Topic] = []
    sources: list[Source] = []
    readers: list[Reader] = []

    @classmethod
    def settings_customise_sources(  # noqa: D102 - pydantic-settings' own hook
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        del settings_cls, dotenv_settings, file_secret_settings
        return env_settings, init_settings


def load_settings(file: Path) -> Settings:
    """Return the settings in `file`, with relative paths made absolute from where the file stands.

    Raises:
        UsageError: there is no such file, or it cannot be read.
        ConfigurationError: with every problem in it: key, what was found, what was expected, a hint.
    """
    try:
        table = tomllib.loads(file.read_text("utf-8"))
    except FileNotFoundError:
        raise UsageError(
            f"{file}: there is no such configuration file; expected a countercheck.toml here, or --config FILE"
        ) from None
    except OSError as error:
        raise UsageError(f"{file}: cannot be read ({error.strerror}); check its permissions") from None
    except UnicodeDecodeError as error:
        raise ConfigurationError(
            str(file), [f"byte {error.start} is not UTF-8; save the file as UTF-8"]
        ) from None
    except tomllib.TOMLDecodeError as error:
        raise ConfigurationError(str(file), [f"not valid TOML: {error}"]) from None
    problems = _across(table)
    try:
        settings = Settings(**table)
    except ValidationError as error:
        raise ConfigurationError(str(file), [*_problems(error), *problems]) from None
    if problems:
        raise ConfigurationError(str(file), problems)
    seeds = (file.absolute().parent / settings.monitor.seeds).resolve()
    return settings.model_copy(update={"monitor": settings.monitor.model_copy(update={"seeds": seeds})})


def _problems(error: ValidationError) -> list[str]:
    """Return one line a problem, in the order of the file's tables."""
    return [f"{_key(detail['loc'])}: {_what(detail)}" for detail in error.errors()]


def _what(detail: ErrorDetails) -> str:
    """Return what was found, what was expected, and a hint."""
    location = detail["loc"]
    name = str(location[-1])
    found = "a value" if name in _SECRETS else repr(detail["input"])
    match detail["type"]:
        case "extra_forbidden":
            return f"no such setting{_did_you_mean(name, _siblings(location))}"
        case "missing":
            return "missing; expected a value"
        case "value_error":
            return str(detail["ctx"]["error"])
        case "string_pattern_mismatch":
            return f"found {found}; expected the form {_FORMS[name]}"
        case problem:
            expected = detail["msg"].removeprefix("Input ").replace("should be", "expected")
            return f"found {found}; {expected}{_quotes_hint(detail['input'], problem)}"


_SECRETS = {"password"}
_FORMS = {
    "id": 'of lower-case letters, digits and hyphens, such as "raqqa-evacuation"',
    "address": 'of a mail address, such as "desk@example.org"',
}


def _key(location: tuple[int | str, ...]) -> str:
    """Return `topics[2].since` for ("topics", 1, "since"): tables are counted from 1, as a person does."""
    key = ""
    for part in location:
        key += f"[{part + 1}]" if isinstance(part, int) else f".{part}" if key else part
    return key


def _siblings(location: tuple[int | str, ...]) -> list[str]:
    """Return the settings that exist beside the unknown one at `location`."""
    model: type[BaseModel] = Settings
    for part in location[:-1]:
        if isinstance(part, str):
            annotation = model.model_fields[part].annotation
            inner = [kind for kind in (annotation, *get_args(annotation)) if _is_table(kind)]
            model = inner[0]
    return list(model.model_fields)


def _is_table(kind: object) -> bool:
    return isinstance(kind, type) and issubclass(kind, BaseModel)


def _did_you_mean(name: str, known: list[str]) -> str:
    near = difflib.get_close_matches(name, known, n=1)
    if near:
        return f"; did you mean {near[0]!r}?"
    return f"; expected one of {', '.join(known)}" if known else ""


def _quotes_hint(found: object, problem: str) -> str:
    if isinstance(found, str) and problem.startswith(("int", "float", "bool")):
        return " (numbers and true/false stand without quotes)"
    if not isinstance(found, str) and problem.startswith("string"):
        return " (text stands in quotes)"
    return ""


def _across(table: dict[str, Any]) -> list[str]:
    """Return what is wrong between tables, and in the topics' queries; looks at whatever has the right shape."""
    problems = [
        f"{name}: {key} {value!r} stands twice; give each its own"
        for name, key in (("feeds", "url"), ("topics", "id"), ("sources", "name"), ("readers", "id"))
        for value in _repeated([entry.get(key) for entry in _entries(table, name)])
    ]
    known = [str(topic.get("id")) for topic in _entries(table, "topics")]
    for reader in _entries(table, "readers"):
        problems += [
            f"readers: {reader.get('id')!r} asks for the topic {topic!r}, which is not defined"
            + _did_you_mean(str(topic), known)
            for topic in reader.get("topics", ())
            if topic not in known
        ]
    for number, topic in enumerate(_entries(table, "topics"), start=1):
        try:
            compile_query(str(topic.get("query", "*")))
        except QueryError as error:
            problems.append(f"topics[{number}].query: " + str(error).replace("\n", "\n    "))
    return problems


def _entries(table: dict[str, Any], name: str) -> list[dict[str, Any]]:
    entries = table.get(name, [])
    return [entry for entry in entries if isinstance(entry, dict)] if isinstance(entries, list) else []


def _repeated(values: list[object]) -> list[str]:
    return sorted({value for value in values if isinstance(value, str) and values.count(value) > 1})
