-- Add up how alike the articles of any two clusters are, by the links of the sixty days to the variable day.

-- In a table of their own, since DuckDB misjudges how many rows a table has that were added just now.
create or replace temp table recent_links as
select
    links.one_id,
    links.other_id,
    links.similarity
from store.story_links as links
semi join clusters on links.one_id = clusters.article_id
where links.day between (select story_params.first_day from story_params) and getvariable('day')::date;

create or replace temp table cluster_links as
with sizes as (
    select
        cluster_id,
        count(*) as size
    from clusters
    group by cluster_id
),

-- By itself, since DuckDB would else pair all clusters first, to see which differ.
half_named as materialized (
    select
        clusters.cluster_id as one_cluster,
        recent_links.other_id,
        recent_links.similarity
    from recent_links
    inner join clusters on recent_links.one_id = clusters.article_id
),

named as (
    select
        half_named.one_cluster,
        clusters.cluster_id as other_cluster,
        half_named.similarity
    from half_named
    inner join clusters on half_named.other_id = clusters.article_id
),

sums as (
    select
        least(one_cluster, other_cluster) as one_id,
        greatest(one_cluster, other_cluster) as other_id,
        sum(similarity)::hugeint as similarity
    from named
    where one_cluster <> other_cluster
    group by all
)

select
    sums.one_id,
    sums.other_id,
    one.size as one_size,
    other.size as other_size,
    sums.similarity
from sums
inner join sizes as one on sums.one_id = one.cluster_id
inner join sizes as other on sums.other_id = other.cluster_id;
