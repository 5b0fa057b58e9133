-- The figures of a story: one row per article, event, class and number, which an article may repeat.
--
-- The only figure of its class is what the article says of it, and as good as its main one. So is a smaller
-- one of the source of the main one that has a place: of several that add up to the toll, it may be one.

create or replace temp table told_figures as
with summed as (
    select
        figure_nth,
        scope_kind,
        scope_id,
        story_id,
        article_id,
        event,
        told_class,
        narrowed_to,
        figure,
        any_value(published_at) as published_at,
        bool_or(is_main) as is_main,
        bool_and(bound = 'vague') as is_vague,
        bool_and(names_nobody) as names_nobody,
        coalesce(list_sort(list_distinct(list(place_key))), []) as places,
        min(first_day) as first_day,
        max(last_day) as last_day,
        list_sort(list_distinct(list(claimant))) as claimants,
        bool_or(is_named) as is_named,
        min(span_start) as span_start,
        min(claim_id) as first_claim_id
    from figure_claims
    group by all
),

standing_out as (
    select
        *,
        count(*) over one_class = 1 as is_alone,
        coalesce(
            len(places) > 0
            and figure between 0.2 * max(figure) filter (where is_main) over one_class
            and max(figure) filter (where is_main) over one_class
            and list_has_any(claimants, flatten(list(claimants) filter (where is_main) over one_class)),
            false
        ) as may_be_one_of_several
    from summed
    window one_class as (
        partition by scope_kind, scope_id, story_id, article_id, event, told_class, narrowed_to
    )
),

led as (
    select
        * exclude (is_alone, may_be_one_of_several)
        replace (is_main or (not is_vague and (is_alone or may_be_one_of_several)) as is_main)
    from standing_out
)

select
    *,
    -- Main tolls come first, then what was told first.
    row_number() over (
        partition by scope_kind, scope_id, story_id, event, told_class, narrowed_to
        order by
            is_main desc, is_vague asc, published_at asc, article_id asc, span_start asc, figure asc
    ) as rank
from led;

-- A place that only one article names may be a landmark, or another name of the others' place.
create or replace temp table known_towns as
with named as (
    select
        scope_kind,
        scope_id,
        story_id,
        article_id,
        unnest(places) as place
    from told_figures
)

select
    scope_kind,
    scope_id,
    story_id,
    list(distinct place) as towns
from (
    select
        scope_kind,
        scope_id,
        story_id,
        place
    from named
    group by all
    having count(distinct article_id) > 1
) as told_twice
group by all;
