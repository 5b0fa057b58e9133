-- The measure each count belongs to: same scope, event, unit class, narrowing, place, side and day.
--
-- What a text does not say (place, side, day) is unknown, not anything. An unknown is read as the one
-- value its article gives for the same event, else as the one value known for the same count. Where there
-- are several it stays unknown, and is compared with unknowns only. Two days in a row are one
-- event's, since reports date it differently; of a longer row, each two.

create or replace temp table keyed_counts as
with within_article as (
    select
        * exclude (place_key, event_day),
        coalesce(place_key, only_one(min(place_key) over same_event, max(place_key) over same_event))
            as place_key,
        coalesce(event_day, only_one(min(event_day) over same_event, max(event_day) over same_event))
            as event_day
    from compared_counts
    window same_event as (partition by scope_kind, scope_id, told_in, beside, incident_id, article_id, event)
),

placed as (
    select
        * exclude (place_key),
        coalesce(place_key, only_one(min(place_key) over same_count, max(place_key) over same_count))
            as place_key
    from within_article
    window same_count as (
        partition by
            scope_kind, scope_id, told_in, beside, incident_id, event, unit_class, narrowed_to, extent
    )
),

sided as (
    select
        * exclude (side),
        coalesce(side, only_one(min(side) over same_place, max(side) over same_place)) as side
    from placed
    window
        same_place as (
            partition by
                scope_kind, scope_id, told_in, beside, incident_id,
                event, unit_class, narrowed_to, extent, place_key
        )
),

numbered as (
    select
        *,
        dense_rank() over (
            order by
                scope_kind, scope_id, told_in, beside, incident_id,
                event, unit_class, narrowed_to, extent, place_key, side
        ) as same_count
    from sided
),

days as (
    select distinct
        same_count,
        event_day
    from numbered
    where event_day is not null
),

opened as (
    select
        *,
        event_day - coalesce(lag(event_day) over earlier, '0001-01-01'::date) > 1 as is_begin
    from days
    window earlier as (partition by same_count order by event_day)
),

day_begins as (
    select
        same_count,
        event_day,
        max(if(is_begin, event_day, null)) over (partition by same_count order by event_day) as first_day
    from opened
),

dated as (
    select
        numbered.*,
        day_begins.first_day + ((numbered.event_day - day_begins.first_day) // 2 * 2)::integer as begin_day
    from numbered
    left join day_begins using (same_count, event_day)
)

select
    * exclude (begin_day, event_day, same_count),
    coalesce(
        begin_day,
        only_one(
            min(begin_day) over (partition by same_count), max(begin_day) over (partition by same_count)
        )
    ) as day_key,
    list_concat(
        [scope_kind, scope_id, event, unit_class, narrowed_to::varchar, extent],
        list_filter([nullif(told_in, scope_id), beside], lambda apart: apart is not null)
    ) as count_key,
    [place_key, side, day_key::varchar, incident_id] as where_key,
    list_concat(
        [scope_kind, scope_id, event],
        list_filter([nullif(told_in, scope_id), beside], lambda apart: apart is not null)
    ) as event_key,
    [place_key, day_key::varchar, incident_id] as event_where_key
from dated;
