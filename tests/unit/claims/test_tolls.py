"""How many were killed, in the many ways news says so; every sentence here is invented."""

from __future__ import annotations

import pytest

from flows.claims import extract
from flows.records import Article, Claim, Origin, Segment


def killed(text: str, origin: Origin = "body") -> list[str]:
    """Return each count of the killed in `text` with its unit: "24..99 person", "30+ fighter", "5 child part"."""
    article = Article("a.txt", text, (Segment(origin, 0, len(text)),), outlet="The Herald")
    return [_shown(claim) for claim in extract(article) if claim.event == "kill"]


def _shown(claim: Claim) -> str:
    low, high = (None if end is None else int(end) for end in (claim.low, claim.high))
    number = (
        f"{low}" if low == high else f"{low}+" if high is None else f"{'' if low is None else low}..{high}"
    )
    return f"{number} {claim.unit}{' part' if claim.part_of else ''}"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The death toll stood at 61 by nightfall.", ["61 person"]),
        ("The toll now stands at 61 dead and 200 injured.", ["61 person"]),
        ("Officials put the number of dead at 47.", ["47 person"]),
        ("The number of people killed in the landslide has climbed to 33.", ["33 person"]),
        ("The number of civilians who died in the raid was 17.", ["17 civilian"]),
        (
            "The blast killed 9 on Friday, bringing to 46 the number killed in two days.",
            ["9 person", "46 person"],
        ),
        (
            "A second blast killed three more, bringing the number killed this week to 46.",
            ["3 person", "46 person"],
        ),
        ("The latest raids took to 88 the number of villagers killed in a week.", ["88 person"]),
        ("Sunday's shelling brought to 52 the number of residents killed in the valley.", ["52 person"]),
        ("The agency updated to 18 its toll for the wreck.", ["18 person"]),
        ("The agency revised its toll down to 18.", ["18 person"]),
        ("The collapse killed at least 30, with the toll expected to rise.", ["30+ person"]),
        ("Estimates of the death toll vary from 100 to 300.", ["100..300 person"]),
        ("The ministry puts the figure at 41.", []),
        ("At least 19 people lost their lives when the ferry sank.", ["19+ person"]),
        ("The fire claimed 14 lives.", ["14 person"]),
        ("The fire claimed the lives of 14 people and injured nine.", ["14 person"]),
        (
            "The fire has claimed the lives of three workers injured two others and gutted a warehouse.",
            ["3 worker"],
        ),
        ("The attack cost the lives of 12 soldiers.", ["12 soldier"]),
        ("The war has cost 500 lives.", ["500 person"]),
        ("The bombing took 22 lives.", ["22 person"]),
        ("The storm left 9 dead.", ["9 person"]),
        ("The storm left nine people dead and dozens missing.", ["9 person"]),
        ("The clash left six policemen dead.", ["6 police officer"]),
        ("Clashes left dead 11 militiamen and four soldiers.", ["11 fighter", "4 soldier"]),
        ("Seven people were confirmed dead.", ["7 person"]),
        (
            "Three senior commanders including a deputy had been confirmed dead.",
            ["3 fighter", "1 deputy part"],
        ),
        ("Four climbers were found dead.", ["4 climber"]),
        ("Four climbers were found dead on the ridge on Monday.", ["4 climber"]),
        ("Rescuers pulled 12 bodies from the rubble.", ["12 body"]),
        ("Rescuers recovered the bodies of 12 miners.", ["12 miner"]),
        ("The bodies of three girls were found in a well.", ["3 girl"]),
        ("At least 22 bodies were taken to the morgue.", ["22+ body"]),
        ("Twenty-two bodies were found in a mass grave.", ["22 body"]),
        ("Two others succumbed to their injuries in hospital.", ["2 person"]),
        ("A fifth man succumbed to his wounds on Sunday.", ["1 man"]),
        ("Thirty-one people perished in the blaze.", ["31 person"]),
        ("Fifteen passengers drowned.", ["15 passenger"]),
        ("Eight pilgrims were crushed to death.", ["8 pilgrim"]),
        ("Five hikers froze to death.", ["5 hiker"]),
        ("Six villagers were burned to death.", ["6 person"]),
        ("Nine farmers were hacked to death.", ["9 farmer"]),
        ("Four men were shot dead outside a bar.", ["4 man"]),
        ("Gunmen shot dead four men outside a bar.", ["4 man"]),
        ("Gunmen opened fire on a bus, killing 14 and wounding 20.", ["14 person"]),
        ("Police killed 3 suspects.", ["3 suspect"]),
        ("Army kills 12 rebels in the hills.", ["12 fighter"]),
        ("The army said its forces had killed 12 rebels and captured four.", ["12 fighter"]),
        (
            'The strike killed "at least 19 farmers and herders, most of them elderly", the agency said.',
            ["19+ farmer"],
        ),
        ('State radio said "tens of gunmen" had been killed.', ["20..99 fighter"]),
        ('"Dozens" of miners were killed, she said.', ["24..99 miner"]),
        ("Hundreds of people - possibly 900 - were killed.", ["200..999 person"]),
        (
            "Among the dead were 21 children and eight women, said the coroner, Ann Bell.",
            ["21 child", "8 woman"],
        ),
        (
            "Among the dead were 21 children and eight women said regional governor Ann Bell.",
            ["21 child", "8 woman"],
        ),
        ("Among the victims were a nurse and two of her sons.", ["1 person", "2 man"]),
        ("Those killed on Friday included 12 tourists and a guide.", ["12 tourist", "1 guide part"]),
        ("Those killed overnight included 13 people, mostly miners.", ["13 person"]),
        ("The victims included three children and one woman.", ["3 child", "1 woman"]),
        ("The dead include six women and four children.", ["6 woman", "4 child part"]),
        ("The dead were three children and their mother.", ["3 child", "1 woman"]),
        ("Of the dead, 14 were children.", ["14 child"]),
        ("Of those killed, 14 were children and six were women.", ["14 child", "6 woman"]),
        ("Of the 31 dead, 14 were children.", ["31 person", "14 child part"]),
        ("Of the 45 people killed, nine were women.", ["45 person", "9 woman part"]),
        ("Fourteen of the dead were children.", ["14 child"]),
        ("Fourteen of the 31 killed were children.", ["14 child", "31 person"]),
        ("Fourteen of them were children.", []),
        ("Thirty people, half of them children, were killed in the fire.", ["30 person"]),
        ("Twelve people were killed, including five children.", ["12 person", "5 child part"]),
        (
            "Twelve people died including five children as a result of the fire.",
            ["12 person", "5 child part"],
        ),
        (
            "Twelve people have been killed in the strikes, a monitor said on Monday, including five in one house.",
            ["12 person", "5 person part"],
        ),
        (
            "Dozens of people have been killed in raids a monitor said including at least 31 people in a single town.",
            ["24..99 person", "31+ person part"],
        ),
        ("Twelve people were killed, among them five children.", ["12 person", "5 child part"]),
        ("Twelve people, five of whom were children, were killed.", ["12 person", "5 child part"]),
        ("Twelve people, five of them children, were killed in the raid.", ["12 person", "5 child part"]),
        ("Twelve people, most of them children, were killed in the raid.", ["12 person"]),
        (
            "Twelve people -- seven soldiers and five civilians -- were killed.",
            ["12 person", "7 soldier part", "5 civilian part"],
        ),
        (
            "Twelve people were killed: seven soldiers and five civilians.",
            ["12 person", "7 soldier part", "5 civilian part"],
        ),
        ("Fighting killed 33 militiamen as well as 55 rebels.", ["33 fighter", "55 fighter"]),
        ("Twenty guards were killed as well as dozens of passengers.", ["20 guard", "24..99 passenger"]),
        ("The raid killed three workers in addition to one passer-by.", ["3 worker", "1 passer-by"]),
        ("Along with the pilot, six passengers died.", ["6 passenger"]),
        ("A family of six died in the gas leak.", ["6 person"]),
        ("The shell killed a family of five.", ["5 person"]),
        ("A bomb killed 10 people, including a Peruvian family of four.", ["10 person", "4 person part"]),
        ("A mother and her three children were killed.", ["1 woman", "3 child"]),
        ("A couple and their two daughters were killed.", ["2 daughter"]),
        (
            "An elderly woman, her son and two grandchildren were killed.",
            ["1 woman", "1 man", "2 grandchild"],
        ),
        ("The elimination of 37 militants was confirmed.", ["37 fighter"]),
        ("Troops eliminated 37 militants.", ["37 fighter"]),
        ("Security forces neutralised 16 insurgents.", ["16 fighter"]),
        ("The rebels lost 13 of their fighters.", ["13 fighter"]),
        ("The army lost 40 men.", ["40 man"]),
        ("The group lost over one hundred fighters in five days.", ["100+ fighter"]),
        ("Losses among the rebels reached 90 fighters.", ["90 fighter"]),
        ("Seven (female) civilians were killed.", ["7 civilian"]),
        ("Up to 80 (armed) fighters were killed.", ["..80 fighter"]),
        ("Twenty Free Valley (FV) fighters were killed.", ["20 fighter"]),
        ("Nine were killed among government troops.", ["9 person"]),
        (
            "There were 16 dead among the ranks of the militia and 24 among its rivals.",
            ["16 person", "24 person"],
        ),
        ("Casualties included nine dead.", ["9 person"]),
        ("There were nine fatalities.", ["9 person"]),
        ("The crash caused nine deaths and 40 injuries.", ["9 person"]),
        ("Nine deaths were reported in the north.", ["9 person"]),
        ("Two deaths were confirmed in hospital.", ["2 person"]),
        ("Nine people are known to have died.", ["9 person"]),
        ("Nine people are believed to have been killed.", ["9 person"]),
        ("Nine people are feared dead.", ["9 person"]),
        ("Nine people were reported killed.", ["9 person"]),
        ("Nine people were reportedly killed.", ["9 person"]),
        ("Nine people were said to have been killed.", ["9 person"]),
        ("It is thought that nine people died.", ["9 person"]),
        ("As many as nine people may have died.", ["..9 person"]),
        ("Nobody was killed.", ["0 person"]),
        ("No one died in the fire.", ["0 person"]),
        ("There were no deaths.", ["0 person"]),
        ("No soldiers were killed.", ["0 soldier"]),
        ("The bomber killed himself and 11 others.", ["11 person"]),
        ("The attacker and three guards were killed.", ["3 guard"]),
        ("Thirty people were killed, 12 of them in the capital.", ["30 person", "12 person part"]),
        (
            "Sixty people were killed nationwide, 25 in the north and 35 in the south.",
            ["60 person", "25 person part", "35 person part"],
        ),
        (
            "Sixty people were killed, including 25 in the north and 35 in the south.",
            ["60 person", "25 person part", "35 person part"],
        ),
        (
            "Eleven people died in the north, six in the south and two in the capital.",
            ["11 person", "6 person", "2 person"],
        ),
        ("Two soldiers were killed and a third was wounded.", ["2 soldier"]),
        ("Four more bodies were found on Tuesday.", ["4 body"]),
        ("Four people died on the spot while three others died in hospital.", ["4 person", "3 person"]),
        ("Four of the wounded later died.", ["4 person"]),
        ("Two of the injured died in hospital.", ["2 person"]),
        ("A man was killed and four others wounded.", ["1 man"]),
        ("An official said 22 guards who escorted the trucks were killed.", ["22 guard"]),
        ("More than 64 mercenaries from Ruria, Tania and Egra were killed in the valley.", ["64+ fighter"]),
        ("A total of 72 militants who were later identified as foreigners were eliminated.", ["72 fighter"]),
        (
            "Fifteen volunteers from the relief corps who had rushed to the scene were killed.",
            ["15 volunteer"],
        ),
        ("Police say the gang, which has 40 members, killed 5 traders.", ["5 trader"]),
        ("At least 36 of the victims were found shot.", ["36+ person"]),
        ("Twenty-two people were martyred.", ["22 person"]),
        ("The army killed and wounded 30 militants.", []),
        ("The siege has killed 40 people through hunger.", ["40 person"]),
        ("Cholera has killed 120 people since June.", ["120 person"]),
        ("The disease has infected 900 people and killed 31.", ["31 person"]),
        ("Malaria kills 400,000 people each year.", ["400000 person"]),
        ("The outbreak has been linked to 31 deaths.", ["31 person"]),
        ("The drug was blamed for six deaths.", ["6 person"]),
        ("A suspect charged with killing four women appeared in court.", ["4 woman"]),
        ("He was convicted of murdering two students.", ["2 student"]),
        ("She is accused of the murder of three men.", ["3 man"]),
        ("The massacre of 30 villagers shocked the country.", ["30 person"]),
        ("They mourned the deaths of 13 miners.", ["13 miner"]),
        ("The funeral of three firemen was held.", ["3 fireman"]),
        ("The killing of two journalists drew protests.", ["2 journalist"]),
        ("The shooting deaths of two police officers drew crowds.", ["2 officer"]),
        ("It was the worst crash since 1998, when 44 people were killed.", ["44 person"]),
        ("The blast killed shoppers including three children.", ["3 child"]),
        ("The mayor was killed along with four guards.", ["4 guard"]),
        ("Gunmen killed the mayor along with four guards.", ["4 guard"]),
        ("No one was killed when the roof fell while guests, including two boys, slept.", ["0 person"]),
        ("The raid killed 40 people while more than three million Ruritanians fled.", ["40 person"]),
        ("A blast in a hall of 90 people killed three.", ["3 person"]),
        ("The envoy was met by 40 people with two children.", []),
        ("A woman and her six children were burned to death in their hut.", ["1 woman", "6 child"]),
        ("Twelve people were killed while 30 others escaped.", ["12 person"]),
        ("Nobody died although 300 guests were inside.", ["0 person"]),
        ("The blast killed 12 people and wounded 50 state media reported.", ["12 person"]),
        ("The raid killed 15 state media reported.", ["15 person"]),
        ("More than 50 Ruria rebels jihadists were killed.", ["50+ fighter"]),
        ("Twelve people, all civilians, were killed.", ["12 person"]),
        ("Twelve people all civilians were killed.", ["12 person"]),
        ("Forty-six people among them many children have been killed.", ["46 person"]),
        (
            "It has left two patients dead and eight others injured the Relief Society has announced.",
            ["2 patient"],
        ),
        (
            "It injured two patients and left eight others dead the Relief Society has announced.",
            ["8 patient"],
        ),
        (
            "The number of people killed in an air strike this morning against the market has risen to 21.",
            ["21 person"],
        ),
        ("The army killed a confirmed 33 militants.", ["33 fighter"]),
        ("Twelve were killed and dozens wounded some seriously when the depot blew up.", ["12 person"]),
        ("Forty 'foreign fighters' were killed.", ["40 fighter"]),
        (
            "The monitor says 800 people have died while the ministry puts the figure at 950.",
            ["800 person", "950 person"],
        ),
        (
            "The monitor says 800 people have died. The ministry puts the figure at 950.",
            ["800 person", "950 person"],
        ),
        ("At least 36 of the slain were farmers.", ["36+ farmer"]),
        (
            "Herald: Storm Kills 12 People Near the Coast and the ministry said on Monday that roads were closed.",
            ["12 person"],
        ),
    ],
)
def test_a_sentence_counts_the_killed(text: str, expected: list[str]) -> None:
    """Tolls, lists, parts, passives, states and nouns of death each give the number, the unit and the part."""
    assert expected == killed(text)


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
        ("Airstrike kills family of seven", ["7 person"]),
        ("Militants behead 4 hostages", ["4 hostage"]),
        ("Police: 6 dead in highway crash", ["6 person"]),
        ("Blast near school kills 5 children, 2 teachers", ["5 child", "2 teacher"]),
        ("More than 50 rebels jihadists killed in clashes", ["50+ fighter"]),
        ("Suicide bomber kills himself and 11 others", ["11 person"]),
    ],
)
def test_a_headline_counts_the_killed(text: str, expected: list[str]) -> None:
    """Headlines drop articles, auxiliaries and commas."""
    assert expected == killed(text, "headline")
