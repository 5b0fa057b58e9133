"""Many short articles about few events, for runs whose work is shared out, and what such a run found."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from flows.store import discrepancies_as_json
from flows.store.reading import open_copy
from tests.support.countercheck import Installation

if TYPE_CHECKING:
    from pathlib import Path

    from flows.store import Row

PLACES = ("Northvale", "Eastmoor", "Southbeck", "Westholm")
CONFIGURATION = """
[discrepancies]
stories = true

[[topics]]
id = "floods"
title = "The floods"
query = "flood*"
"""


def article(number: int) -> str:
    """Return the text of article `number`; each place has articles with several tolls."""
    place = PLACES[number % len(PLACES)]
    toll = 20 + number // len(PLACES) % 7 * 4
    return (
        f"At least {toll} people killed in {place} flood\n\n"
        f"A flood killed at least {toll} people in {place} on Tuesday, the regional office said in note {number}. "
        f"Witnesses said that {toll + number % 5} people were killed and {number % 90 + 3} houses destroyed.\n"
    )


def write_seeds(
    folder: Path, configuration: str = CONFIGURATION, *, articles: int = 210, **environment: str
) -> Installation:
    """Return an installation in `folder` whose seeds are that many articles, of as many outlets."""
    (folder / "home").mkdir(parents=True)
    (folder / "seeds").mkdir()
    (folder / "countercheck.toml").write_text(configuration, "utf-8")
    entries = []
    for number in range(articles):
        name = f"{number:05}.txt"
        (folder / "seeds" / name).write_text(article(number), "utf-8")
        entries.append(
            f'[[seed]]\nfile = "{name}"\noutlet = "Outlet {number}"\npublished = 2020-05-{number % 3 + 12}T08:00:00Z\n'
        )
    (folder / "seeds" / "seeds.toml").write_text("\n".join(entries), "utf-8")
    return Installation(folder, environment)


def found_in(installation: Installation) -> tuple[list[Row], list[Row]]:
    """Return the claims and the discrepancies that the analyst's copy shows, in an order of their own."""
    with open_copy(installation.data) as copy:
        claims = copy.select("from claims order by all")
        found = discrepancies_as_json(copy)
    return claims, sorted(found, key=json.dumps)
