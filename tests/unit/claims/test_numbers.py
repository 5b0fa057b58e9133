"""Numbers read from sentences: values, bounds, spans, kinds and what is left out."""

from __future__ import annotations

import pytest

from flows.claims.numbers import Number, find_candidates, find_numbers
from flows.claims.text import Sentence, fold


def _read(text: str) -> list[Number]:
    return find_numbers(Sentence(fold(text), 0, len(text)))


def _only(text: str) -> Number:
    found = [number for number in _read(text) if number.left_out is None]
    assert len(found) == 1, found
    return found[0]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("11000 people", 11000),
        ("1,250 people", 1250),
        ("12,34,567.89 rupees", 1234567.89),
        ("40 000 people", 40000),
        ("1\u202f234\u202f567 people", 1234567),
        ("twenty-three people", 23),
        ("two hundred and fifty people", 250),
        ("one thousand two hundred people", 1200),
        ("one and a half million people", 1500000),
        ("a million and a half people", 1500000),
        ("2.5 million people", 2500000),
        ("4 thousand people", 4000),
        ("5k people", 5000),
        ("3m people", 3000000),
        ("half a dozen people", 6),
        ("half a million people", 500000),
        ("a quarter of a million people", 250000),
        ("two dozen people", 24),
        ("a hundred people", 100),
        ("13 lakh people", 1300000),
        ("two thirds of the people", 2 / 3),
        ("2 1/2 loaves", 2.5),
        ("three out of five towns", 0.6),
        ("minus five", -5),
        ("nought point nought three", 0.03),
        ("two-and-a-half million people", 2500000),
        ("4.1 billion shares", 4100000000),
        ("a couple of trucks", 2),
    ],
)
def test_a_plain_number_has_one_value(text: str, value: float) -> None:
    """However a number is spelled, low and high are its value and the bound is exact."""
    number = _only(text)
    assert number.bound == "exact"
    assert [number.low, number.high] == pytest.approx([value, value])


@pytest.mark.parametrize(
    ("text", "span", "bound", "low", "high"),
    [
        ("killing at least 29 rebels", "at least 29", "above", 29, None),
        ("no fewer than six people", "no fewer than six", "above", 6, None),
        ("upwards of 40 trucks", "upwards of 40", "above", 40, None),
        ("140+ vehicles", "140+", "above", 140, None),
        ("20 or more people", "20 or more", "above", 20, None),
        ("perhaps more than 200", "perhaps more than 200", "above", 200, None),
        ("more than a dozen people", "more than a dozen", "above", 12, None),
        ("at least dozens died", "at least dozens", "above", 24, None),
        ("almost 50 trucks", "almost 50", "below", None, 50),
        ("up to 300 people", "up to 300", "below", None, 300),
        ("no more than a few dozen men", "no more than a few dozen", "below", None, 60),
        ("as many as 50 people", "as many as 50", "below", None, 50),
        ("six at most", "six at most", "below", None, 6),
        ("some 250 fighters", "some 250", "about", 250, 250),
        ("an estimated 1.2 million people", "an estimated 1.2 million", "about", 1200000, 1200000),
        ("30-odd fighters", "30-odd", "about", 30, 30),
        ("about 20 or so men", "about 20 or so", "about", 20, 20),
        ("only 4 thousand were left", "only 4 thousand", "exact", 4000, 4000),
        ("another 30 were hurt", "another 30", "exact", 30, 30),
        ("300-350 fighters", "300-350", "range", 300, 350),
        ("as many as 300-350 fighters", "as many as 300-350", "range", 300, 350),
        ("300 – 350 fighters", "300 – 350", "range", 300, 350),
        ("between 20 and 30 people", "between 20 and 30", "range", 20, 30),
        ("from 20 to 30 people", "from 20 to 30", "range", 20, 30),
        ("two or three million people", "two or three million", "range", 2000000, 3000000),
        ("2-3,000 people", "2-3,000", "range", 2000, 3000),
        ("500-1,000 people", "500-1,000", "range", 500, 1000),
        ("$5-10 million", "$5-10 million", "range", 5000000, 10000000),
        ("5k-20k people", "5k-20k", "range", 5000, 20000),
        ("more than 40 and less than 90", "more than 40 and less than 90", "range", 40, 90),
        ("only a few dozen fighters", "only a few dozen", "vague", 24, 60),
        ("dozens were hurt", "dozens", "vague", 24, 99),
        ("scores of men fled", "scores", "vague", 40, 199),
        ("tens of thousands fled", "tens of thousands", "vague", 20000, 99999),
        ("several hundred men", "several hundred", "vague", 300, 999),
    ],
)
def test_a_hedge_sets_the_bound(
    text: str, span: str, bound: str, low: float | None, high: float | None
) -> None:
    """The words around a number say what it allows, and they belong to its span."""
    number = _only(text)
    assert (text[number.start : number.end], number.bound) == (span, bound)
    assert (number.low, number.high) == (low, high)


@pytest.mark.parametrize(
    ("text", "kind", "unit", "value"),
    [
        ("It cost $2.5 million.", "money", "dollar", 2500000),
        ("It cost 85 million euros.", "money", "euro", 85000000),
        ("It cost £8.10 million.", "money", "pound", 8100000),
        ("It cost 75 USD million.", "money", "US dollar", 75000000),
        ("The rise was five per cent.", "percent", "percent", 5),
        ("It is 6 km away.", "length", "kilometre", 6),
        ("a six-mile trip", "length", "mile", 6),
        ("He is 5 ft 2 in.", "length", "foot", 5 + 1 / 6),
        ("They waited three weeks.", "duration", "week", 3),
        ("200lbs of flour", "weight", "pound", 200),
        ("It reached 45 degrees Celsius.", "other", "degree celsius", 45),
        ("It makes 7.3 MWh.", "other", "megawatt hour", 7.3),
        ("They ran at 10km/hr.", "other", "kilometre per hour", 10),
        ("He is 6 feet, 2 inches.", "length", "foot", 6 + 1 / 6),
        ("It fell to $78.20 a barrel.", "money", "dollar per barrel", 78.2),
        ("a dividend of 12 cents per share", "money", "cent per share", 12),
        ("a tax of $40 per passenger", "money", "dollar per passenger", 40),
        ("It cost $3m a year ago.", "money", "dollar", 3000000),
        ("They pump 900 barrels a day.", "other", "barrel per day", 900),
        ("It was 1.1C warmer.", "other", "degree celsius", 1.1),
        ("It does 48mpg.", "other", "mile per gallon", 48),
        ("650 lb ft of torque", "other", "pound foot", 650),
        ("It rose 3-1/4 cents.", "money", "cent", 3.25),
        ("four barrel bombs", "count", None, 4),
        ("40 trucks", "count", None, 40),
    ],
)
def test_a_unit_makes_a_quantity(text: str, kind: str, unit: str | None, value: float) -> None:
    """What stands beside a number says what it measures; the value stays in the unit stated."""
    number = _only(text)
    assert (number.kind, number.unit) == (kind, unit)
    assert number.low == pytest.approx(value)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The population grew to 8.5m.", [(8500000, None)]),
        ("It was sold for $45.3m, four times the estimate.", [(45300000, "dollar"), (4, None)]),
        ("Sales rose 5 percent to 120.", [(5, "percent"), (120, None)]),
        ("Claims rose by 9,000 to 81,000.", [(9000, None), (81000, None)]),
        ("The index fell 120 to 4,310.", [(120, None), (4310, None)]),
        ("It is right to plus or minus three percentage points.", [(3, "percent")]),
        ("It emits 142 g/km.", [(142, "gram per kilometre")]),
    ],
)
def test_a_number_ends_where_the_next_begins(text: str, expected: list[tuple[float, str | None]]) -> None:
    """Letters, commas and units of one number are not read into the next."""
    assert [(number.low, number.unit) for number in _read(text)] == expected


def test_millions_written_as_m_go_on_through_the_sentence() -> None:
    """After "7.9m passengers" a bare 7.1m is millions too, and 5.2m of wall stay metres."""
    found = _read("It had 7.9m passengers, up from 7.1m, and built a 5.2m wall.")
    assert [(number.low, number.unit) for number in found] == [
        (7900000, None),
        (7100000, None),
        (5.2, "metre"),
    ]


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("a 25-year-old driver", "age"),
        ("children under 16", "age"),
        ("Jonah Reed, 43, said so", "age-after-name"),
        ("on October 12", "date"),
        ("in 2016", "year"),
        ("the 2003 war", "year"),
        ("in the 1960s", "decade"),
        ("at 10:30", "clock"),
        ("the 5th brigade", "ordinal"),
        ("with an AK-47 rifle", "model"),
        ("resolution 2254", "label"),
        ("they won 3-1", "score"),
        ("from 2-0 down", "score"),
        ("beat the visitors 114-101", "score"),
        ("she called 911", "emergency"),
        ("a foreign one", "one-pronoun"),
        ("the suspect, 34, was held", "age"),
        ("voted 52-48", "vote"),
        ("a magnitude 6.2 quake", "magnitude"),
        ("the top 10", "rank"),
        ("one of the reasons", "one-of"),
        ("no one came", "one-pronoun"),
        ("open 24/7", "emergency"),
        ("call 555-010-4477", "phone"),
    ],
)
def test_what_counts_nothing_is_left_out_by_name(text: str, rule: str) -> None:
    """Ages, dates, names and scores are returned with the rule that leaves them out."""
    assert {rule} == {number.left_out for number in _read(text)}


def test_a_day_opens_no_range() -> None:
    """The day of a month and a larger number after it are two numbers."""
    found = _read("The index rose on Dec. 5 to 922.")
    assert [(5, "date"), (922, None)] == [(number.low, number.left_out) for number in found]


def test_an_open_end_leaves_a_range_open() -> None:
    """A range stays open where its upper end is (from 500 to "well over 1,000")."""
    found = _read("It hurt from 500 to well over 1,000 people.")
    assert [("above", 500, None)] == [(number.bound, number.low, number.high) for number in found]


def test_a_change_is_two_numbers() -> None:
    """The ends of a change, "rose from 20 to 30", are two numbers and no range."""
    found = _read("the toll rose from 20 to 30")
    assert [(number.low, number.high) for number in found] == [(20, 20), (30, 30)]


def test_the_title_before_a_count_is_not_its_hedge() -> None:
    """A hedge belongs to the number after it, also where a number stands before it."""
    found = _read("9427 At least 12 civilians died")
    assert [(number.bound, number.low) for number in found] == [("exact", 9427), ("above", 12)]


@pytest.mark.parametrize(
    ("text", "counts"),
    [
        ("On April 15 126 people died", [126]),
        ("In 2016 300 people died", [300]),
        ("In 2016 dozens of people died", [24]),
        ("2000 people and 1500 rockets", [2000, 1500]),
        ("tens of thousands of people", [20000]),
    ],
)
def test_a_lost_comma_costs_no_count(text: str, counts: list[int]) -> None:
    """A count stays one where the comma between it and a date is lost."""
    assert [number.low for number in _read(text) if number.left_out is None] == counts


def test_candidates_come_apart_from_numbers() -> None:
    """Articles and "no" are numbers only for a caller that knows the noun after them."""
    sentence = Sentence("no casualties, but a child and his wife fled", 0, 45)
    assert [(number.rule, number.low) for number in find_candidates(sentence)] == [
        ("no-zero", 0),
        ("article-one", 1),
        ("possessive-one", 1),
    ]
    assert find_numbers(sentence) == []


def test_offsets_are_the_articles() -> None:
    """A sentence that begins later in the article shifts every offset."""
    number = find_numbers(Sentence("At least 12 men", 100, 115))[0]
    assert (number.start, number.end, number.value_start, number.value_end) == (100, 111, 109, 111)


@pytest.mark.parametrize(
    ("unit", "times", "numbers"),
    [
        ("1", 100_000, 0),
        ("1 ", 5_000, 5_000),
        ("1,", 5_000, 5_000),
        ("100,000,", 2_000, 500),
        ("1/2 ", 5_000, 5_000),
        ("1-", 5_000, 5_000),
        ("and ", 100_000, 0),
        ('"', 100_000, 0),
        (" ", 100_000, 0),
        ("between ", 50_000, 0),
        ("at least ", 50_000, 0),
        ("the army said that at least 20 people died, and ", 2_000, 2_000),
    ],
)
def test_hostile_text_is_read_to_its_end(unit: str, times: int, numbers: int) -> None:
    """However often a text repeats itself, it is one sentence read to its end."""
    text = unit * times
    assert numbers == len(find_numbers(Sentence(text, 0, len(text))))
