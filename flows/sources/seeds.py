"""The seeds folder: documents somebody put there; seedlist.py reads what seeds.toml says of each.

Every file of the folder is a seed, also without an entry; folders within it, hidden files and seeds.toml
itself are not. The file name is the seed's identity, so that a file that was changed is a new version of the
same article.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from flows.records import Document, Incoming, Outcome
from flows.sources.decode import decode
from flows.sources.reading import MEDIA_TYPES, UnreadableError, media_type_of, read_article
from flows.sources.seedlist import files_of, read_entries

if TYPE_CHECKING:
    from pathlib import Path

    from flows.sources.reading import SeedEntry

MOST_BYTES = 20_000_000  # a long book is 2 MB; what is larger is no article


@dataclass(frozen=True, slots=True)
class SeedFolder:
    """What a folder held: documents to take in, and an outcome for each file that was not."""

    found: list[Incoming]
    outcomes: list[Outcome]


def read_seeds(folder: Path) -> SeedFolder:
    """Return the seeds in `folder`, in order of name; a folder that does not exist holds none.

    Outcomes: "empty", "binary", "unsupported", "too_large" (over MOST_BYTES, not read), "no_text",
    "unreadable", and "guessed_encoding" for a file that was taken in although its encoding was a guess.

    Raises:
        ConfigurationError: seeds.toml is broken; nothing was read.
    """
    entries = read_entries(folder)
    found: list[Incoming] = []
    outcomes: list[Outcome] = []
    try:
        files = files_of(folder)
    except OSError as error:
        return SeedFolder([], [_unlisted(folder, error)])
    for file in files:
        try:
            incoming = _read(folder, file, entries.get(file.name))
        except UnreadableError as error:
            outcomes.append(Outcome("seed", file.name, error.outcome, error.detail, error.hint))
        else:
            found.append(incoming)
            outcomes += _remarks(incoming)
    return SeedFolder(found, outcomes)


def look_at(folder: Path) -> tuple[int, list[Outcome]]:
    """Return how many files of `folder` are text to be taken in, and an outcome for each that is not.

    Nothing is made of the text, so that this is quick; whether a page holds an article shows when it is taken in.

    Raises:
        ConfigurationError: seeds.toml is broken.
    """
    read_entries(folder)
    try:
        files = files_of(folder)
    except OSError as error:
        return 0, [_unlisted(folder, error)]
    outcomes: list[Outcome] = []
    for file in files:
        try:
            decode(*_bytes_of(file))
        except UnreadableError as error:
            outcomes.append(Outcome("seed", file.name, error.outcome, error.detail, error.hint))
    return len(files) - len(outcomes), outcomes


def _unlisted(folder: Path, error: OSError) -> Outcome:
    detail = f"the folder cannot be listed ({error.strerror})"
    return Outcome("seed", str(folder), "unreadable", detail, "check its permissions")


def _read(folder: Path, file: Path, entry: SeedEntry | None) -> Incoming:
    raw, media_type = _bytes_of(file)
    article = read_article(file.name, raw, media_type, entry)
    document = Document(hashlib.sha256(raw).hexdigest(), raw, media_type)
    return Incoming(document, article, "seed", folder.name, file.name)


def _bytes_of(file: Path) -> tuple[bytes, str]:
    """Return what a file holds, and the media type that its name tells; raises UnreadableError when it is no seed."""
    media_type = media_type_of(file)
    if media_type is None:
        kinds = ", ".join(sorted(MEDIA_TYPES))
        raise UnreadableError(
            "unsupported",
            f"{file.suffix or 'no suffix'} is no kind of file read here",
            f"save it as one of {kinds}",
        )
    if not file.is_file():  # a pipe would never end, a link may lead nowhere
        raise UnreadableError("unreadable", "is no regular file", "put the file itself there")
    try:
        size = file.stat().st_size
        if size > MOST_BYTES:
            raise UnreadableError(
                "too_large",
                f"{size:,} bytes, more than {MOST_BYTES:,}",
                "split it into its articles, one a file",
            )
        return file.read_bytes(), media_type
    except OSError as error:
        raise UnreadableError(
            "unreadable", f"cannot be read ({error.strerror})", "check its permissions"
        ) from None


def _remarks(incoming: Incoming) -> list[Outcome]:
    """Return an outcome for a text whose encoding was a guess: names with accents are worth a look."""
    note = decode(incoming.document.raw, incoming.document.media_type).note
    if not note:
        return []
    return [
        Outcome("seed", incoming.identity, "guessed_encoding", note, "check its accents, or save it as UTF-8")
    ]
