-- Link the day's articles (the variable day) to those that are like them.

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
