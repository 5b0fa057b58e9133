-- Lay out the articles of one day (the variable day) and those before that they are compared with.
--
-- These are the articles of the sixty days before. An article whose date is not known stands on the day it
-- came in, and is compared also with whatever came in within sixty days before that.

create or replace temp table day_articles as
with earlier as (
    select
        article_id,
        version,
        day,
        told_at,
        seen_day,
        is_dated,
        day = getvariable('day')::date as is_today
    from store.article_samples
    where day <= getvariable('day')::date
),

undated as (
    select count(*) > 0 as is_some
    from earlier
    where is_today and not is_dated
),

near as (
    select
        earlier.*,
        if(
            undated.is_some and earlier.seen_day <= getvariable('day')::date,
            greatest(earlier.day, earlier.seen_day),
            earlier.day
        ) as near_day
    from earlier
    cross join undated
)

select
    *,
    -- Numbers are joined and grouped by much quicker than names.
    (row_number() over ())::integer as nth,
    near_day >= getvariable('day')::date - 14 as is_counted
from near
where near_day >= getvariable('day')::date - 60;

create or replace temp table story_params as
select
    min(day) as first_day,
    min(day) filter (where is_counted) as first_counted_day,
    count(*) filter (where is_counted) as article_count,
    (100000 + 80000 * article_count / (article_count + 100))::bigint as least_similarity,
    100 as most_common
from day_articles;

-- What was found for this day before is found anew.
delete from store.story_links
where day = getvariable('day')::date;

delete from store.story_merges
where day = getvariable('day')::date;

delete from store.story_articles
where day = getvariable('day')::date;

delete from store.story_articles
where
    article_id in (
        select day_articles.article_id
        from day_articles
        where day_articles.is_today
    );
