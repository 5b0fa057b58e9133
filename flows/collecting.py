"""How often Python looks for garbage: seldom, where a great many small objects are made and let go in order."""

from __future__ import annotations

import gc

# Looking after every 700 new objects, Python's default, costs a tenth of the time an extraction takes.
_NEW_OBJECTS = 50_000


def collect_rarely() -> None:
    """Leave what is loaded by now, vocabularies and patterns, out of every collection, and collect seldom.

    May be called again and again; only the first call does anything.
    """
    if gc.get_threshold()[0] != _NEW_OBJECTS:
        gc.freeze()
        gc.set_threshold(_NEW_OBJECTS, 20, 20)
