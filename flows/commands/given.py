"""What a command was given to read: files, addresses, or standard input."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from flows.config import Fetching, load_settings
from flows.sources.fetch import Limits, fetch

if TYPE_CHECKING:
    import argparse


@dataclass(frozen=True, slots=True)
class Given:
    """Bytes and what is known of them; `content_type` and `url` are empty for a file."""

    name: str
    raw: bytes
    content_type: str = ""
    url: str = ""


def fetching_of(arguments: argparse.Namespace) -> Fetching:
    """Return the limits in the configuration, or the defaults where there is none."""
    config: Path = arguments.config
    return load_settings(config).fetching if config.is_file() else Fetching()


def read_given(name: str, fetching: Fetching) -> Given:
    """Return what stands at `name`, a path, an address, or "-" for standard input.

    Raises:
        OSError: a file cannot be read.
        FetchError: an address does not answer as it should.
    """
    if name == "-":
        return Given("stdin", sys.stdin.buffer.read())
    if name.startswith(("http://", "https://")):
        fetched = fetch(name, Limits.of(fetching))
        return Given(name, fetched.body, fetched.headers.get("content-type", ""), fetched.url)
    path = Path(name)
    return Given(path.name, path.read_bytes())
