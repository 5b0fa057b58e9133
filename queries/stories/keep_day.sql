-- Keep which stories the day's articles joined, and which stories turned out to be one.
--
-- A story is named after the article of it that was published first.

create or replace temp table day_stories as
with begun as (
    select distinct
        clusters.cluster_id,
        clusters.story_id,
        samples.told_at
    from clusters
    inner join store.article_samples as samples on clusters.story_id = samples.article_id
)

select
    cluster_id,
    story_id,
    first_value(story_id) over (partition by cluster_id order by told_at, story_id) as into_id
from begun;

insert into store.story_articles by name
select
    day_stories.into_id as story_id,
    day_articles.article_id,
    day_articles.version,
    day_articles.day,
    day_stories.into_id as joined_id
from day_articles
inner join day_stories on day_articles.article_id = day_stories.story_id
where day_articles.is_today;

insert into store.story_merges by name
with todays as (
    select article_id
    from day_articles
    where is_today
)

select
    getvariable('day')::date as day,
    day_stories.story_id as from_id,
    day_stories.into_id
from day_stories
anti join todays on day_stories.story_id = todays.article_id
where day_stories.story_id <> day_stories.into_id;
