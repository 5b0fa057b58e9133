"""One model, three forms: the same facts in mail, text and web copy, and what mail programs need."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from flows.issuing.display import columns
from flows.issuing.layout import fill

GOLDEN = Path(__file__).parents[2] / "golden" / "digests"
CASES = sorted(path for path in GOLDEN.iterdir() if path.is_dir())
NUMBER = re.compile(r"\d[\d,.]*\d|\d")
REMOTE = re.compile(
    r"""(?:src|background|poster|srcset)\s*=|url\(|@import|<link|<script|<iframe|<img""", re.IGNORECASE
)

every_case = pytest.mark.parametrize("case", CASES, ids=[case.name for case in CASES])


class Visible(HTMLParser):
    """The words of a page that a reader sees, and what is needed to read it."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.words: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self._hidden = False
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note the tag; what stands in the head is not seen."""
        self.tags.append((tag, dict(attrs)))
        self._hidden = self._hidden or tag in {"style", "title"}

    def handle_endtag(self, tag: str) -> None:
        """Come back out of the head's parts."""
        self._hidden = self._hidden and tag not in {"style", "title"}

    def handle_data(self, data: str) -> None:
        """Keep what is seen."""
        if not self._hidden:
            self.words.append(data)


def numbers_in(text: str) -> set[str]:
    """Return every number in `text`, as written."""
    return set(NUMBER.findall(text))


@every_case
def test_every_number_in_the_mail_is_in_its_text_part(case: Path) -> None:
    """Who reads the text part is told every number the HTML shows."""
    seen = " ".join(Visible((case / "mail.html").read_text("utf-8")).words)
    told = (case / "mail.txt").read_text("utf-8")
    # A word longer than a line is parted in the text; the line breaks between its letters are none of its own.
    assert set() == {
        number for number in numbers_in(seen) if number not in told and number not in "".join(told.split())
    }


@every_case
def test_every_fact_of_the_mail_is_on_the_web_copy(case: Path) -> None:
    """The web copy leaves out nothing that the mail says in its headline, bottom line and numbers."""
    mail = Visible((case / "mail.html").read_text("utf-8"))
    web = " ".join(Visible((case / "web.html").read_text("utf-8")).words)
    # How much was left for the web copy, and where it lies, are the mail's own to say.
    told = re.sub(r"[\d,]+ more \w+ on the web copy|issues/[\d-]+/analyst", "", " ".join(mail.words))
    assert set() == numbers_in(told) - numbers_in(web)


@every_case
def test_text_lines_are_at_most_72_columns(case: Path) -> None:
    """Mail programs with a fixed width wrap nothing of ours."""
    assert [] == [line for line in (case / "mail.txt").read_text("utf-8").splitlines() if columns(line) > 72]


@every_case
def test_a_mail_is_small_enough_to_be_shown_whole(case: Path) -> None:
    """Gmail cuts a mail near 102 KB; ours stays below 90 KB."""
    assert (case / "mail.html").stat().st_size < 90_000


@every_case
@pytest.mark.parametrize("name", ["mail.html", "web.html"])
def test_nothing_is_asked_from_anywhere(case: Path, name: str) -> None:
    """No picture, script, font or style sheet is fetched, and nothing is positioned."""
    page = (case / name).read_text("utf-8")
    markup = re.sub(r">[^<]*<", "><", page)
    assert None is REMOTE.search(markup)


@every_case
@pytest.mark.parametrize("name", ["mail.html", "web.html"])
def test_pages_are_built_for_screen_readers(case: Path, name: str) -> None:
    """One h1, a language, a direction and a title; data tables have scoped headers, layout tables say they are none."""
    tags = Visible((case / name).read_text("utf-8")).tags
    names = [tag for tag, _ in tags]
    assert (1, 1, 1) == (
        names.count("h1"),
        names[: names.index("body")].count("title"),
        names.count("main") or names.count("body"),
    )
    pictures = sum(dict(given).get("role") == "img" for tag, given in tags if tag == "svg")
    assert (1 + pictures, pictures) == (names.count("title"), names.count("desc"))
    (html,) = [attributes for tag, attributes in tags if tag == "html"]
    assert ("en", "ltr") == (html["lang"], html["dir"])
    assert [] == [attributes for tag, attributes in tags if tag == "th" and "scope" not in attributes]
    assert [] == [
        attributes for tag, attributes in tags
        if tag == "table" and attributes.get("role") != "presentation" and name == "mail.html"
        and "data" not in str(attributes.get("class"))
    ]  # fmt: skip


@every_case
def test_the_mail_needs_no_style_sheet(case: Path) -> None:
    """Every style stands on its element; the head keeps only rules for dark mode and phones."""
    page = (case / "mail.html").read_text("utf-8")
    (rules,) = re.findall(r"<style>(.*?)</style>", page, re.DOTALL)
    assert [] == re.findall(
        r"^\s*[.\w][^@{}]*\{", re.sub(r"@media[^{]*\{(?:[^{}]*\{[^{}]*\})*\s*\}", "", rules), re.MULTILINE
    )
    assert None is re.search(r"position\s*:|display\s*:\s*(?:flex|grid)|<svg", page)


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("a " * 40, ["a " * 35 + "a", "a a a a"]),
        ("漢" * 40, ["漢" * 36, "漢" * 4]),
        ("x" * 80, ["x" * 72, "x" * 8]),
    ],
)
def test_lines_count_columns_not_characters(text: str, lines: list[str]) -> None:
    """Wide characters take two columns, and a word longer than a line is parted at its end."""
    assert lines == fill(text.strip()).splitlines()
