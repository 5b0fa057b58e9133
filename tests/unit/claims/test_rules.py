"""Reading rules from data files: what they yield, and errors that say where."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from flows.claims.rules import RuleSet, any_of, expand, read_rules, rules, words
from flows.errors import ConfigurationError

if TYPE_CHECKING:
    from pathlib import Path

_GOOD = r"""
[words.scale]
words = { thousand = 1000, million = 1000000 }
[words.person]
words = { fighter = ["gunman", "close ally"], civilian = ["civilian"] }
[words.sign]
case = true
words = ["MW"]
[blocks]
digits = '\d+'
[[hedges]]
name = "more-than"
pattern = 'more \s than \s (?P<n> {digits} ) \s {scale}'
yields = { bound = "above" }
examples = ["more than 3 million"]
counterexamples = ["3 million"]
[[hedges]]
name = "almost"
words = ["almost", "close to"]
"""


def _file(folder: Path, text: str) -> Path:
    path = folder / "sample.toml"
    path.write_text(text, "utf-8")
    return path


def test_a_rule_is_its_pattern_with_blocks_put_in(tmp_path: Path) -> None:
    """A rule finds what its blocks and vocabularies allow, in any case, and keeps what it yields."""
    found = read_rules(_file(tmp_path, _GOOD)).groups["hedges"]
    match = found[0].regex.search("More than 30 Million people")
    assert match is not None
    assert (match["n"], found[0].yields) == ("30", {"bound": "above"})
    assert found[1].regex.search("close  to 20") is not None


def test_a_vocabulary_maps_words_to_meanings(tmp_path: Path) -> None:
    """`word = meaning` and `meaning = [words]` give the same kind of table; case is kept on request."""
    found = read_rules(_file(tmp_path, _GOOD)).vocabularies
    assert found["scale"].words == {"thousand": 1000, "million": 1000000}
    assert found["person"].words == {"gunman": "fighter", "close ally": "fighter", "civilian": "civilian"}
    assert found["sign"].words == {"MW": "MW"}


def test_a_rule_set_finds_each_rule_in_one_pass(tmp_path: Path) -> None:
    """A set reports which of its rules matched, left to right."""
    rule_set = RuleSet(read_rules(_file(tmp_path, _GOOD)).groups["hedges"])
    assert [
        (rule.name, match.start()) for rule, match in rule_set.finditer("Almost 5, more than 3 million")
    ] == [("almost", 0), ("more-than", 10)]


def test_the_longest_word_wins() -> None:
    """A pattern of words prefers the longest, and a blank stands for any blanks."""
    pattern = any_of(["ten", "tenth", "tens of"])
    compiled = expand("numbers", pattern)
    assert [match.group() for match in compiled.finditer("tenth tens  of ten")] == [
        "tenth",
        "tens  of",
        "ten",
    ]


def test_every_mistake_is_reported_with_its_rule(tmp_path: Path) -> None:
    """A broken file is refused with every problem, each with the rule and what to do."""
    text = r"""
[words.empty]
words = []
[[hedges]]
name = "one"
pattern = '{digit} (a)'
examples = ["1"]
counterexamples = ["2"]
[[hedges]]
name = "one"
pattern = 'a('
colour = "red"
"""
    with pytest.raises(ConfigurationError) as caught:
        read_rules(_file(tmp_path, text))
    message = str(caught.value)
    for part in (
        "sample.toml: 6 problems",
        "words empty: no words",
        "rule one: no block or vocabulary {digit} above it",
        "rule one: unknown key 'colour'",
        "rule one: not a regular expression",
        "rule one: needs examples that must match and counterexamples that must not",
        "rule one: the name is taken",
    ):
        assert part in message


def test_an_unnamed_group_is_refused(tmp_path: Path) -> None:
    """Groups are named or do not capture, so that a set can tell its rules apart."""
    text = "[[a]]\nname = 'x'\npattern = '(a)'\nexamples = ['a']\ncounterexamples = ['b']\n"
    with pytest.raises(ConfigurationError, match=r"rule x: has a group without a name"):
        read_rules(_file(tmp_path, text))


@pytest.mark.parametrize(
    ("call", "part"),
    [
        (lambda: rules("numbers", "hedge"), r"no group \[\[hedge\]\]; there are"),
        (lambda: words("numbers", "wrods"), r"no vocabulary \[words.wrods\]; there are"),
        (lambda: rules("nombers", "hedges"), r"no such data file; there are"),
    ],
)
def test_a_wrong_name_is_told_what_there_is(call: object, part: str) -> None:
    """Asking for a file, group or vocabulary that is not there says which are."""
    assert callable(call)
    with pytest.raises(ConfigurationError, match=part):
        call()


def test_toml_that_cannot_be_read_says_where(tmp_path: Path) -> None:
    """A file that is no TOML is refused with its name and the reason."""
    with pytest.raises(ConfigurationError, match=r"sample.toml: 1 problem\n  not TOML: Expected"):
        read_rules(_file(tmp_path, "[[a"))
