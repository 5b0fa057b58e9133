"""The investigator's macros: search, story, timeline, gaps, changed_since."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from flows import store as stores
from flows.store.marks import Mark, add_marks
from tests.support.newsroom import MORNING, open_newsroom

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.support.newsroom import Newsroom

TOLD = """
    article | day | outlet | speaker | says | place     | text
    one     | 1   | Post   | army    | 250  | Rivertown | 250 fighters
    two     | 2   | Globe  | mayor   | 40   | Rivertown | 40 fighters
    three   | 3   | Radio  | nurses  | about 44 | Rivertown | 44 fighters at Müllers’ zeppelin harbour, harbour, harbour
"""


@pytest.fixture(scope="module")
def three_articles(tmp_path_factory: pytest.TempPathFactory, empty_newsroom: Path) -> Path:
    """Return the data directory of a newsroom with three articles that can be searched."""
    data = tmp_path_factory.mktemp("search") / "data"
    with open_newsroom(data, like=empty_newsroom) as newsroom:
        newsroom.tell(TOLD)
        stores.read_words(newsroom.store)
    return data


@pytest.fixture
def told(tmp_path: Path, three_articles: Path) -> Iterator[Newsroom]:
    """A newsroom with three articles that can be searched, of its own for each test."""
    with open_newsroom(tmp_path / "data", like=three_articles) as opened:
        opened.runs, opened.clock = 1, MORNING + timedelta(hours=1)
        yield opened


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("zeppelin", ["three"]),
        ("ZEPPELINS at the muller harbours", ["three"]),  # case, accents, endings, stop words
        ("fighters nurses", ["three"]),
        ("zeppelin mayor", []),  # all words
        ("zepp", []),  # whole words
        ("the", []),
        ("", []),
        ("') or 99=99 --", []),
    ],
)
def test_search_finds_what_holds_all_words(told: Newsroom, words: str, found: list[str]) -> None:
    """Words in any order and form; text is never read as SQL or as a pattern."""
    assert [row["doc"] for row in told.store.select("select doc from search(?)", [words])] == found


def test_search_puts_what_is_more_about_the_words_first(told: Newsroom) -> None:
    """An article that says it more often comes before one that says it once; each shows the place."""
    told.tell("article | speaker | text | says\nfour | police | the harbour was calm today | 7")
    stores.read_words(told.store)
    found = told.store.select("select doc, in_context from search('harbour')")
    assert [row["doc"] for row in found] == ["three", "four"]
    assert all("harbour" in row["in_context"] for row in found)


def test_search_knows_the_version_of_the_day(told: Newsroom) -> None:
    """What an article no longer says is found as of then only, and reading again adds nothing."""
    before = told.clock
    told.tell("article | speaker | text | says\nthree | nurses | a balloon | 44")
    stores.read_words(told.store)
    stores.read_words(told.store)
    asked = "select doc from search('zeppelin')"
    assert told.store.select(asked) == []
    told.store.execute("set variable as_of = ?", [before - timedelta(minutes=1)])
    assert told.store.select(asked) == [{"doc": "three"}]
    counted = (
        "select count(*) as n, count(distinct (article_id, version)) as versions from store.searched_articles"
    )
    assert told.store.select(counted) == [{"n": 4, "versions": 4}]


def test_gaps_tells_the_ends_of_each_discrepancy(told: Newsroom) -> None:
    """By the topic's id or words of its title."""
    (row,) = told.store.select("from gaps('rivertown')")
    assert (40, ["mayor", "nurses"], 250, ["army"]) == tuple(
        row[name] for name in ("lowest", "lowest_from", "highest", "highest_from")
    )
    assert told.store.select("from gaps('river')") == [row]
    assert told.store.select("from gaps('elsewhere')") == []


def test_timeline_tells_numbers_in_the_order_of_publication(told: Newsroom) -> None:
    """Those of a discrepancy, by the beginning of its id, or of a story."""
    asked = "select low, speaker from timeline((select left(min(discrepancy_id), 6) from discrepancies))"
    expected = [(250, "army"), (40, "mayor"), (44, "nurses")]
    assert [tuple(row.values()) for row in told.store.select(asked)] == expected
    tell_story(told)
    assert [
        tuple(row.values()) for row in told.store.select("select low, speaker from timeline('s')")
    ] == expected


def test_story_tells_who_copied_whom(told: Newsroom) -> None:
    """In order of publication, with the outlet an article copied."""
    tell_story(told)
    (first, second, _) = told.store.select("select article_id from articles order by published_at")
    told.store.append(
        "copied_articles",
        [{"article_id": one["article_id"], "first_id": first["article_id"]} for one in (first, second)],
    )
    pair = sorted([first["article_id"], second["article_id"]])
    told.store.append("copy_pairs", [{"article_id": pair[0], "other_id": pair[1], "share": 0.8}])
    rows = told.store.select("select outlet, copied_from from story('s')")
    assert [("Post", None), ("Globe", "Post"), ("Radio", None)] == [tuple(row.values()) for row in rows]


def test_changed_since_tells_what_came_in_and_moved(told: Newsroom) -> None:
    """Articles, edits, discrepancies and marks, the newest first."""
    since = told.clock
    told.tell("article | speaker | says | place\nfour | police | 900 | Rivertown")
    told.tell("article | speaker | says | place\nfour | police | 901 | Rivertown")
    row = told.store.select("from discrepancies")[0]
    add_marks(told.store, [row["discrepancy_id"]], Mark("acknowledged"), told.clock + timedelta(minutes=1))
    told.store.execute("set variable as_of = ?", [told.clock + timedelta(hours=1)])
    rows = told.store.select("select distinct what from changed_since(?)", [since - timedelta(seconds=1)])
    assert {
        "new article",
        "edited article",
        "widened discrepancy",
        "acknowledged by the analyst",
    } <= {row["what"] for row in rows}


def tell_story(newsroom: Newsroom) -> None:
    """Put all articles into one story."""
    newsroom.store.execute("delete from store.story_articles")
    keys = newsroom.store.select("select article_id, version from articles")
    newsroom.store.append("story_articles", [{"story_id": "s", **key} for key in keys])
