"""Stories: articles that report the same event, found from what they have in common."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from flows.store.database import Store

# In millionths: how similar the articles of two groups must be on average to be one story. Measured on news
# with two like events a topic; higher splits stories, lower merges like events.
LEAST_SIMILARITY = 150_000


def find_stories(store: Store) -> int:
    """Group the current articles into stories and return how many stories have more than one article.

    The stories depend on the articles alone, neither on the order in which they came nor on the number of
    runs. Nothing is done when no article came in or changed since the last time.
    """
    store.run("stories/read_terms")
    with store.transaction():
        store.run("stories/compare")
        while True:
            store.run("stories/merge", least_similarity=LEAST_SIMILARITY)
            if not store.select("select 1 from merging limit 1"):
                break
        store.run("stories/keep")
    return int(
        store.select(
            "select count(*) as n from "
            "(select story_id from store.story_articles group by story_id having count(*) > 1)"
        )[0]["n"]
    )
