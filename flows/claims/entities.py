"""Names of groups, monitors, bodies and settlements that mean the same, for whoever searches texts for them."""

from __future__ import annotations

from flows.claims.rules import words

# Governments and outlets stay out: who looks for London does not look for the United Kingdom.
_GROUPS = ("groups", "monitors", "bodies")


def entity_names() -> list[tuple[str, ...]]:
    """Return the known forms of each name in lower case, every name a tuple in order of the alphabet.

    A capital that stands for a body (Brussels) is a place here, and no name of the body.
    """
    settlements, regions = words("places", "settlements"), words("places", "regions")
    places = {*settlements, *regions, *(name.lower() for name in settlements.values())}
    named: dict[str, set[str]] = {}
    for group in _GROUPS:
        for form, name in words("aliases", group).items():
            if form not in places:
                named.setdefault(name, {name.lower()}).add(form)
    for form, name in settlements.items():
        named.setdefault(f"{name} (place)", {str(name).lower()}).add(form)
    return sorted(tuple(sorted(forms)) for forms in named.values() if len(forms) > 1)
