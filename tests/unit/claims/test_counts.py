"""Which counts a sentence states: what is counted, and what happened to it."""

from __future__ import annotations

import pytest

from flows.claims import extract
from flows.records import Article, Claim, Segment


def claims_of(text: str, *, origin: str = "body", outlet: str = "The Herald") -> list[Claim]:
    """Return the counts of `text` read as one segment."""
    return extract(Article("a.txt", text, (Segment(origin, 0, len(text)),), outlet=outlet))  # type: ignore[arg-type]


def shown(text: str) -> list[tuple[str, str | None, str | None]]:
    """Return (text, unit, event) of each count in `text`."""
    return [(claim.text, claim.unit, claim.event) for claim in claims_of(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # objects, and verbs joined to them
        (
            "A bomb killed 22 people and wounded 170 in the market.",
            [("22 people", "person", "kill"), ("170", "person", "wound")],
        ),
        ("The blaze injured 14 firefighters.", [("14 firefighters", "firefighter", "wound")]),
        ("Police arrested 40 protesters.", [("40 protesters", "protester", "arrest")]),
        ("A gunman shot and wounded three people.", [("three people", "person", "wound")]),
        ("A man shot dead two guards.", [("two guards", "guard", "kill")]),
        (
            "The army destroyed nine tanks and shot down two planes.",
            [("nine tanks", "tank", "destroy"), ("two planes", "plane", "destroy")],
        ),
        # subjects
        (
            "Twelve soldiers died and three others are missing.",
            [("Twelve soldiers", "soldier", "kill"), ("three others", "soldier", "missing")],
        ),
        ("Two climbers fell to their deaths.", [("Two climbers", "climber", "kill")]),
        ("Hundreds fled the fighting.", [("Hundreds", "person", "displace")]),
        ("Some 60 rebels surrendered on Friday.", [("Some 60 rebels", "fighter", "surrender")]),
        ("About 900 people marched through the town.", [("About 900 people", "person", "protest")]),
        # passives
        ("At least six villagers were killed.", [("At least six villagers", "person", "kill")]),
        (
            "More than 5,000 families have been displaced.",
            [("More than 5,000 families", "family", "displace")],
        ),
        ("Some 900 villagers were taken hostage.", [("Some 900 villagers", "person", "kidnap")]),
        ("Eight sailors were rescued from the sea.", [("Eight sailors", "sailor", "rescue")]),
        ("Two men, aged 30 and 41, were shot.", [("Two men", "man", "wound")]),
        ("Thirty people were taken to hospital.", [("Thirty people", "person", "treat")]),
        # participles and states
        ("Seven people killed in the crash were named.", [("Seven people", "person", "kill")]),
        (
            "The flood left 12 dead and 30 injured.",
            [("12 dead", "person", "kill"), ("30", "person", "wound")],
        ),
        ("It made 400 people homeless.", [("400 people", "person", "displace")]),
        # nouns that state the event, and prepositions that tie the count to one
        (
            "The clinic recorded four deaths and 55 injuries.",
            [("four deaths", "person", "kill"), ("55 injuries", "person", "wound")],
        ),
        ("The death toll rose to 41.", [("41", "person", "kill")]),
        ("They ordered the evacuation of 300 residents.", [("300 residents", "person", "evacuate")]),
        ("They carried out 15 airstrikes.", [("15 airstrikes", "airstrike", "attack")]),
        (
            "The convoy of 30 buses left the town with 2,000 people.",
            [("30 buses", "bus", "evacuate"), ("2,000 people", "person", "evacuate")],
        ),
        ("Soldiers found the bodies of six miners.", [("six miners", "miner", "kill")]),
        # what was done to things and people by a noun with "to"
        ("The hail caused damage to four houses.", [("four houses", "house", "destroy")]),
        ("It caused injuries to five people.", [("five people", "person", "wound")]),
        # prisoners and hostages
        ("They took seven soldiers prisoner.", [("seven soldiers", "soldier", "arrest")]),
        (
            "Nine died and 60 were held with 30 taken hostage.",
            [
                ("Nine", "person", "kill"),
                ("60", "person", "arrest"),
                ("30 taken hostage", "hostage", "kidnap"),
            ],
        ),
        # incidents that are kept count of
        ("Monitors documented 60 breaches of the truce.", [("60 breaches", "breach", "attack")]),
        ("The air force flew 62 sorties.", [("62 sorties", "sortie", "attack")]),
        # those on board, those who got away hurt, those on strike
        ("All 89 people on board the ferry died.", [("All 89 people", "person", "kill")]),
        ("Twelve guests escaped with minor injuries.", [("Twelve guests", "guest", "wound")]),
        ("Some 700 nurses went on strike.", [("Some 700 nurses", "person", "protest")]),
        # the set a part is taken out of, and a subject with its list
        (
            "Of the 150 passengers on board, only 42 were rescued.",
            [("150 passengers", "passenger", "other"), ("only 42", "passenger", "rescue")],
        ),
        (
            "The port said 61 migrants, including women and children, drowned.",
            [("61 migrants", "migrant", "kill")],
        ),
        # who is named by an age alone
        ("Guards shot and killed a 17-year-old.", [("a 17-year-old", "person", "kill")]),
        # what is done to them by a verb with its object
        ("Marchers set fire to two buses.", [("two buses", "bus", "destroy")]),
        # those aboard, pulled out alive, handed over, or still missing
        (
            "Nine of the 24 people aboard died when it sank.",
            [("Nine of the 24 people", "person", "kill"), ("24 people", "person", "other")],
        ),
        ("Six miners were pulled out alive.", [("Six miners", "miner", "rescue")]),
        ("Nine hostages were handed over on Sunday.", [("Nine hostages", "hostage", "rescue")]),
        (
            "The toll reached 201, with 600 people still missing.",
            [("201", "person", "kill"), ("600 people", "person", "missing")],
        ),
        ("Some 200 girls taken by rebels are still in captivity.", [("Some 200 girls", "girl", "kidnap")]),
        # behind a quantity, and where it happened
        ("The blaze destroyed 900 hectares of forest and 30 homes.", [("30 homes", "home", "destroy")]),
        ("He killed 51 guests at two hotels.", [("51 guests", "guest", "kill")]),
        ("The flood killed 900 head of cattle.", []),
        ("The bridge carries 900 cars a day.", []),
        # lists
        (
            "The dead included two nurses and a driver.",
            [("two nurses", "person", "kill"), ("a driver", "driver", "kill")],
        ),
        ("Among those killed were three children.", [("three children", "child", "kill")]),
        # what counts others, and sets named before
        (
            "Ten trucks burned; four others were damaged.",
            [("Ten trucks", "truck", "destroy"), ("four others", "truck", "destroy")],
        ),
        ("Seven of the dead were children.", [("Seven of the dead", "child", "kill")]),
        (
            "The fire killed 22 people in a village on Friday, seven of them children.",
            [("22 people", "person", "kill"), ("seven of them", "child", "kill")],
        ),
        # tolls
        ("The number of rebels killed near the dam has risen to 39.", [("39", "fighter", "kill")]),
        ("It brings the number of munitions since Dec. 5 to 922.", [("922", "munition", "other")]),
        # what stands between a noun and its verb, and inside a noun
        (
            "Eight pupils between 7 and 12 years old were killed.",
            [("Eight pupils", "pupil", "kill")],
        ),
        ("Two half-brothers were killed.", [("Two half-brothers", "half-brother", "kill")]),
        ("The raid destroyed two mortar systems.", [("two mortar systems", "mortar", "destroy")]),
        # a line that was only wrapped
        ("The death toll in the flooded\nvalley rose to 61.", [("61", "person", "kill")]),
        ("There were 14 children among the dead.", [("14 children", "child", "kill")]),
        (
            "A shell killed the mayor and 12 schoolchildren.",
            [("12 schoolchildren", "child", "kill")],
        ),
        # containers and members
        ("Waves of fire killed dozens of young farmers.", [("dozens of young farmers", "farmer", "kill")]),
        (
            "Five members of the security forces were killed.",
            [("Five members of the security forces", "soldier", "kill")],
        ),
        # one number for both
        ("Twenty people were killed and wounded.", [("Twenty people", "person", "other")]),
        # people at large without an event
        ("Some 60,000 people live in the valley.", [("Some 60,000 people", "person", "other")]),
    ],
)
def test_a_count_has_its_unit_and_event(text: str, expected: list[tuple[str, str, str]]) -> None:
    """What a number counts and what happened to it is read off the grammar around it."""
    assert expected == shown(text)


@pytest.mark.parametrize(
    "text",
    [
        "Three men told reporters they saw smoke.",
        "She is a mother of two.",
        "A two-storey building was attacked.",
        "It was one of the six reasons.",
        "They met for two days in three countries.",
        "He owned two houses.",
        "The man, 47, was killed.",
        "The sisters, 17 and 22, were found unharmed.",
        "A man said the road was closed.",
        "The team won 31-24.",
        "A spokesman was killed off in the second act of the play.",
    ],
)
def test_what_counts_nobody_in_an_event_is_no_claim(text: str) -> None:
    """Speakers, relatives, ages, periods and things owned are no counts."""
    assert [] == [claim for claim in claims_of(text) if claim.rule.startswith("implied") is False]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "His wife was killed and a child was wounded.",
            [("His wife", "woman", "kill"), ("a child", "child", "wound")],
        ),
        ("Gunmen kidnapped a doctor near the clinic.", [("a doctor", "doctor", "kidnap")]),
        (
            "The raid killed a woman and her child.",
            [("a woman", "woman", "kill"), ("her child", "child", "kill")],
        ),
        ("A man said he heard a shot.", []),
        ("The driver left after a guard was killed.", []),
    ],
)
def test_a_victim_without_a_number_counts_as_one(text: str, expected: list[tuple[str, str, str]]) -> None:
    """One child killed counts one; who only speaks, or died in an aside of time, does not."""
    assert expected == shown(text)
    assert all(claim.low == claim.high == 1 for claim in claims_of(text))


def test_a_doer_is_no_victim() -> None:
    """The active subject of a killing is counted as attacking, its object as killed."""
    assert [("Thirty gunmen", "fighter", "attack"), ("five guards", "guard", "kill")] == shown(
        "Thirty gunmen killed five guards."
    )


def test_a_title_drops_its_articles() -> None:
    """In a headline a bare singular noun is a victim too."""
    found = claims_of("Bomb kills woman and child in Lima", origin="headline")
    assert [("woman", "kill"), ("child", "kill")] == [(claim.text, claim.event) for claim in found]


def test_a_comment_that_repeats_the_article_yields_nothing() -> None:
    """A reader who quotes the article adds no count; one who states another number does."""
    body = "The ministry said only four foreign fighters left the valley on Monday."
    quoting, stating = (
        "“only four foreign fighters left the valley on Monday” ha!",
        "I heard 20 fighters left the valley.",
    )
    text = f"{body}\n{quoting}\n{stating}"
    ends = len(body), len(body) + 1 + len(quoting), len(text)
    segments = (
        Segment("body", 0, ends[0]),
        Segment("comment", ends[0] + 1, ends[1], "Ann"),
        Segment("comment", ends[1] + 1, ends[2], "Bob"),
    )
    found = extract(Article("a.txt", text, segments, outlet="The Herald"))
    assert [("body", "only four foreign fighters"), ("comment", "20 fighters")] == [
        (claim.origin, claim.text) for claim in found
    ]
    assert "Bob" == found[1].speaker


def test_what_no_segment_covers_yields_nothing() -> None:
    """Widget lines between segments are not read."""
    text = "Donate: 500 people gave 100 $\nA storm killed nine people."
    start = text.index("A storm")
    assert ["nine people"] == [
        claim.text for claim in extract(Article("a", text, (Segment("body", start, len(text)),)))
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # one number for the killed and the wounded
        ("The blasts killed and wounded dozens of people.", [("dozens of people", "person", "other")]),
        # "take out" of fighters and things, and of people out of a place
        ("Jets took out seven rebel commanders.", [("seven rebel commanders", "fighter", "kill")]),
        ("Buses took out 300 fighters from the town.", [("300 fighters", "fighter", "evacuate")]),
        # who blows himself up attacks
        ("Three bombers blew themselves up.", [("Three bombers", "bomber", "attack")]),
        # commas that were lost
        ("Dozens killed hospital damaged in the north", [("Dozens killed", "person", "kill")]),
        ("The shelling injured 22 most of them women.", [("22", "person", "wound")]),
        # parts of a building
        ("The three storeys collapsed.", []),
        # who holds or carries whom, and what for
        ("The boat was carrying 164 passengers.", [("164 passengers", "passenger", "other")]),
        ("The party won and holds 112 in the chamber.", []),
        ("Fires forced 50 residents from their homes.", [("50 residents", "person", "displace")]),
        (
            "A court jailed nine sailors over the deaths of 34 miners.",
            [("nine sailors", "sailor", "arrest"), ("34 miners", "miner", "kill")],
        ),
        (
            "A court fined nine sailors over the deaths of 34 miners.",
            [("34 miners", "miner", "kill")],
        ),
        # the dead beside the rescued
        (
            "They pulled 61 survivors and 17 bodies from the water.",
            [("61 survivors", "survivor", "rescue"), ("17 bodies", "body", "kill")],
        ),
        # whose they are
        (
            "Two of the town's four bridges were destroyed.",
            [("Two of the town's four bridges", "bridge", "destroy")],
        ),
        # a part in a clause with another verb
        (
            "Shells killed 12 people eight of them children on Wednesday in a camp housing families fleeing the war.",
            [("12 people", "person", "kill"), ("eight of them", "child", "kill")],
        ),
    ],
)
def test_a_count_in_a_turn_of_phrase(text: str, expected: list[tuple[str, str, str]]) -> None:
    """Verbs that mean one thing of fighters and another of the rest, and texts that lost their commas."""
    assert shown(text) == expected


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("A landslide killed 41 people in Kenya's Fern province.", "Fern"),
        ("A landslide killed 41 people in Kenya's Fernhill.", "Fernhill"),
        ("A landslide killed 41 people in Iraq's Mosul.", "Mosul"),
        ("A landslide killed 41 people in Kenya's Christian community.", "Kenya"),
        ("A fire killed 41 people in Fernland's Otter park.", "Otter"),
        ("Fires killed 41 people overnight in Fernhill.", "Fernhill"),
    ],
)
def test_a_place_within_another_is_the_place(text: str, place: str | None) -> None:
    """Of "Kenya's Fern province" the province is the place, and the country where nothing finer is named."""
    assert [claim.place for claim in claims_of(text)] == [place]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("France's air strikes killed 12 people.", None),
        ("Twelve people were killed by Kenya on Monday.", None),
        ("The minister accused Kenya of killing 20 people.", None),
        ("An attack killed 20 people after Berlin accused Vienna of lying.", None),
        ("France's northern towns counted 12 dead.", "France"),
        ("A storm killed 12 people in Kenya on Monday.", "Kenya"),
        ("A storm killed 12 people in nearby Rimbel on Monday.", "Rimbel"),
    ],
)
def test_who_acts_is_no_place(text: str, place: str | None) -> None:
    """Who strikes, accuses or is accused says nothing of where people died."""
    assert [claim.place for claim in claims_of(text)] == [place]
