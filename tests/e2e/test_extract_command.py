"""`countercheck extract` as a person calls it: files, standard input, what cannot be read."""

from __future__ import annotations

import json
import re
import textwrap
from typing import TYPE_CHECKING

import pytest

from flows.errors import ExitCode
from flows.records import PUBLIC_CLAIM_FIELDS
from tests.support.countercheck import ROOT, Installation

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def here(tmp_path: Path) -> Installation:
    """Return a folder without any configuration: extract needs none."""
    (tmp_path / "home").mkdir()
    return Installation(tmp_path)


def test_standard_input_gives_one_json_object_a_line(here: Installation) -> None:
    """Without a file the text is read from standard input, and a claim has exactly the public fields."""
    text = "Ferry sinks\n\nThe coast guard said at least 12 passengers drowned on Monday.\n"
    done = here.call("extract", given=text)
    assert (done.returncode, done.stderr) == (ExitCode.DONE, "")
    claims = [json.loads(line) for line in done.stdout.splitlines()]
    assert [list(claim) for claim in claims] == [list(PUBLIC_CLAIM_FIELDS)]
    assert [(c["text"], c["low"], c["high"], c["bound"], c["event"]) for c in claims] == [
        ("at least 12 passengers", 12, None, "above", "kill")
    ]
    assert text[claims[0]["start"] : claims[0]["end"]] == claims[0]["text"]


def test_the_shipped_seeds_by_wildcard(here: Installation) -> None:
    """`seeds/*` names seeds.toml too, which describes documents and is none; outlets come from it."""
    files = sorted(str(path) for path in (ROOT / "seeds").iterdir())
    done = here.call("extract", *files)
    assert (done.returncode, done.stderr) == (ExitCode.DONE, "")
    claims = [json.loads(line) for line in done.stdout.splitlines()]
    assert {claim["doc"] for claim in claims} == {path.name for path in (ROOT / "seeds").glob("*.txt")}
    assert [claim for claim in claims if "$" in claim["text"] or "JUNE" in claim["text"]] == []


def test_a_file_that_cannot_be_read_does_not_stop_the_others(here: Installation) -> None:
    """The missing and the binary file are named on standard error, the good one is read, the exit code is 1."""
    (here.folder / "good.txt").write_text("Blast\n\nPolice said three people were killed.\n", "utf-8")
    (here.folder / "binary.txt").write_bytes(bytes(range(256)) * 20)
    done = here.call("extract", "missing.txt", "binary.txt", "good.txt")
    assert done.returncode == ExitCode.DONE_WITH_FAILURES
    assert [json.loads(line)["low"] for line in done.stdout.splitlines()] == [3]
    errors = done.stderr.splitlines()
    assert [line.partition(":")[2].strip().partition(":")[0] for line in errors] == [
        "missing.txt",
        "binary.txt",
    ]


def test_many_files_keep_their_order(here: Installation) -> None:
    """A hundred files in one call give the lines of each in turn, one that is missing among them named."""
    names = [f"{number}.txt" for number in range(100)]
    for number, name in enumerate(names):
        (here.folder / name).write_text(f"Blast\n\nPolice said {number + 2} people were killed.\n", "utf-8")
    (here.folder / "70.txt").unlink()
    done = here.call("extract", *names)
    assert (done.returncode, done.stderr.count("\n")) == (ExitCode.DONE_WITH_FAILURES, 1)
    assert "70.txt" in done.stderr
    claims = [json.loads(line) for line in done.stdout.splitlines()]
    assert [name for name in names if name != "70.txt"] == [claim["doc"] for claim in claims]


def test_all_kinds_and_attributions(here: Installation) -> None:
    """`--all` adds money, percentages and who said what, with the attribution's three spans."""
    text = "Prices\n\nThe minister said the repairs would cost 20 million euros.\n"
    done = here.call("extract", "--all", given=text)
    found = [json.loads(line) for line in done.stdout.splitlines()]
    kinds = {line["kind"] for line in found}
    assert kinds >= {"money", "attribution"}
    attribution = next(line for line in found if line["kind"] == "attribution")
    assert (
        text[attribution["source_start"] : attribution["source_end"]]
        == attribution["source"]
        == "The minister"
    )
    assert text[attribution["cue_start"] : attribution["cue_end"]] == "said"
    assert "20 million euros" in text[attribution["content_start"] : attribution["content_end"]]


def test_explain_says_which_rule_left_a_number_out(here: Installation) -> None:
    """`--explain` names the rule for every number, taken or not."""
    text = "Report\n\nA 34-year-old driver said 5 people were hurt.\n"
    done = here.call("extract", "--explain", given=text)
    assert done.returncode == ExitCode.DONE
    assert "age" in done.stdout
    assert "5 people" in done.stdout


def test_the_page_on_rules_shows_what_is_printed(here: Installation) -> None:
    """The example of docs/adding-a-rule.md prints what the page says, and its rule is the one that ships."""
    page = (ROOT / "docs" / "adding-a-rule.md").read_text("utf-8")
    given, shown = re.findall(
        r'\$ echo "([^"]+)" \| countercheck extract --explain\n((?: +stdin:.*\n)+)', page
    )[-1]
    done = here.call("extract", "--explain", given=given + "\n")
    assert done.stdout == textwrap.dedent(shown)
