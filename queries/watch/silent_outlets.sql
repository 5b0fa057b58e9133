-- Outlets that fell silent
--
-- Question: which outlets with an article on most of the 14 days before have had none for two days?
-- Grain: one row per outlet, those that usually say most first.
-- Limit: 5

with daily as (
    select
        outlet,
        count(*) filter (where days_ago(first_seen_at) < 2) as lately,
        count(distinct days_ago(first_seen_at)) filter (where days_ago(first_seen_at) >= 2) as days_before,
        round(count(*) filter (where days_ago(first_seen_at) >= 2) / 14, 1) as usual_a_day,
        max(first_seen_at) as last_article
    from articles
    where first_seen_at > moment() - interval 16 day and outlet is not null
    group by outlet
)

select
    outlet,
    usual_a_day,
    strftime(last_article, '%d %b %H:%M') as last_article
from daily
where lately = 0 and days_before >= 8
order by usual_a_day desc, outlet asc
