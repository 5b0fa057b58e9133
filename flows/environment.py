"""Settings from the environment: COUNTERCHECK_MAIL__PASSWORD sets mail.password, and wins over the file.

pydantic-settings does the same, and takes as long to import as all else that a short command needs.
"""

from __future__ import annotations

import json
from contextlib import suppress
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

_PREFIX = "COUNTERCHECK_"
_DELIMITER = "__"


def with_environment(
    table: Mapping[str, Any], tables: Collection[str], environ: Mapping[str, str]
) -> dict[str, Any]:
    """Return `table`, as TOML has it, with what `environ` sets in one of `tables`; other variables are left alone.

    A whole table, or a list, is given as JSON: COUNTERCHECK_TOPICS='[{"id": ...}]'.
    """
    found = dict(table)
    for variable, value in environ.items():
        name, *keys = variable.removeprefix(_PREFIX).lower().split(_DELIMITER)
        if variable.upper().startswith(_PREFIX) and name in tables:
            found[name] = _put(found.get(name), keys, value)
    return found


def _put(before: Any, keys: list[str], value: str) -> Any:  # noqa: ANN401 - what TOML holds
    """Return `before` with `value` under the keys; nothing in between is lost."""
    if not keys:
        return _read(value)
    inner = dict(before) if isinstance(before, dict) else {}
    return inner | {keys[0]: _put(inner.get(keys[0]), keys[1:], value)}


def _read(value: str) -> Any:  # noqa: ANN401 - as above
    """Return a value as it is written: JSON where it is a list or a table, the words otherwise."""
    if value.lstrip().startswith(("[", "{")):
        with suppress(ValueError):
            return json.loads(value)
    return value
