"""What must hold of every extraction, and hostile texts to try it on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flows.claims import extract_all
from flows.records import Article, Segment

if TYPE_CHECKING:
    from flows.records import Attribution, Claim

# What news is made of, and what trips its readers: fuzzers put these together.
VOCABULARY = (  # noqa: SIM905 - a list would be as long as it is wide
    "the a his her 5 12 1,200 2011 1.5 3-1 forty dozens hundreds half third of them people soldiers children men "
    "trucks wife one no were was be to killed killing wounded died left said says according told that who including "
    "among others dead in near on at least more than between from since Paris Monday T-72 UN he they it denied claims "
    "and or , . - “ ” ( ) % $ : ; ' & / + é İ ß 😀"
).split()

# Texts of one thing over and over. None may cost more than in proportion to its length.
HOSTILE = {
    "digits": "1",
    "digits and blanks": "1 ",
    "digits and commas": "1,",
    "and": "and ",
    "quotation marks": '"',
    "apostrophes": "'",
    "brackets": "(",
    "line ends": "\n",
    "letters": "a",
    "capitals": "Amal Noor ",
    "initials": "A.",
    "number words": "twenty-",
    "ranges": "from 5 to 6 ",
    "dates": "May 5 ",
    "money": "$5 ",
    "one sentence": "He said 5 men died. ",
    "one quoted sentence": '"5 died," he said. ',
    "one line": "He said 5 men died.\n",
    "one paragraph": "Amal Noor said 5 men died.\n\n",
    "no full stop": "killed 5 men and ",
    "said": "he said ",
    "references": "The monitor said 5 died. ",
    "abbreviations": "HWU said 5 died. ",
    "appositions": "said Amal Noor, 5 died. ",
}


def repeated(name: str, characters: int) -> str:
    """Return the hostile text `name`, so many characters long."""
    piece = HOSTILE[name]
    return (piece * (characters // len(piece) + 1))[:characters]


def article_of(text: str) -> Article:
    """Return `text` as an article of one body."""
    return Article("a.txt", text, (Segment("body", 0, len(text)),), outlet="The Herald")


def broken_promise(text: str) -> str:
    """Return what does not hold of the claims and attributions of `text`, "" where all holds.

    Every text and sentence is the article's slice, claims come in order of start, attributions in order of cue, and
    the same article gives the same twice.
    """
    article = article_of(text)
    claims, attributions = extract_all(article)
    if (claims, attributions) != extract_all(article):
        return "twice is not the same"
    if any(_is_no_slice(text, claim) for claim in claims):
        return "a claim's text is not what stands at its place"
    if any(_points_outside(text, one) for one in attributions):
        return "an attribution points outside the text"
    if [claim.start for claim in claims] != sorted(claim.start for claim in claims):
        return "claims are not in order of start"
    is_ordered = [one.cue for one in attributions] == sorted(one.cue for one in attributions)
    return "" if is_ordered else "attributions are not in order of cue"


def _is_no_slice(text: str, claim: Claim) -> bool:
    return text[claim.start : claim.end] != claim.text or not claim.text or claim.sentence not in text


def _points_outside(text: str, one: Attribution) -> bool:
    spans = [span for span in (one.source, one.cue, one.content) if span is not None]
    return one.sentence not in text or any(not 0 <= start < end <= len(text) for start, end in spans)
