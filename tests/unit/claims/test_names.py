"""What a noun group calls somebody: the name, the kind of speaker, and the body a person speaks for."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.claims.names import canonical, known_kind, name_of, role_of, speaker_aliases


def test_a_place_that_owns_a_body_is_no_first_name() -> None:
    """Behind a possessive one capital alone names no person: "Utopia's Front-run health ministry"."""
    found = [name_of(text) for text in ("Utopia's Front-run health ministry", "Utopia's Yonda news agency")]
    assert [("Utopia's Front-run health ministry", False), ("Utopia's Yonda news agency", False)] == [
        (name.name, name.is_person) for name in found
    ]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Amal Noor", "Amal Noor"),
        ("Col. Amal Noor", "Amal Noor"),
        ("President Amal Noor", "Amal Noor"),
        ("Amal Noor, a clerk at the port", "Amal Noor"),
        ("Amal Noor (53)", "Amal Noor"),
        ("Amal Noor who saw the storm", "Amal Noor"),
        ("Amal Noor-Din the head of a clinic", "Amal Noor-Din"),
        ("port spokesman Amal Noor", "Amal Noor"),
        ("If Amal Noor", "Amal Noor"),
        ("On Sunday Amal Noor", "Amal Noor"),
        ("Amal Noor's", "Amal Noor"),
        ("Governor Amal al-Noor", "Amal al-Noor"),
        ("the governor Amal al-Noor", "Amal al-Noor"),
        ("Gen. Amal al-Noor Utopia's minister", "Amal al-Noor"),
        ("the head of the Bay Hospital Dr. Amal Noor", "Amal Noor"),
    ],
)
def test_a_person_goes_by_the_name_alone(text: str, name: str) -> None:
    """Titles, roles, appositions, days and conjunctions round a person's name are no part of it."""
    found = name_of(text)
    assert (name, True) == (found.name, found.is_person)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("the Harbour Ministry", "Harbour Ministry"),
        ("the Harbour Ministry's report", "Harbour Ministry"),
        ("Utopia A military source", "military source"),
        ("members of the Harbour Workers' Union", "Harbour Workers' Union"),
        ("Utopia-based Harbour Observatory", "Harbour Observatory"),
        ("a war monitor, the Harbour Observatory", "Harbour Observatory"),
        ("11 children state media", "state media"),
        ("nearby hospital one witness", "witness"),
        ("people on board in the biggest", "people on board"),
        ("some officials in the city", "officials in the city"),
        ("the Erewhon Red Cross", "Erewhon Red Cross"),
        ("the Red Cross", "International Committee of the Red Cross"),
        ("the Erewhon Red Crescent", "Erewhon Red Crescent"),
    ],
)
def test_others_go_by_what_names_them(text: str, name: str) -> None:
    """Articles, seats, "members of" and words of the clause before are no part of a name."""
    assert name == name_of(text).name


@pytest.mark.parametrize(
    ("text", "body"),
    [
        ("Amal Noor, head of the Harbour Observatory", "Harbour Observatory"),
        ("Amal Noor, a spokeswoman for the Harbour Ministry", "Harbour Ministry"),
        ("Harbour Ministry spokesman Amal Noor", "Harbour Ministry"),
        ("Sunday UNICEF spokesman Amal Noor", "UNICEF"),
        ("Amal Noor", None),
    ],
)
def test_a_person_speaks_for_a_body(text: str, body: str | None) -> None:
    """The organisation that an apposition or the words before a name tell of."""
    assert body == name_of(text).body


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("a witness", "witness"),
        ("Col. Amal Noor", "military"),
        ("the harbour ministry", "official"),
        ("a source in the port", "anonymous"),
        ("rebel fighters", "party"),
        ("the rights watchdog", "monitor"),
        ("the paper", "media"),
        ("the blast", "unknown"),
    ],
)
def test_a_word_tells_the_kind_of_speaker(text: str, kind: str) -> None:
    """The first word that tells of a role decides."""
    assert kind == name_of(text).kind


def test_forms_of_a_name_mean_one_body() -> None:
    """Case, dots and "the" do not matter; what is not known stays as it is."""
    assert ["United Nations"] * 3 == [canonical(form) for form in ("U.N.", "the UN", "united nations")]
    assert canonical("Harbour Press") == "Harbour Press"


def test_the_first_role_decides() -> None:
    """A spokesman of the army is an official who speaks; the word that comes first tells."""
    assert ["official", "military", "unknown"] == [
        role_of(text) for text in ("spokesman for the army", "army spokesman", "fog")
    ]


def test_every_alias_is_known_under_its_kind() -> None:
    """No form of aliases.toml is without a kind, and the list has each form once."""
    forms = [form for form, _ in speaker_aliases()]
    assert forms == sorted(set(forms))
    assert [form for form in forms if known_kind(form) is None] == []


@given(st.text(max_size=120))
def test_any_text_has_a_name_no_longer_than_it_may_be(text: str) -> None:
    """Nothing raises, and a name is never longer than its text or the alias it stands for."""
    found = name_of(text)
    longest = max(len(name) for _, name in speaker_aliases())
    assert len(found.name) <= max(len(text), longest)
    assert found == name_of(text)
