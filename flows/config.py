"""countercheck.toml read into settings, every problem found in one go."""

from __future__ import annotations

import difflib
import os
import tomllib
from typing import TYPE_CHECKING, Any, get_args

from pydantic import BaseModel, SecretStr, ValidationError

from flows.environment import with_environment
from flows.errors import ConfigurationError, UsageError
from flows.settings import Settings
from flows.topics.compile import compile_query
from flows.topics.parse import QueryError

if TYPE_CHECKING:
    from pathlib import Path

    from pydantic_core import ErrorDetails


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
    table = with_environment(table, Settings.model_fields, os.environ)
    problems = _across(table)
    try:
        settings = Settings(**table)
    except ValidationError as error:
        raise ConfigurationError(str(file), [*_problems(error), *problems]) from None
    if problems:
        raise ConfigurationError(str(file), problems)
    folders = {
        name: (file.absolute().parent / getattr(settings.monitor, name)).resolve()
        for name in ("seeds", "watch")
    }
    mail = {"password": _password(settings, file)}
    backups = settings.keeping.backups and (file.absolute().parent / settings.keeping.backups).resolve()
    lake = settings.store.data_path and (file.absolute().parent / settings.store.data_path).resolve()
    return settings.model_copy(
        update={
            "monitor": settings.monitor.model_copy(update=folders),
            "mail": settings.mail.model_copy(update=mail),
            "keeping": settings.keeping.model_copy(update={"backups": backups}),
            "store": settings.store.model_copy(update={"data_path": lake}),
        }
    )


def _password(settings: Settings, file: Path) -> SecretStr:
    """Return the mail password: as it was set, else what the file named for it holds.

    Raises:
        ConfigurationError: that file cannot be read.
    """
    mail = settings.mail
    if mail.password_file is None or mail.password.get_secret_value():
        return mail.password
    path = file.absolute().parent / mail.password_file
    try:
        return SecretStr(path.read_text("utf-8").strip())
    except (OSError, UnicodeDecodeError) as error:
        found = getattr(error, "strerror", None) or "no UTF-8"
        problem = (
            f"mail.password_file: {path} cannot be read ({found}); expected a file with the password alone"
        )
        raise ConfigurationError(str(file), [problem]) from None


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


_SECRETS = {"catalogue", "password", "webhook", "operator_webhook"}
_FORMS = {
    "authorization": 'of the name of an environment variable, such as "WIRE_AUTHORIZATION"; its value is the header',
    "id": 'of lower-case letters, digits and hyphens, such as "raqqa-evacuation"',
    "address": 'of a mail address, such as "desk@example.org"',
    "password_block": "of the name of a Prefect block: lower-case letters, digits and hyphens",
    "catalogue": 'of `postgres:` and what names a database, such as "postgres:host=db.example.org dbname=countercheck"',
    "operator": 'of a mail address, such as "ops@example.org"',
    "scheduler": 'of the address of a Dask scheduler, such as "tcp://dask.example.org:8786"',
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
    if _value(table, "workers", "scheduler") and _value(table, "store", "kind") != "ducklake":
        problems.append(
            "workers.scheduler: other machines' workers cannot write a file of this one; expected "
            'store.kind = "ducklake"'
        )
    for number, topic in enumerate(_entries(table, "topics"), start=1):
        try:
            compile_query(str(topic.get("query", "*")))
        except QueryError as error:
            problems.append(f"topics[{number}].query: " + str(error).replace("\n", "\n    "))
    return problems


def _entries(table: dict[str, Any], name: str) -> list[dict[str, Any]]:
    entries = table.get(name, [])
    return [entry for entry in entries if isinstance(entry, dict)] if isinstance(entries, list) else []


def _value(table: dict[str, Any], name: str, key: str) -> object:
    found = table.get(name)
    return found.get(key) if isinstance(found, dict) else None


def _repeated(values: list[object]) -> list[str]:
    return sorted({value for value in values if isinstance(value, str) and values.count(value) > 1})
