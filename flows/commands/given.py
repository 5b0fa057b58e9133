"""What a command was given: files, addresses or standard input to read, and days."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from flows.errors import UsageError

if TYPE_CHECKING:
    import argparse

    from flows.settings import Fetching, Settings


@dataclass(frozen=True, slots=True)
class Given:
    """Bytes and what is known of them; `content_type` and `url` are empty for a file."""

    name: str
    raw: bytes
    content_type: str = ""
    url: str = ""


def settings_of(arguments: argparse.Namespace) -> Settings:
    """Return the configuration, or the defaults where there is none."""
    from flows.config import load_settings  # noqa: PLC0415 - who only asks for a day reads no settings
    from flows.settings import Settings  # noqa: PLC0415 - as above

    config: Path = arguments.config
    return load_settings(config) if config.is_file() else Settings()


def read_given(name: str, fetching: Fetching) -> Given:
    """Return what stands at `name`, a path, an address, or "-" for standard input.

    Raises:
        OSError: a file cannot be read.
        FetchError: an address does not answer as it should.
    """
    if name == "-":
        return Given("stdin", sys.stdin.buffer.read())
    if name.startswith(("http://", "https://")):
        from flows.sources.fetch import Limits, fetch  # noqa: PLC0415 - most commands fetch nothing

        fetched = fetch(name, Limits.of(fetching))
        return Given(name, fetched.body, fetched.headers.get("content-type", ""), fetched.url)
    path = Path(name)
    return Given(path.name, path.read_bytes())


def given_day(option: str, text: str | None) -> date | None:
    """Return the day that `option` names, None when it was not given.

    Raises:
        UsageError: it is no day.
    """
    if text is None:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise UsageError(f"{option}: found {text!r}; expected a day such as 2026-11-20") from None
