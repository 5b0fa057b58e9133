-- Lay out as clusters the stories that the day's links touch, as they stood before the day (variable day).

create or replace temp table clusters as
with recursive merges_then as (
    select
        from_id,
        into_id
    from store.story_merges
    where day < getvariable('day')::date
),

linked as (
    select one_id as article_id
    from store.story_links
    where day = getvariable('day')::date
    union
    select other_id
    from store.story_links
    where day = getvariable('day')::date
),

todays as (
    select article_id
    from day_articles
    where is_today
),

joined as (
    select distinct known.joined_id
    from store.story_articles as known
    semi join linked on known.article_id = linked.article_id
),

followed as (
    select joined_id as story_id
    from joined
    union
    select ended.into_id
    from followed
    inner join merges_then as ended on followed.story_id = ended.from_id
),

wanted as (
    select followed.story_id
    from followed
    anti join merges_then as ended on followed.story_id = ended.from_id
),

-- Back from the stories as they stand to all that was joined to what they are made of.
made_of as (
    select
        story_id,
        story_id as joined_id
    from wanted
    union
    select
        made_of.story_id,
        ended.from_id
    from made_of
    inner join merges_then as ended on made_of.joined_id = ended.into_id
)

select
    day_articles.article_id,
    made_of.story_id as cluster_id,
    made_of.story_id
from made_of
inner join store.story_articles as known using (joined_id)
inner join day_articles on known.article_id = day_articles.article_id
union all
select
    article_id,
    article_id as cluster_id,
    article_id as story_id
from todays;
