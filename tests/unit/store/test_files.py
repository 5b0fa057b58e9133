"""The project's SQL files and what their headers say."""

from __future__ import annotations

import pytest

from flows.errors import StoreError
from flows.store.files import header, sql_file, sql_files


def test_a_header_is_read_field_by_field() -> None:
    """The first line is the title; a field goes on in indented lines and ends at the next one."""
    text = "-- Trucks.\n--\n-- Question: how many\n--   trucks?\n-- Grain: one row\n--\n-- Aside.\nselect 1"
    assert header(text) == {"title": "Trucks", "question": "how many trucks?", "grain": "one row"}


def test_a_file_without_a_header_says_nothing() -> None:
    """What is no comment is no header."""
    assert header("select 1") == {}


@pytest.mark.parametrize(
    "name", ["no/such", "../pyproject", "/etc/passwd", "discrepancies/../schema/0001", ""]
)
def test_only_files_below_queries_are_read(name: str) -> None:
    """A name that is no query is refused, whatever it points at."""
    with pytest.raises(StoreError, match="there is no such query"):
        sql_file(name)


def test_files_come_in_order_of_name() -> None:
    """Migrations and views depend on it."""
    names = [file.name for file in sql_files("schema")]
    assert names == sorted(names)
    assert names[0] == "schema/0001_documents_and_articles"


def test_a_folder_that_is_not_there_is_empty() -> None:
    """An analyst without queries of their own has none."""
    assert sql_files("nowhere") == []
