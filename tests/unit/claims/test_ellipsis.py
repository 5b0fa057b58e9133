"""Bare numbers whose unit and event are left to a count before them."""

from __future__ import annotations

import pytest

from flows.claims import extract
from flows.records import Article, Claim, Segment


def _claims(text: str) -> list[Claim]:
    return extract(Article("a.txt", text, (Segment("body", 0, len(text)),), outlet="The Herald"))


def _shown(text: str) -> list[tuple[str, str | None, str | None]]:
    return [(claim.text, claim.unit, claim.event) for claim in _claims(text)]


@pytest.mark.parametrize(
    ("text", "last"),
    [
        # clauses that leave out their verb
        ("Six people died in the north and one in the capital.", ("one", "person", "kill")),
        ("The army lost 12 miners and the rebels 30.", ("30", "miner", "kill")),
        ("The first bus carried 50 guests, the second about 40.", ("about 40", "guest", "evacuate")),
        (
            "Some 2,000 left the town on Monday, and another 1,500 on Tuesday.",
            ("another 1,500", "person", "evacuate"),
        ),
        ("Nine died on Monday and 12 the day before.", ("12", "person", "kill")),
        # others, behind somebody who is one
        ("The fire killed Ada Brill, a cook, and 13 others.", ("13 others", "person", "kill")),
        ("A cook and 13 others were hurt.", ("13 others", "person", "wound")),
        # figures of another source, or another day
        ("The flood killed 31 people. The earlier count had been 26.", ("26", "person", "kill")),
        ("The flood killed 31 people. On Monday the figure stood at 26.", ("26", "person", "kill")),
        (
            "The flood killed 31 people. The opposition spoke of at least 40.",
            ("at least 40", "person", "kill"),
        ),
        ("Gunmen seized 31 schoolgirls. Parents put the number at 40.", ("40", "child", "kidnap")),
        ("The council says 31 miners died. The owner acknowledged only 12.", ("only 12", "miner", "kill")),
        ("The flood killed 12 people, up from nine.", ("nine", "person", "kill")),
        # parts of a bare total
        ("Of the 120 killed, 80 were children.", ("80", "child", "kill")),
        # a state after an adverb
        ("Sixteen were rescued; 30 are still missing.", ("30", "person", "missing")),
        # what they remain in, or are on
        (
            "Two climbers died at the scene and five remain in a serious condition.",
            ("five", "climber", "wound"),
        ),
        ("Eleven patients left and four are on ventilators.", ("four", "patient", "treat")),
        ("Divers found 14 sailors; five remain missing.", ("five", "sailor", "missing")),
        # behind a semicolon
        ("The rebels spoke of 52 dead; the army of 17.", ("17", "person", "kill")),
        (
            "Thousands marched; police put the number at 45,000, organisers at 90,000.",
            ("90,000", "person", "protest"),
        ),
        # crowds
        ("Thousands marched. Organisers put the turnout at 90,000.", ("90,000", "person", "protest")),
        # beside a count that is taken out of a total
        (
            "Gunners shot down 29 of 32 drones and six of eight rockets.",
            ("six of eight rockets", "rocket", "destroy"),
        ),
        # things lost, and people in hospital beside others
        ("Rebels hit two helicopters; the army lost only one.", ("only one", "helicopter", "destroy")),
        ("Three cooks were hurt, with two more in hospital.", ("two more", "cook", "treat")),
        # cases of an illness
        ("The clinic found 40 new cases of cholera.", ("40 new cases", "case", "infect")),
        ("The clinic recorded 300 measles infections.", ("300 measles infections", "person", "infect")),
        # members of what has a name, and toll of two groups
        (
            'Some 40 members of the "Lions of the Coast" militia died.',
            ('Some 40 members of the "Lions', "fighter", "kill"),
        ),
        ("The number of guards and nurses killed in the north rose to 39.", ("39", "person", "kill")),
        # parts of a bare total, and those who have died since
        ("Police said 37 were hurt, 12 of them seriously.", ("12 of them", "person", "wound")),
        ("Nine guests were hurt and two have since died.", ("two", "guest", "kill")),
        ("Sixty inmates escaped and 14 have been recaptured.", ("14", "inmate", "arrest")),
        # deaths that rise to a figure
        ("Heat deaths climbed to 61.", ("61", "person", "kill")),
        ("The number of villagers forced to flee worldwide has reached 900.", ("900", "person", "displace")),
        # what people took part in
        ("Up to 900 nurses walked out on Monday.", ("Up to 900 nurses", "person", "protest")),
        ("About 400 people took part in a march.", ("About 400 people", "person", "protest")),
        ("Some 300 nurses turned out for a rally.", ("Some 300 nurses", "person", "protest")),
        ("Some 300 nurses participated in the sit-in.", ("Some 300 nurses", "person", "protest")),
    ],
)
def test_a_bare_number_takes_what_it_leaves_out(text: str, last: tuple[str, str, str]) -> None:
    """The last count of a text has the unit and event of the one it goes on from."""
    assert _shown(text)[-1] == last


@pytest.mark.parametrize(
    "text",
    [
        "The blast killed 12 people near the mill, the port 30 metres away.",
        "A fire killed Ada Brill, 40, and Tom Brill, 12.",
        "The fire killed nine people in 2019, 40 percent more than the year before.",
        "Two teams took part in the study.",
    ],
)
def test_a_number_of_something_else_takes_nothing(text: str) -> None:
    """Ages, lengths, percentages and who took part in what is no event are no counts of those before them."""
    assert all("people" in claim.text for claim in _claims(text))


def test_a_rivals_figure_is_the_rivals() -> None:
    """Who counted differently is who says the bare number."""
    text = "The harbour office said 31 people had died; the Coast Relief Society counted 44."
    assert [(claim.low, claim.speaker) for claim in _claims(text)] == [
        (31, "harbour office"),
        (44, "Coast Relief Society"),
    ]


def test_others_are_the_toll_of_an_event_not_told_before() -> None:
    """Those hurt beside one killed are all who were hurt; the rest of the killed are no toll."""
    text = "A bomb killed three people and wounded 12 others. Two others died in a fire."
    assert [(claim.text, claim.main) for claim in _claims(text)] == [
        ("three people", True),
        ("12 others", True),
        ("Two others", False),
    ]


@pytest.mark.parametrize(
    ("text", "last"),
    [
        ("Fire hit 12 pickups; four houses were destroyed and six damaged.", ("six", "house", "destroy")),
        ("The boat had more than 130 on board.", ("more than 130", "person", "other")),
        ("Twenty people were held, and a further 15 are being sought.", ("a further 15", "person", "other")),
        ("Bandits kill 11 in attack on village; mayor says 7", ("7", "person", "kill")),
        ("Among those held were three lawmakers.", ("three lawmakers", "lawmaker", "arrest")),
    ],
)
def test_a_bare_number_is_of_those_the_sentence_speaks_of(text: str, last: tuple[str, str, str]) -> None:
    """Those on board, others than those told, and what a headline's second source says."""
    assert _shown(text)[-1] == last
