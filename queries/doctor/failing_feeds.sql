-- Feeds that did not answer last time
--
-- Question: which feeds fail, since when, and how often in a row?
-- Grain: one row per failing feed.
-- Caveats: a feed that answers and has nothing new is not failing.

select
    url,
    outlet,
    failing_since,
    failures
from store.feeds
where failing_since is not null
order by failing_since, url
