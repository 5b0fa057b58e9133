"""The seeds folder on a real disk: every file is taken in or has an outcome, the list is checked whole."""

from __future__ import annotations

import hashlib
import os
from datetime import UTC, datetime
from pathlib import Path

import pytest

from flows.errors import ConfigurationError
from flows.sources.seedlist import seed_entry
from flows.sources.seeds import MOST_BYTES, look_at, read_seeds

SEEDS = Path(__file__).parents[2] / "seeds"
STORY = (
    "Convoy leaves Northgate\n\nA convoy of 40 trucks left the harbour town on Tuesday, the council said.\n"
)


def test_the_shipped_seeds_are_read_with_their_entries() -> None:
    """The three seeds have outlet, title and an inferred date with its reason."""
    folder = read_seeds(SEEDS)
    assert folder.outcomes == []
    assert [
        ("SouthFront", datetime(2017, 11, 14, tzinfo=UTC), "inferred"),
        ("SouthFront", datetime(2016, 9, 27, tzinfo=UTC), "inferred"),
        ("Hot Air", datetime(2017, 10, 17, tzinfo=UTC), "inferred"),
    ] == [
        (item.article.outlet, item.article.published_at, item.article.published_basis)
        for item in folder.found
    ]
    assert all(item.article.published_note for item in folder.found)


@pytest.mark.parametrize(
    ("name", "comments"),
    [("000_eb866c0616fa4a88.txt", 45), ("001_13c0c377f0aa7c1e.txt", 6), ("002_60bc0536be7ac91e.txt", 0)],
)
def test_the_shipped_seeds_are_parted_into_body_and_comments(name: str, comments: int) -> None:
    """Each seed has one headline, which is its title, one body, and its comments; no widget is in either."""
    article = next(item.article for item in read_seeds(SEEDS).found if item.identity == name)
    origins = [part.origin for part in article.segments]
    assert (1, 1, comments) == tuple(origins.count(origin) for origin in ("headline", "body", "comment"))
    words = {part.origin: article.text[part.start : part.end] for part in article.segments}
    assert article.title == words["headline"]
    assert not any(
        junk in words["body"] for junk in ("Support SouthFront", "Notify of", "VIP Member", "2,500 $")
    )


def test_an_update_line_is_body() -> None:
    """A correction below an article belongs to it."""
    article = read_seeds(SEEDS).found[2].article
    body = next(part for part in article.segments if part.origin == "body")
    assert article.text[body.start : body.end].endswith("I’ve corrected it above.")


def test_every_kind_of_file_is_taken_in_or_has_an_outcome(tmp_path: Path) -> None:
    """Text, Markdown and pages are taken in without an entry; everything else is named with what to do."""
    (tmp_path / "a.txt").write_text(STORY, "utf-8")
    (tmp_path / "b.md").write_text(f"# {STORY}", "utf-8")
    (tmp_path / "latin.txt").write_bytes(
        "Über 40 Lastwagen\n\nSie fuhren ab, so der Bürgermeister.".encode("latin-1")
    )
    (tmp_path / "empty.txt").write_bytes(b"")
    (tmp_path / "binary.txt").write_bytes(bytes(range(256)) * 10)
    (tmp_path / "report.pdf").write_bytes(b"%PDF-1.7")
    with (tmp_path / "huge.txt").open("wb") as huge:
        huge.truncate(50_000_000)
    (tmp_path / ".hidden.txt").write_text(STORY, "utf-8")
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder" / "c.txt").write_text(STORY, "utf-8")
    before = sorted(tmp_path.rglob("*"))
    folder = read_seeds(tmp_path)
    assert [item.identity for item in folder.found] == ["a.txt", "b.md", "latin.txt"]
    assert [(outcome.subject, outcome.outcome) for outcome in folder.outcomes] == [
        ("binary.txt", "binary"),
        ("empty.txt", "empty"),
        ("huge.txt", "too_large"),
        ("latin.txt", "guessed_encoding"),
        ("report.pdf", "unsupported"),
    ]
    refused = [outcome for outcome in folder.outcomes if outcome.outcome != "guessed_encoding"]
    assert look_at(tmp_path) == (3, refused)
    assert all(outcome.hint for outcome in folder.outcomes)
    assert f"{MOST_BYTES:,}" in folder.outcomes[2].detail
    assert before == sorted(tmp_path.rglob("*"))


def test_what_is_no_regular_file_is_left_alone(tmp_path: Path) -> None:
    """A pipe is not waited for, and a link that leads nowhere is told."""
    os.mkfifo(tmp_path / "pipe.txt")
    (tmp_path / "link.txt").symlink_to(tmp_path / "nowhere.txt")
    outcomes = read_seeds(tmp_path).outcomes
    assert [("link.txt", "unreadable"), ("pipe.txt", "unreadable")] == [
        (one.subject, one.outcome) for one in outcomes
    ]


def test_a_seed_is_its_bytes(tmp_path: Path) -> None:
    """A document's id is the hash of the file's bytes, and its identity the file's name."""
    raw = "\ufeffZürich\r\n\r\nElf Lastwagen fuhren ab.\r\n".encode()
    (tmp_path / "z.txt").write_bytes(raw)
    item = read_seeds(tmp_path).found[0]
    assert (hashlib.sha256(raw).hexdigest(), raw, "z.txt", "seed") == (
        item.document.document_id,
        item.document.raw,
        item.identity,
        item.source_kind,
    )


def test_a_folder_that_does_not_exist_holds_no_seeds(tmp_path: Path) -> None:
    """An installation that lives on feeds alone needs no seeds."""
    assert read_seeds(tmp_path / "none").found == []


BROKEN = """
[[seed]]
file = "a.txt"
outlett = "Harbour Press"
published = "2017-11-14"

[[seed]]
file = "b.txt"
published = 2017-11-14
published_basis = "inferred"

[[seed]]
outlet = 7

[[seed]]
file = "a.txt"
published_basis = "guessed"

[sead]
"""


def test_a_broken_list_names_every_problem(tmp_path: Path) -> None:
    """Unknown keys, wrong dates, missing files and doubled entries are told at once, with line and hint."""
    (tmp_path / "a.txt").write_text(STORY, "utf-8")
    (tmp_path / "seeds.toml").write_text(BROKEN, "utf-8")
    with pytest.raises(ConfigurationError) as caught:
        read_seeds(tmp_path)
    assert caught.value.problems == [
        "sead: no such table; expected [[seed]]",
        "line 2, seed 1: outlett: no such key; did you mean outlet?",
        "line 2, seed 1: published: found '2017-11-14'; expected a date without quotes, such as 2017-11-14",
        "line 7, seed 2: file: there is no 'b.txt' in this folder; did you mean 'a.txt'?",
        "line 7, seed 2: published_note is missing; say from what the date was inferred",
        "line 12, seed 3: outlet: found 7; expected text in quotes",
        "line 12, seed 3: file is missing; expected the name of a file in this folder",
        'line 15, seed 4: published_basis: found \'guessed\'; expected "stated" or "inferred"',
    ]
    assert caught.value.exit_code == 2


@pytest.mark.parametrize(
    ("content", "says"), [(b"[[seed]\n", "line 1"), (b"file = \xff", "byte 7"), (b"seed = 1", "[[seed]]")]
)
def test_a_list_that_is_no_toml_says_where(tmp_path: Path, content: bytes, says: str) -> None:
    """A list that cannot be read at all says at which place."""
    (tmp_path / "seeds.toml").write_bytes(content)
    with pytest.raises(ConfigurationError, match=r"seeds\.toml") as caught:
        read_seeds(tmp_path)
    assert says in caught.value.problems[0]


def test_the_entry_of_one_file_is_found_beside_it(tmp_path: Path) -> None:
    """A single file that is read by name has the entry of the list in its folder."""
    (tmp_path / "a.txt").write_text(STORY, "utf-8")
    (tmp_path / "seeds.toml").write_text('[[seed]]\nfile = "a.txt"\noutlet = "Harbour Press"\n', "utf-8")
    entry = seed_entry(tmp_path / "a.txt")
    assert (seed_entry(tmp_path / "b.txt"), entry and entry.outlet) == (None, "Harbour Press")
