-- What feeds bring, day by day, and how that compares with their own past.
--
-- What is counted: entries a day on days on which the feed answered, without its first day, which brings the
--   whole feed at once. Feeds come in bursts: the days' variance over their mean says how much, and numbers
--   are divided by it before they are held against a Poisson distribution (a quasi-Poisson model).
-- Its own past: up to five weeks before the last three whole days, or before it fell silent.

create or replace macro poisson_up_to(most, mean) as list_sum(
    list_transform(range(0, most::bigint + 1), lambda i: exp(i * ln(mean) - mean - lgamma(i + 1)))
);

create or replace view feed_days as
select
    url,
    day,
    sum(times)::integer as fetches,
    coalesce(sum(times) filter (where not is_failure), 0)::integer as answers,
    sum(brought)::integer as brought,
    list(outcome order by last_at) as outcomes
from store.feed_fetches
where first_at <= as_of()
group by url, day;

comment on view feed_days is 'What did each feed bring, day by day, and how often did it answer? '
'Try: from feed_days order by day desc, brought desc;';

create or replace view feed_rhythms as
with spans as (
    select
        url,
        min(day) as first_day,
        max(day) as last_day,
        max(day) filter (where brought > 0) as last_brought
    from feed_days
    group by url
),

answered as (
    select
        days.day,
        days.brought,
        spans.*,
        least(spans.last_brought, spans.last_day - 4) as past_until
    from feed_days as days
    inner join spans using (url)
    where days.answers > 0 and days.day > spans.first_day
)

select
    url,
    last_brought,
    count(*) filter (where day <= past_until and day > past_until - 35) as past_days,
    avg(brought) filter (where day <= past_until and day > past_until - 35) as a_day,
    greatest(
        1,
        var_samp(brought) filter (where day <= past_until and day > past_until - 35)
        / nullif(avg(brought) filter (where day <= past_until and day > past_until - 35), 0)
    ) as burst,
    count(*) filter (where day >= last_day - 3 and day < last_day) as late_days,
    coalesce(sum(brought) filter (where day >= last_day - 3 and day < last_day), 0) as late_brought,
    count(*) filter (where day > last_brought and day < last_day) as silent_days
from answered
group by url, last_brought;

comment on view feed_rhythms is 'How much does each feed bring a day, how unevenly, and how much lately? '
'Try: from feed_rhythms order by silent_days desc;';
