-- What does this digest rest on?
--
-- Question: how many feeds answered, and how many articles and numbers are held?
-- Grain: one row.
-- Parameters: as_of; since (the last issue).

with feeds as (
    select
        count(*) as feed_count,
        count(*) filter (where failing_since is null) as answering_count
    from store.feeds
),

held as (
    select
        count(*) as article_count,
        count(*) filter (
            where coalesce(kept.first_seen_at > getvariable('since')::timestamptz, true)
        ) as fresh_count
    from articles
    inner join store.articles as kept using (article_id)
),

numbers as (
    select count(*) filter (where kind = 'count') as number_count
    from claims
)

select
    feeds.feed_count,
    feeds.answering_count,
    held.article_count,
    held.fresh_count,
    numbers.number_count
from feeds
cross join held
cross join numbers;
