"""Names of speakers: what a noun group calls somebody, what sort of speaker that is, and which names mean the same.

"Col. Amal Noor, a spokeswoman for the Harbour Authority" is Amal Noor, official, of the Harbour Authority. All names
of the world stand in `aliases.toml`; the rules here know none.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING, cast

from flows.claims.lexicon import look_up
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
# "On Sunday the port", "If Noor", "11 children state media": what stands before the speaker.
_LEAD_IN = re.compile(
    r"(?:(?:(?i:if|like|citing|unlike|according to|also|earlier|later|meanwhile|however|on|late|early|last|of|"
    r"monday|tuesday|wednesday|thursday|friday|saturday|sunday|yesterday|today)|\d+ [a-z]+(?= [a-z]+ [a-z]))\s+)+"
)
# "Utopia A clerk": the place a text is dated from, without the dash behind it.
_DATELINE = re.compile(r"^(?:[A-Z][\w'-]*\s+){1,3}(?=An?\s+[a-z])")
# "Utopia-based" tells where a body sits and is no part of its name.
_SEAT = re.compile(r"^(?:[A-Z][\w.]*-based\s+)+(?=[A-Z])")
# "the nearby hospital one witness": a speaker of their own behind a noun that ended the clause before.
_OTHER_SPEAKER = re.compile(r"^[a-z][\w' -]*\s(?:a|an|one|another)\s(?P<speaker>[a-z]+(?: [a-z]+)?)$")
# "members of the union": the union speaks.
_MEMBERS_OF = re.compile(r"^(?:[a-z]+\s)?members\s+of\s+(?:the\s+)?(?=[A-Z])")
_AFTER_NAME = re.compile(r"\s*(?:,|\(|\bwho\b|\bwhich\b|\bthat\b|\bwhose\b|\s-\s|:).*", re.DOTALL)
# "'s report" and the like: what somebody's words are called is no part of the name.
_THEIR_WORDS = re.compile(
    r"(?:'s|(?<=s)')\s+(?:own\s+|local\s+|national\s+|regional\s+|press\s+)?"
    r"(?:testimon\w+|reports?|accounts?|statements?|figures|estimates?|words|count|data|office|branch|bureau|desk)$"
)
_NO_PERSON = frozenset({"monitor", "media"})
# A word of a name, with the small article some begin with ("al-Noor").
_NAME = "(?:[aeu][a-z]h?-)?[A-Z]"
# "Amal Noor spokeswoman of the port": a name of two words or more with a lower-case role behind it.
_PERSON_FIRST = re.compile(
    rf"^(?P<name>(?:{_NAME}[\w.'-]*\s+)+{_NAME}[\w'-]+)\s+(?=[a-z])(?!{_NAME}|of\b|for\b|and\b|in\b|at\b|on\b)"
)
# "Harbour Watch a group of volunteers": an apposition whose comma is missing.
_LEADING_BODY = re.compile(r"(?P<body>(?:[A-Z][\w.-]*\s+)+)(?:[a-z]+\s+){1,2}$")
_WITHOUT_COMMA = re.compile(
    r"(?P<name>(?:[Tt]he\s+)?(?:[A-Z][\w'-]*\s+(?:(?:for|of|and)\s+)?)*(?:al-|el-)?[A-Z][\w'-]*)(?=\s(?:however\s+)?(?:an?|the)\s)"
)
_LOWER_END = re.compile(
    r".*\b(?:in|of|at|on|with|near|nearby)\s[^,]*\b[A-Z][\w'-]*\s(?P<end>(?:[a-z'-]+\s){1,2}[a-z]+)$"
)
PARTICLES = "de|al|el|bin|ibn|van|von|der|den|la|le|da|dos|di|du|ben|abu"
_PERSON = re.compile(rf"(?P<name>(?:{_NAME}[\w.'-]*\s+(?:(?:{PARTICLES})\s+)*)*{_NAME}[\w'-]+)$")
_BEHIND_LINK = re.compile(r"\b(?:of|in|at|on|from|near|with|to)\s+(?:the\s+)?$")
_OF_WHOM = re.compile(
    r"\b(?:spokes\w+|head|director|chief|leader|founder|chairman|member|commander|representative|official|president|manager|"
    r"coordinator|doctor|nurse|employee|officer|volunteer|rescuer|secretary|editor|analyst|reporter|correspondent)"
    r"\s+(?:for|of|at|with|from|in)\s+(?P<body>.+)",
    re.IGNORECASE,
)
_LAST_PHRASE = re.compile(r"\s(?:of|for|with|from|in|on|at)\s(?:the\s)?[a-z]+$")
_LONGEST_NAME = 80
# How many words into a noun group a known name may begin.
_LONGEST_TAIL = 8
# Titles are taken off as long as so many words are left and one more.
_SHORTEST_TITLED = 2


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


def known_kind(name: str) -> SpeakerKind | None:
    """Return what sort of speaker a name of aliases.toml is, None when it is not there."""
    found = _known().get(_key(name))
    return found[1] if found is not None else None


def speaker_aliases() -> list[tuple[str, str]]:
    """Return (form, canonical name) for every known form of a speaker or group, sorted."""
    return sorted((form, canonical_name) for form, (canonical_name, _) in _known().items())


@lru_cache(maxsize=20_000)
def name_of(text: str) -> Name:
    """Return the name in a noun group of folded text, with its apposition if any; "" when nothing is left."""
    text = " ".join(text.split())[: 4 * _LONGEST_NAME]
    lead = _LEAD_IN.match(text)
    text = _DATELINE.sub("", text[lead.end() :] if lead is not None else text)
    apposed = None if known_kind(_known_tail(text)) in _NO_PERSON else _WITHOUT_COMMA.match(text)
    head = apposed["name"] if apposed else _AFTER_NAME.sub("", text, count=1) or text
    rest = text[len(head) :].lstrip(" ,(")
    head = _role_at_end(_cleaned(head))
    named = _named_apposition(rest) if head[:1].islower() else ""
    if named:
        head, rest = named, head
    kind = known_kind(head)
    if kind is None:
        head = _known_tail(head)
        kind = known_kind(head)
    if kind is not None:
        return Name(canonical(head) if kind == "monitor" or _is_body_of_states(head) else head, kind)
    return _described(head, rest)


def _role_at_end(head: str) -> str:
    """Return the speaker that ends a run of words whose comma is missing ("camp near Utopia local officials")."""
    found = _LOWER_END.match(head)
    if found is None or role_of(found["end"].rpartition(" ")[2], "unknown") == "unknown":
        return head
    return _BEFORE_NAME.sub("", found["end"], count=1)


def _is_body_of_states(name: str) -> bool:
    """Return whether `name` goes by its full name everywhere ("UN"), as governments and groups do not."""
    return canonical(name).lower() in {word.lower() for word in vocabulary("aliases", "bodies").values()}


def _cleaned(head: str) -> str:
    """Return `head` without articles before it and without "'s report" behind it."""
    head = _BEFORE_NAME.sub("", head, count=1).strip(" -'\"")
    head = _SEAT.sub("", _MEMBERS_OF.sub("", head))
    other = _OTHER_SPEAKER.match(head)
    head = other["speaker"] if other is not None and role_of(other["speaker"]) != "unknown" else head
    return _THEIR_WORDS.sub("", head).removesuffix("'s")


def _known_tail(head: str) -> str:
    """Return the known name that ends `head` ("East Bay UN" -> "UN", "Utopia the UN" -> "UN"), else `head`."""
    person = _PERSON_FIRST.match(head)
    if person is not None and _is_title(head[person.end() :].partition(" ")[0]):
        return head  # "Amal Noor head of the UN"
    pieces = head.split()
    for at in range(1, min(len(pieces), _LONGEST_TAIL)):
        tail = " ".join(pieces[at:])
        is_apart = pieces[at - 1][0].isupper() or pieces[at - 1] == "the"
        if is_apart and tail[0].isupper() and known_kind(tail) is not None:
            is_branch = pieces[at - 1] != "the" and tail.lower() in vocabulary("aliases", "branches")
            return head if is_branch else tail
    return head


def _named_apposition(rest: str) -> str:
    """Return the name an apposition gives ("a war monitor, the Harbour Watch"), "" when it gives none."""
    piece = _BEFORE_NAME.sub("", rest.partition(",")[0], count=1)
    return piece if piece[:1].isupper() else ""


def _described(head: str, rest: str) -> Name:
    person = _person(head)
    kind = role_of(f"{head} {rest}")
    if person is None:
        return Name(_shortened(_whole(head)), kind, body_of(head))
    at = head.find(person)
    around = f"{head[:at]} {head[at + len(person) :]} {rest}"
    return Name(person, kind, body_of(around) or _leading_body(head[:at]), is_person=True)


def _person(head: str) -> str | None:
    """Return the person's name in `head`, titles taken off, None when it names no person."""
    for pattern in (_PERSON_FIRST, _PERSON):
        found = pattern.search(head)
        if found is None:
            continue
        pieces = _own_pieces(
            found["name"].split(), is_linked=bool(_BEHIND_LINK.search(head[: found.start()]))
        )
        if _names_person(pieces):
            while len(pieces) > _SHORTEST_TITLED and _opens_with_title(pieces):
                pieces = pieces[1:]
            return " ".join(pieces)
    return None


def _own_pieces(pieces: list[str], *, is_linked: bool) -> list[str]:
    """Return the words of a run of capitals that can be a person's name.

    Where it `is_linked` to a noun before it ("director of Bay Hospital Dr. Amal Noor"), those behind a title only; the
    body whose another title begins ("Amal Noor Utopia's minister") is left out.
    """
    if len(pieces) > 1 and pieces[-2].endswith("'s"):
        return []  # "Utopia's Front-run ministry", "Utopia's RIA agency"
    own = next((at for at, piece in enumerate(pieces) if at > 1 and piece.endswith("'s")), len(pieces))
    title = next((at for at, piece in enumerate(pieces) if at and _is_title(piece)), own) if is_linked else 0
    return pieces[title:own]


def _names_person(pieces: list[str]) -> bool:
    """Return whether a run of capitals is a person's name: no body's, no role and no abbreviation."""
    if (
        not pieces
        or any(role_of(piece) in _NO_PERSON for piece in pieces)
        or role_of(pieces[-1]) != "unknown"
    ):
        return False
    return len(pieces) > 1 or not pieces[0].isupper()


def _opens_with_title(pieces: list[str]) -> bool:
    return _is_title(pieces[0]) or pieces[0].endswith("'s") or _is_title(pieces[1])


def _is_title(word: str) -> bool:
    key = word.lower().rstrip(".")
    return key in vocabulary("aliases", "titles") or key in {
        "foreign",
        "prime",
        "defence",
        "defense",
        "interior",
        "vice",
        "special",
        "un",
        "us",
    }


def _whole(head: str) -> str:
    """Return a description without a last phrase that lost its noun ("people on board in the biggest")."""
    last = head.rpartition(" ")[2]
    cut = _LAST_PHRASE.search(head)
    is_lost = last.endswith("est") and any(look_up(stem).adjective for stem in (last[:-3], last[:-4]))
    return head[: cut.start()] if cut is not None and is_lost else head


def _shortened(head: str) -> str:
    return head if len(head) <= _LONGEST_NAME else head[:_LONGEST_NAME].rsplit(" ", 1)[0]


def body_of(text: str) -> str | None:
    """Return the organisation that `text` says somebody speaks for ("head of the Harbour Watch"), or None."""
    found = _OF_WHOM.search(text)
    if found is None:
        return None
    name = _BEFORE_NAME.sub("", _AFTER_NAME.sub("", found["body"], count=1), count=1).strip()
    name = re.split(r"(?<=\w)\s(?:in|at|on)\s", name, maxsplit=1)[0]
    return name or None


def _leading_body(before: str) -> str | None:
    """Return the organisation in "Harbour Authority spokesman" before a person's name."""
    found = _LEADING_BODY.search(before)
    if found is None:
        return None
    name = _known_tail(found["body"].strip())
    return name if known_kind(name) is not None or role_of(name, "unknown") != "unknown" else None


@lru_cache(maxsize=20_000)
def _role_cached(lower: str) -> SpeakerKind | None:
    best: tuple[int, SpeakerKind] | None = None
    for kind, pattern in _roles():
        found = pattern.search(lower)
        if found is not None and (best is None or found.start() < best[0]):
            best = (found.start(), kind)
    return best[1] if best is not None else None


@cache
def _roles() -> tuple[tuple[SpeakerKind, re.Pattern[str]], ...]:
    by_kind: dict[str, list[str]] = {}
    for word, kind in vocabulary("aliases", "roles").items():
        by_kind.setdefault(kind, []).append(re.escape(word))
    order = ("monitor", "anonymous", "media", "military", "party", "witness", "official")
    return tuple(
        (cast("SpeakerKind", kind), re.compile(rf"\b(?:{'|'.join(by_kind[kind])})\b")) for kind in order
    )


def role_of(text: str, otherwise: SpeakerKind = "unknown") -> SpeakerKind:
    """Return what sort of speaker the words of `text` tell of; where several do, the first word that tells."""
    return _role_cached(text.lower()) or otherwise
