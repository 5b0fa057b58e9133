-- Put articles that copy each other, also by way of others, into one source named after the first published.
--
-- Only sources that a changed article is or was of are looked at.

create or replace temp table sources as
with recursive touched as (
    select distinct regrouped_articles.article_id
    from regrouped_articles
),

numbered as materialized (
    select
        articles.article_id,
        row_number() over (
            order by coalesce(articles.published_at, articles.first_seen_at), articles.article_id
        ) as nth
    from articles
    semi join touched on articles.article_id = touched.article_id
),

neighbours as materialized (
    select
        one.nth,
        other.nth as other_nth
    from store.copy_pairs as pairs
    inner join numbered as one on pairs.article_id = one.article_id
    inner join numbered as other on pairs.other_id = other.article_id
),

steps as materialized (
    select
        neighbours.nth,
        neighbours.other_nth
    from neighbours
    union
    select
        neighbours.other_nth,
        neighbours.nth
    from neighbours
    union
    select
        neighbours.nth,
        neighbours.nth as other_nth
    from neighbours
),

reached as (
    select
        steps.nth,
        min(steps.other_nth) as first_nth
    from steps
    group by steps.nth
    union
    select
        steps.nth,
        min(reached.first_nth) as first_nth
    from reached
    inner join steps on reached.nth = steps.other_nth
    group by steps.nth
),

firsts as (
    select
        nth,
        min(first_nth) as first_nth
    from reached
    group by nth
)

select
    copied.article_id,
    published_first.article_id as first_id
from firsts
inner join numbered as copied on firsts.nth = copied.nth
inner join numbered as published_first on firsts.first_nth = published_first.nth;

delete from store.copied_articles
where article_id in (select regrouped_articles.article_id from regrouped_articles);

insert into store.copied_articles by name
select *
from sources;

drop table article_runs;

drop table articles_to_read;

drop table changed_articles;

drop table copy_candidates;

drop table regrouped_articles;

drop table sources;
