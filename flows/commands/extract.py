"""`countercheck extract`: the counts of any text, one JSON object a line.

Reads files or standard input, stores nothing and needs no configuration. `--all` adds every other kind of
claim and the attributions; `--explain` tells what each rule did. A text too long to be an article is read in parts
(flows/sources/parts.py): its main tolls and its names are those of each part. Many files are read side by side, in as
many processes as there are cores; their lines keep the files' order.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from functools import partial
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any, get_args

from flows.claims import extract, extract_all
from flows.claims.exclusions import WHY
from flows.claims.explain import Explain, Step
from flows.collecting import collect_rarely
from flows.commands.side_by_side import in_order
from flows.errors import ExitCode
from flows.records import PUBLIC_CLAIM_FIELDS, Attribution, Claim, Kind
from flows.sources.parts import LONGEST_ARTICLE, Part, read_parts
from flows.sources.reading import UnreadableError, media_type_of
from flows.sources.seedlist import seed_entry

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterable

_Show = Callable[[Part], Iterator[str]]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add what only this command takes."""
    parser.add_argument(
        "files",
        nargs="*",
        type=Path,
        metavar="FILE",
        help="texts (.txt, .md, .html); default: standard input",
    )
    parser.add_argument("--all", action="store_true", help="every kind of claim, and who said what")
    parser.add_argument(
        "--explain", action="store_true", help="instead, which rule took or left out each number"
    )


def main(arguments: argparse.Namespace) -> int:
    """Print the claims of each file; one that cannot be read is named on standard error and makes the exit code 1."""
    show = _explained if arguments.explain else _everything if arguments.all else _counts
    failures = 0
    for lines, error in _read_each(_files(arguments.files), show):
        for line in lines:
            print(line)
        if error:
            print(f"countercheck: {error}", file=sys.stderr)
            failures += 1
    return ExitCode.DONE_WITH_FAILURES if failures else ExitCode.DONE


def _read_each(files: list[Path | None], show: _Show) -> Iterator[tuple[Iterable[str], str]]:
    """Yield the lines of each file in order, and what went wrong; a long file's one by one, as it is read."""
    for is_short, run in groupby(files, _is_short):
        if is_short:
            yield from in_order(partial(_read, show), list(run))
        else:
            for file in run:
                failed: list[str] = []
                yield _lines(file, show, failed), ""
                yield (), "".join(failed)


def _is_short(file: Path | None) -> bool:
    """Whether a file can be read whole: no longer than an article may be."""
    try:
        return file is not None and file.stat().st_size <= LONGEST_ARTICLE
    except OSError:
        return True


def _read(show: _Show, file: Path | None) -> tuple[list[str], str]:
    """Return the lines of a file, and what went wrong with it."""
    failed: list[str] = []
    return list(_lines(file, show, failed)), "".join(failed)


def _lines(file: Path | None, show: _Show, failed: list[str]) -> Iterator[str]:
    """Yield the lines of a file as it is read; what goes wrong is put in `failed`."""
    try:
        for part in _parts(file):
            yield from show(part)
            collect_rarely()
    except (OSError, UnreadableError) as error:
        failed.append(f"{file}: {error.strerror if isinstance(error, OSError) else error}")


def _files(given: list[Path]) -> list[Path | None]:
    """Return the files to read, None for standard input.

    seeds.toml, which `seeds/*` names too, describes documents and is none.
    """
    return [file for file in given if file.name != "seeds.toml"] if given else [None]


def _parts(file: Path | None) -> Iterator[Part]:
    if file is None:
        yield from read_parts("stdin", sys.stdin.buffer, "text/plain")
        return
    with file.open("rb") as stream:
        yield from read_parts(file.name, stream, media_type_of(file) or "text/plain", seed_entry(file))


def _counts(part: Part) -> Iterator[str]:
    return (_claim_line(claim, part.offset) for claim in extract(part.article))


def _everything(part: Part) -> Iterator[str]:
    claims, attributions = extract_all(part.article)
    yield from (_claim_line(claim, part.offset) for claim in claims)
    for attribution in attributions:
        yield _json(_attribution(part, attribution))


def _explained(part: Part) -> Iterator[str]:
    explain = Explain()
    extract(part.article, explain=explain)
    for step in sorted(explain.steps, key=lambda step: (step.start, step.end)):
        start, end = part.offset + step.start, part.offset + step.end
        yield f"{part.article.doc}:{start}-{end}  {step.text!r}  {_outcome(step)}"


def _outcome(step: Step) -> str:
    """Return what became of a number: a count, a quantity that only `--all` prints, or nothing."""
    if step.is_claim:
        return f"taken by {step.rule}"
    if step.rule in get_args(Kind):
        return f"kept as {step.rule}"
    return f"left out by {step.rule}" + (f" ({WHY[step.rule]})" if step.rule in WHY else "")


def _claim_line(claim: Claim, offset: int) -> str:
    fields = {name: getattr(claim, name) for name in PUBLIC_CLAIM_FIELDS}
    return _json({**fields, "start": offset + claim.start, "end": offset + claim.end})


def _attribution(part: Part, found: Attribution) -> dict[str, Any]:
    text, offset = part.article.text, part.offset
    source_start, source_end = (offset + place for place in found.source) if found.source else (None, None)
    return {
        "doc": found.doc,
        "kind": "attribution",
        "origin": found.origin,
        "sentence": found.sentence,
        "source_start": source_start,
        "source_end": source_end,
        "source": text[slice(*found.source)] if found.source else None,
        "cue_start": offset + found.cue[0],
        "cue_end": offset + found.cue[1],
        "cue": text[slice(*found.cue)],
        "content_start": offset + found.content[0],
        "content_end": offset + found.content[1],
        "rule": found.rule,
    }


def _json(fields: dict[str, Any]) -> str:
    return json.dumps(fields, ensure_ascii=False)
