"""Why each number became a claim or did not: what `countercheck extract --explain` prints."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Step:
    """What became of one number: its span and text, and the rule that made a claim of it or left it out."""

    start: int
    end: int
    text: str
    is_claim: bool
    rule: str


@dataclass
class Explain:
    """Collects the steps of an extraction, in the order of the text within each sentence."""

    steps: list[Step] = field(default_factory=list)

    def add(self, start: int, end: int, text: str, rule: str, *, is_claim: bool) -> None:
        """Note that `rule` made a claim of the number at `start`, or left it out."""
        self.steps.append(Step(start, end, text, is_claim, rule))
