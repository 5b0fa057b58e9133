"""The [[feeds]] of countercheck.toml, changed line by line: whatever else stands there stays as it was written."""

from __future__ import annotations

import json
import re
import tomllib
from typing import TYPE_CHECKING, Any

from flows.config import load_settings
from flows.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from pathlib import Path

_FEED = re.compile(r"\s*\[\[\s*feeds\s*\]\]")
_TABLE = re.compile(r"\s*\[")
_PAUSED = re.compile(r"\s*paused\s*=")


def add_feeds(config: Path, feeds: Sequence[dict[str, Any]]) -> None:
    """Write `feeds` (tables of settings) behind the last feed in `config`.

    Raises:
        CountercheckError: the file cannot be changed this way, or would not be valid; it stays as it was.
    """
    lines, spans = _read(config)
    at = spans[-1][1] if spans else len(lines)
    wanted = [*_feeds(lines), *feeds]
    new = [line for feed in feeds for line in _written(feed)]
    _write(config, [*lines[:at], *new, *lines[at:]], wanted)


def remove_feeds(config: Path, urls: Collection[str]) -> None:
    """Take the feeds with these addresses out of `config`; raises as `add_feeds` does."""
    lines, spans = _read(config)
    feeds = _feeds(lines)
    gone = {
        number
        for (begin, end), feed in zip(spans, feeds, strict=True)
        if feed["url"] in urls
        for number in range(begin - _blank_before(lines, begin), end)
    }
    kept = [line for number, line in enumerate(lines) if number not in gone]
    _write(config, kept, [feed for feed in feeds if feed["url"] not in urls])


def pause_feeds(config: Path, urls: Collection[str], *, paused: bool) -> None:
    """Pause the feeds with these addresses, or let them be read again; raises as `add_feeds` does."""
    lines, spans = _read(config)
    feeds = _feeds(lines)
    for (begin, end), feed in reversed(list(zip(spans, feeds, strict=True))):
        if feed["url"] not in urls or bool(feed.get("paused")) == paused:
            continue
        body = [line for line in lines[begin:end] if not _PAUSED.match(line)]
        lines[begin:end] = [*body, "paused = true"] if paused else body
    wanted = [feed | {"paused": paused} if feed["url"] in urls else feed for feed in feeds]
    _write(config, lines, wanted)


def _read(config: Path) -> tuple[list[str], list[tuple[int, int]]]:
    """Return the lines of the file, and where each feed's table begins and ends, comments behind it left out."""
    load_settings(config)
    lines = config.read_text("utf-8").splitlines()
    spans = []
    for begin, line in enumerate(lines):
        if not _FEED.match(line):
            continue
        end = next((n for n in range(begin + 1, len(lines)) if _TABLE.match(lines[n])), len(lines))
        while not lines[end - 1].strip() or lines[end - 1].lstrip().startswith("#"):
            end -= 1
        spans.append((begin, end))
    if len(spans) != len(_feeds(lines)):
        raise UsageError(f"{config}: its feeds are not written as [[feeds]] tables; change them by hand")
    return lines, spans


def _feeds(lines: Sequence[str]) -> list[dict[str, Any]]:
    feeds: list[dict[str, Any]] = tomllib.loads("\n".join(lines)).get("feeds", [])
    return feeds


def _blank_before(lines: Sequence[str], begin: int) -> int:
    return 1 if begin and not lines[begin - 1].strip() else 0


def _written(feed: dict[str, Any]) -> list[str]:
    # JSON's strings and numbers, true and false are TOML's as well.
    return [
        "",
        "[[feeds]]",
        *(f"{key} = {json.dumps(value, ensure_ascii=False)}" for key, value in feed.items()),
    ]


def _write(config: Path, lines: Sequence[str], wanted: Sequence[dict[str, Any]]) -> None:
    """Put `lines` in the place of the file when they are valid settings and say what is wanted of the feeds."""
    unfinished = config.with_name(f".{config.name}.new")
    try:
        unfinished.write_text("\n".join(lines) + "\n", "utf-8")
        load_settings(unfinished)
        if [_plain(feed) for feed in _feeds(lines)] != [_plain(feed) for feed in wanted]:
            raise UsageError(
                f"{config}: its feeds are written in a way that is not understood; change them by hand"
            )
        unfinished.chmod(config.stat().st_mode)
        unfinished.replace(config)
    except OSError as error:
        raise UsageError(f"{config}: cannot be written ({error.strerror}); check its permissions") from error
    finally:
        unfinished.unlink(missing_ok=True)


def _plain(feed: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in feed.items() if not (key == "paused" and not value)}
