-- Weigh the terms of the day's articles and of those that share some with them.
--
-- A term weighs the more the fewer articles of the last two weeks hold it, where there are few as if there
-- were a hundred more. What a single article holds says nothing about the others, the less the more there
-- are of them; what many hold says so little that it is left out. Within an article, each kind of term has
-- the length one. Stories are told apart by more where there is more to compare: the least similarity of
-- their articles rises from 0.10 to 0.18. Measured on news with two like events a topic.

create or replace temp table story_params as
select
    min(day) as first_day,
    count(*) filter (where is_counted) as article_count,
    (100000 + 80000 * article_count / (article_count + 100))::bigint as least_similarity,
    100 as most_common
from day_articles;

create or replace temp table terms_at_hand as
select
    day_articles.nth,
    kept.terms,
    kept.occurrences,
    day_articles.is_today,
    day_articles.is_counted
from store.article_terms as kept
inner join story_params on kept.day >= story_params.first_day
inner join day_articles on kept.article_id = day_articles.article_id;

create or replace temp table counted_terms as
with held as (
    select unnest(terms) as term
    from terms_at_hand
    where is_counted
)

select
    term,
    count(*) as article_count
from held
group by term;

create or replace temp table day_terms as
with listed as (
    select
        nth,
        is_today,
        unnest(terms) as term,
        unnest(occurrences) as occurrences
    from terms_at_hand
),

todays as (
    select listed.term
    from listed
    inner join counted_terms on listed.term = counted_terms.term
    cross join story_params
    where listed.is_today and counted_terms.article_count <= story_params.most_common
    group by listed.term
),

sharing as (
    select distinct listed.nth
    from listed
    semi join todays on listed.term = todays.term
),

weighed as (
    select
        listed.nth,
        listed.is_today,
        listed.term,
        listed.term % 4 as kind,
        coalesce(counted_terms.article_count, 0) as held_by,
        (1 + ln(listed.occurrences))
        * ln((story_params.article_count + 100) / (held_by + 0.25)) ** 2
        * if(held_by > 1, 1, 15 / (story_params.article_count + 15)) as weight
    from listed
    semi join sharing on listed.nth = sharing.nth
    cross join story_params
    left join counted_terms on listed.term = counted_terms.term
    where held_by <= story_params.most_common
)

select
    nth,
    is_today,
    term,
    (weight / sqrt(sum(weight * weight) over (partition by nth, kind)))::float as weight
from weighed;
