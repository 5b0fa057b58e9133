"""Every golden mail against what mail programs understand, as mail_clients.toml has it, which says from where."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from html5lib import parse

if TYPE_CHECKING:
    from collections.abc import Iterator
    from xml.etree.ElementTree import Element

KNOWN = tomllib.loads(Path(__file__).with_name("mail_clients.toml").read_text("utf-8"))
MAILS = sorted((Path(__file__).parents[2] / "golden" / "digests").glob("*/mail.html"))
every_mail = pytest.mark.parametrize("mail", MAILS, ids=[path.parent.name for path in MAILS])


def allowed(kind: str) -> set[str]:
    """Return what mails may use of a kind."""
    return {*KNOWN[kind].get("everywhere", ()), *KNOWN[kind].get("refines", ())}


def elements(mail: Path) -> list[Element]:
    """Return every element of a mail."""
    tree = parse(mail.read_text("utf-8"), namespaceHTMLElements=False)
    # A comment's tag is no word.
    return [element for element in tree.iter() if f"{element.tag}".isalnum()]


def declarations(element: Element) -> Iterator[tuple[str, str]]:
    """Yield the properties that stand in an element's style, with their values."""
    for declaration in element.get("style", "").split(";"):
        name, colon, value = declaration.partition(":")
        if colon:
            yield name.strip(), value.strip()


@every_mail
def test_a_mail_uses_what_mail_programs_understand(mail: Path) -> None:
    """No element, attribute or property that a program would drop with the sense of what it dresses."""
    found = elements(mail)
    used = [one for element in found for one in declarations(element)]
    assert set() == {element.tag for element in found} - allowed("elements")
    assert set() == {name for element in found for name in element.attrib} - allowed("attributes")
    assert set() == {name for name, _ in used} - allowed("properties")
    odd = [
        (name, value) for name, value in used if value not in KNOWN["properties"]["values"].get(name, [value])
    ]
    assert [] == odd
    assert set() == set(re.findall(r"@(\w+)", mail.read_text("utf-8").partition("</style>")[0])) - allowed(
        "at_rules"
    )


@every_mail
def test_every_width_and_ground_stands_as_an_attribute_too(mail: Path) -> None:
    """Outlook on Windows reads attributes: a bar keeps its length and colour, the card its ground."""
    found = elements(mail)
    tables = [element for element in found if element.tag == "table"]
    bars = [element for element in found if element.get("class", "") in {"track", "said", "ours"}]
    assert [] == [element.attrib for element in tables if "width" not in element.attrib]
    assert [] == [
        element.attrib for element in bars if not {"bgcolor", "width", "height"} <= element.attrib.keys()
    ]


@every_mail
def test_no_margin_is_negative_or_auto(mail: Path) -> None:
    """Gmail drops the first, Outlook on Windows the second."""
    margins = [
        value for element in elements(mail) for name, value in declarations(element) if "margin" in name
    ]
    assert [] == [value for value in margins if "-" in value or "auto" in value or "%" in value]
