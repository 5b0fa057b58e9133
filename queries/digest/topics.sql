-- Is anything moving on each topic?
--
-- Question: how many articles came in on a topic since the last issue, from whom, is that usual, which words
--   are new, and what did most outlets report?
-- Grain: one row per topic.
-- Parameters: as_of; since (the last issue; null = everything counts as come in); topics.
-- Caveats: an article has come in when it was first seen: what comes in late is news to us. The level is of
--   the last 24 hours by publication, see the view topic_levels; before the first issue all is new.

with seen as (
    select
        matches.topic_id,
        matches.outlet,
        matches.title,
        matches.published_at,
        matches.origin_id,
        coalesce(told.story_id, matches.origin_id) as story,
        coalesce(kept.first_seen_at > getvariable('since')::timestamptz, true) as is_fresh
    from topic_matches as matches
    inner join store.articles as kept using (article_id)
    left join store.story_articles as told
        on matches.article_id = told.article_id and matches.version = told.version
),

counted as (
    select
        topic_id,
        count(*) as article_count,
        count(*) filter (where is_fresh) as fresh_count,
        count(distinct origin_id) filter (where is_fresh) as fresh_origin_count,
        list_sort(list(distinct outlet) filter (where is_fresh)) as fresh_outlets,
        arg_min(outlet, published_at) filter (where is_fresh) as first_outlet
    from seen
    group by topic_id
),

reported as (
    select
        topic_id,
        story,
        arg_min(title, (published_at, title)) as title,
        count(distinct outlet) as outlet_count
    from seen
    where is_fresh
    group by topic_id, story
),

top_stories as (
    select
        topic_id,
        arg_max(title, (outlet_count, title)) as title,
        max(outlet_count) as outlet_count
    from reported
    where outlet_count > 1
    group by topic_id
),

new_words as (
    select
        topic_id,
        list(term order by strength desc, term asc)[:3] as terms
    from emerging_terms
    group by topic_id
)

select
    topics.topic_id,
    topics.title,
    coalesce(counted.article_count, 0) as article_count,
    coalesce(counted.fresh_count, 0) as fresh_count,
    coalesce(counted.fresh_origin_count, 0) as fresh_origin_count,
    if(getvariable('since') is null, 'new', coalesce(levels.level, 'quiet')) as level,
    coalesce(levels.origin_count, 0) as day_origin_count,
    levels.usual,
    coalesce(counted.fresh_outlets, []) as fresh_outlets,
    counted.first_outlet,
    top_stories.title as top_story,
    coalesce(top_stories.outlet_count, 0) as top_story_outlet_count,
    coalesce(new_words.terms, []) as new_terms
from store.topics as topics
left join counted using (topic_id)
left join topic_levels as levels on topics.topic_id = levels.topic_id and levels.days_ago = 0
left join top_stories on topics.topic_id = top_stories.topic_id
left join new_words on topics.topic_id = new_words.topic_id
where getvariable('topics') is null or list_contains(getvariable('topics')::varchar[], topics.topic_id)
order by fresh_count desc, article_count desc, topics.topic_id asc;
