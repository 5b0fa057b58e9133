"""From two outlets' feeds to the digest, over three mornings: a convoy that each counts differently.

A real HTTP server on loopback, the plain functions of a day, and a clock that the test moves.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from flows import day
from flows.config import load_settings
from flows.store.discrepancies import discrepancies_as_json
from flows.store.reading import open_copy
from tests.support.site import Item, atom_feed, open_site, rss_feed

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from flows.day import StepReport
    from tests.support.site import Site

FIRST_MORNING = datetime(2024, 5, 2, 6, tzinfo=UTC)
RSS, ATOM = "application/rss+xml", "application/atom+xml"
CONFIGURATION = """
[monitor]
name = "Northgate desk"
seeds = "seeds"

[fetching]
allow_hosts = ["127.0.0.1"]
timeout_seconds = 5

[[topics]]
id = "northgate"
title = "The convoy from Northgate"
query = "northgate AND convoy"

[[feeds]]
url = "{harbour}"
outlet = "Harbour Press"

[[feeds]]
url = "{southmere}"
outlet = "Southmere Echo"

[[feeds]]
url = "{silent}"
outlet = "Silent Wire"
"""


def item(identity: str, said: str, number: str, day_of_may: int) -> Item:
    """Return an entry that reports the convoy with a number of its own."""
    text = f"A convoy left Northgate on Wednesday. {said} said {number} left Northgate in the convoy."
    return Item(
        identity, "Convoy leaves Northgate", text, f"2024-05-{day_of_may:02}T10:00:00Z", f"/{identity}"
    )


class Mornings:
    """An installation that follows the site's feeds, a day's work a morning."""

    def __init__(self, folder: Path, site: Site) -> None:
        self.data = folder / "data"
        (folder / "seeds").mkdir()
        config = folder / "countercheck.toml"
        urls = {name: site.url(f"/{name}.xml") for name in ("harbour", "southmere", "silent")}
        config.write_text(CONFIGURATION.format(**urls), "utf-8")
        self.settings = load_settings(config)
        self.now = FIRST_MORNING

    def work(self) -> list[StepReport]:
        """Do a day's work and let a day pass."""
        steps = (day.ingest, day.analyse, day.digest)
        reports = [step(self.settings, self.data, self.now, print) for step in steps]
        self.now += timedelta(days=1)
        return reports

    def found(self) -> list[tuple[str, str, list[list[str]]]]:
        """Return family, status and the words of each position of what is open."""
        with open_copy(self.data) as copy:
            return [
                (row["family"], row["status"], [[c["text"] for c in p["claims"]] for p in row["positions"]])
                for row in discrepancies_as_json(copy, self.now)
                if row["family"] == "count_conflict"
            ]


@pytest.fixture
def site() -> Iterator[Site]:
    """Return the outlets' server."""
    with open_site() as opened:
        yield opened


def test_three_mornings(tmp_path: Path, site: Site) -> None:
    """New items are taken once, a disagreement is new on the day it appears and widens with an edited number."""
    mornings = Mornings(tmp_path, site)
    harbour = item("h1", "The governor", "40 trucks", 1)
    site.put("/harbour.xml", rss_feed("Harbour Press", [harbour]), RSS)
    site.put("/southmere.xml", atom_feed("Southmere Echo", []), ATOM)

    took_in, _, digest = mornings.work()
    assert took_in.counts == {"new article": 1, "edited article": 0}
    assert [(failure.subject_kind, failure.outcome) for failure in took_in.failures] == [("feed", "http_404")]
    assert digest.counts["digest"] == 1
    assert mornings.found() == []

    southmere = item("s1", "A resident", "70 trucks", 2)
    site.put("/southmere.xml", atom_feed("Southmere Echo", [southmere]), ATOM)
    took_in, _, digest = mornings.work()
    assert took_in.counts == {"new article": 1, "edited article": 0}
    assert mornings.found() == [("count_conflict", "new", [["40 trucks"], ["70 trucks"]])]
    assert "40 trucks" in digest.text
    assert "70 trucks" in digest.text

    site.put("/southmere.xml", atom_feed("Southmere Echo", [item("s1", "A resident", "90 trucks", 2)]), ATOM)
    took_in, _, digest = mornings.work()
    assert took_in.counts == {"new article": 0, "edited article": 1}
    assert mornings.found() == [("count_conflict", "widened", [["40 trucks"], ["90 trucks"]])]
    assert "90 trucks" in digest.text

    took_in, read, _ = mornings.work()
    assert took_in.counts == {"new article": 0, "edited article": 0}
    assert read.counts == {"article": 0, "claim": 0}
