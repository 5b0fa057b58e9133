-- Find the articles before the day (the variable day) that share enough keys with one of the day's, and those
-- that joined the same story as these did: what is near to a story is told by all of its articles.

create or replace temp table candidates as
with known as (
    select
        day_articles.nth,
        day_articles.is_today,
        len(kept.keys) as key_count,
        unnest(kept.keys) as key
    from store.story_keys as kept
    inner join story_params on kept.day >= story_params.first_day
    inner join day_articles on kept.article_id = day_articles.article_id
),

shared as (
    select other.nth
    from known as one
    inner join known as other on one.key = other.key
    where one.is_today and not other.is_today
    group by one.nth, other.nth
    having count(*) / sqrt(any_value(one.key_count) * any_value(other.key_count)) >= 0.05
),

joined as (
    select
        day_articles.nth,
        known.joined_id
    from day_articles
    inner join store.story_articles as known using (article_id)
),

their_stories as (
    select distinct joined.joined_id
    from joined
    semi join shared using (nth)
)

select joined.nth
from joined
semi join their_stories using (joined_id)
union
select nth
from day_articles
where is_today;
