"""What a text says of the killed, in short."""

from __future__ import annotations

from flows.claims import extract
from flows.records import Article, Claim, Origin, Segment


def killed(text: str, origin: Origin = "body") -> list[str]:
    """Return each count of the killed that `text` states, with its unit: "24..99 person", "5 child part"."""
    article = Article("a.txt", text, (Segment(origin, 0, len(text)),), outlet="The Herald")
    return [_shown(claim) for claim in extract(article) if claim.event == "kill" and not claim.is_inference]


def _shown(claim: Claim) -> str:
    low, high = (None if end is None else int(end) for end in (claim.low, claim.high))
    number = (
        f"{low}" if low == high else f"{low}+" if high is None else f"{'' if low is None else low}..{high}"
    )
    return f"{number} {claim.unit}{' part' if claim.part_of else ''}"
