"""`countercheck extract`: the counts of any text, one JSON object a line.

Reads files or standard input, stores nothing and needs no configuration. `--all` adds every other kind of
claim and the attributions; `--explain` tells what each rule did. A text too long to be an article is read in parts
(flows/sources/parts.py): its main tolls and its names are those of each part.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, get_args

from flows.claims import extract, extract_all
from flows.claims.exclusions import WHY
from flows.claims.explain import Explain, Step
from flows.collecting import collect_rarely
from flows.errors import ExitCode
from flows.records import PUBLIC_CLAIM_FIELDS, Attribution, Claim, Kind
from flows.sources.parts import Part, read_parts
from flows.sources.reading import UnreadableError, media_type_of
from flows.sources.seeds import seed_entry

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator


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
    for file in _files(arguments.files):
        try:
            for part in _parts(file):
                for line in show(part):
                    print(line)
                collect_rarely()
        except (OSError, UnreadableError) as error:
            reason = error.strerror if isinstance(error, OSError) else error
            print(f"countercheck: {file}: {reason}", file=sys.stderr)
            failures += 1
    return ExitCode.DONE_WITH_FAILURES if failures else ExitCode.DONE


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
