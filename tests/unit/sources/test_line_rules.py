"""Every rule of sources/data/lines.toml matches its examples and none of its counterexamples."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from flows.errors import ConfigurationError
from flows.sources.lines import LineRule, is_talk, line_rules, lines_of, match_line, read_line_rules

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

RULES = [rule for rules in line_rules().values() for rule in rules]
EXAMPLES = [(rule, example) for rule in RULES for example in rule.examples]
COUNTEREXAMPLES = [(rule, example) for rule in RULES for example in rule.counterexamples]


def _name(value: object) -> str:
    return value.name if isinstance(value, LineRule) else str(value)


@pytest.mark.parametrize(("rule", "line"), EXAMPLES, ids=_name)
def test_an_example_is_matched(rule: LineRule, line: str) -> None:
    """A rule finds every line it gives as an example."""
    find = rule.regex.search if rule.sort == "talk" else rule.regex.fullmatch
    assert find(line.strip()) is not None


@pytest.mark.parametrize(("rule", "line"), COUNTEREXAMPLES, ids=_name)
def test_a_counterexample_is_left_alone(rule: LineRule, line: str) -> None:
    """A rule finds none of the lines it gives as counterexamples, and no other of its sort does."""
    assert is_talk(line) is False if rule.sort == "talk" else match_line(rule.sort, line) is None


@pytest.mark.parametrize("cased", [str, str.upper, str.swapcase])
def test_a_line_is_matched_whatever_rules_are_passed_over(cased: Callable[[str], str]) -> None:
    """Passing over the rules a line cannot begin with hides none that matches it, in any case of letters."""
    others = [
        "\u017fhare this",
        "\u212aommentare anzeigen",
        "",
        "  ",
        "A. Writer",
        "40",
        "The bridge fell at noon.",
    ]
    lines = [
        cased(line.strip()) for line in (*(example for _, example in [*EXAMPLES, *COUNTEREXAMPLES]), *others)
    ]
    for sort in {rule.sort for rule in RULES} - {"talk"}:
        for line in lines:
            by_all = any(rule.regex.fullmatch(" ".join(line.split())) for rule in line_rules()[sort])
            assert (match_line(sort, line) is not None) == by_all, (sort, line)


def test_a_quoted_voice_is_no_talk() -> None:
    """What somebody is quoted with in an article does not make the paragraph a reader's comment."""
    assert is_talk("“I saw you there,” the driver said, and “my truck was full”.") is False


def test_lines_keep_their_place_and_the_gap_before_them() -> None:
    """Lines are trimmed slices of the text; the gap counts blank lines between."""
    text = "  Bridge falls \r\n\r\n\u00a0Two hurt.\n\n\nEnd"
    assert [(line.text, line.gap) for line in lines_of(text)] == [
        ("Bridge falls", 0),
        ("Two hurt.", 1),
        ("End", 2),
    ]
    assert all(text[line.start : line.end] == line.text for line in lines_of(text))


def test_a_broken_rule_file_names_every_mistake(tmp_path: Path) -> None:
    """A linguist who breaks the data file learns of all mistakes at once."""
    file = tmp_path / "lines.toml"
    file.write_text(
        """
[[furnitur]]
name = "a"
[[opening]]
name = "b"
pattern = '('
examples = []
counterexamples = []
[[form]]
name = "c"
wrong = 1
""",
        "utf-8",
    )
    with pytest.raises(ConfigurationError) as caught:
        read_line_rules(file)
    assert [
        next(word for word in ("furnitur", "'b'", "'c'") if word in problem)
        for problem in caught.value.problems
    ] == ["furnitur", "'b'", "'c'"]
