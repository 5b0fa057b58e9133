"""Comments that no name gives away: rows of like parts, each with a time and a link to answer; or one such part."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from lxml import etree

from flows.sources.lines import Sort, is_talk, lines_of, match_line
from flows.sources.markup import text_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from lxml.html import HtmlElement

    from flows.sources.prose import Prose

HOLDS_ARTICLE = etree.XPath(
    "boolean(self::body | self::main | .//h1 | .//main | .//*[@itemprop = 'articleBody'])"
)
LEAST_ABOVE = 200  # characters of prose above a row of posts before it hangs on an article

_ROWS = ("div", "section", "article", "li", "tr", "table", "details", "dd")
_NO_LABELS = frozenset(("script", "style", "noscript", "template", "head"))
_LONGEST_COMMENT = 6_000
_LONGEST_LABEL = 60
_FEW = 2  # parts in a row that make a thread


def rows(root: HtmlElement, prose: Prose) -> list[HtmlElement]:
    """Return the comments in rows; on a page without prose above a row, its first part is the article and left."""
    like: dict[tuple[HtmlElement | None, str, str], list[HtmlElement]] = defaultdict(list)
    for part in root.iter(*_ROWS):
        first_name = (part.get("class") or " ").split(" ")[0]
        like[part.getparent(), str(part.tag), first_name].append(part)
    found: list[HtmlElement] = []
    for row in like.values():
        if len(row) >= _FEW:
            is_below = prose.above(row[0]) >= LEAST_ABOVE
            signed = _signed(row, is_below=is_below)
            found += signed if is_below else signed[1:]
    return found


def single(root: HtmlElement, prose: Prose) -> list[HtmlElement]:
    """Return parts below an article that somebody wrote at a time and that can be answered, though no other is like it.

    Such a part is the smallest with a time and a link to answer, and words besides.
    """
    found = []
    for element in root.iter("a", "button", "span", "div"):
        if len(element) or not _is_answer(element.text) or prose.above(element) < LEAST_ABOVE:
            continue
        parts = (above for above in element.iterancestors(*_ROWS) if _has_words(text_of(above)))
        part = next(parts, None)
        if part is not None and prose.above(part) >= LEAST_ABOVE and _is_dated(part, text_of(part)):
            found.append(part)
    return found


def says(part: HtmlElement, *sorts: Sort) -> bool:
    """Return whether a line or a label of the part is of one of the sorts."""
    return any(match_line(sort, shown) for shown in _shown(part) for sort in sorts)


def _is_answered(part: HtmlElement) -> bool:
    return any(map(_is_foot, _shown(part)))


def _is_foot(line: str) -> bool:
    """Return whether a line lets somebody answer; a permanent link alone has every entry of a live report."""
    return match_line("foots", line) is not None and match_line("link", line) is None


def _shown(part: HtmlElement) -> Iterator[str]:
    """Yield the part's lines, and what its smallest elements say: inline ones run together, buttons are no text."""
    yield from (line.text for line in lines_of(text_of(part)))
    for element in part.iter():
        if not len(element) and isinstance(element.tag, str) and element.tag not in _NO_LABELS:
            label = " ".join((element.text or "").split())
            if 0 < len(label) <= _LONGEST_LABEL:
                yield label


def _is_answer(text: str | None) -> bool:
    """Return whether an element's own text is a link to answer and nothing else."""
    return text is not None and len(text) <= _LONGEST_LABEL and _is_foot(text)


def _has_words(text: str) -> bool:
    """Return whether a text holds more than labels: a line that says neither who or when, nor what one may do."""
    return any(
        not (line.may_be_name or match_line("heads", line.text) or match_line("foots", line.text))
        for line in lines_of(text)
    )


def _signed(row: Sequence[HtmlElement], *, is_below: bool) -> list[HtmlElement]:
    """Return the parts of a row that are comments by their lines; none, where most of the row is something else.

    A time and a link to answer are enough for two, and so is who said it when, below an article. Without either,
    three people must talk, below an article or each named with the time: the entries of a live report have times too.
    """
    dated = [(part, text) for part in row if (text := text_of(part)) and _is_dated(part, text)]
    answered = [
        part
        for part, text in dated
        if _is_answered(part) or (is_below and _says_who(text) and _has_words(text))
    ]
    if len(answered) >= _FEW and len(answered) * 3 >= len(row) * 2:
        return answered
    talking = [text for _, text in dated if is_talk(text)]
    is_thread = is_below or all(_says_who(text) for text in talking)
    if is_thread and len(dated) > _FEW and len(dated) * 3 >= len(row) * 2 and len(talking) * 2 >= len(dated):
        return [part for part, _ in dated]
    return []


def _says_who(text: str) -> bool:
    matches = (match_line("heads", line.text) for line in lines_of(text))
    return any(match.groupdict().get("author") for match in matches if match)


def _is_dated(part: HtmlElement, text: str) -> bool:
    """Return whether a part says when it was written, and is neither an article nor a list of links."""
    if (
        len(text) > _LONGEST_COMMENT
        or not any(character.isdigit() for character in text)
        or HOLDS_ARTICLE(part)
    ):
        return False
    linked = sum(len("".join(link.itertext())) for link in part.iter("a"))
    if linked * 2 > len(text):
        return False
    return part.find(".//time") is not None or says(part, "heads", "day")
