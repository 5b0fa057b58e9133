"""From discrepancies to a reader: compose the digest, render it, deliver it once.

    issues, failures = issue_digests(store, settings, data, now)
    outcomes = deliver_pending(store, settings, data, now)
    rendered = Press(store, settings, now).edition(reader).rendered

`issue_digests` writes files and notes what is to be sent; `deliver_pending` sends it; a run killed between or
within them is completed by the next. The templates and all are loaded when one of them is asked for: commands that
only want its words start sooner.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from flows.issuing.deliver import deliver_pending
    from flows.issuing.editions import Press
    from flows.issuing.issues import Issue, issue_digests

__all__ = ["Issue", "Press", "deliver_pending", "issue_digests"]

_PLACES = {
    "Issue": "issues",
    "Press": "editions",
    "deliver_pending": "deliver",
    "issue_digests": "issues",
}


def __getattr__(name: str) -> Any:  # noqa: ANN401 - whatever is asked for
    """Return what this room offers, from the module where it stands."""
    if name not in _PLACES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_PLACES[name]}"), name)
