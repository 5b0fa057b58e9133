"""Text in, claims out: pure functions, with rules and vocabulary as data beside them."""

from __future__ import annotations

from flows.claims.entities import entity_names
from flows.claims.extract import extract, extract_all
from flows.claims.names import speaker_aliases
from flows.claims.places import place_aliases, regions
from flows.claims.units import unit_class, unit_classes
from flows.claims.version import extractor_version

__all__ = [
    "entity_names",
    "extract",
    "extract_all",
    "extractor_version",
    "place_aliases",
    "regions",
    "speaker_aliases",
    "unit_class",
    "unit_classes",
]
