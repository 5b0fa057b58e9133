"""segment: headline, body and comments are slices of the text; furniture is nothing."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.sources.clean import segment

BODY = (
    "A convoy of 40 trucks left the harbour town of Northgate on Tuesday, the district council said, after "
    "the two sides had agreed on a truce.\n\n"
    "“We counted forty lorries and six coaches,” said Ada Marsh, who lives by the bridge. The council of "
    "the neighbouring Southmere put the number at 70 and asked for an inquiry.\n\n"
    "Update: An earlier version gave the wrong day."
)
SUPPORT = "Support Harbourfront\n\n"
PAGE = f"0 $\n2,500 $\nJUNE 2023\n\nConvoy leaves Northgate\n\n{SUPPORT}{BODY}\n\n{SUPPORT}"
DISQUS = "Sort by Best\n\nTom Hardy • 3 years ago\n\nI do not believe it.\n\n1 ↑ | ↓ • Reply • Share ›"
WIDGET = "Notify of\nNewest Most Voted\nInline Feedbacks\nView all comments\n"


def parts(text: str) -> list[tuple[str, str | None, str]]:
    """Return origin, author and words of each segment of `text`."""
    return [(part.origin, part.author, text[part.start : part.end]) for part in segment(text).segments]


def test_a_page_is_parted_into_headline_body_and_comments() -> None:
    """Widgets, support lines and the form yield nothing; a name line is the author of what follows."""
    text = (
        PAGE
        + WIDGET
        + "Otto\n\nI saw only 12.\n\nNobody asked me.\n\n\nwithout a name, 300 at least\n\n"
        + "Would love your thoughts, please comment.x\n"
    )
    assert parts(text) == [
        ("headline", None, "Convoy leaves Northgate"),
        ("body", None, BODY),
        ("comment", "Otto", "I saw only 12.\n\nNobody asked me."),
        ("comment", None, "without a name, 300 at least"),
    ]


def test_header_lines_of_a_file_yield_nothing_but_what_they_say() -> None:
    """Title, outlet and ISO date above the text are read; only the title is a segment."""
    cleaned = segment(f"Convoy leaves Northgate\nHarbour Press\n2017-04-19\n\n{BODY}")
    assert ("Convoy leaves Northgate", "Harbour Press", date(2017, 4, 19)) == (
        cleaned.title,
        cleaned.outlet,
        cleaned.published,
    )
    assert [part.origin for part in cleaned.segments] == ["headline", "body"]


@pytest.mark.parametrize("third", ["2017-13-45", "19 April 2017", "2017-04-19 was the day"])
def test_a_third_line_that_is_no_date_makes_no_header(third: str) -> None:
    """Only an ISO date alone on the third line makes the first lines a header."""
    assert segment(f"Convoy leaves\nHarbour Press\n{third}\n\n{BODY}").published is None


def test_a_headline_that_the_body_repeats_is_body_there() -> None:
    """There is one headline; the same words above the text are what the body says."""
    text = f"Convoy leaves Northgate\n\nShare on Facebook\n\nConvoy leaves Northgate\n\n{BODY}"
    repeated = f"Convoy leaves Northgate\n\n{BODY}"
    assert parts(text) == [("headline", None, "Convoy leaves Northgate"), ("body", None, repeated)]


def test_a_single_line_is_a_headline() -> None:
    """The first line that is not furniture is the headline, also when nothing follows."""
    assert parts("At least 20 people fled\n") == [("headline", None, "At least 20 people fled")]


def test_no_segment_without_a_word() -> None:
    """A text of nothing but furniture holds nothing."""
    assert parts("0 $\n\nShare\n\nAdvertisement\n") == []


MENTIONS = {
    "a link above the article": f"3 Comments\nLeave a comment\n\n{BODY}\n\n{BODY}",
    "a link below the standfirst": f"{BODY[:140]}\n\n3 Comments\n\n{BODY}\n\n{BODY}",
    "words within a sentence": f"{BODY}\n\nLeave a reply with the guard, the families were told.\n\n{BODY}",
    "a subheading": f"{BODY}\n\nReactions in Southmere\n\n{BODY}\n\nWhat comes next\n\n{BODY}",
    "a byline": f"Posted by Ada Marsh on May 3, 2017 at 10:32 AM\n\n{BODY}\n\n{BODY}",
    "a live report": f"{BODY}\n\nMay 3, 2017 10:32 am\n\nThe first trucks arrive.\n\nMay 3, 2017 10:40 am\n\n"
    f"The last one has passed.\n\nMay 3, 2017 11:02 am\n\nThe road is open again.\n\n{BODY}",
    "an interview": f"{BODY}\n\nHarbour Press: How many were there?\n\n“I counted forty,” she said.\n\n{BODY}",
    "a statement at the end": f"{BODY}\n\nFollowing the visit, the mayor said:\n\nI was pleased to see your town, "
    "and my thanks go to all of you.\n\nThe visit ended, an earlier version said, on the wrong day.",
    "the menu and forms of a page above": "Home\n\nComments\n\nSign up and you will get a letter from our own desk on "
    "every morning of the week.\n\nEmail\n\nZip code\n\nWeb\n\nMore from the harbour desk on the way that the town "
    f"deals with its old bridges\n\n{BODY}\n\nThe council wrote about it.\n\n{BODY}",
}


@pytest.mark.parametrize("case", MENTIONS)
def test_an_article_that_only_mentions_the_words_is_kept(case: str) -> None:
    """No wording alone cuts an article: what follows has to look like comments."""
    text = f"Convoy leaves Northgate\n\n{MENTIONS[case]}"
    found = parts(text)
    assert [part for part in found if part[0] == "comment"] == []
    assert found[-1][2].endswith("wrong day.")


def test_an_article_quoted_in_a_comment_stays_a_comment() -> None:
    """A commenter who repeats the article's own sentence does not make it body."""
    quoted = BODY.split("\n\n", maxsplit=1)[0]
    found = parts(f"{PAGE}{WIDGET}Otto\n\nRead it again, it says “{quoted}”\n\nAnna\n\nI did.\n")
    assert next(part[:2] for part in found if "Read it again" in part[2]) == ("comment", "Otto")


LINES = st.sampled_from(
    [
        *PAGE.split("\n"),
        *WIDGET.split("\n"),
        *DISQUS.split("\n"),
        "",
        "",
        "\u00a0",
        "Otto",
        "“Ha!”",
        "\r",
        "٤٠ شاحنة",
    ]
)


@given(st.lists(LINES, max_size=40).map("\n".join) | st.text(max_size=200))
def test_segments_are_slices_in_order(text: str) -> None:
    """Segments never overlap, never are empty, and begin and end with something that can be seen."""
    end = 0
    for part in segment(text).segments:
        assert end <= part.start < part.end <= len(text)
        assert text[part.start : part.end].strip() == text[part.start : part.end]
        end = part.end
