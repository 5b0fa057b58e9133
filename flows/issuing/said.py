"""Who says a number, in which words, and how it came to us: what is shown of one claim."""

from __future__ import annotations

import re
from collections import defaultdict
from datetime import datetime
from typing import TYPE_CHECKING

from flows.issuing import local, words
from flows.issuing.display import in_sentence, link, shorten
from flows.issuing.model import Evidence

if TYPE_CHECKING:
    from collections.abc import Sequence

    from flows.issuing.ladder import Extent
    from flows.issuing.rows import Standing

LONGEST_NAME = 60
_AROUND = 240
_WORDS_BEFORE = 7
_KIND_NOTES = {
    "witness": "eyewitness",
    "anonymous": "not named",
    "monitor": "monitoring group",
    "official": "official",
    "military": "military",
    "party": "party to the conflict",
}
_BRACKETED = re.compile(r"\s+\(([^()]+)\)$")


def evidence(one: Standing) -> Evidence:
    """Return a claim as proof of a row: its words in their paragraph, and the way it came."""
    moment = published(one)
    return Evidence(
        claim_id=one.claim_id,
        before=_from_word(one.before),
        words=one.text,
        after=_to_word(one.after),
        speaker=name(one),
        chain=_told_chain(one.chain),
        outlet=shorten(one.outlet or "outlet not known", LONGEST_NAME),
        title=shorten(one.title or one.doc, 160),
        published=local.day(moment) if moment else "date not known",
        grade=one.grade,
        reading="" if one.low is None and one.high is None else words.reading(one.bound, one.low, one.high),
        link=link(one.url),
    )


def name(one: Standing) -> str:
    """Return who says so, as the first words of a row."""
    return words.capital(bare_name(one))


def bare_name(one: Standing) -> str:
    """Return who says so without what stands in brackets after the name, which is left to the note."""
    return in_sentence(shorten(_BRACKETED.sub("", one.name), LONGEST_NAME))


def prose_name(one: Standing) -> str:
    """Return who says so inside a sentence: an abbreviation has "the" where the article itself gives it one."""
    name = bare_name(one)
    has_article = name.isupper() and re.search(
        rf"\b[Tt]he {re.escape(name)}\b", f"{one.before}{one.text}{one.after}"
    )
    return f"the {name}" if has_article else name


def published(one: Standing) -> datetime | None:
    """Return when the article of a claim was published, None when not known."""
    moment = one.published_at
    return datetime.fromisoformat(moment) if isinstance(moment, str) else moment


def note(one: Standing) -> str:
    """Return what kind of source it is and through whom its words came, "" when nothing is known."""
    if one.role == "inference":
        return "the writer’s own inference"
    kind = _KIND_NOTES.get(one.speaker_kind, "")
    bracketed = _BRACKETED.search(one.name)
    of = bracketed.group(1) if bracketed else ""
    note = shorten(one.note or of, 60) or ("" if kind and kind in one.source_key else kind)
    return ", ".join(filter(None, [note, told_by(one)]))


def told_by(one: Standing) -> str:
    """Return through whom the words came to us last: "via BBC"; "" when the source said them there itself."""
    told = [part for part in one.chain[:-1] if part.casefold() not in one.source_key]
    return f"via {in_sentence(shorten(told[-1], 40))}" if told else ""


def said_of(one: Standing) -> str:
    """Return a number with the few words before it, which say what it is of."""
    before = " ".join(one.before.split()[-_WORDS_BEFORE:])
    return in_sentence(shorten(f"{before} {words.own_words(one.text)}".strip(), _AROUND // 2))


def merged(standings: Sequence[Standing]) -> list[list[Standing]]:
    """Return claims of one source with one reading together, and the parts of a sum together, in order."""
    groups: dict[object, list[Standing]] = defaultdict(list)
    for one in standings:
        number = "sum" if one.role == "sum" else (one.low, one.high, one.bound)
        groups[one.position, one.source_key, one.role, number].append(one)
    return sorted(groups.values(), key=_reading_order)


def extent_of(group: Sequence[Standing]) -> Extent:
    """Return the numbers that claims with one reading allow: of parts of a sum, their sum."""
    first = group[0]
    if first.role == "sum":
        return first.position_low, first.position_high
    return first.low, first.high


def _told_chain(chain: Sequence[str]) -> str:
    """Return the way of a claim in words: "Harbour Post, citing the coalition"."""
    parts = [shorten(part, LONGEST_NAME) for part in chain]
    return ", citing ".join(map(in_sentence, [*parts[:1], *map(words.with_article, parts[1:])]))


def _reading_order(group: list[Standing]) -> tuple[int, float, float, str]:
    low, high = extent_of(group)
    return (
        group[0].position,
        low if low is not None else (high or 0.0),
        high if high is not None else float("inf"),
        group[0].claim_id,
    )


def _from_word(text: str) -> str:
    return text if len(text) < _AROUND else "… " + text.partition(" ")[2]


def _to_word(text: str) -> str:
    return text if len(text) < _AROUND else text.rpartition(" ")[0] + " …"
