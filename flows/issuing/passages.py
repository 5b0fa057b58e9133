"""Numbers that did not pass unchanged: edited without a word, quoted otherwise, or not borne out by their article."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from flows.issuing import words
from flows.issuing.display import in_quotes, in_sentence, shorten
from flows.issuing.model import Passage
from flows.issuing.said import LONGEST_NAME, evidence

if TYPE_CHECKING:
    from flows.issuing.found import Found
    from flows.issuing.rows import Standing

Label = Literal["EDITED", "QUOTED", "HEADLINE"]
_LABELS: dict[str, Label] = {"silent_edit": "EDITED", "citation_drift": "QUOTED", "headline_body": "HEADLINE"}
_IN_SUBJECT: dict[Label, str] = {
    "EDITED": "a number edited without a word",
    "QUOTED": "a number quoted otherwise",
    "HEADLINE": "a headline its article lacks",
}


def is_passage(found: Found) -> bool:
    """Return whether this is about one number on its way, not about what sources say."""
    return found.measure.family in _LABELS and len({one.position for one in found.standings}) > 1


def passage(found: Found) -> Passage:
    """Return what happened to the number, in one sentence without a full stop."""
    label = _LABELS[found.measure.family]
    first = found.standings[0]
    second = next(one for one in found.standings if one.position != first.position)
    short = {"EDITED": _edited, "QUOTED": _quoted, "HEADLINE": _headline}[label](first, second)
    where = {"EDITED": f", in {_title(second)}", "QUOTED": "", "HEADLINE": f": {_title(second)}"}[label]
    shown = tuple(map(evidence, found.standings))
    return Passage(found.measure.discrepancy_id, label, short, short + where, shown)


def in_subject(label: Label) -> str:
    """Return the same in the few words that a subject has room for."""
    return _IN_SUBJECT[label]


def _edited(before: Standing, after: Standing) -> str:
    return f"{_outlet(after)} changed {_said(before)} to {_said(after)} without a word about it"


def _quoted(one: Standing, other: Standing) -> str:
    """Tell who quotes whom: the other's outlet is in the chain of the one that quotes it."""
    cites_other = (other.outlet or "").casefold() in {
        part.casefold() for part in (*one.chain, one.speaker or "")
    }
    quoting, own = (one, other) if cites_other else (other, one)
    whose = words.possessive(_outlet(own))
    return (
        f"{_outlet(quoting)} gives {whose} number as {_said(quoting)}; {whose} own article says {_said(own)}"
    )


def _headline(one: Standing, other: Standing) -> str:
    head, body = (one, other) if one.origin == "headline" else (other, one)
    return f"{words.possessive(_outlet(head))} headline says {_said(head)}, its article {_said(body)}"


def _said(one: Standing) -> str:
    return f"“{words.own_words(one.text)}”"


def _outlet(one: Standing) -> str:
    return in_sentence(shorten(one.outlet or one.doc, LONGEST_NAME))


def _title(one: Standing) -> str:
    return f"“{in_sentence(in_quotes(shorten(one.title or one.doc, 80)))}”"
