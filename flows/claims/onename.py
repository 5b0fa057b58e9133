"""One person under one name within a text: "Noor" and "Amal Noor" are "Amal Noor (Harbour Watch)", where she is."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from flows.records import Claim

# "Amal Noor (Harbour Watch)": a person's name of two words or more with the body spoken for.
_WITH_BODY = re.compile(r"(?P<person>[^()]+ [^()]+) \((?P<body>[^()]+)\)")


def under_one_name(claims: Sequence[Claim]) -> list[Claim]:
    """Return `claims` with every speaker under the fullest name that the same person has in another of them."""
    full = _fullest({claim.speaker for claim in claims if claim.speaker})
    return (
        [_renamed(claim, full) if claim.speaker in full else claim for claim in claims] if full else [*claims]
    )


def _fullest(names: Iterable[str]) -> Mapping[str, str]:
    """Return the name to go by of each name that is a shorter one; one that could be several persons' keeps its own."""
    longer: dict[str, set[str]] = defaultdict(set)
    for name in names:
        found = _WITH_BODY.fullmatch(name)
        if found is not None:
            longer[found["person"]].add(name)
    return {short: full.pop() for short, full in longer.items() if len(full) == 1}


def _renamed(claim: Claim, full: Mapping[str, str]) -> Claim:
    name = full[claim.speaker or ""]
    found = _WITH_BODY.fullmatch(name)
    body = (found["body"],) if found is not None and found["body"] not in claim.chain else ()
    return replace(claim, speaker=name, chain=(*claim.chain[:-1], *body, name))
