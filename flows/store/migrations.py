"""Bringing a database to the schema this program knows: numbered files, each applied once, whole."""

from __future__ import annotations

import hashlib
import shutil
from typing import TYPE_CHECKING, NamedTuple

from duckdb import CatalogException

from flows.errors import StoreError
from flows.store.files import sql_files
from flows.store.lake import fitted

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from duckdb import DuckDBPyConnection

    from flows.store.files import SqlFile

# No column has a default: DuckDB 1.5.5 cannot replay a comment on such a table after a crash.
_LEDGER = """
create schema store;
create table store.migrations (
    version integer primary key,
    name varchar not null,
    applied_at timestamptz not null
);
comment on table store.migrations is 'What was done to the schema. One row per migration.';
comment on column store.migrations.version is 'number of the file in queries/schema; 0 = views and macros';
comment on column store.migrations.name is 'the file; of the views and macros, the hash of their text';
comment on column store.migrations.applied_at is 'when';
"""
_DEFINITIONS = 0


class _Step(NamedTuple):
    """One row of store.migrations, and the statements that it stands for."""

    version: int
    name: str
    texts: list[str]


def migrate(connection: DuckDBPyConnection, database: Path | str, *, is_lake: bool = False) -> bool:
    """Apply the migrations that `database` has not seen, and define its views and macros when they changed.

    Return whether it was new. A file that is to be migrated is copied first; a lake (named by its catalogue) is not.

    Raises:
        StoreError: the database was written by a newer Countercheck, or could not be copied.
    """
    files = {int(file.name.rsplit("/", 1)[1][:4]): file for file in sql_files("schema")}
    applied = _applied(connection)
    newest, known = max(applied or {}, default=0), max(files)
    if newest > known:
        raise StoreError(
            f"{database}: has schema {newest}, this Countercheck knows schemas up to {known}; "
            "update Countercheck, or use another data directory with --data"
        )
    steps = _missing(files, applied or {}, is_lake=is_lake)
    if not steps:
        return False
    if newest and newest < known and not isinstance(database, str):
        _keep_copy(connection, database, newest)
    if applied is None:
        # All in one: a lake reads each schema that one of its tables was made in, whenever it is opened.
        _apply(connection, steps, before=_fitted(_LEDGER, is_lake=is_lake))
    else:
        for step in steps:
            _apply(connection, [step])
    if not is_lake:  # its checkpoint is the nightly maintenance's
        connection.execute("checkpoint")
    return applied is None


def _applied(connection: DuckDBPyConnection) -> dict[int, str] | None:
    """Return the names of the migrations that were applied, by number; None when the database is new."""
    try:
        return dict(connection.execute("select version, name from store.migrations").fetchall())
    except CatalogException:
        return None


def _missing(files: Mapping[int, SqlFile], applied: Mapping[int, str], *, is_lake: bool) -> list[_Step]:
    """Return what is still to be applied: migrations in order, then the views and macros."""
    missing = {version: file for version, file in files.items() if version not in applied}
    steps = [
        _Step(version, file.name, [_fitted(file.text, is_lake=is_lake)]) for version, file in missing.items()
    ]
    definitions = sql_files("views")
    fingerprint = hashlib.sha256("\n".join(file.text for file in definitions).encode()).hexdigest()
    if applied.get(_DEFINITIONS) != fingerprint:
        texts = [_fitted(file.text, is_lake=is_lake, with_comments=False) for file in definitions]
        steps.append(_Step(_DEFINITIONS, fingerprint, texts))
    return steps


def _fitted(text: str, *, is_lake: bool, with_comments: bool = True) -> str:
    return fitted(text, with_comments=with_comments) if is_lake else text


def _keep_copy(connection: DuckDBPyConnection, database: Path, schema: int) -> None:
    """Keep the database as it is beside itself, for whoever wants to go back to the program before; only the last one.

    Raises:
        StoreError: the disk has no room for it; nothing was changed.
    """
    connection.execute("checkpoint")
    kept = database.with_name(f"{database.stem}.schema-{schema}.duckdb")
    unfinished = kept.with_suffix(".new")
    try:
        shutil.copyfile(database, unfinished)
        for old in database.parent.glob(f"{database.stem}.schema-*.duckdb"):
            old.unlink()
        unfinished.rename(kept)
    except OSError as error:
        raise StoreError(
            f"{kept}: the database could not be copied before it is brought to this program's schema "
            f"({error.strerror}); make room for a second file of its size. Nothing was changed"
        ) from error


def _apply(connection: DuckDBPyConnection, steps: Iterable[_Step], *, before: str = "") -> None:
    """Run the statements of `steps`, and `before` them others, all or nothing."""
    connection.execute("begin")
    if before:
        connection.execute(before)
    for step in steps:
        for text in step.texts:
            connection.execute(text)
        connection.execute(
            "merge into store.migrations using (select ? as version, ? as name, now() as applied_at) using (version) "
            "when matched then update when not matched then insert",
            [step.version, step.name],
        )
    connection.execute("commit")
