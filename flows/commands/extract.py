"""`countercheck extract`: the counts of any text, one JSON object a line.

Reads files or standard input, stores nothing and needs no configuration. `--all` adds every other kind of
claim and the attributions; `--explain` tells what each rule did.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from flows.claims import extract, extract_all
from flows.claims.explain import Explain
from flows.errors import ExitCode
from flows.records import PUBLIC_CLAIM_FIELDS, Article, Attribution, Claim
from flows.sources.reading import UnreadableError, media_type_of, read_article
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
            article = _article(file)
        except (OSError, UnreadableError) as error:
            reason = error.strerror if isinstance(error, OSError) else error
            print(f"countercheck: {file}: {reason}", file=sys.stderr)
            failures += 1
            continue
        for line in show(article):
            print(line)
    return ExitCode.DONE_WITH_FAILURES if failures else ExitCode.DONE


def _files(given: list[Path]) -> list[Path | None]:
    """Return the files to read, None for standard input.

    seeds.toml, which `seeds/*` names too, describes documents and is none.
    """
    return [file for file in given if file.name != "seeds.toml"] if given else [None]


def _article(file: Path | None) -> Article:
    if file is None:
        return read_article("stdin", sys.stdin.buffer.read(), "text/plain")
    media_type = media_type_of(file) or "text/plain"
    return read_article(file.name, file.read_bytes(), media_type, seed_entry(file))


def _counts(article: Article) -> Iterator[str]:
    return map(_claim_line, extract(article))


def _everything(article: Article) -> Iterator[str]:
    claims, attributions = extract_all(article)
    yield from map(_claim_line, claims)
    for attribution in attributions:
        yield _json(_attribution(article, attribution))


def _explained(article: Article) -> Iterator[str]:
    explain = Explain()
    extract(article, explain=explain)
    for step in explain.steps:
        taken = "taken by" if step.is_claim else "left out by"
        yield f"{article.doc}:{step.start}-{step.end}  {step.text!r}  {taken} {step.rule}"


def _claim_line(claim: Claim) -> str:
    return _json({name: getattr(claim, name) for name in PUBLIC_CLAIM_FIELDS})


def _attribution(article: Article, found: Attribution) -> dict[str, Any]:
    text = article.text
    source_start, source_end = found.source or (None, None)
    return {
        "doc": found.doc,
        "kind": "attribution",
        "origin": found.origin,
        "sentence": found.sentence,
        "source_start": source_start,
        "source_end": source_end,
        "source": text[slice(*found.source)] if found.source else None,
        "cue_start": found.cue[0],
        "cue_end": found.cue[1],
        "cue": text[slice(*found.cue)],
        "content_start": found.content[0],
        "content_end": found.content[1],
        "rule": found.rule,
    }


def _json(fields: dict[str, Any]) -> str:
    return json.dumps(fields, ensure_ascii=False)
