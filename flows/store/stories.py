"""Stories: articles that report the same event, found day by day by what they have in common."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from flows.store.database import Row, Store

# How far back articles are compared; what happens on a day can tell on the days that follow it for so long.
_REACH = timedelta(days=60)


def find_stories(store: Store) -> int:
    """Find the stories of the days whose articles changed, and return how many days were gone through.

    A day's articles are put together and joined to the stories of the days before, as if the days had come one
    after the other: the stories depend on the articles alone, neither on the order in which they came nor on
    the number of runs. Copies must have been looked for before.
    """
    changed = [row["day"] for row in store.rows("stories/days")]
    gone_through = 0
    with store.transaction():
        day = changed[0] if changed else None
        tells_until = date.min
        while day:
            gone_through += 1
            if _find_stories_of(store, day) or day in changed:
                tells_until = max(tells_until, day + _REACH)
            day = _next_day(store, day, tells_until, changed)
        if gone_through:
            store.run("stories/settle")
    return gone_through


def _find_stories_of(store: Store, day: date) -> bool:
    """Find the stories of one day anew, and return whether they are others than before."""
    before = _known_stories(store, day)
    store.run("stories/begin_day", day=day)
    store.run("stories/read_words")
    store.run("stories/read_terms")
    store.run("stories/choose_keys", day=day)
    store.run("stories/candidates")
    store.run("stories/weigh")
    store.run("stories/link", day=day)
    store.run("stories/begin_clusters", day=day)
    store.run("stories/link_clusters", day=day)
    store.run("stories/merge")
    while store.select("select 1 from merging limit 1"):
        store.run("stories/merge")
    store.run("stories/keep_day", day=day)
    return before != _known_stories(store, day)


def _known_stories(store: Store, day: date) -> list[Row]:
    return store.rows("stories/fingerprint", day=day)


def _next_day(store: Store, day: date, tells_until: date, changed: list[date]) -> date | None:
    """Return the next day that has articles and that a change can tell on."""
    later = [other for other in changed if other > day]
    found = store.select(
        "select min(day) as day from store.article_samples where day > ? and (day <= ? or day in (select unnest(?)))",
        [day, tells_until, later],
    )
    next_day: date | None = found[0]["day"]
    return next_day
