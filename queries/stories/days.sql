-- Days whose stories are to be looked for.
--
-- Question: on which days did articles come in, change or go since stories were last looked for?
-- Grain: one row per day, in order.
-- Caveats: an article whose date is not known is compared with whatever came in during the two months
--   before it; so a day that has one is looked at again when one of those changed.

with sampled as (
    select
        day,
        bit_xor(hash(article_id || ' ' || version)) as fingerprint
    from store.article_samples
    group by day
),

told as (
    select
        day,
        bit_xor(hash(article_id || ' ' || version)) as fingerprint
    from store.story_articles
    group by day
),

changed_days as (
    select coalesce(sampled.day, told.day) as day
    from sampled
    full join told on sampled.day = told.day
    where sampled.fingerprint is distinct from told.fingerprint
),

of_these as (
    select
        samples.article_id,
        samples.version,
        samples.day
    from store.article_samples as samples
    semi join changed_days on samples.day = changed_days.day
),

told_of_these as (
    select
        known.article_id,
        known.version,
        known.day
    from store.story_articles as known
    semi join changed_days on known.day is not distinct from changed_days.day
),

changed as (
    select of_these.*
    from of_these
    anti join told_of_these using (article_id, version, day)
    union
    select told_of_these.*
    from told_of_these
    anti join of_these using (article_id, version, day)
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

select day
from changed_days
where day is not null
union
select undated.day
from undated
order by day
