-- What the articles of a story tell of its event: tolls, and what nobody says the event of.

create or replace temp table told_counts as
with paced as (
    select
        *,
        -- A story that is told again after two weeks of silence tells of another event, or of the past.
        coalesce(published_at, 'infinity')
        > lag(coalesce(published_at, 'infinity')) over one_story + interval 14 day as is_resumed
    from comparable_counts
    window one_story as (partition by scope_kind, scope_id, story_id order by published_at, claim_id)
),

waves as (
    select
        * exclude (is_resumed),
        count_if(is_resumed) over (
            partition by scope_kind, scope_id, story_id
            order by published_at, claim_id
            rows unbounded preceding
        ) as wave
    from paced
)

select
    * exclude (is_quantity, context, wave) replace (
        concat_ws(' ', story_id, nullif(wave, 0)) as story_id,
        case
            when event = 'other' and includes_class is null and unit_class <> 'person' then unit
            when event = 'other' and unit_class = 'civilian' then 'person'
            else unit_class
        end as unit_class,
        case
            when event <> 'other' then narrowed_to
            when side is not null then [side]
            else []
        end as narrowed_to
    ),
    unit_class = 'civilian' as counts_civilians,
    coalesce(low, high) as figure
from waves
where
    not is_quantity
    and (scope_kind = 'story' or is_toll(event) or event = 'other')
    and coalesce(low, high) <> 1
    and case
        when extent = 'part' then is_toll(event) and includes_class is not null and not is_part
        else extent = 'whole' and not is_part
    end;
