-- Each topic, day by day, with the days on which nothing came.
--
-- A day is 24 hours up to the moment asked for (as_of, or now). Days begin when the monitor did, or with the
-- topic's first article where that is older.

create or replace view topic_days as
with output as (
    select
        days_ago(told_at) as nth,
        count(*) as article_count
    from told_versions
    group by nth
),

matched as (
    select
        topic_id,
        days_ago(published_at) as nth,
        count(*) as article_count,
        count(distinct origin_id) as origin_count,
        count(distinct outlet) as outlet_count,
        arg_min(outlet, (published_at, article_id)) as first_outlet
    from topic_matches
    group by topic_id, nth
),

monitor as (
    select days_ago(min(first_seen_at)) as nth
    from store.articles
    where first_seen_at <= as_of()
),

begun as (
    select
        topics.topic_id,
        topics.title,
        greatest(max(matched.nth), any_value(monitor.nth)) as nth
    from store.topics
    left join matched using (topic_id)
    cross join monitor
    group by topics.topic_id, topics.title
),

days as (
    select
        topic_id,
        title as topic,
        unnest(range(nth + 1))::integer as nth
    from begun
    where nth is not null
)

select
    days.topic_id,
    days.topic,
    days.nth as days_ago,
    moment() - to_days(days.nth) as until,
    coalesce(matched.article_count, 0) as article_count,
    coalesce(matched.origin_count, 0) as origin_count,
    coalesce(matched.outlet_count, 0) as outlet_count,
    round(coalesce(matched.article_count, 0) / output.article_count, 4) as share,
    matched.first_outlet
from days
left join matched using (topic_id, nth)
left join output using (nth);

comment on view topic_days is 'How much was published on a topic in each 24 hours, by how many independent '
'origins, as which share of all, and by whom first? '
'Try: from topic_days where article_count > 0 order by days_ago;';
