"""Lines of a pasted text, and the kinds of line that rules written as data can tell.

sources/data/lines.toml holds the rules. A rule says which whole lines it means, with examples that must and
must not match, so that wording of another site or language is added there and nowhere else.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from pathlib import Path
from typing import Any, Literal, get_args

from flows.errors import ConfigurationError
from flows.needles import openings, steps_of

RULES = Path(__file__).parent / "data" / "lines.toml"

Sort = Literal["furniture", "opening", "heads", "foots", "day", "link", "form", "talk"]

_KEYS = {"name", "pattern", "examples", "counterexamples", "case", "note"}
_REFERENCE = re.compile(r"\{([a-z_]+)\}")
_LONGEST: dict[Sort, int] = {
    "furniture": 160,
    "opening": 300,
    "heads": 160,
    "foots": 160,
    "day": 40,
    "link": 40,
    "form": 300,
}
_LONGEST_OF_ALL = max(_LONGEST.values())
_BLANKS = "".join(filter(str.isspace, map(chr, range(0x3001)))) + "\ufeff\u200b\u200e\u200f"
_LINE = re.compile(r"[^\r\n]+")
_QUOTED = re.compile(r"“[^”]*”|„[^“”]*[“”]|«[^»]*»|\"[^\"]*\"")
_INITIAL = re.compile(r"\w .\.$")  # "Bernd L." is a name
_NAME_MOST_WORDS = 4
_NAME_MOST_CHARACTERS = 40
_PROSE_CHARACTERS = 60
_TOLD_CHARACTERS = 160
_SENTENCE_ENDS = ".!?…:;\"'”’»)"


@dataclass(frozen=True)
class LineRule:
    """Whole lines of one sort; `author` is a named group of `regex` where the line says who writes."""

    name: str
    sort: Sort
    pattern: str
    flags: re.RegexFlag
    examples: tuple[str, ...]
    counterexamples: tuple[str, ...]

    @cached_property
    def regex(self) -> re.Pattern[str]:
        """The compiled pattern."""
        return re.compile(self.pattern, self.flags)

    @cached_property
    def openings(self) -> tuple[str, ...] | None:
        """Lower-case strings of at most three characters with one of which every such line begins; None for any."""
        found = openings(steps_of(self.pattern))
        return None if found is None else tuple({text.lower() for text in found})


@dataclass(frozen=True, slots=True)
class Line:
    """A line that is not blank, trimmed: `text[start:end]`; `gap` counts the blank lines before it."""

    text: str
    start: int
    end: int
    gap: int

    @property
    def is_prose(self) -> bool:
        """Whether it reads like a paragraph rather than a label, a name or a link."""
        return len(self.text) >= _PROSE_CHARACTERS

    @property
    def is_told(self) -> bool:
        """Whether it is prose of whole sentences; a teaser has none, however long."""
        return len(self.text) >= _TOLD_CHARACTERS or (self.is_prose and self.text[-1] in _SENTENCE_ENDS)

    @property
    def may_be_name(self) -> bool:
        """Whether it could be what a commenter calls himself: few words, no sentence."""
        words = self.text.split()
        return (
            len(words) <= _NAME_MOST_WORDS
            and len(self.text) <= _NAME_MOST_CHARACTERS
            and (self.text[-1] not in ".!?…,;:\"'”’)" or _INITIAL.search(self.text) is not None)
            and any(character.isalpha() for character in self.text)
        )


def lines_of(text: str, start: int = 0) -> list[Line]:
    """Return the lines of `text[start:]` that are not blank, in order."""
    found: list[Line] = []
    after = start
    for match in _LINE.finditer(text, start):
        trimmed = match.group().strip(_BLANKS)
        if not trimmed:
            continue
        begin = match.start() + match.group().index(trimmed)
        breaks = text.count("\n", after, begin) or text.count("\r", after, begin)
        found.append(Line(trimmed, begin, begin + len(trimmed), max(0, breaks - 1) if found else 0))
        after = begin + len(trimmed)
    return found


def match_line(sort: Sort, line: str) -> re.Match[str] | None:
    """Return how a rule of `sort` matches the whole `line`; the rule written first wins."""
    plain, rules = _candidates(line)
    if sort in rules:
        for rule in rules[sort]:
            if match := rule.regex.fullmatch(plain):
                return match
    return None


@lru_cache(maxsize=64)  # a line is looked at for one sort after the other
def _candidates(line: str) -> tuple[str, dict[Sort, tuple[LineRule, ...]]]:
    """Return `line` with single blanks, and by sort the rules that it may match.

    A run of blanks would be read in as many ways as it is long.
    """
    plain = " ".join(line.split())
    length = len(plain)
    if length > _LONGEST_OF_ALL:
        return plain, {}
    rules = _rules_for(plain[:3].lower())
    return plain, {sort: of_sort for sort, of_sort in rules.items() if length <= _LONGEST[sort]}


@lru_cache(maxsize=20_000)
def _rules_for(head: str) -> dict[Sort, tuple[LineRule, ...]]:
    """Return by sort the rules that a line may match that begins with `head`, three characters in lower case."""
    found = {}
    for sort in _LONGEST:
        rules = line_rules()[sort]
        if head.isascii():
            rules = tuple(rule for rule in rules if rule.openings is None or head.startswith(rule.openings))
        if rules:
            found[sort] = rules
    return found


def is_talk(paragraph: str) -> bool:
    """Return whether somebody talks in `paragraph` rather than reports; quoted words don't count."""
    plain = _QUOTED.sub(" ", paragraph.replace("’", "'"))
    return any(rule.regex.search(plain) for rule in line_rules()["talk"])


@cache
def line_rules() -> dict[Sort, tuple[LineRule, ...]]:
    """Return the rules of lines.toml by sort; raises ConfigurationError with every problem in the file."""
    return read_line_rules(RULES, is_strict=False)


def read_line_rules(path: Path, *, is_strict: bool = True) -> dict[Sort, tuple[LineRule, ...]]:
    """Return the rules in the file at `path`; raises ConfigurationError with every problem in it.

    Only with `is_strict` is every pattern compiled, to see that it can be.
    """
    table = tomllib.loads(path.read_text("utf-8"))
    blocks: dict[str, str] = {}
    for name, pattern in table.get("blocks", {}).items():
        blocks[name] = _put_in(pattern, blocks)
    problems = [
        f"unknown table {name!r}; expected one of {', '.join(get_args(Sort))}"
        for name in table.keys() - {*get_args(Sort), "blocks"}
    ]
    rules: dict[Sort, tuple[LineRule, ...]] = {}
    for sort in get_args(Sort):
        made = [_rule(sort, entry, blocks, problems, is_strict=is_strict) for entry in table.get(sort, [])]
        rules[sort] = tuple(rule for rule in made if rule is not None)
    if problems:
        raise ConfigurationError(path.name, problems)
    return rules


def _rule(
    sort: Sort, entry: dict[str, Any], blocks: dict[str, str], problems: list[str], *, is_strict: bool
) -> LineRule | None:
    where = f"{sort} rule {entry.get('name', 'without a name')!r}"
    unknown = entry.keys() - _KEYS
    missing = {"name", "pattern", "examples", "counterexamples"} - entry.keys()
    if unknown or missing:
        problems.append(f"{where}: unknown keys {sorted(unknown)}, missing keys {sorted(missing)}")
        return None
    flags = re.VERBOSE if entry.get("case") else re.VERBOSE | re.IGNORECASE
    try:
        pattern = _put_in(entry["pattern"], blocks)
        if is_strict:
            re.compile(pattern, flags)
    except (KeyError, re.error) as error:
        problems.append(f"{where}: {error!r}; expected a regular expression and blocks that exist")
        return None
    examples, counterexamples = tuple(entry["examples"]), tuple(entry["counterexamples"])
    return LineRule(entry["name"], sort, pattern, flags, examples, counterexamples)


def _put_in(pattern: str, blocks: dict[str, str]) -> str:
    return _REFERENCE.sub(lambda match: f"(?:{blocks[match[1]]})", pattern)
