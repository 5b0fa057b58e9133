-- What the articles of a story tell of what befell people and things, and which of it is the main toll.
--
-- The dead of a toll are people, whatever they are called (miners, villagers, civilians), but for those that
-- are given as a part of them: civilians among the dead, children, the fighters of a side. What is wounded or
-- arrested and of no known class is people too. A number that is within its article's main vague word
-- ("dozens were killed"), or the total of which the main toll is a part, is a main toll as well.

create or replace temp table figure_claims as
with said as (
    select
        told.*,
        named.sentence,
        named.part_of,
        named.text,
        -- A year or a month is all the days from its first to its last.
        try_cast(rpad(named.event_date, 10, '-01') as date) as first_day,
        case length(named.event_date)
            when 4 then first_day + interval 1 year - interval 1 day
            when 7 then first_day + interval 1 month - interval 1 day
            else first_day
        end::date as last_day
    from told_counts as told
    inner join named_claims as named using (scope_kind, scope_id, claim_id)
    where told.event <> 'other'
),

classed as (
    select
        *,
        bool_or(main) over one_figure as is_of_main_figure,
        case
            when
                unit_class in ('child', 'woman', 'fighter', 'soldier')
                or bool_or(extent = 'part') over one_figure
                then unit_class
            when befalls_people(event) and (includes_class = 'person' or not is_classed) then 'person'
            else unit_class
        end as told_class
    from said
    window one_figure as (
        partition by scope_kind, scope_id, story_id, article_id, event, unit_class, narrowed_to, figure
    )
),

totals as (
    select distinct
        scope_kind,
        scope_id,
        article_id,
        event,
        part_of as text,
        true as is_total
    from classed
    where is_of_main_figure and part_of is not null
),

allowed as (
    select
        scope_kind,
        scope_id,
        article_id,
        event,
        unit_class,
        min(low) as least,
        max(high) as most
    from classed
    where is_of_main_figure and bound = 'vague'
    group by all
)

select
    classed.*,
    classed.is_of_main_figure
    or coalesce(totals.is_total, classed.figure between allowed.least and allowed.most, false) as is_main,
    dense_rank() over (
        order by
            classed.scope_kind,
            classed.scope_id,
            classed.story_id,
            classed.article_id,
            classed.event,
            classed.told_class,
            classed.narrowed_to,
            classed.figure
    ) as figure_nth
from classed
left join totals using (scope_kind, scope_id, article_id, event, text)
left join allowed using (scope_kind, scope_id, article_id, event, unit_class);
