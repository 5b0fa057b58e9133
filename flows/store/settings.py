"""What the settings and the vocabularies say, put where queries can join it; replaced on every run."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from flows.settings import Source, Volume
    from flows.store.database import Row, Store


def sync_sources(store: Store, sources: Iterable[Source]) -> None:
    """Keep the analyst's grades and notes."""
    _replace(store, "sources", [{"name": s.name, "grade": s.grade, "note": s.note} for s in sources])


def sync_aliases(store: Store, aliases: Iterable[tuple[str, str]]) -> None:
    """Keep other names of speakers and groups, as pairs (alias, name); case does not matter in an alias."""
    _replace(store, "aliases", [{"alias": alias, "name": name} for alias, name in aliases])


def sync_regions(store: Store, names: Iterable[str]) -> None:
    """Keep the places that are too wide to tell two events apart: a claim that names no nearer place has none."""
    _replace(store, "regions", [{"name": name} for name in names])


def sync_volume_rules(store: Store, volume: Volume) -> None:
    """Keep by which rules a topic's volume is called high or a burst."""
    _replace(store, "volume_rules", [volume.model_dump()])


def sync_unit_classes(store: Store, classes: Iterable[tuple[str, str, str | None]]) -> None:
    """Keep what counts the same thing, as (unit, class, a class that includes this class, or None).

    ("militant", "fighter", "person") says that a militant counts as a fighter and that fighters are persons.
    """
    rows: list[Row] = [
        {"unit": unit, "unit_class": unit_class, "includes_class": includes}
        for unit, unit_class, includes in classes
    ]
    _replace(store, "unit_classes", rows)


def _replace(store: Store, table: str, rows: list[Row]) -> None:
    with store.transaction():
        store.run(f"settings/clear_{table}")
        store.append(table, rows)
