"""How well the extractor reads the texts of tests/golden: marked articles, and sentences with their quantities.

A marked article holds its own gold: `[[at least 14 people|14..|person|kill|police]]` is a claim with what its number
allows (`14..` open above, `..14` below, `3..9` between), unit, event and speaker; `{{said}}` is the cue of a statement.
The first line is the headline; the outlet is the one named by claims that nobody else makes.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from flows.claims import extract_all
from flows.claims.units import unit_class
from flows.records import Article, Segment

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from pathlib import Path

    from flows.records import Claim

_MARK = re.compile(r"\[\[(?P<claim>[^|\]]+)\|(?P<gold>[^\]]+)\]\]|\{\{(?P<cue>[^}]+)\}\}")
_ENDS = 2
Ends = tuple[float | None, float | None]


@dataclass(frozen=True)
class Wanted:
    """A claim as the gold has it."""

    start: int
    end: int
    ends: Ends
    unit: str
    event: str
    speaker: str


@dataclass
class Marked:
    """A marked article: its plain text, and what is to be found in it."""

    name: str
    text: str
    claims: list[Wanted] = field(default_factory=list)
    cues: list[tuple[int, int]] = field(default_factory=list)


@dataclass(frozen=True)
class Quantity:
    """A quantity of a sentence as the gold has it; no `units`: it has none, or none is asked for."""

    ends: Ends
    units: tuple[str, ...]
    is_optional: bool


@dataclass(frozen=True)
class Reading:
    """A quantity as it was read; `unit` in lower case, "-" without one."""

    ends: Ends
    unit: str


def read_marked(path: Path) -> Marked:
    """Return the article at `path` with its marks taken out."""
    marked = Marked(path.stem, "")
    source, at = path.read_text("utf-8"), 0
    for match in _MARK.finditer(source):
        marked.text += source[at : match.start()]
        start = len(marked.text)
        marked.text += match["claim"] or match["cue"]
        if match["cue"]:
            marked.cues.append((start, len(marked.text)))
        else:
            ends, unit, event, speaker = match["gold"].split("|")
            marked.claims.append(Wanted(start, len(marked.text), _ends(ends), unit, event, speaker))
        at = match.end()
    marked.text += source[at:]
    return marked


def read_sentences(path: Path) -> list[tuple[str, list[Quantity]]]:
    """Return the sentences at `path` with their quantities; lines that begin with # are left out."""
    found = []
    for line in path.read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            text, _, gold = line.partition("=>")
            found.append(
                (text.strip(), [_quantity(item.strip()) for item in gold.split(";") if item.strip()])
            )
    return found


def claim_figures(articles: Iterable[Marked]) -> dict[str, float]:
    """Return F1 of claims, the shares of right units, events and speakers among those found, and F1 of cues."""
    n: Counter[str] = Counter()
    for article in articles:
        headline = article.text.index("\n")
        segments = (Segment("headline", 0, headline), Segment("body", headline + 1, len(article.text)))
        claims, said = extract_all(
            Article(article.name, article.text, segments, title=article.text[:headline])
        )
        counts = [claim for claim in claims if claim.kind == "count"]
        n["claims found"] += len(counts)
        n["claims wanted"] += len(article.claims)
        _compare(article.claims, counts, n)
        n["cues found"] += len(said)
        n["cues wanted"] += len(article.cues)
        n["cues hit"] += sum(any(a < one.cue[1] and one.cue[0] < b for one in said) for a, b in article.cues)
    return {
        "claims_f1": 2 * n["hit"] / (n["claims found"] + n["claims wanted"]),
        "unit": n["unit"] / n["hit"],
        "event": n["event"] / n["hit"],
        "speaker": n["speaker"] / n["hit"],
        "cues_f1": 2 * n["cues hit"] / (n["cues found"] + n["cues wanted"]),
    }


def _read_numbers(text: str) -> list[Reading]:
    claims, _ = extract_all(Article("sentence", text, (Segment("body", 0, len(text)),)))
    return [
        Reading((claim.low, claim.high), (claim.unit or "-").lower())
        for claim in claims
        if claim.kind not in {"stance", "attribution"}
    ]


def number_figures(
    sentences: Iterable[tuple[str, Sequence[Quantity]]], read: Callable[[str], list[Reading]] = _read_numbers
) -> dict[str, float]:
    """Return F1 of the quantities' values, and of values with their units, as `read` finds them in a sentence."""
    n: Counter[str] = Counter()
    for text, wanted in sentences:
        left = read(text)
        for one in sorted(wanted, key=lambda quantity: quantity.is_optional):
            same = [found for found in left if _same(one.ends, found.ends, is_loose=True)]
            best = max(same, key=lambda found: _right_unit(one, found), default=None)
            n["asked"] += not one.is_optional
            if best is not None:
                left.remove(best)
                n["hit"] += not one.is_optional
                n["both"] += not one.is_optional and _right_unit(one, best)
        n["wrong"] += len(left)
    total = max(1, n["hit"] + n["wrong"] + n["asked"])
    return {"value_f1": 2 * n["hit"] / total, "value_and_unit_f1": 2 * n["both"] / total}


def _compare(wanted: Iterable[Wanted], found: list[Claim], n: Counter[str]) -> None:
    left = list(found)
    for one in wanted:
        hit = next(
            (
                claim
                for claim in left
                if claim.start < one.end
                and one.start < claim.end
                and _same(one.ends, (claim.low, claim.high))
            ),
            None,
        )
        if hit is not None:
            left.remove(hit)
            n["hit"] += 1
            n["unit"] += hit.unit == one.unit or unit_class(hit.unit or "") == unit_class(one.unit) != "other"
            n["event"] += hit.event == one.event
            n["speaker"] += _same_speaker(one.speaker, hit.speaker)


def _same_speaker(wanted: str, found: str | None) -> bool:
    """Whether the two share a word; an outlet that the article does not know is nobody."""
    own = {word for word in re.findall(r"[a-z]+", wanted.lower()) if word not in {"the", "of"}}
    given = set(re.findall(r"[a-z]+", (found or "").lower()))
    return bool(own & given) or (found is None and wanted == "-")


def _same(wanted: Ends, found: Ends, *, is_loose: bool = False) -> bool:
    """Whether both allow the same; `is_loose` looks at the stated ends only, since "up to 30" states 30."""
    if is_loose:
        first, second = (sorted({end for end in ends if end is not None}) for ends in (wanted, found))
        return len(first) == len(second) and all(
            math.isclose(a, b, rel_tol=1e-6) for a, b in zip(first, second, strict=True)
        )
    return wanted == found


def _right_unit(wanted: Quantity, found: Reading) -> bool:
    return not wanted.units or "-" in wanted.units or found.unit in wanted.units


def _quantity(item: str) -> Quantity:
    value, _, unit = item.removeprefix("?").partition(" ")
    units = tuple(name.strip() for name in unit.split("|") if name.strip() != "")
    return Quantity(_ends(value), units, item.startswith("?"))


def _ends(value: str) -> Ends:
    """Return the ends that "14", "14..", "..14" and "3..9" stand for."""
    ends = [float(end) if end else None for end in value.split("..")]
    return (ends[0], ends[1]) if len(ends) == _ENDS else (ends[0], ends[0])
