"""How many were killed, in the ways headlines say so; every one here is invented."""

from __future__ import annotations

import pytest

from tests.support.tolls import killed


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Bomb blast kills 9 in market", ["9 person"]),
        ("9 killed in market blast", ["9 person"]),
        ("9 dead, 20 hurt in market blast", ["9 person"]),
        ("Nine die as bus plunges into gorge", ["9 person"]),
        ("Death toll in ferry disaster hits 90", ["90 person"]),
        ("Death toll from flood in hill town reaches 51", ["51 person"]),
        ("Toll in mine blast rises to 37", ["37 person"]),
        ("At least 12 feared dead in mine blast", ["12+ person"]),
        ("Gunmen kill 3 policemen, wound 5", ["3 police officer"]),
        ("Three policemen among nine killed in clash", ["3 police officer part", "9 person"]),
        ("Two women, child killed in shelling", ["2 woman", "1 child"]),
        ("Airstrike kills family of seven", ["7 person"]),
        ("Militants behead 4 hostages", ["4 hostage"]),
        ("Police: 6 dead in highway crash", ["6 person"]),
        ("Blast near school kills 5 children, 2 teachers", ["5 child", "2 teacher"]),
        ("More than 50 rebels jihadists killed in clashes", ["50+ fighter"]),
        ("Suicide bomber kills himself and 11 others", ["11 person"]),
        ("At least 9 killed as roof collapses", ["9+ person"]),
        ("Roof collapse leaves 9 dead", ["9 person"]),
        ("Roof collapse: death toll rises to 9", ["9 person"]),
        ("9 bodies recovered after roof collapse", ["9 body"]),
        ("Man kills wife, two children in rampage", ["1 woman", "2 child"]),
        ("Two dead in shooting at mall", ["2 person"]),
        ("Shooting at mall leaves two dead, five wounded", ["2 person"]),
        ("Army: 7 soldiers killed in border clash", ["7 soldier"]),
        ("7 troops martyred in border clash", ["7 soldier"]),
        ("Troops gun down 5 militants", ["5 fighter"]),
        ("Five militants gunned down", ["5 fighter"]),
        ("Five militants neutralised in raid", ["5 fighter"]),
        ("Storm death toll at 31", ["31 person"]),
        ("Thirty-one now dead from storm", ["31 person"]),
        ("Shelling of a market kills six civilians", ["6 civilian"]),
        ("Six civilians killed in shelling of market", ["6 civilian"]),
        ("Six civilians, including two women, killed in shelling of market", ["6 civilian", "2 woman part"]),
        ("Six killed, 20 injured in shelling of market", ["6 person"]),
        ("Shelling of market leaves six dead", ["6 person"]),
        ("Shelling of market claims six lives", ["6 person"]),
        ("Six martyred in shelling of market", ["6 person"]),
        ("Army destroys two depots, kills 14 terrorists", ["14 fighter"]),
        ("Army kills 14 terrorists, destroys two depots", ["14 fighter"]),
        ("Army operations kill scores of terrorists", ["40..199 fighter"]),
        ("Scores of terrorists killed in army operations", ["40..199 fighter"]),
        ("Child killed, 3 wounded in shelling", ["1 child"]),
        ("Woman, 2 children killed in shelling", ["1 woman", "2 child"]),
        ("Two civilians martyred, 14 injured in shelling", ["2 civilian"]),
        ("14 terrorists dead in army ambush", ["14 fighter"]),
        ("Army ambush kills 14", ["14 person"]),
        ("Report: 14 killed in ambush", ["14 person"]),
        ("Over 50 dead in twin bombings", ["50+ person"]),
        ("Gunman kills 1, wounds 2 at office", ["1 person"]),
        ("Gunman kills 1 wounds 2 at office", ["1 person"]),
    ],
)
def test_a_headline_counts_the_killed(text: str, expected: list[str]) -> None:
    """Headlines drop articles, auxiliaries and commas."""
    assert expected == killed(text, "headline")
