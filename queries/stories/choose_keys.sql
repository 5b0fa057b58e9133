-- Choose the keys of the day's articles (the variable day): the terms by which articles like them are found.
--
-- Keys are names and lead words that few articles of the last two weeks hold, of each article the two dozen
-- that weigh most. They stay as they were chosen on the article's day.

create or replace temp table counted_terms as
with todays as (
    select distinct unnest(terms) as term
    from store.article_terms
    where day = getvariable('day')::date
),

held as (
    select unnest(kept.terms) as term
    from store.article_terms as kept
    inner join story_params on kept.day >= story_params.first_counted_day
    inner join day_articles on kept.article_id = day_articles.article_id
    where day_articles.is_counted
)

select
    held.term,
    count(*) as article_count
from held
semi join todays on held.term = todays.term
where held.term % 4 < 2
group by held.term;

delete from store.story_keys
where day = getvariable('day')::date;

delete from store.story_keys
where
    article_id in (
        select day_articles.article_id
        from day_articles
        where day_articles.is_today
    );

insert into store.story_keys by name
with listed as (
    select
        article_id,
        unnest(terms) as term,
        unnest(occurrences) as occurrences
    from store.article_terms
    where day = getvariable('day')::date
),

ranked as (
    select
        listed.article_id,
        listed.term,
        row_number() over (
            partition by listed.article_id
            order by
                (1 + ln(listed.occurrences))
                * ln((story_params.article_count + 100) / (counted_terms.article_count + 0.25)) ** 2 desc,
                listed.term
        ) as place
    from listed
    inner join counted_terms on listed.term = counted_terms.term
    cross join story_params
    where counted_terms.article_count <= story_params.most_common
)

select
    article_id,
    getvariable('day')::date as day,
    list((term & 4294967295)::uinteger order by place) as keys
from ranked
where place <= 40
group by article_id;
