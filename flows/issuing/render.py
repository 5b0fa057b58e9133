"""A digest laid out: the mail's HTML and text, and the web copy. Templates are in digests/."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

import css_inline
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from flows.issuing import layout, local, words
from flows.issuing.chart import chart
from flows.issuing.display import plain
from flows.issuing.drawing import picture
from flows.issuing.dumbbells import dumbbells
from flows.places import shipped

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from flows.issuing.corrections import Correction
    from flows.issuing.model import Digest, Passage

_RIGHT_TO_LEFT = {"ar", "fa", "he", "ur"}


@dataclass(frozen=True, slots=True)
class Limits:
    """How much of each section a mail shows; the web copy shows all of it."""

    changes: int = 7
    disagreements: int = 3
    steps: int = 8
    agreements: int = 1
    denials: int = 3
    passages: int = 5
    sides: int = 8
    still_open: int = 10


# Gmail cuts a mail near 102 KB; this leaves room for what servers add.
LARGEST_MAIL = 90_000
_LIMITS = (
    Limits(),
    Limits(disagreements=2, steps=6, denials=1, sides=6),
    Limits(3, 1, 4, denials=1, passages=2, sides=4, still_open=5),
)


@dataclass(frozen=True, slots=True)
class Rendered:
    """One digest in every form it is handed out in."""

    subject: str
    html: str
    text: str
    web: str


def render(digest: Digest) -> Rendered:
    """Return the digest as mail and web copy, all from the one model."""
    html = ""
    for limits in _LIMITS:
        html = mail_html(digest, limits)
        if len(html.encode()) < LARGEST_MAIL:
            break
    return Rendered(digest.subject, html, mail_text(digest, limits), web_copy(digest))


def render_correction(correction: Correction) -> Rendered:
    """Return a correction as mail; its web copy is the same page, fit to stand alone."""
    mail, web = (_correction_html(correction, is_web=is_web) for is_web in (False, True))
    text = _templates(is_html=False).get_template("correction.txt.j2").render(digest=correction)
    return Rendered(correction.subject, mail, layout.tidy(text), web)


def _correction_html(correction: Correction, *, is_web: bool) -> str:
    template = _templates(is_html=True).get_template("correction.html.j2")
    page = template.render(digest=correction, direction="ltr", is_web=is_web)
    return layout.without_blank_lines(_inliner().inline(page))


def mail_html(digest: Digest, limits: Limits) -> str:
    """Return the mail's HTML, styles inlined; only rules for phones and dark mode stay in its head."""
    context = _context(digest, limits, is_html=True)
    page = _templates(is_html=True).get_template("mail.html.j2").render(context)
    return layout.without_blank_lines(_inliner().inline(page))


def mail_text(digest: Digest, limits: Limits) -> str:
    """Return the mail's text part, at most 72 columns wide where words allow it."""
    context = _context(digest, limits, is_html=False)
    return layout.tidy(_templates(is_html=False).get_template("mail.txt.j2").render(context))


def web_copy(digest: Digest) -> str:
    """Return the web copy: one file that asks for nothing from anywhere and runs no script."""
    context = _context(digest, Limits(), is_html=True)
    return layout.without_blank_lines(_templates(is_html=True).get_template("web.html.j2").render(context))


@dataclass(frozen=True, slots=True)
class IndexEntry:
    """An issue in the index; `path` leads to its web copy from the folder of the index."""

    period: str
    reader: str
    subject: str
    path: str
    message_id: str
    issued_at: datetime


def index_page(monitor: str, issues: Sequence[IndexEntry]) -> str:
    """Return the page that lists every issue, as static as the web copies it leads to."""
    template = _templates(is_html=True).get_template("index.html.j2")
    return layout.without_blank_lines(template.render(monitor=plain(monitor, 60), issues=issues))


def atom_feed(monitor: str, base: str, issues: Sequence[IndexEntry], now: datetime) -> str:
    """Return the Atom feed of `issues`; `base` stands before their paths."""
    template = _templates(is_html=True).get_template("feed.atom.j2")
    updated = max((issue.issued_at for issue in issues), default=now).isoformat()
    return template.render(monitor=plain(monitor, 60), base=base, issues=issues, updated=updated)


def _context(digest: Digest, limits: Limits, *, is_html: bool) -> dict[str, object]:
    return {
        "digest": digest,
        "is_web": False,
        "limits": limits,
        "direction": "rtl" if digest.language.partition("-")[0] in _RIGHT_TO_LEFT else "ltr",
        "blank": "",
        "passages": _untold(digest, limits),
        "more": _more_html if is_html else _more_text,
    }


def _untold(digest: Digest, limits: Limits) -> list[Passage]:
    """Return the numbers on their way that the changes shown do not tell already."""
    told = {change.text for change in digest.changes[: limits.changes]}
    return [one for one in digest.passages if one.text not in told]


def _ends(steps: Sequence[object], most: int) -> Sequence[object]:
    """Return the first and the last of many rows: the gap lies between them."""
    return steps if len(steps) <= most else [*steps[: most // 2], *steps[len(steps) - most // 2 :]]


def _more_html(rest: int, unit: str) -> Markup:
    return Markup('<p class="small">{}</p>').format(_more(rest, unit)) if rest > 0 else Markup("")


def _more_text(rest: int, unit: str) -> str:
    return f"  {_more(rest, unit)}\n\n" if rest > 0 else ""


def _more(rest: int, unit: str) -> str:
    return f"{local.number(rest)} more {unit if rest == 1 else words.plural(unit)} on the web copy."


@cache
def _templates(*, is_html: bool) -> Environment:
    environment = Environment(
        loader=FileSystemLoader(shipped("digests")),
        autoescape=is_html,  # noqa: S701 - the text part is no HTML and must not be escaped
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters |= {
        "ends": _ends,
        "fill": layout.fill,
        "pad": layout.pad,
        "ladder_row": layout.ladder_row,
        "tick_row": layout.tick_row,
        "picture": picture,
        "dumbbells": dumbbells,
        "chart": chart,
    }
    return environment


@cache
def _inliner() -> css_inline.CSSInliner:
    return css_inline.CSSInliner(
        keep_at_rules=True, keep_style_tags=False, load_remote_stylesheets=False, minify_css=True
    )
