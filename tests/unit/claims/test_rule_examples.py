"""Every rule and vocabulary of claims/data is found in its examples and in none of its counterexamples."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import pytest

from flows.claims.rules import Rule, Vocabulary, data_files, rule_file
from flows.claims.text import fold

if TYPE_CHECKING:
    from _pytest.mark.structures import ParameterSet


def _entries() -> list[Rule | Vocabulary]:
    files = [rule_file(name) for name in data_files()]
    found: list[Rule | Vocabulary] = [word for file in files for word in file.vocabularies.values()]
    return [*found, *(rule for file in files for group in file.groups.values() for rule in group)]


def _cases(wanted: str) -> list[ParameterSet]:
    return [
        pytest.param(entry, sentence, id=f"{entry.name}: {sentence}")
        for entry in _entries()
        for sentence in getattr(entry, wanted)
    ]


@pytest.mark.parametrize(("entry", "sentence"), _cases("examples"))
def test_an_example_is_matched(entry: Rule | Vocabulary, sentence: str) -> None:
    """A rule is found in each sentence it gives as an example."""
    assert entry.regex.search(fold(sentence)), f"{entry.file}: {entry.name}\n{entry.regex.pattern}"


@pytest.mark.parametrize(("entry", "sentence"), _cases("counterexamples"))
def test_a_counterexample_is_not_matched(entry: Rule | Vocabulary, sentence: str) -> None:
    """A rule is found in none of the sentences it gives as counterexamples."""
    found = [match.group() for match in entry.regex.finditer(fold(sentence))]
    assert found == [], f"{entry.file}: {entry.name}\n{entry.regex.pattern}"


def test_rule_names_are_unique_over_all_files() -> None:
    """A claim's rule name leads to one rule in one file."""
    names = Counter(entry.name for entry in _entries() if isinstance(entry, Rule))
    assert [name for name, count in names.items() if count > 1] == []


@pytest.mark.parametrize("name", data_files())
def test_every_rule_shows_where_it_holds_and_where_not(name: str) -> None:
    """A rule has sentences on both sides; a list of words has them too, or says what it is for."""
    file = rule_file(name)
    rules = [rule for group in file.groups.values() for rule in group]
    assert [rule.name for rule in rules if not (rule.examples and rule.counterexamples)] == []
    mute = [word.name for word in file.vocabularies.values() if not (word.note or word.examples)]
    assert mute == []
