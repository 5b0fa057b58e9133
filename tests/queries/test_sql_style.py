"""Every file below queries/ is written the same way."""

from __future__ import annotations

import re
from functools import cache

import pytest
from sqlfluff.core import FluffConfig, Linter

from flows.store.files import header
from tests.support.countercheck import ROOT

FILES = sorted((ROOT / "queries").rglob("*.sql"))
NAMES = [str(file.relative_to(ROOT)) for file in FILES]
# These define or change things; the others answer a question.
STATEMENTS = ("alter ", "comment ", "create ", "delete ", "drop ", "insert ", "update ")


@cache
def linter() -> Linter:
    """Return the linter, with the configuration of the root."""
    return Linter(config=FluffConfig.from_path(str(ROOT)))


@pytest.mark.parametrize("name", NAMES)
def test_the_linter_has_nothing_to_say(name: str) -> None:
    """Sqlfluff's rules hold, with the exceptions in .sqlfluff."""
    found = linter().lint_path(str(ROOT / name)).get_violations()
    assert [f"{violation.line_no}: {violation.rule_code()} {violation.desc()}" for violation in found] == []


@pytest.mark.parametrize("name", NAMES)
def test_a_query_says_what_it_answers(name: str) -> None:
    """A file that selects begins with a title, its question and its grain."""
    text = (ROOT / name).read_text("utf-8")
    body = re.sub(r"^--.*\n", "", text, flags=re.MULTILINE).strip()
    if not body.startswith(STATEMENTS):
        assert {"title", "question", "grain"} <= header(text).keys()


@pytest.mark.parametrize("name", NAMES)
def test_a_query_can_be_taken_in_at_once(name: str) -> None:
    """Longer ones are split into views; the schema and what is recorded in one transaction may run on."""
    lines = len((ROOT / name).read_text("utf-8").splitlines())
    assert lines <= (200 if name.startswith(("queries/schema/", "queries/lifecycle/")) else 110)
