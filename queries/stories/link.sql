-- Link the day's articles to those that are like them, and lay out the stories these are of as clusters.

insert into store.story_links by name
with alike as (
    select
        one.nth as one_nth,
        other.nth as other_nth,
        sum(one.weight * other.weight) / 3 as similarity
    from day_terms as one
    inner join day_terms as other on one.term = other.term
    where one.is_today and (not other.is_today or one.nth < other.nth)
    group by one.nth, other.nth
    having similarity > 0.03
),

apart as (
    select
        one.article_id as one_id,
        other.article_id as other_id,
        alike.similarity,
        if(one.is_dated and other.is_dated, one.day - other.day, 0) as days_apart
    from alike
    inner join day_articles as one on alike.one_nth = one.nth
    inner join day_articles as other on alike.other_nth = other.nth
)

select
    getvariable('day')::date as day,
    one_id,
    other_id,
    round(similarity * 1e6 * if(days_apart > 14, 0.9, 1))::bigint as similarity
from apart
-- Undated articles reach further back than those with a date.
where days_apart <= 60;

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

-- In a table of their own, since DuckDB misjudges how many rows a table has that were added just now.
create or replace temp table recent_links as
select
    links.one_id,
    links.other_id,
    links.similarity
from store.story_links as links
where links.day between (select story_params.first_day from story_params) and getvariable('day')::date;

create or replace temp table cluster_links as
with sizes as (
    select
        cluster_id,
        count(*) as size
    from clusters
    group by cluster_id
),

named as (
    select
        one.cluster_id as one_cluster,
        other.cluster_id as other_cluster,
        recent_links.similarity
    from recent_links
    inner join clusters as one on recent_links.one_id = one.article_id
    inner join clusters as other on recent_links.other_id = other.article_id
),

sums as (
    select
        least(one_cluster, other_cluster) as one_id,
        greatest(one_cluster, other_cluster) as other_id,
        sum(similarity)::hugeint as similarity
    from named
    where one_cluster <> other_cluster
    group by all
)

select
    sums.one_id,
    sums.other_id,
    one.size as one_size,
    other.size as other_size,
    sums.similarity
from sums
inner join sizes as one on sums.one_id = one.cluster_id
inner join sizes as other on sums.other_id = other.cluster_id;
