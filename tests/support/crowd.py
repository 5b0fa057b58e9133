"""Many short articles about few events, for runs whose work is shared out, and what such a run found."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flows.store.reading import open_copy
from tests.support.countercheck import ROOT, Installation

if TYPE_CHECKING:
    from datetime import datetime
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

_RECORD_OF_RUNS = "outcomes"
_WHEN_IT_CAME = ("seen_at", "first_seen_at", "changed_at")


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
    publish(folder / "seeds", articles)
    return Installation(folder, environment)


def publish(seeds: Path, articles: int) -> None:
    """Have so many articles lie in the folder of seeds, each of an outlet of its own, and listed."""
    entries = []
    for number in range(articles):
        name = f"{number:05}.txt"
        (seeds / name).write_text(article(number), "utf-8")
        entries.append(
            f'[[seed]]\nfile = "{name}"\noutlet = "Outlet {number}"\npublished = 2020-05-{number % 3 + 12}T08:00:00Z\n'
        )
    (seeds / "seeds.toml").write_text("\n".join(entries), "utf-8")


def add_shipped_seeds(installation: Installation) -> None:
    """Put the seeds that come with the program beside those that are there."""
    for path in (ROOT / "seeds").glob("*.txt"):
        (installation.folder / "seeds" / path.name).write_bytes(path.read_bytes())
    with (installation.folder / "seeds" / "seeds.toml").open("a", encoding="utf-8") as listed:
        listed.write((ROOT / "seeds" / "seeds.toml").read_text("utf-8"))


def found_in(installation: Installation, as_of: datetime) -> dict[str, list[Row]]:
    """Return each view that is exported, as it was then: its rows in order, without when they came in.

    What became of each run is left out: installations differ in how they came to hold the same.
    """
    with open_copy(installation.data) as copy:
        copy.execute("set variable as_of = ?", [as_of])
        views = [row["name"] for row in copy.rows("export/views") if row["name"] != _RECORD_OF_RUNS]
        found = {view: copy.select(f"from {view} order by all") for view in views}
    return {
        view: [{name: value for name, value in row.items() if name not in _WHEN_IT_CAME} for row in rows]
        for view, rows in found.items()
    }
