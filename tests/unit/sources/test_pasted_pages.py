"""Pages pasted as text, platform by platform: the body is the article, the comments are comments.

tests/unit/sources/pasted.toml holds the comments; a new platform or language is added there.
"""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from flows.sources.clean import segment

ARTICLE = (
    "Convoy leaves Northgate\n\n"
    "A convoy of 40 trucks left the harbour town of Northgate on Tuesday, the district council said, after "
    "both sides had agreed on a truce.\n\n"
    "“We counted forty lorries and six coaches,” said Ada Marsh, who lives by the bridge. The council of "
    "the neighbouring Southmere put the number at 70 and asked for an inquiry.\n\n"
    "Observers of the truce said that they had been kept away from the road until the last vehicle had passed."
)
PAGES: list[dict[str, Any]] = tomllib.loads(Path(__file__).with_name("pasted.toml").read_text("utf-8"))[
    "page"
]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page["name"]))
def test_comments_stay_out_of_the_body(page: dict[str, Any]) -> None:
    """Whatever the platform and language, the body is the whole article and nothing else."""
    text = f"{ARTICLE}\n\n{page['comments']}"
    kept = [text[part.start : part.end] for part in segment(text).segments if part.origin != "comment"]
    assert "\n\n".join(kept) == ARTICLE


@pytest.mark.parametrize(
    "page", [page for page in PAGES if "authors" in page], ids=lambda page: str(page["name"])
)
def test_comments_have_their_authors(page: dict[str, Any]) -> None:
    """Where a line names who writes, the comment has its author."""
    found = [
        part for part in segment(f"{ARTICLE}\n\n{page['comments']}").segments if part.origin == "comment"
    ]
    assert [part.author for part in found] == page["authors"]
