"""queries/views: what an investigator meets in the shell."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.support.newsroom import Newsroom

STORY = """
    outlet | speaker | says      | place
    Post   | army    | about 250 | Rivertown
    Globe  | mayor   | 24..60    | Rivertown
"""


@pytest.mark.parametrize(
    ("described", "sql"),
    [
        (
            "tables and views",
            "from duckdb_tables() select table_name as name, comment where schema_name = 'store'",
        ),
        ("views", "from duckdb_views() select view_name as name, comment where not internal"),
        ("columns", "from duckdb_columns() select column_name as name, comment where schema_name = 'store'"),
        ("macros", "from duckdb_functions() select function_name as name, comment where not internal"),
    ],
)
def test_everything_says_what_it_is(newsroom: Newsroom, described: str, sql: str) -> None:
    """Every table, column, view and macro carries a comment."""
    rows = newsroom.store.select(sql)
    assert rows
    assert [row["name"] for row in rows if not row["comment"]] == []


def test_start_here_lists_everything_with_a_line_that_runs(newsroom: Newsroom) -> None:
    """Each view and macro has its question and an example, and the example runs as it stands."""
    newsroom.tell(STORY)
    rows = newsroom.store.select("from all_names")
    assert {"claims", "discrepancies", "positions", "stands", "evidence(wanted)", "start_here"} <= {
        row["name"] for row in rows
    }
    for row in rows:
        assert row["question"].endswith(("?", ".", ":")) or "?" in row["question"], row["name"]
        for statement in row["try_this"].removesuffix(";").split("; "):
            newsroom.store.select(statement)


def test_start_here_is_read_at_a_glance(newsroom: Newsroom) -> None:
    """What is asked most fits the shell's forty rows and a terminal of 150 columns, so that nothing is cut."""
    rows = newsroom.store.select("from start_here")
    assert len(rows) < 40
    assert [row["name"] for row in rows[:2]] == ["discrepancies", "gaps(wanted)"]
    widths = [max(len(row[column]) for row in rows) for column in ("name", "question", "try_this")]
    assert sum(widths) + 10 <= 150


def test_the_claims_have_the_public_fields(newsroom: Newsroom) -> None:
    """The view has the columns of `countercheck extract`, under the same names."""
    from flows.records import PUBLIC_CLAIM_FIELDS  # noqa: PLC0415 - beside the only test that needs it

    columns = newsroom.store.select("from (describe claims) select column_name")
    assert set(PUBLIC_CLAIM_FIELDS) <= {row["column_name"] for row in columns}


def test_claims_are_those_of_the_current_version(newsroom: Newsroom) -> None:
    """An edited article speaks with its newest words, and with its older ones as of then."""
    newsroom.tell("article | says\none | 250")
    before = newsroom.clock
    newsroom.tell("article | says\none | 40")
    assert newsroom.store.select("select low from claims") == [{"low": 40.0}]
    newsroom.store.execute("set variable as_of = ?", [before.replace(hour=7)])
    assert newsroom.store.select("select low from claims") == [{"low": 250.0}]


def test_evidence_shows_the_words_in_their_document(newsroom: Newsroom) -> None:
    """A claim leads back to its sentence and to the stored bytes."""
    newsroom.tell(STORY)
    (row,) = newsroom.store.select("from evidence((select claim_id from claims where speaker = 'mayor'))")
    assert "Rivertown, says" in row["in_context"]
    assert (newsroom.store.data / row["document"]).is_file()


def test_grades_are_shown_beside_those_who_speak(newsroom: Newsroom) -> None:
    """A speaker's grade comes before its outlet's; who has none is F6."""
    rows = [("The mayor", "B2"), ("Post", "C3")]
    newsroom.store.append("sources", [{"name": name, "grade": grade, "note": ""} for name, grade in rows])
    newsroom.tell(STORY + "Blog | blogger | 900 | Rivertown")
    grades = newsroom.store.select("select speaker, grade from stands order by speaker")
    assert [tuple(row.values()) for row in grades] == [("army", "C3"), ("blogger", "F6"), ("mayor", "B2")]


@pytest.mark.parametrize(
    ("graded", "expected"),
    [
        ({"Amal Noor": "B3", "Harbour Ministry": "D4"}, "B3"),
        ({"Harbour Ministry": "D4", "Post": "A1"}, "D4"),
        ({"Amal Noor (Harbour Ministry)": "A2", "Amal Noor": "B3"}, "A2"),
        ({"Post": "A1"}, "A1"),
        ({"Elsewhere": "A1"}, "F6"),
    ],
)
def test_a_person_is_graded_by_name_before_body_and_outlet(
    newsroom: Newsroom, graded: dict[str, str], expected: str
) -> None:
    """A speaker with a body in brackets is looked up as written, by name, by body, then by outlet."""
    rows = [{"name": name, "grade": grade, "note": ""} for name, grade in graded.items()]
    newsroom.store.append("sources", rows)
    newsroom.tell(STORY.replace("| army    |", "| Amal Noor (Harbour Ministry) |"))
    found = newsroom.store.select("select grade from stands where speaker like 'Amal%'")
    assert [{"grade": expected}] == found
