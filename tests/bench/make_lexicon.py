#!/usr/bin/env python3
"""Make flows/claims/data/lexicon.tsv from the files of WordNet 3.0.

usage: make_lexicon.py DICT_FOLDER EXC_FOLDER > flows/claims/data/lexicon.tsv

DICT_FOLDER holds index.*, data.noun and index.sense as Princeton distributes them, EXC_FOLDER the exception
lists (noun.exc, verb.exc). The licence, which must travel with the result, is data/lexicon.LICENSE.

A line is `word <tab> use <tab> class`. `use` has a letter and a digit for each part of speech (n noun, v verb,
a adjective, r adverb): its share, in tenths, of the word's uses in WordNet's tagged corpus. `class` is what the noun
denotes, where the extractor can use it. An irregular form has `=lemma` and its part of speech instead.
"""

from __future__ import annotations

import re
import sys
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

# class -> the synsets (first word, sense number) that head it; the first class found going up wins.
ANCHORS = {
    "child": ["child.1", "male_child.1", "female_child.1", "baby.1"],
    "woman": ["woman.1", "wife.1", "mother.1"],
    "soldier": ["military_personnel.1", "military_man.1", "policeman.1"],
    "fighter": ["combatant.1", "terrorist.1", "insurgent.1", "warrior.1", "extremist.1"],
    "person": ["person.1", "people.1"],
    "aircraft": ["aircraft.1"],
    "ship": ["vessel.2", "craft.2"],
    "bus": ["bus.1"],
    "truck": ["truck.1"],
    "vehicle": ["vehicle.1"],
    "weapon": ["weapon.1", "weaponry.1", "ammunition.1", "explosive_device.1", "explosive.1", "projectile.1"],
    "building": ["building.1", "housing.1", "facility.1", "structure.1"],
    "strike": ["attack.1", "attack.2", "bombing.1", "explosion.1", "blast.1"],
    "time": ["time_period.1", "time_unit.1", "calendar_day.1"],
    "place": ["region.3", "location.1", "settlement.6", "geographical_area.1"],
    "group": ["social_group.1", "organization.1", "gathering.1"],
    "measure": ["unit_of_measurement.1", "definite_quantity.1", "monetary_unit.1"],
    "message": ["communication.2", "document.1"],
    "event": ["event.1", "act.2"],
    "thing": ["artifact.1"],
    "state": ["state.2", "attribute.2", "cognition.1", "feeling.1"],
}
WORD = re.compile(r"[a-z]+(?:-[a-z]+)*")
SENSES_WEIGHED = 3


def read_counts(folder: Path) -> dict[tuple[str, str], list[tuple[int, int, str]]]:
    """Return (lemma, part of speech) -> [(sense number, uses in the corpus, synset offset)]."""
    letters = {"1": "n", "2": "v", "3": "a", "4": "r", "5": "a"}
    found: dict[tuple[str, str], list[tuple[int, int, str]]] = defaultdict(list)
    for line in (folder / "index.sense").read_text("latin-1").splitlines():
        key, offset, number, uses = line.split()
        lemma, rest = key.split("%")
        found[lemma, letters[rest[0]]].append((int(number), int(uses), offset))
    return found


def read_parents(folder: Path) -> dict[str, list[str]]:
    """Return noun synset offset -> the offsets of its hypernyms."""
    parents = {}
    for line in (folder / "data.noun").read_text("latin-1").splitlines():
        if not line.startswith(" "):
            parents[line[:8]] = re.findall(r"@i? (\d{8}) n", line)
    return parents


def class_finder(
    folder: Path, senses: dict[tuple[str, str], list[tuple[int, int, str]]]
) -> Callable[[str], str]:
    """Return a function from a synset offset to the class it lies in, or an empty string."""
    anchors = {}
    for name, heads in ANCHORS.items():
        for head in heads:
            lemma, number = head.split(".")
            anchors.update({o: name for n, _, o in senses.get((lemma, "n"), []) if n == int(number)})
    parents = read_parents(folder)
    known: dict[str, str] = {}

    def find(offset: str) -> str:
        if offset not in known:
            known[offset] = anchors.get(offset) or next(filter(None, map(find, parents.get(offset, []))), "")
        return known[offset]

    return find


def main() -> None:
    """Print the lexicon, sorted by word."""
    folder, exceptions = Path(sys.argv[1]), Path(sys.argv[2])
    senses = read_counts(folder)
    find = class_finder(folder, senses)
    lines = []
    for lemma in sorted({lemma for lemma, _ in senses if WORD.fullmatch(lemma)}):
        uses = {p: sum(u for _, u, _ in senses[lemma, p]) + 0.2 for p in "nvar" if (lemma, p) in senses}
        total = sum(uses.values())
        classes: defaultdict[str, float] = defaultdict(float)
        for number, count, offset in sorted(senses.get((lemma, "n"), []))[:SENSES_WEIGHED]:
            classes[find(offset)] += (count + 1) / number
        kind = max(classes, key=lambda name: classes[name], default="")
        plain_noun = set(uses) == {"n"} and kind in {"", "state"}
        rare = total < 1 and not (
            kind and kind not in {"message", "event", "thing", "state", "group", "place"}
        )
        if plain_noun or (rare and set(uses) <= {"n", "r"}) or (rare and set(uses) == {"a"} and "-" in lemma):
            continue
        use = "".join(f"{p}{min(9, round(10 * u / total))}" for p, u in uses.items())
        lines.append(f"{lemma}\t{use}\t{kind}".rstrip("\t"))
    for name, letter in (("noun", "n"), ("verb", "v")):
        for line in (exceptions / f"{name}.exc").read_text("utf-8").splitlines():
            form, *lemmas = line.split()
            if (
                WORD.fullmatch(form)
                and "-" not in form
                and form != lemmas[0]
                and (lemmas[0], letter) in senses
            ):
                lines.append(f"{form}\t={lemmas[0]}\t{letter}")
    sys.stdout.write("\n".join(sorted(lines)) + "\n")


if __name__ == "__main__":
    main()
