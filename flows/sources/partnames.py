"""What page builders call the parts of a page that hold comments: sources/data/threads.toml."""

from __future__ import annotations

import re
import tomllib
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.html import HtmlElement

WORDS = Path(__file__).parent / "data" / "threads.toml"

_WORD = re.compile(r"[A-ZÄÖÜ]?[a-zäöüßàâéèêëîïôûç]+|[A-Z]+(?![a-z])")


def is_called(element: HtmlElement, kind: str) -> bool:
    """Return whether the element's class or id says that it is of the kind."""
    said = f"{element.get('class') or ''} {element.get('id') or ''}"
    return said != " " and any(_means(name, kind) for name in said.split())


@lru_cache(maxsize=10_000)
def _means(name: str, kind: str) -> bool:
    words = [word.lower() for word in _WORD.findall(name)]
    rules = _rules()
    if kind != "thread":
        return any(rules[kind].fullmatch(word) for word in words)
    return bool(rules["systems"].match(name.lower())) or (
        any(rules["thread"].fullmatch(word) for word in words)
        and not any(rules["not_thread"].fullmatch(word) for word in words)
    )


@cache
def _rules() -> dict[str, re.Pattern[str]]:
    """Return one pattern for each table of threads.toml."""
    table = tomllib.loads(WORDS.read_text("utf-8"))
    return {kind: re.compile("|".join(words)) for kind, words in table.items()}
