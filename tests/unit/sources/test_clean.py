"""segment: headline, body and comments are slices of the text; furniture is nothing."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.sources.clean import segment

BODY = (
    "A convoy of 40 trucks left the harbour town of Northgate on Tuesday, the district council said, after the two sides had "
    "agreed on a truce.\n\n"
    "“We counted forty lorries and six coaches,” said Ada Marsh, who lives by the bridge. The council of the neighbouring "
    "Southmere put the number at 70 and asked for an inquiry.\n\n"
    "Update: An earlier version gave the wrong day."
)
PAGE = f"0 $\n2,500 $\nJUNE 2023\n\nConvoy leaves Northgate\n\nSupport Harbourfront\n\n{BODY}\n\nSupport Harbourfront\n\n"
WIDGET = "Notify of\nNewest Most Voted\nInline Feedbacks\nView all comments\n"


def parts(text: str) -> list[tuple[str, str | None, str]]:
    """Return origin, author and words of each segment of `text`."""
    return [(part.origin, part.author, text[part.start : part.end]) for part in segment(text).segments]


def test_a_page_is_parted_into_headline_body_and_comments() -> None:
    """Widgets, support lines and the form yield nothing; a name line is the author of what follows."""
    text = (
        PAGE
        + WIDGET
        + "Otto\n\nI saw only 12.\n\nNobody asked me.\n\n\nwithout a name, 300 at least\n\nWould love your thoughts, please comment.x\n"
    )
    assert [
        ("headline", None, "Convoy leaves Northgate"),
        ("body", None, BODY),
        ("comment", "Otto", "I saw only 12.\n\nNobody asked me."),
        ("comment", None, "without a name, 300 at least"),
    ] == parts(text)


def test_header_lines_of_a_file_yield_nothing_but_what_they_say() -> None:
    """Title, outlet and ISO date above the text are read; only the title is a segment."""
    cleaned = segment(f"Convoy leaves Northgate\nHarbour Press\n2017-04-19\n\n{BODY}")
    assert ("Convoy leaves Northgate", "Harbour Press", date(2017, 4, 19)) == (
        cleaned.title,
        cleaned.outlet,
        cleaned.published,
    )
    assert ["headline", "body"] == [part.origin for part in cleaned.segments]


@pytest.mark.parametrize("third", ["2017-13-45", "19 April 2017", "2017-04-19 was the day"])
def test_a_third_line_that_is_no_date_makes_no_header(third: str) -> None:
    """Only an ISO date alone on the third line makes the first lines a header."""
    assert segment(f"Convoy leaves\nHarbour Press\n{third}\n\n{BODY}").published is None


def test_a_repeated_headline_is_nothing() -> None:
    """A headline that stands again above the text is neither a second headline nor body."""
    text = f"Convoy leaves Northgate\n\nShare on Facebook\n\nConvoy leaves Northgate\n\n{BODY}"
    assert [("headline", None, "Convoy leaves Northgate"), ("body", None, BODY)] == parts(text)


def test_a_single_line_is_a_headline() -> None:
    """The first line that is not furniture is the headline, also when nothing follows."""
    assert [("headline", None, "At least 20 people fled")] == parts("At least 20 people fled\n")


def test_no_segment_without_a_word() -> None:
    """A text of nothing but furniture holds nothing."""
    assert [] == parts("0 $\n\nShare\n\nAdvertisement\n")


SIGNED = {
    "WordPress": "2 Comments\n\nTom Hardy says:\nMay 3, 2017 at 10:32 am\nI do not believe it.\nReply\nAnna says:\nMay 4, 2017 at 9:00 pm\nMe neither.\nReply\n\nLeave a Reply\nYour email address will not be published.\nName *\nEmail *\nPost Comment",
    "WordPress, German": "2 Kommentare\n\nTom Hardy sagt:\n3. Mai 2017 um 10:32\nDas glaube ich nicht.\nAntworten\nAnna sagt:\n4. Mai 2017 um 21:00\nIch auch nicht.\nAntworten\n\nSchreibe einen Kommentar Antworten abbrechen\nName *",
    "WordPress, French": "2 réponses à « Un convoi part »\n\nTom Hardy dit :\n3 mai 2017 à 10 h 32\nJe ne le crois pas.\nRépondre\nAnna dit :\n4 mai 2017 à 21 h 00\nMoi non plus.\nRépondre\n\nLaisser un commentaire\nVotre adresse e-mail ne sera pas publiée.",
    "WordPress, Spanish": "2 comentarios\n\nTom Hardy dijo:\n3 de mayo de 2017 a las 10:32\nNo lo creo.\nResponder\nAnna dijo:\n4 de mayo de 2017 a las 21:00\nYo tampoco.\nResponder\n\nDeja una respuesta",
    "Disqus": "Join the discussion…\n\nSort by Best\n\nTom Hardy • 3 years ago\n\nI do not believe it.\n\n4 ↑ | ↓ • Reply • Share ›\n\nAnna • 3 years ago\n\nMe neither.\n\n1 ↑ | ↓ • Reply • Share ›",
    "Facebook": "Facebook Comments\n\nTom Hardy\nI do not believe it.\nLike · Reply · 3 d\nAnna\nMe neither.\nLike · Reply · 2 d",
    "forum": "#1\nTom Hardy, 03.05.2017, 10:32 Uhr\nI do not believe it.\nZitieren\n#2\nAnna, 04.05.2017, 21:00 Uhr\nMe neither.\nZitieren",
    "newspaper": "Comments are closed.\n\nPosted by Tom Hardy on May 3, 2017 at 10:32 AM\nI do not believe it.\nReport abuse\nPosted by Anna on May 4, 2017 at 9:00 PM\nMe neither.\nReport abuse",
    "no opening": "Tom Hardy says:\nMay 3, 2017 at 10:32 am\nI do not believe it.\nReply\nAnna says:\nMay 4, 2017 at 9:00 pm\nMe neither.\nReply",
    "names alone": "Comments (2)\n\nTom Hardy\n\nI do not believe it.\n\nAnna\n\nMe neither.",
}


@pytest.mark.parametrize("platform", SIGNED)
def test_comments_of_every_platform_stay_out_of_the_body(platform: str) -> None:
    """Whatever the platform and language, the body is the article and the comments have their authors."""
    found = parts(f"Convoy leaves Northgate\n\n{BODY}\n\n{SIGNED[platform]}")
    assert [("body", None, BODY)] == [part for part in found if part[0] == "body"]
    assert ["Tom Hardy", "Anna"] == [author for origin, author, _ in found if origin == "comment"]


MENTIONS = {
    "a link above the article": f"3 Comments\nLeave a comment\n\n{BODY}\n\n{BODY}",
    "a link below the standfirst": f"{BODY[:140]}\n\n3 Comments\n\n{BODY}\n\n{BODY}",
    "words within a sentence": f"{BODY}\n\nLeave a reply with the guard, the families were told, and come back on Friday for an answer.\n\n{BODY}",
    "a subheading": f"{BODY}\n\nReactions in Southmere\n\n{BODY}\n\nWhat comes next\n\n{BODY}",
    "a byline": f"Posted by Ada Marsh on May 3, 2017 at 10:32 AM\n\n{BODY}\n\n{BODY}",
    "an interview": f"{BODY}\n\nHarbour Press: How many trucks were there?\n\n“I counted forty, and you can ask anyone,” she said.\n\n{BODY}",
}


@pytest.mark.parametrize("case", MENTIONS)
def test_an_article_that_only_mentions_the_words_is_kept(case: str) -> None:
    """No wording alone cuts an article: what follows has to look like comments."""
    text = f"Convoy leaves Northgate\n\n{MENTIONS[case]}"
    found = parts(text)
    assert [] == [part for part in found if part[0] == "comment"]
    assert found[-1][2].endswith("wrong day.")


def test_an_article_quoted_in_a_comment_stays_a_comment() -> None:
    """A commenter who repeats the article's own sentence does not make it body."""
    quoted = BODY.split("\n\n", maxsplit=1)[0]
    found = parts(f"{PAGE}{WIDGET}Otto\n\nRead it again, it says “{quoted}”\n\nAnna\n\nI did.\n")
    assert ("comment", "Otto") == next(part[:2] for part in found if "Read it again" in part[2])


LINES = st.sampled_from(
    [
        *PAGE.split("\n"),
        *WIDGET.split("\n"),
        *SIGNED["Disqus"].split("\n"),
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
