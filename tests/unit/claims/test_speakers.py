"""Who is given as the source of a number: speaker, kind, chain, hint, inference."""

from __future__ import annotations

import pytest

from flows.records import Article, Segment
from tests.support.speech import OUTLET, article_of, speakers_of, voice_at


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("The ministry said 9 boats sank.", "ministry", "official"),
        ("The storm sank 9 boats, the ministry said, but ten came home.", "ministry", "official"),
        ("Residents say 9 boats sank.", "Residents", "witness"),
        ("The storm sank boats. The ministry gave a figure of 9 boats.", "ministry", "official"),
        ("The mayor feared that 9 boats sank.", "mayor", "official"),
        ("Thousands sailed to the bay; the council spoke of 9 boats.", "council", "official"),
        ("The storm sank 9 boats; the council spoke of 90.", OUTLET, "media"),
        ('"We counted 9 boats," said Col. Amal Noor.', "Amal Noor", "military"),
        ("According to residents, 9 boats sank.", "residents", "witness"),
        ("Two people were hurt and 9 boats sank, UNICEF reported.", "UNICEF", "official"),
        ("The council put the number at 9 boats.", "council", "official"),
        ("A source told the Harbour Echo that 9 boats sank.", "source", "anonymous"),
        ("The storm sank 9 boats.", OUTLET, "media"),
        ("The blast said 9 boats sank.", OUTLET, "media"),
        ("The mayor did not say whether 9 boats sank.", OUTLET, "media"),
        ("The mayor refused to say that 9 boats sank.", OUTLET, "media"),
        ("The mayor said it rained. The storm sank 9 boats.", OUTLET, "media"),
        ("The ministry said it rained. It added that 9 boats sank.", "ministry", "official"),
        ("The mayor said boats sank. Among them were 9 boats of the port.", "mayor", "official"),
        ('The mayor said: "It rained. The storm sank 9 boats."', "mayor", "official"),
        ("The council spoke of 52 boats; the ministry of 9 boats.", "ministry", "official"),
        ("Residents put the figure at 12 boats, the ministry at 9 boats.", "ministry", "official"),
        ("The Harbour Echo, citing a port official, said 9 boats sank.", "port official", "official"),
        (
            "The storm sank 9 boats, the Harbour Echo said, citing a port official.",
            "port official",
            "official",
        ),
        ("The Harbour Echo quoted a port official as saying 9 boats sank.", "port official", "official"),
        (
            "The mayor insists all is well despite reports from residents that 9 boats sank.",
            "residents",
            "witness",
        ),
        ("The council claimed 12 boats; the ministry acknowledged losing 9 boats.", "ministry", "official"),
        (
            "The storm sank 9 boats, the Harbour Echo reported, quoting a port official.",
            "port official",
            "official",
        ),
        ("Residents say the storm sank 9 boats, a claim the port denies.", "Residents", "witness"),
        ("The residents' claim that the storm sank 9 boats is true.", "residents", "witness"),
        ("HARBOUR CRASH: The storm sank 9 boats.", OUTLET, "media"),
        ("MINISTRY: The storm sank 9 boats.", "MINISTRY", "official"),
    ],
)
def test_a_number_has_the_speaker_whose_words_cover_it(text: str, name: str, kind: str) -> None:
    """The innermost statement decides, a sentence may carry it on, and the outlet speaks when nobody else does."""
    voice = voice_at(article_of(text), "9 boats")
    assert (name, kind) == (voice.name, voice.kind)


@pytest.mark.parametrize(
    ("paragraphs", "chain"),
    [
        (["The storm sank 9 boats."], (OUTLET,)),
        (["The mayor said 9 boats sank."], (OUTLET, "mayor")),
        (
            ["Amal Noor, head of the Harbour Bay Observatory, said 9 boats sank."],
            (OUTLET, "Harbour Bay Observatory", "Amal Noor (Harbour Bay Observatory)"),
        ),
        (["According to Reuters, the mayor said 9 boats sank."], (OUTLET, "Reuters", "mayor")),
        (["The mayor told Reuters that the council said 9 boats sank."], (OUTLET, "mayor", "council")),
        (["The mayor listed the damage:", "The storm sank 9 boats."], (OUTLET, "mayor")),
        (["The bay was calm:", "The storm sank 9 boats."], (OUTLET,)),
        (["The mayor said on Monday:", "The storm sank 9 boats."], (OUTLET, "mayor")),
    ],
)
def test_a_chain_goes_from_the_outlet_to_the_speaker(paragraphs: list[str], chain: tuple[str, ...]) -> None:
    """Outlet, the outlet it cites, the body, the person; a colon at a paragraph's end hands on."""
    assert chain == voice_at(article_of(*paragraphs), "9 boats").chain


@pytest.mark.parametrize(
    ("text", "polarity"),
    [
        ("The storm sank 9 boats.", None),
        ("The storm may have sunk 9 boats.", "possible"),
        ("The mayor expects that the storm sinks 9 boats.", "expected"),
        ("The mayor denied that the storm sank 9 boats.", "denied"),
        ("The ferry will carry 9 boats.", "expected"),
        ("The mayor said the storm sank 9 boats.", None),
        ("Some 9 boats are believed to have been lost or 9 boats feared lost.", "possible"),
    ],
)
def test_the_words_of_saying_hint_at_the_polarity(text: str, polarity: str | None) -> None:
    """Verbs of expecting, doubting and denying make something other than a plain statement of a number."""
    assert polarity == voice_at(article_of(text), "9 boats").polarity


def test_what_the_writer_reasons_out_is_an_inference() -> None:
    """Reasoning has no source but the outlet, and says so."""
    voice = voice_at(article_of("If that's so, then perhaps 9 boats sank."), "9 boats")
    assert (OUTLET, True, None) == (voice.name, voice.is_inference, voice.polarity)


@pytest.mark.parametrize(("author", "name"), [("Tom", "Tom"), (None, "reader")])
def test_a_comment_speaks_for_its_author(author: str | None, name: str) -> None:
    """Whatever a comment quotes, its author is who says it here."""
    text = "The mayor said 9 boats sank."
    article = Article("a.txt", text, (Segment("comment", 0, len(text), author),), outlet=OUTLET)
    voice = voice_at(article, "9 boats")
    assert (name, "anonymous", (name,)) == (voice.name, voice.kind, voice.chain)


def test_a_title_said_again_is_read_as_a_title() -> None:
    """Pages copied with their titles hold the headline twice; both have its source."""
    title = "Storm sinks 9 boats in bay Utopian state TV"
    assert voice_at(article_of(title, title=title), "9 boats").name == "Utopian state TV"


def test_letters_of_a_public_body_end_a_title() -> None:
    """A body known by its letters is a title's source too, not what is struck or counted."""
    assert voice_at(article_of(title="Storm sinks 9 boats in bay UNHCR"), "9 boats").name != OUTLET
    assert voice_at(article_of(title="Storm in bay hits 9 UNHCR"), "9").name == OUTLET


def test_the_head_of_a_body_may_speak() -> None:
    """A description that opens with "the head of" names who said it."""
    text = "Fifteen were hurt, said the head of the port."
    assert voice_at(article_of(text), "Fifteen").name == "head of the port"


def test_a_police_chief_is_one_person() -> None:
    """A plural that narrows a person makes no plural of that person."""
    text = "Six drowned, the police chief of Dorin said.\n\nForty came ashore, he added."
    assert "police chief" in (voice_at(article_of(text), "Forty").name or "")


def test_nobody_speaks_outside_the_segments_but_the_outlet() -> None:
    """Where no segment is, as in menus and forms, the outlet stands."""
    article = Article("a.txt", "Menu\nThe mayor said it rained.", (Segment("body", 5, 30),), outlet=OUTLET)
    assert (OUTLET,) == speakers_of(article).at(1, 2).chain


def test_nobody_is_made_up_where_the_outlet_is_not_known() -> None:
    """Without an outlet the text's own statements have no speaker, and a chain begins with who is named."""
    text = "It rained. The mayor said that 30 came."
    found = speakers_of(Article("a.txt", text, (Segment("body", 0, len(text)),)))
    assert (found.at(0, 2).name, found.at(0, 2).kind, found.at(0, 2).chain) == (None, "unknown", ())
    assert found.at(31, 33).chain == ("mayor",)
