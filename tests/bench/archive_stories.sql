-- Put the articles of an invented archive into the stories they were made for, as if found day by day.
--
-- An article is linked to three others of its story, and by little to twenty of those before it, as many as
-- were counted where the stories were really looked for.

insert into store.story_articles by name
select
    first_value(article_id) over (partition by story order by told_at, article_id) as story_id,
    article_id,
    1 as version,
    told_at::date as day,
    story_id as joined_id
from bench.told
order by told_at;

create or replace temp table in_order as
select
    article_id,
    told_at::date as day,
    row_number() over (order by told_at) as nth,
    story
from bench.told;

insert into store.story_links by name
with near as (
    select
        day,
        article_id as one_id,
        unnest([
            lag(article_id, 1) over same_story,
            lag(article_id, 2) over same_story,
            lag(article_id, 3) over same_story
        ]) as other_id,
        300000 as similarity
    from in_order
    window same_story as (partition by story order by nth)
),

drawn as materialized (
    select
        in_order.day,
        in_order.article_id,
        1 + (hash(in_order.nth * 100 + links.n) % (in_order.nth - 1)::ubigint)::bigint as other_nth
    from in_order
    cross join range(20) as links (n)
    where in_order.nth > 1
),

far as (
    select
        drawn.day,
        drawn.article_id as one_id,
        other.article_id as other_id,
        40000 as similarity
    from drawn
    inner join in_order as other on drawn.other_nth = other.nth
)

select *
from near
where other_id is not null
union all
select *
from far;

drop table in_order;
