-- Feeds that need a look
--
-- Question: which feeds fail, fell silent or thinned out, since when, and how often in a row?
-- Grain: one row per such feed.
-- Caveats: paused feeds are left out.

select
    url,
    outlet,
    state,
    said,
    hint,
    failing_since,
    failures
from feed_health
where state in ('failing', 'retired', 'dead', 'thin')
order by state, failing_since, url
