-- Under which ids the measures and events are known.
--
-- The measure that was reported first is named by what is counted alone, so that it keeps its id when a
-- place or a day becomes known; the others are named by what sets them apart. So are events, without what
-- is counted.

create or replace temp table measured_counts as
select
    * exclude (count_key, where_key, event_key, event_where_key, told_in, beside, incident_id),
    stable_id([
        event_key::varchar,
        nullif(
            event_where_key::varchar,
            first_value(event_where_key::varchar) over (
                partition by event_key
                order by published_at, article_id, claim_id
            )
        )
    ]) as event_id,
    stable_id([
        count_key::varchar,
        nullif(
            where_key::varchar,
            first_value(where_key::varchar) over (
                partition by count_key
                order by published_at, article_id, claim_id
            )
        )
    ]) as measure_id
from keyed_counts;
