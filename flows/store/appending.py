"""Rows into a table: a few as one JSON value, many through a file of JSON lines, which DuckDB reads much faster."""

from __future__ import annotations

import json
import tempfile
from typing import TYPE_CHECKING, Any

import orjson

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import duckdb

    _Rows = Sequence[Mapping[str, object]]

_LEAST_LINE = 16_777_216  # bytes that DuckDB allows for one line of its own accord


def append_few(
    connection: duckdb.DuckDBPyConnection, table: str, columns: Mapping[str, str], rows: _Rows
) -> None:
    """Add `rows` to `table`, whose columns and their types are `columns`; what a row does not name becomes null."""
    connection.sql(
        "select unnest(from_json($rows::json, $structure), recursive := true)",
        params={"rows": json.dumps(list(rows), default=_plain), "structure": json.dumps([columns])},
    ).insert_into(table)


def append_many(
    connection: duckdb.DuckDBPyConnection, table: str, columns: Mapping[str, str], rows: _Rows
) -> None:
    """Do the same through a temporary file without a name, of which a run that is killed leaves nothing."""
    longest = _LEAST_LINE
    with tempfile.TemporaryFile() as file:
        for row in rows:
            line = _line(row)
            longest = max(longest, len(line))
            file.write(line)
        file.flush()
        file.seek(0)
        connection.read_json(
            f"/dev/fd/{file.fileno()}",
            columns=dict(columns),
            format="newline_delimited",
            maximum_object_size=longest,
        ).insert_into(table)


def _line(row: Mapping[str, object]) -> bytes:
    try:
        return orjson.dumps(row, option=orjson.OPT_APPEND_NEWLINE)
    except TypeError:  # what it is too strict for, such as half a character
        return json.dumps(row, default=_plain).encode() + b"\n"


def _plain(value: Any) -> str:  # noqa: ANN401 - json hands over whatever it does not know
    if hasattr(value, "isoformat"):
        return str(value.isoformat())
    raise TypeError(f"{value!r} cannot be stored")
