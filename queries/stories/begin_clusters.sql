-- Lay out as clusters the stories that the day's links touch, as they stood before the day (variable day).

create or replace temp table clusters as
with recursive standing as (
    select
        day_articles.article_id,
        coalesce(known.joined_id, day_articles.article_id) as joined_id
    from day_articles
    left join store.story_articles as known on day_articles.article_id = known.article_id
),

followed as (
    select distinct
        standing.joined_id,
        standing.joined_id as story_id
    from standing
    union all
    select
        followed.joined_id,
        ended.into_id
    from followed
    inner join store.story_merges as ended on followed.story_id = ended.from_id
    where ended.day < getvariable('day')::date
),

stories_then as (
    select
        followed.joined_id,
        followed.story_id
    from followed
    anti join store.story_merges as ended
        on followed.story_id = ended.from_id and ended.day < getvariable('day')::date
),

touched as (
    select links.one_id as article_id
    from store.story_links as links
    where links.day = getvariable('day')::date
    union
    select links.other_id
    from store.story_links as links
    where links.day = getvariable('day')::date
    union
    select day_articles.article_id
    from day_articles
    where day_articles.is_today
),

placed as (
    select
        standing.article_id,
        stories_then.story_id
    from standing
    inner join stories_then using (joined_id)
),

wanted as (
    select distinct placed.story_id
    from placed
    semi join touched on placed.article_id = touched.article_id
)

select
    placed.article_id,
    placed.story_id as cluster_id,
    placed.story_id
from placed
semi join wanted on placed.story_id = wanted.story_id;
