"""Rules and words as data: reads claims/data/*.toml and makes patterns of them.

A data file holds named pieces of pattern (`[blocks]`), vocabularies (`[words.NAME]`) and groups of rules
(`[[GROUP]]`); docs/adding-a-rule.md explains each key. Nothing is read before it is asked for, and each file
once. Patterns are verbose regular expressions in which `{name}` stands for a block or a vocabulary. They see
folded text (`flows.claims.text.fold`) and ignore case unless the rule says `case = true`.
"""

from __future__ import annotations

import difflib
import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache, cached_property
from pathlib import Path
from typing import Any

from flows.errors import ConfigurationError
from flows.needed import DIGIT, Needle, Set, needed
from flows.needles import Step, alternatives, endings, openings, steps_of

DATA = Path(__file__).parent / "data"

_REFERENCE = re.compile(r"\{([a-z][a-z_]*)\}")
_NAMED_GROUP = re.compile(r"\(\?P<\w+>")
_RULE_KEYS = frozenset({"name", "pattern", "words", "yields", "case", "examples", "counterexamples", "note"})
_WORDS_KEYS = frozenset({"words", "case", "examples", "counterexamples", "note"})


@dataclass(frozen=True)
class Rule:
    """A named pattern with what it yields, and sentences it must and must not be found in.

    Attributes:
        name: unique over all files; claims carry it.
        pattern: as written, with blocks put in.
        yields: whatever the group's reader wants to know when the pattern is found.
    """

    name: str
    group: str
    file: str
    pattern: str
    yields: Mapping[str, Any] = field(default_factory=dict)
    case: bool = False
    examples: tuple[str, ...] = ()
    counterexamples: tuple[str, ...] = ()
    note: str = ""

    @cached_property
    def alternatives(self) -> tuple[Rule, ...]:
        """One rule for each alternative of the pattern, in order: the rule matches where the first of them does."""
        return tuple(replace(self, pattern=pattern) for pattern in alternatives(self.pattern))

    @cached_property
    def regex(self) -> re.Pattern[str]:
        """The compiled pattern, named groups included."""
        return _compiled(self.file, self.pattern, _flags(case=self.case))

    @cached_property
    def lowered(self) -> re.Pattern[str]:
        """The compiled pattern for a text in lower case already; with `case`, for the text as written."""
        return _compiled(self.file, self.pattern, re.VERBOSE)

    @cached_property
    def _steps(self) -> list[Step]:
        return steps_of(self.pattern)

    @cached_property
    def needed(self) -> tuple[Set, ...]:
        """Sets of needles, one of each of which stands in every text the rule is found in."""
        return needed(self._steps)

    @cached_property
    def openings(self) -> frozenset[str] | None:
        """Strings of at most three characters that open what the rule finds in ASCII, for `lowered`; None: any may."""
        return openings(self._steps)

    @cached_property
    def endings(self) -> tuple[str, ...] | None:
        """Strings one of which ends what the rule finds, for `lowered`; None: it may end in anything."""
        return endings(self._steps)

    def may_be_in(self, lower: str) -> bool:
        """Return False where the rule cannot be found in the lower-case text; much cheaper than a search."""
        return all(
            any(needle.text in lower for needle in needles if needle.text != DIGIT)
            or Needle(DIGIT) in needles
            for needles in self.needed
        )


@dataclass(frozen=True)
class Vocabulary:
    """Words and what each means; `pattern` finds any of them, the longest first, without word boundaries."""

    name: str
    file: str
    words: Mapping[str, Any]
    case: bool = False
    examples: tuple[str, ...] = ()
    counterexamples: tuple[str, ...] = ()
    note: str = ""

    @cached_property
    def pattern(self) -> str:
        """A verbose pattern that matches any of the words."""
        return any_of(self.words)

    @cached_property
    def regex(self) -> re.Pattern[str]:
        """The compiled pattern between word boundaries, as the examples are tested."""
        return re.compile(rf"(?<!\w){self.pattern}(?!\w)", _flags(case=self.case))


@dataclass(frozen=True)
class RuleFile:
    """What one data file holds."""

    name: str
    blocks: _Blocks
    vocabularies: Mapping[str, Vocabulary]
    groups: Mapping[str, tuple[Rule, ...]]


class RuleSet:
    """Several rules as one pattern, for one pass over a text; where two match, the one written first wins.

    With `lowered`, the text given must be in lower case already, which is several times quicker than ignoring
    case.
    """

    def __init__(self, rules: Iterable[Rule], *, lowered: bool = False) -> None:
        self.rules = tuple(rules)
        flag = "" if lowered else "i"
        pieces = (
            f"(?P<r{number}>(?{'' if rule.case else flag}:{_NAMED_GROUP.sub('(?:', rule.pattern)}\n))"
            for number, rule in enumerate(self.rules)
        )
        file = self.rules[0].file if self.rules else ""
        self.regex = _compiled(file, "|".join(pieces) or "(?!)", re.VERBOSE)

    def finditer(
        self, text: str, start: int = 0, end: int | None = None
    ) -> Iterator[tuple[Rule, re.Match[str]]]:
        """Return each rule found in `text[start:end]` with its match, left to right, no overlaps."""
        for match in self.regex.finditer(text, start, len(text) if end is None else end):
            yield self.rule_of(match), match

    def rule_of(self, match: re.Match[str]) -> Rule:
        """Return the rule that made `match`, a match of this set's `regex`."""
        return self.rules[int((match.lastgroup or "r0")[1:])]


@cache
def rules(file: str, group: str) -> tuple[Rule, ...]:
    """Return the rules of `[[group]]` in data/`file`.toml, in the order written."""
    found = rule_file(file).groups
    if group not in found:
        raise ConfigurationError(f"{file}.toml", [f"no group [[{group}]]; there are {sorted(found)}"])
    return found[group]


@cache
def words(file: str, name: str) -> Mapping[str, Any]:
    """Return the words of `[words.name]` in data/`file`.toml, in lower case, and what each means."""
    found = rule_file(file).vocabularies
    if name not in found:
        raise ConfigurationError(f"{file}.toml", [f"no vocabulary [words.{name}]; there are {sorted(found)}"])
    return found[name].words


def expand(file: str, pattern: str) -> re.Pattern[str]:
    """Return `pattern` with the blocks of data/`file`.toml put in, compiled; it does not ignore case."""
    return _compiled(f"{file}.toml", _put_in(pattern, rule_file(file).blocks), re.VERBOSE)


def _compiled(file: str, pattern: str, flags: re.RegexFlag) -> re.Pattern[str]:
    """Return `pattern` compiled; where it cannot be, ConfigurationError says what is wrong in its file."""
    try:
        return re.compile(pattern, flags)
    except re.error:
        read_rules(DATA / file)
        raise


@cache
def rule_file(name: str) -> RuleFile:
    """Return data/`name`.toml; raises ConfigurationError that names the file, the rule and every problem.

    Patterns are checked when they are compiled, which most never are in a short run.
    """
    return read_rules(DATA / f"{name}.toml", is_strict=False)


def data_files() -> list[str]:
    """Return the names of all data files, sorted."""
    return sorted(path.stem for path in DATA.glob("*.toml"))


def read_rules(path: Path, *, is_strict: bool = True) -> RuleFile:
    """Return the rules in `path`; raises ConfigurationError with every problem found in it.

    Only with `is_strict` is every pattern compiled, to see that it can be.
    """
    try:
        table = tomllib.loads(path.read_text("utf-8"))
    except FileNotFoundError:
        raise ConfigurationError(path.name, [f"no such data file; there are {data_files()}"]) from None
    except tomllib.TOMLDecodeError as error:
        raise ConfigurationError(path.name, [f"not TOML: {error}"]) from None
    return _Reader(path.name, is_strict=is_strict).read(table)


def any_of(words: Iterable[str]) -> str:
    """Return a verbose pattern that matches any of `words`, the longest first, with beginnings shared.

    A blank in a word stands for any run of blanks. Sharing the beginnings keeps a list of a thousand words
    nearly as quick as a list of ten, since Python's `re` tries alternatives one by one.
    """
    tree: dict[str, Any] = {}
    for word in words:
        node = tree
        for piece in re.findall(r"\s+|.", word, re.DOTALL):
            node = node.setdefault(r"\s+" if piece.isspace() else re.escape(piece), {})
        node[""] = {}
    return _branches(tree) if tree else "(?!)"


def _branches(node: dict[str, Any]) -> str:
    pieces = [piece + _branches(after) for piece, after in sorted(node.items()) if piece]
    if not pieces:
        return ""
    whole = pieces[0] if len(pieces) == 1 and "" not in node else f"(?:{'|'.join(pieces)})"
    return whole + ("?" if "" in node else "")


def _flags(*, case: bool) -> re.RegexFlag:
    return re.VERBOSE if case else re.VERBOSE | re.IGNORECASE


def _put_in(pattern: str, blocks: Mapping[str, str]) -> str:
    return _REFERENCE.sub(lambda match: f"(?:{blocks[match[1]]}\n)", pattern)


class _Blocks(dict[str, str]):
    """Pieces of pattern by name; a vocabulary's is made when first asked for, since most never are."""

    def __init__(self) -> None:
        super().__init__()
        self.vocabularies: dict[str, Vocabulary] = {}

    def __missing__(self, name: str) -> str:
        self[name] = self.vocabularies[name].pattern
        return self[name]

    def names(self) -> list[str]:
        """Return every name there is a piece for, sorted."""
        return sorted({*self, *self.vocabularies})

    def take(self, used: _Blocks) -> None:
        """Take over the pieces of another file."""
        self.update(used)
        self.vocabularies.update(used.vocabularies)

    def add(self, vocabularies: Mapping[str, Vocabulary]) -> None:
        """Add a file's own vocabularies, before those of the same name that were taken over."""
        self.vocabularies.update(vocabularies)
        for name in vocabularies:
            self.pop(name, None)


class _Reader:
    """Reads one file's table, keeping every problem on the way."""

    def __init__(self, file: str, *, is_strict: bool) -> None:
        self.file = file
        self.is_strict = is_strict
        self.problems: list[str] = []
        self.blocks = _Blocks()

    def read(self, table: dict[str, Any]) -> RuleFile:
        for used in table.get("uses", []):
            self.blocks.take(rule_file(used).blocks)
        vocabularies = {name: self._vocabulary(name, entry) for name, entry in table.get("words", {}).items()}
        self.blocks.add(vocabularies)
        for name, pattern in table.get("blocks", {}).items():
            self.blocks[name] = self._expanded(f"block {name}", pattern)
        groups = {
            group: tuple(self._rule(group, entry) for entry in entries)
            for group, entries in table.items()
            if isinstance(entries, list) and group != "uses"
        }
        self._check_names(rule for group in groups.values() for rule in group)
        if self.problems:
            raise ConfigurationError(self.file, self.problems)
        return RuleFile(self.file.removesuffix(".toml"), self.blocks, vocabularies, groups)

    def _vocabulary(self, name: str, entry: dict[str, Any]) -> Vocabulary:
        where = f"words {name}"
        self._check_keys(where, entry, _WORDS_KEYS)
        case = bool(entry.get("case", False))
        found = _meanings(entry.get("words", {}), case=case)
        if not found:
            self.problems.append(f"{where}: no words; expected words = [...] or [words.{name}.words]")
        examples = tuple(entry.get("examples", ()))
        counterexamples = tuple(entry.get("counterexamples", ()))
        return Vocabulary(name, self.file, found, case, examples, counterexamples, entry.get("note", ""))

    def _rule(self, group: str, entry: dict[str, Any]) -> Rule:
        name = str(entry.get("name", "without a name"))
        where = f"rule {name}"
        self._check_keys(where, entry, _RULE_KEYS)
        if "name" not in entry or ("pattern" in entry) == ("words" in entry):
            self.problems.append(f"{where} in [[{group}]]: expected a name and either pattern or words")
        case = bool(entry.get("case", False))
        listed = [word if case else word.lower() for word in entry.get("words", ())]
        pattern = entry.get("pattern") or rf"(?<!\w){any_of(listed)}(?!\w)"
        rule = Rule(
            name=name,
            group=group,
            file=self.file,
            pattern=self._expanded(where, pattern),
            yields=entry.get("yields", {}),
            case=case,
            examples=tuple(entry.get("examples", entry.get("words", ()))),
            counterexamples=tuple(entry.get("counterexamples", ())),
            note=entry.get("note", ""),
        )
        self._check_examples(where, entry)
        return rule

    def _expanded(self, where: str, pattern: str) -> str:
        known = self.blocks.names()
        unknown = [name for name in _REFERENCE.findall(pattern) if name not in known]
        if unknown:
            close = difflib.get_close_matches(unknown[0], known, 1)
            hint = f"did you mean {{{close[0]}}}?" if close else f"there are {known}"
            self.problems.append(f"{where}: no block or vocabulary {{{unknown[0]}}} above it; {hint}")
            return "(?!)"
        whole = _put_in(pattern, self.blocks)
        if not self.is_strict:
            return whole
        try:
            compiled = re.compile(whole, re.VERBOSE)
        except re.error as error:
            self.problems.append(f"{where}: not a regular expression: {error}")
            return "(?!)"
        if compiled.groups != len(compiled.groupindex):
            self.problems.append(f"{where}: has a group without a name; write (?:...) or (?P<name>...)")
        return whole

    def _check_keys(self, where: str, entry: dict[str, Any], known: frozenset[str]) -> None:
        for key in entry.keys() - known:
            self.problems.append(f"{where}: unknown key {key!r}; known are {sorted(known)}")

    def _check_examples(self, where: str, entry: dict[str, Any]) -> None:
        if "pattern" in entry and not (entry.get("examples") and entry.get("counterexamples")):
            self.problems.append(f"{where}: needs examples that must match and counterexamples that must not")

    def _check_names(self, found: Iterable[Rule]) -> None:
        seen: set[str] = set()
        for rule in found:
            if rule.name in seen:
                self.problems.append(f"rule {rule.name}: the name is taken; names are unique")
            seen.add(rule.name)


def _meanings(found: Mapping[str, Any] | Sequence[str], *, case: bool) -> dict[str, Any]:
    """Return word -> meaning of a list of words, of `word = meaning`, or of `meaning = [words]`."""
    if isinstance(found, Mapping):
        pairs = [
            pair
            for key, value in found.items()
            for pair in ([(word, key) for word in value] if isinstance(value, list) else [(key, value)])
        ]
    else:
        pairs = [(word, word) for word in found]
    return {word if case else word.lower(): meaning for word, meaning in pairs}
