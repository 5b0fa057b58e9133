"""seeds.toml: what it says of each file in the seeds folder, every problem of it at once."""

from __future__ import annotations

import difflib
import re
import tomllib
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

from flows.errors import ConfigurationError
from flows.sources.reading import SeedEntry, first_second

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

LIST_NAME = "seeds.toml"

_KEYS = (
    "file",
    "outlet",
    "title",
    "author",
    "url",
    "language",
    "published",
    "published_basis",
    "published_note",
)
_BASES = ("stated", "inferred")
_SEED_TABLE = re.compile(r"^\s*\[\[\s*seed\s*\]\]", re.MULTILINE)


def read_entries(folder: Path) -> dict[str, SeedEntry]:
    """Return what seeds.toml in `folder` says, by file; raises ConfigurationError with all its problems."""
    path = folder / LIST_NAME
    try:
        text = path.read_text("utf-8")
        table = tomllib.loads(text)
    except FileNotFoundError:
        return {}
    except OSError as error:
        raise ConfigurationError(
            str(path), [f"cannot be read ({error.strerror}); check its permissions"]
        ) from None
    except UnicodeDecodeError as error:
        raise ConfigurationError(
            str(path), [f"byte {error.start} is not UTF-8; save the file as UTF-8"]
        ) from None
    except tomllib.TOMLDecodeError as error:
        raise ConfigurationError(str(path), [f"not valid TOML: {error}"]) from None
    return _Entries(folder, text).read(table)


def seed_entry(file: Path) -> SeedEntry | None:
    """Return what the seeds.toml beside `file` says of it; None when there is none, or it says nothing of it.

    Raises:
        ConfigurationError: that seeds.toml is broken.
    """
    return read_entries(file.parent).get(file.name)


def files_of(folder: Path) -> list[Path]:
    """Return what may be a seed in `folder`, sorted by name; raises OSError when it cannot be listed."""
    if not folder.is_dir():
        return []
    return sorted(
        file
        for file in folder.iterdir()
        if not file.is_dir() and not file.name.startswith(".") and file.name != LIST_NAME
    )


class _Entries:
    """Checks the entries of one seeds.toml, keeping every problem on the way."""

    def __init__(self, folder: Path, text: str) -> None:
        self.folder = folder
        self.lines = [text.count("\n", 0, match.end()) + 1 for match in _SEED_TABLE.finditer(text)]
        self.problems: list[str] = []

    def read(self, table: Mapping[str, Any]) -> dict[str, SeedEntry]:
        self.problems += [f"{key}: no such table; expected [[seed]]" for key in table if key != "seed"]
        entries: dict[str, SeedEntry] = {}
        seeds = table.get("seed", [])
        if not isinstance(seeds, list):
            self.problems.append(
                "seed: found a single table; expected [[seed]], with two brackets, for each file"
            )
            seeds = []
        for number, values in enumerate(seeds):
            line = self.lines[number] if number < len(self.lines) else 0
            self._check(values, f"line {line}, seed {number + 1}", entries)
        if self.problems:
            raise ConfigurationError(str(self.folder / LIST_NAME), self.problems)
        return entries

    def _check(self, values: dict[str, Any], where: str, entries: dict[str, SeedEntry]) -> None:
        before = len(self.problems)
        for key, value in values.items():
            self._check_value(where, key, value)
        name = values.get("file")
        if name is None:
            self.problems.append(f"{where}: file is missing; expected the name of a file in this folder")
        elif isinstance(name, str):
            self._check_file(where, name, entries)
        if values.get("published_basis") == "inferred" and not values.get("published_note"):
            self.problems.append(f"{where}: published_note is missing; say from what the date was inferred")
        if len(self.problems) == before and isinstance(name, str):
            entries[name] = _entry(values)

    def _check_value(self, where: str, key: str, value: object) -> None:
        if key not in _KEYS:
            close = difflib.get_close_matches(key, _KEYS, 1)
            hint = f"did you mean {close[0]}?" if close else f"expected one of {', '.join(_KEYS)}"
            self.problems.append(f"{where}: {key}: no such key; {hint}")
        elif key == "published" and not isinstance(value, date):
            self.problems.append(
                f"{where}: published: found {value!r}; expected a date without quotes, such as 2017-11-14"
            )
        elif key == "published_basis" and value not in _BASES:
            self.problems.append(
                f'{where}: published_basis: found {value!r}; expected "stated" or "inferred"'
            )
        elif key != "published" and not isinstance(value, str):
            self.problems.append(f"{where}: {key}: found {value!r}; expected text in quotes")

    def _check_file(self, where: str, name: str, entries: Mapping[str, SeedEntry]) -> None:
        if name in entries:
            self.problems.append(f"{where}: file: {name!r} has an entry already; keep one of the two")
        elif "/" in name or "\\" in name or not (self.folder / name).is_file():
            close = difflib.get_close_matches(name, [file.name for file in files_of(self.folder)], 1)
            hint = f"did you mean {close[0]!r}?" if close else "put the file there, or remove the entry"
            self.problems.append(f"{where}: file: there is no {name!r} in this folder; {hint}")


def _entry(values: Mapping[str, Any]) -> SeedEntry:
    published = values.get("published")
    return SeedEntry(
        outlet=values.get("outlet"),
        title=values.get("title"),
        author=values.get("author"),
        url=values.get("url"),
        language=values.get("language"),
        published=_instant(published) if published else None,
        published_basis=values.get("published_basis", "stated") if published else "unknown",
        published_note=values.get("published_note"),
    )


def _instant(value: date) -> datetime:
    if not isinstance(value, datetime):
        return first_second(value)
    return value if value.tzinfo else value.replace(tzinfo=UTC)
