-- Is anything moving on each topic?
--
-- Question: how many articles came in on a topic since the last issue, from whom, and how many usually do?
-- Grain: one row per topic.
-- Parameters: as_of; since (the last issue; null = everything counts as come in); topics.
-- Caveats: an article counts on the day it was first seen, not published: what comes in late is news to us.
--   Usual is the mean of the 28 days before the last issue.

with seen as (
    select
        matches.topic_id,
        matches.article_id,
        matches.outlet,
        matches.published_at,
        kept.first_seen_at,
        coalesce(kept.first_seen_at > getvariable('since')::timestamptz, true) as is_fresh
    from topic_matches as matches
    inner join store.articles as kept using (article_id)
    where kept.first_seen_at <= as_of()
),

counted as (
    select
        topic_id,
        count(*) as article_count,
        count(*) filter (where is_fresh) as fresh_count,
        count(*) filter (
            where not is_fresh and first_seen_at > getvariable('since')::timestamptz - interval 28 day
        ) / 28.0 as usual_a_day,
        list_sort(list(distinct outlet) filter (where is_fresh)) as fresh_outlets,
        arg_min(outlet, published_at) as first_outlet
    from seen
    group by topic_id
)

select
    topics.topic_id,
    topics.title,
    coalesce(counted.article_count, 0) as article_count,
    coalesce(counted.fresh_count, 0) as fresh_count,
    counted.usual_a_day,
    coalesce(counted.fresh_outlets, []) as fresh_outlets,
    counted.first_outlet
from store.topics as topics
left join counted using (topic_id)
where getvariable('topics') is null or list_contains(getvariable('topics')::varchar[], topics.topic_id)
order by fresh_count desc, article_count desc, topics.topic_id asc;
