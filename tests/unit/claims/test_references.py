"""Whom a pronoun, a last name or a short form means."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.support.speech import OUTLET, article_of, speakers_of, voice_at


@pytest.mark.parametrize(
    ("paragraphs", "name"),
    [
        (["Amal Noor said it rained. She said 9 boats sank."], "Amal Noor"),
        (["Amal Noor said it rained.", "He added that 9 boats sank."], "Amal Noor"),
        (["A fisherman said it rained. He said 9 boats sank."], "fisherman"),
        (["Tom Dillard said it rained.", "The sea rose.", "Dillard said 9 boats sank."], "Tom Dillard"),
        (["He said 9 boats sank."], OUTLET),
    ],
)
def test_a_pronoun_or_last_name_means_who_was_named(paragraphs: list[str], name: str) -> None:
    """The nearest person before, by the full name; the outlet when there is none."""
    assert name == voice_at(article_of(*paragraphs), "9 boats").name


@pytest.mark.parametrize(
    ("paragraphs", "name"),
    [
        (["The Harbour Workers' Union (HWU) met.", "The HWU said 9 boats sank."], "Harbour Workers' Union"),
        (
            ["The Harbour Bay Observatory met.", "The Observatory said 9 boats sank."],
            "Harbour Bay Observatory",
        ),
        (["The Harbour Bay Observatory met.", "A monitor said 9 boats sank."], "Harbour Bay Observatory"),
        (["A source in the port said it rained.", "The source said 9 boats sank."], "source in the port"),
        (["The ABCD said 9 boats sank."], "ABCD"),
        (["A monitor said 9 boats sank."], "monitor"),
    ],
)
def test_a_short_form_means_the_full_one(paragraphs: list[str], name: str) -> None:
    """Abbreviations, single words and descriptions stand for the name the article gives, if it gives one."""
    assert name == voice_at(article_of(*paragraphs), "9 boats").name


def test_a_person_keeps_the_body_of_the_introduction() -> None:
    """Who was introduced with a body speaks for it later too."""
    article = article_of(
        "Tom Dillard, head of the Harbour Bay Observatory, said it rained.", "Dillard said 9 boats sank."
    )
    assert voice_at(article, "9 boats").name == "Tom Dillard (Harbour Bay Observatory)"


def test_a_title_ends_in_the_monitor_of_the_article() -> None:
    """A monitor at a title's end is the one that the article names, not the place before it."""
    article = article_of("The Harbour Bay Observatory met.", title="Storm sinks 9 boats in Utopia Monitor")
    assert voice_at(article, "9 boats").name == "Harbour Bay Observatory"


def test_it_is_the_body_the_sentence_before_is_about() -> None:
    """A body that is the subject of the sentence before goes before one that spoke earlier."""
    article = article_of("A port source said it rained. The Harbour Front disagreed. It said 9 boats sank.")
    assert voice_at(article, "9 boats").name == "Harbour Front"


def test_a_capital_that_opens_the_sentence_is_no_name() -> None:
    """An adjective before "monitors" leaves them a noun."""
    article = article_of("Independent monitors put the toll at 9 boats.")
    assert voice_at(article, "9 boats").name == "Independent monitors"


def test_a_long_chain_of_pronouns_ends() -> None:
    """Thousands of "he" without a person are nobody, and nothing runs out."""
    article = article_of(*["He said it rained."] * 2000, "He said 9 boats sank.")
    assert voice_at(article, "9 boats").name == OUTLET


def test_sentences_may_follow_each_other_by_the_thousand() -> None:
    """Names are found through bounded windows, so that one long line of speakers is read to its end."""
    article = article_of(" ".join(["Tom Dillard said it rained."] * 2000) + " Dillard said 9 boats sank.")
    assert voice_at(article, "9 boats").name == "Tom Dillard"


WORDS = st.sampled_from(
    [
        "He",
        "She",
        "It",
        "they",
        "said",
        "Amal",
        "Noor",
        "Dillard",
        "HWU",
        "(HWU)",
        "the",
        "Observatory",
        "monitor",
        "source",
        "a",
        ",",
        ".",
        '"',
        "\n",
        "9",
        "boats",
        "sank",
    ]
)


@settings(max_examples=200)
@given(st.lists(WORDS, min_size=1, max_size=60).map(" ".join))
def test_every_place_has_a_voice(text: str) -> None:
    """Whatever the text, each place has a speaker with a name, and the same one when asked again."""
    article = article_of(text)
    voices = [speakers_of(article).at(at, at + 1) for at in range(0, len(text), 7)]
    asked = speakers_of(article)
    assert voices == [asked.at(at, at + 1) for at in range(0, len(text), 7)]
    assert all(voice.name and voice.chain[-1] == voice.name for voice in voices)
