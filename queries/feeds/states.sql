-- What is known of the feeds
--
-- Question: what did the last fetches of each feed say to keep?
-- Grain: one row per feed.

select
    feeds.*,
    memories.memory
from store.feeds as feeds
left join store.feed_memories as memories using (url)
order by feeds.url
