-- What happened, as the compared claims tell it: the kind, the place and the days as far as they are known,
-- and the story that tells of it. Two strikes on two days, or in two towns, are two events.

create or replace view events as
with wide as (
    select distinct alias_key(name) as region
    from store.regions
),

placed as (
    -- The place most claims name, since articles place one event by town, province or landmark; a country
    -- where none names a narrower one.
    select
        event_id,
        place
    from measures
    where place is not null and event_id is not null
    group by event_id, place
    qualify row_number() over (
        partition by event_id
        order by alias_key(place) in (select wide.region from wide), count(*) desc, place asc
    ) = 1
),

told as (
    select
        event_id,
        any_value(event) as event,
        min(day_key) as day,
        if(any_value(scope_kind) = 'topic', any_value(scope_id), null) as topic_id,
        if(any_value(scope_kind) = 'story', any_value(scope_id), null) as story_id,
        min(published_at) as first_told_at,
        max(published_at) as last_told_at,
        list_sort(list(distinct unit_class)) as units,
        count(distinct article_id) as article_count,
        count(distinct claimant) as source_count,
        count(*) as claim_count,
        -- Numbers that do not stand together, of one measure at least.
        max(position) > 1 as is_disputed
    from measures
    where event_id is not null
    group by event_id
)

select
    told.event_id,
    told.event,
    placed.place,
    told.day,
    told.topic_id,
    told.story_id,
    told.first_told_at,
    told.last_told_at,
    told.units,
    told.article_count,
    told.source_count,
    told.claim_count,
    told.is_disputed
from told
left join placed using (event_id);

comment on view events is 'What happened, where and when, told by how many? '
'Try: from events order by article_count desc limit 20;';
