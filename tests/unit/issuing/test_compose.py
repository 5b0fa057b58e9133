"""What becomes of rows: ladder or table, headline, quiet days, and nothing the rows do not hold."""

from __future__ import annotations

from datetime import UTC, datetime

from flows.issuing.bottom_line import LONGEST_SUBJECT
from flows.issuing.model import FigureTable, Ladder
from tests.support.issue_rows import NOW, claim, digest, measure


def test_two_small_measures_of_the_same_two_sources_are_one_table() -> None:
    """Trucks and buses by the same two sources stand side by side, and opposite directions are told."""
    made = digest(
        [measure("a", "truck"), measure("b", "bus")],
        [
            claim("a", 1, 10, 10, "X"),
            claim("a", 2, 50, 50, "Y"),
            claim("b", 1, 13, 13, "Y"),
            claim("b", 2, 30, 30, "X"),
        ],
    )
    (table,) = made.disagreements
    assert isinstance(table, FigureTable)
    assert ("X, via Post", "Y, via Post") == table.columns
    assert [("Trucks", ("10", "50")), ("Buses", ("30", "13"))] == [
        (row.label, row.cells) for row in table.rows
    ]
    assert "opposite directions" in table.summary


def test_large_numbers_or_other_sources_stay_ladders() -> None:
    """A third source, a thousand or more, or another event keeps measures apart."""
    made = digest(
        [measure("a", "truck"), measure("b", "bus"), measure("c", "car", event="destroy")],
        [
            *(claim("a", 1, 10, 10, "X"), claim("a", 2, 50, 50, "Y")),
            *(claim("b", 1, 13, 13, "Y"), claim("b", 2, 3000, 3000, "X")),
            *(claim("c", 1, 13, 13, "Y"), claim("c", 2, 30, 30, "X")),
        ],
    )
    assert [True] * 3 == [isinstance(block, Ladder) for block in made.disagreements]


def test_an_inference_never_makes_the_headline() -> None:
    """The gap that is told lies between stated numbers; a writer's inference is drawn in the second colour only."""
    made = digest(
        [measure("a")],
        [
            claim("a", 1, 10, 10, "X"),
            claim("a", 2, 20, 20, "Y"),
            claim("a", 3, 900, 900, "Z", role="inference"),
        ],
    )
    assert "Officials differ twofold on how many people were killed in Eastport" == made.headline
    (ladder,) = made.disagreements
    assert isinstance(ladder, Ladder)
    assert [False, False, True] == [step.bar.is_ours for step in ladder.steps]


def test_who_is_not_counted_is_said_not_guessed() -> None:
    """An unclear claim is drawn with its remark, opens no gap, and is what to ask about."""
    made = digest(
        [measure("a", verdict="unclear")],
        [claim("a", 1, 10, 10, "X"), claim("a", 2, 900, 900, "Y", role="unclear", text="hundreds")],
    )
    assert "Sources do not disagree on any number" == made.headline
    (ladder,) = made.disagreements
    assert isinstance(ladder, Ladder)
    assert ["", "who is counted is not stated"] == [step.remark for step in ladder.steps]
    assert ("People killed in Eastport: ask Y whom “hundreds” counts.",) == made.questions


def test_a_sum_that_agrees_is_told_as_agreeing() -> None:
    """Parts that add up to a total are no conflict: the sum stands in the bottom line, strong, and in a ladder."""
    parts = {"role": "sum", "position_low": 90, "position_high": 90}
    made = digest(
        [measure("s", kind="arithmetic", verdict="compatible")],
        [
            claim("s", 1, 30, 30, "X", **parts, unit="sailor"),
            claim("s", 1, 60, 60, "X", **parts, unit="worker"),
            claim("s", 2, 92, 92, "drivers"),
        ],
    )
    assert (
        "The totals do not conflict: 30 sailors plus 60 workers is 90, close to drivers’ 92.",
        "strong",
    ) == (
        made.bottom_line[0].text,
        made.bottom_line[0].tone,
    )
    assert () == made.disagreements
    assert ["sum we computed: 30 + 60", "official, via Post"] == [
        step.note for step in made.agreements[0].steps
    ]
    assert "2 claims" not in made.agreements[0].summary
    assert made.agreements[0].summary.startswith("3 claims, 2% apart: compatible.")


def test_two_lower_bounds_are_two_figures() -> None:
    """Two lower bounds differ by what they state, though both could be true."""
    made = digest(
        [measure("a")],
        [claim("a", 1, 58, None, "X", bound="above"), claim("a", 2, 72, None, "Y", bound="above")],
    )
    assert "Officials differ by at least 14 on how many people were killed in Eastport" == made.headline


def test_a_rising_toll_is_no_quarrel() -> None:
    """Where the verdict is drift, the headline says where the number went and accuses nobody."""
    made = digest([measure("a", verdict="drift")], [claim("a", 1, 58, 58, "X"), claim("a", 2, 72, 72, "Y")])
    assert "The reported number of people killed in Eastport rose from 58 to 72" == made.headline


def test_a_source_that_changed_its_number_is_named() -> None:
    """Which way it went is told by when it was published, not by which number is higher."""
    later, earlier = "2026-11-20T12:00:00+00:00", "2026-11-19T12:00:00+00:00"
    made = digest(
        [measure("a", verdict="drift")],
        [
            claim("a", 1, 58, 58, "X", published_at=later),
            claim("a", 2, 72, 72, "X", published_at=earlier),
        ],
    )
    assert "X revised the number of people killed in Eastport from 72 to 58" == made.headline
    assert "X said “72 people” on 19 Nov, then “58 people” on 20 Nov." == made.bottom_line[0].text
    (drawn,) = made.disagreements
    assert isinstance(drawn, Ladder)
    assert ["72", "58"] == [step.value for step in drawn.steps]


def test_a_quiet_day_is_a_digest_too() -> None:
    """Nothing new since the last issue: it says so, and what still stands is one line each."""
    made = digest(
        [measure("a", is_news=False)],
        [claim("a", 1, 10, 10, "X"), claim("a", 2, 50, 50, "Y")],
        since=datetime(2026, 11, 20, 7, tzinfo=UTC),
    )
    assert "Nothing new since Fri 20 Nov 2026" == made.headline
    assert "1 disagreement stands as before." == made.bottom_line[0].text
    assert ("People killed in Eastport: 10 or 50 · a",) == made.still_open
    assert "Watch: nothing new, 21 Nov" == made.subject


def test_the_first_issue_is_never_quiet() -> None:
    """Without an issue before, everything is new, and an empty house says what was read."""
    made = digest(
        [], [], coverage=[{"feed_count": 0, "answering_count": 0, "article_count": 3, "number_count": 1}]
    )
    assert not made.is_quiet
    assert made.bottom_line[0].text.startswith("3 articles and 1 number were read;")


def test_dead_feeds_stand_in_the_dateline_and_under_health() -> None:
    """Silence is only worth what was listened to."""
    failure = {
        "subject_kind": "feed", "subject": "https://dead.example/", "outcome": "not_reached", "detail": "no host",
        "hint": "", "failing_since": datetime(2026, 11, 14, 3, tzinfo=UTC),
    }  # fmt: skip
    coverage = {"feed_count": 15, "answering_count": 14, "article_count": 1, "number_count": 1}
    made = digest([], [], coverage=[coverage], health=[failure])
    assert "first issue · 14 of 15 feeds" == made.covers
    assert (
        "14 of 15 feeds answered. 1 article and 1 number are held.",
        "Feed https://dead.example/: not reached, since Sat 14 Nov 2026 03:00: no host",
    ) == made.health


def test_subjects_are_short_and_hold_topic_finding_and_date() -> None:
    """A subject has fewer than 60 characters, however long the topic's title is."""
    made = digest(
        [measure("a", topic="A topic with a very long title that no subject line can hold")],
        [claim("a", 1, 10, 10, "X"), claim("a", 2, 50, 50, "Y")],
    )
    assert "A topic with a very long title…: 10 or 50 people, 21 Nov" == made.subject
    assert len(made.subject) <= LONGEST_SUBJECT


def test_one_source_in_several_claims_is_one_step() -> None:
    """A source that says the same number twice has one bar, and both sentences are kept as evidence."""
    made = digest(
        [measure("a")],
        [
            claim("a", 1, 10, 10, "X"),
            claim("a", 1, 10, 10, "x", claim_id="other"),
            claim("a", 2, 50, 50, "Y"),
        ],
    )
    (ladder,) = made.disagreements
    assert isinstance(ladder, Ladder)
    assert [2, 1] == [len(step.evidence) for step in ladder.steps]


def test_a_denial_names_both_sides() -> None:
    """A stance has its own table; who denies what whom asserts is told in the headline."""
    stance = measure("d", "deal", kind="stance", event=None, place=None, verdict="denial")
    made = digest(
        [stance],
        [
            claim("d", 1, None, None, "port workers", text="there was a deal"),
            claim("d", 2, None, None, "ministry", text="no deal was done", polarity="denied"),
        ],
    )
    assert "The ministry denies what port workers assert: that there was a deal" == made.headline
    assert ["Asserts", "Denies"] == [row.side for row in made.denials[0].rows]
    assert made.denials[0].summary.startswith("2 statements: 1 asserts, 1 denies. Id ")


def test_changes_tell_the_gap_before_and_after() -> None:
    """One line a discrepancy, the newest change only."""
    row = measure("a", status="widened", ratio=4.2, ratio_before=2.0)
    made = digest([], [], since=NOW, changes=[row, measure("a", status="new", ratio=2.0)])
    assert [("WIDENED", "People killed in Eastport: now 4.2 times apart, before 2 times")] == [
        (change.label, change.text) for change in made.changes
    ]


def test_shares_are_told_in_their_own_words() -> None:
    """Percentages get a table and no bars: what they are of stands in the words before them."""
    made = digest(
        [measure("a", kind="quantity", event="other", unit="percent", place=None)],
        [
            claim(
                "a", 1, 12, 12, "X", text="12 percent", before="The council said that unemployment fell to "
            ),
            claim("a", 2, 30, 30, "Y", text="30 percent", before="By his count unemployment stands at "),
        ],
    )
    assert "Sources differ on a percentage" == made.headline
    (drawn,) = made.disagreements
    assert isinstance(drawn, FigureTable)
    assert "Percentage: “The council said that unemployment fell to 12 percent”" == drawn.title
    assert [("X", ("12 percent",)), ("Y", ("30 percent",))] == [(row.label, row.cells) for row in drawn.rows]


def test_an_abbreviation_has_the_article_that_its_own_article_gives_it() -> None:
    """It is "the NHO", but no article where none is written; names in the table stand without one."""
    told = [claim("a", 1, 10, 10, "NHO", before="Later the NHO counted "), claim("a", 2, 50, 50, "ARMCO")]
    made = digest([measure("a")], told)
    assert made.bottom_line[0].text == "The NHO says “10 people”; ARMCO says “50 people”."
    (ladder,) = made.disagreements
    assert isinstance(ladder, Ladder)
    assert ["NHO", "ARMCO"] == [step.name for step in ladder.steps]
