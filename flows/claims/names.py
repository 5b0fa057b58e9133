"""Names of speakers: what a noun group calls somebody, what sort of speaker that is, and which names mean the same.

"Col. Amal Noor, a spokeswoman for the Harbour Authority" is Amal Noor, official, of the Harbour Authority. All names
of the world stand in `aliases.toml`; the rules here know none.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING, cast

from flows.claims.rules import words as vocabulary

if TYPE_CHECKING:
    from collections.abc import Mapping

    from flows.records import SpeakerKind

_ALIASES: Mapping[str, SpeakerKind] = {
    "groups": "party",
    "monitors": "monitor",
    "bodies": "official",
    "governments": "official",
    "outlets": "media",
}
_BEFORE_NAME = re.compile(
    r"(?:(?:both|some|many|several|most|all|other|one|two|three|a number|a group)\s+of\s+)?"
    r"(?:(?:the|a|an|one|another|some|many|several|both|this|that|these|those|his|her|their|its|our|other|two|three|as|"
    r"for|because|while|when|after|but|and|by)\s+)*",
    re.IGNORECASE,
)
_AFTER_NAME = re.compile(r"\s*(?:,|\(|\bwho\b|\bwhich\b|\bthat\b|\bwhose\b|\s-\s|:).*", re.DOTALL)
_PERSON = re.compile(r"(?:[A-Z][\w.'-]*\s+)*[A-Z][\w'-]+$")
_OF_WHOM = re.compile(
    r"\b(?:spokes\w+|head|director|chief|leader|founder|chairman|member|commander|representative|official|president)"
    r"\s+(?:for|of|at|with|from|in)\s+(?P<body>.+)",
    re.IGNORECASE,
)
_LONGEST_NAME = 80


@dataclass(frozen=True, slots=True)
class Name:
    """What a text calls a speaker.

    Attributes:
        name: the name itself, canonical where it is known.
        kind: what sort of speaker.
        body: the organisation a person is said to speak for, or None.
        is_person: whether it is a person's own name.
    """

    name: str
    kind: SpeakerKind
    body: str | None = None
    is_person: bool = False


@cache
def _known() -> dict[str, tuple[str, SpeakerKind]]:
    known: dict[str, tuple[str, SpeakerKind]] = {}
    for group, kind in _ALIASES.items():
        for alias, canonical_name in vocabulary("aliases", group).items():
            known[_key(alias)] = known[_key(canonical_name)] = (canonical_name, kind)
    return known


def _key(name: str) -> str:
    return re.sub(r"^the ", "", " ".join(name.lower().replace(".", "").split()))


def canonical(name: str) -> str:
    """Return the canonical form of `name` ("ISIL" -> "Islamic State"); `name` itself when it is not known."""
    found = _known().get(_key(name))
    return found[0] if found is not None else name


@lru_cache(maxsize=20_000)
def name_of(text: str) -> Name:
    """Return the name in a noun group of folded text, with its apposition if any; "" when nothing is left."""
    text = " ".join(text.split())[: 4 * _LONGEST_NAME]
    head = _AFTER_NAME.sub("", text, count=1) or text
    rest = text[len(head) :].lstrip(" ,(")
    head = _BEFORE_NAME.sub("", head, count=1).strip(" -'\"")
    if head.endswith("'s"):
        head = head[:-2]
    if head and head[0].islower() and rest[:1].isalpha() and _named_apposition(rest):
        head, rest = _named_apposition(rest), head
    known = _known().get(_key(head))
    if known is not None:
        return Name(known[0], _role(f"{rest}", known[1]) if known[1] == "unknown" else known[1])
    return _described(head, rest)


def _named_apposition(rest: str) -> str:
    """Return the name an apposition gives ("a war monitor, the Harbour Watch"), "" when it gives none."""
    piece = _BEFORE_NAME.sub("", rest.split(",")[0], count=1)
    return piece if piece[:1].isupper() else ""


def _described(head: str, rest: str) -> Name:
    person = _person(head)
    kind = _role(f"{head} {rest}")
    if person is None:
        return Name(_shortened(head), kind, _body(head))
    before = head[: len(head) - len(person)]
    return Name(person, kind, _body(rest) or _body(before) or _leading_body(before), is_person=True)


def _person(head: str) -> str | None:
    """Return the person's name that ends `head`, titles taken off, None when it names no person."""
    found = _PERSON.search(head)
    if found is None or _role(found.group().rsplit(" ", 1)[-1], "unknown") != "unknown":
        return None
    name = found.group()
    pieces = name.split()
    while len(pieces) > 2 and _is_title(pieces[0]):
        pieces = pieces[1:]
    while len(pieces) > 2 and pieces[0].endswith("'s"):
        pieces = pieces[1:]
    if _role(" ".join(pieces), "unknown") in {"monitor", "media"}:
        return None
    return " ".join(pieces)


def _is_title(word: str) -> bool:
    key = word.lower().rstrip(".")
    return key in vocabulary("aliases", "titles") or key in {"foreign", "prime", "defence", "defense", "interior", "vice", "special", "un", "us"}


def _shortened(head: str) -> str:
    return head if len(head) <= _LONGEST_NAME else head[:_LONGEST_NAME].rsplit(" ", 1)[0]


def _body(text: str) -> str | None:
    found = _OF_WHOM.search(text)
    if found is None:
        return None
    name = _BEFORE_NAME.sub("", _AFTER_NAME.sub("", found["body"], count=1), count=1).strip()
    return canonical(name) if name[:1].isupper() or _key(name) in _known() else None


def _leading_body(before: str) -> str | None:
    """Return the organisation in "Harbour Authority spokesman" before a person's name."""
    found = re.match(r"(?P<body>(?:[A-Z][\w.-]*\s+)+)[a-z]", before)
    if found is None:
        return None
    known = _known().get(_key(found["body"]))
    return known[0] if known is not None else None


@cache
def _roles() -> tuple[tuple[SpeakerKind, re.Pattern[str]], ...]:
    by_kind: dict[str, list[str]] = {}
    for word, kind in vocabulary("aliases", "roles").items():
        by_kind.setdefault(kind, []).append(re.escape(word))
    order = ("monitor", "anonymous", "media", "military", "party", "witness", "official")
    return tuple(
        (cast("SpeakerKind", kind), re.compile(rf"\b(?:{'|'.join(by_kind[kind])})\b")) for kind in order
    )


def _role(text: str, otherwise: SpeakerKind = "unknown") -> SpeakerKind:
    """Return what sort of speaker the words of `text` tell of; where several do, the first word that tells."""
    lower = text.lower()
    best: tuple[int, SpeakerKind] | None = None
    for kind, pattern in _roles():
        found = pattern.search(lower)
        if found is not None and (best is None or found.start() < best[0]):
            best = (found.start(), kind)
    return best[1] if best is not None else otherwise
