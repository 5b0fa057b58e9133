"""Work in parts, as Dask's workers do it; test_lake.py has them in earnest."""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from flows import claims, crew, day
from flows.config import load_settings
from flows.errors import CountercheckError
from flows.monitor import take_in
from flows.settings import Feed, Settings, Workers
from tests.support.crowd import write_seeds

if TYPE_CHECKING:
    from pathlib import Path

    from flows.records import Article

NOW = datetime(2020, 5, 20, 7, tzinfo=UTC)


def test_what_cannot_be_read_in_a_part_is_told_by_the_analysis(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An article that trips the extractor fails no part; the analysis records what became of it."""
    here = write_seeds(tmp_path / "here", articles=6)
    settings = load_settings(here.folder / "countercheck.toml")
    day.ingest(settings, here.data, NOW, print)
    extract = claims.extract_all

    def trip(article: Article) -> object:
        if article.doc == "00004.txt":
            raise RecursionError("too deep")
        return extract(article)

    monkeypatch.setattr(claims, "extract_all", trip)
    unread = day.unread_parts(settings, here.data, print)
    parts = [day.read_part(settings, here.data, NOW, print, part) for part in unread]
    report = day.analyse(settings, here.data, NOW, print, parts)
    assert [part.counts["article"] for part in parts] == [5]
    assert (report.counts["article"], [failure.subject for failure in report.failures]) == (5, ["00004.txt"])


def test_feeds_of_one_site_are_in_one_part(tmp_path: Path) -> None:
    """However many workers there are, a site is asked by one of them, one feed after the other."""
    sites = [f"news{n % 40}.example{n % 40}.co.uk" for n in range(200)]
    feeds = [
        Feed(url=f"https://{'www.' * (n % 2)}{site}/{n}.xml", outlet=site) for n, site in enumerate(sites)
    ]
    settings = Settings(feeds=feeds, workers=Workers(runner="dask"))
    parts = day.feed_parts(settings, tmp_path, NOW, print, planned_only=False)
    where = [{url.split("example")[1].split("/")[0] for url in part} for part in parts]
    assert sorted(url for part in parts for url in part) == sorted(feed.url for feed in feeds)
    assert len(parts) == 4
    assert sum(map(len, where)) == len(set.union(*where)) == 40


def test_without_dask_the_settings_say_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    """Dask's runner without Dask is told before any part is begun, with what brings it."""
    monkeypatch.setitem(sys.modules, "prefect_dask", None)
    monkeypatch.setitem(sys.modules, "prefect_dask.task_runners", None)
    with crew.crew(Workers(runner="dask")) as workers, pytest.raises(CountercheckError) as told:
        workers.each(take_in, [{}, {}])
    assert "make scaleout" in str(told.value)
