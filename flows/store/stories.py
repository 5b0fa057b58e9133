"""Stories: articles that report the same event, found by what they have in common."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from flows.store.database import Store

# How alike the articles of two groups must be on average to be one story, in millionths of the cosine. Measured
# on news with two like events a topic: more splits stories, less merges like events.
LEAST_SIMILARITY = 150_000


def find_stories(store: Store) -> int:
    """Group the current articles into stories and return how many articles were new to them.

    The stories depend on the articles alone, neither on the order in which they came nor on the number of
    runs. Nothing is done when no article came in or changed.
    """
    unsettled = int(store.rows("stories/unsettled")[0]["article_count"])
    if unsettled:
        with store.transaction():
            store.run("stories/read_terms")
            store.run("stories/compare")
            store.run("stories/merge", least_similarity=LEAST_SIMILARITY)
            while store.select("select 1 from merging limit 1"):
                store.run("stories/merge", least_similarity=LEAST_SIMILARITY)
            store.run("stories/keep")
    return unsettled
