-- Days whose stories are to be looked for.
--
-- Question: on which days did articles come in, change or go since stories were last looked for?
-- Grain: one row per day, in order.
-- Caveats: an article whose date is not known is compared with whatever came in during the two months
--   before it; so a day that has one is looked at again when one of those changed.

with changed as (
    select
        samples.article_id,
        samples.day
    from store.article_samples as samples
    anti join store.story_articles as known
        on
            samples.article_id = known.article_id
            and samples.version = known.version
            and samples.day = known.day
    union
    select
        known.article_id,
        known.day
    from store.story_articles as known
    anti join store.article_samples as samples
        on
            known.article_id = samples.article_id
            and known.version = samples.version
            and known.day = samples.day
),

arrivals as (
    select min(kept.first_seen_at)::date as first_day
    from changed
    inner join store.articles as kept on changed.article_id = kept.article_id
),

undated as (
    select distinct samples.day
    from store.article_samples as samples
    inner join arrivals on samples.day >= arrivals.first_day
    where not samples.is_dated
)

select changed.day
from changed
union
select undated.day
from undated
order by day
