-- Merge clusters that are each other's nearest, where their articles are similar enough on average.
--
-- Repeated until nothing merges, this is average-linkage clustering: the order in which articles came says
-- nothing, and no chain of similar neighbours joins articles that are not alike. Pairs that were not
-- compared are not alike. A cluster that is near to none now will be near to none that two others merge
-- into, whose mean lies between theirs: it is left aside.

create or replace temp table near_links as
with near as (
    select
        one_id,
        other_id,
        similarity / (one_size * other_size) as mean_similarity
    from cluster_links
    where mean_similarity >= (select story_params.least_similarity from story_params)
)

select * from near
union all
select
    other_id as one_id,
    one_id as other_id,
    mean_similarity
from near;

create or replace temp table merging as
with nearest as (
    select
        one_id,
        other_id
    from near_links
    qualify row_number() over (
        partition by one_id
        order by mean_similarity desc, least(one_id, other_id), greatest(one_id, other_id)
    ) = 1
)

select
    nearest.one_id as into_id,
    nearest.other_id as from_id
from nearest
inner join nearest as back on nearest.one_id = back.other_id and nearest.other_id = back.one_id
where nearest.one_id < nearest.other_id;

update clusters
set cluster_id = merging.into_id
from merging
where clusters.cluster_id = merging.from_id;

create or replace temp table cluster_links as
with sizes as (
    select
        cluster_id,
        count(*) as size
    from clusters
    group by cluster_id
),

renamed as (
    select
        coalesce(one.into_id, links.one_id) as one_id,
        coalesce(other.into_id, links.other_id) as other_id,
        links.similarity
    from cluster_links as links
    semi join near_links as one_near on links.one_id = one_near.one_id
    semi join near_links as other_near on links.other_id = other_near.one_id
    left join merging as one on links.one_id = one.from_id
    left join merging as other on links.other_id = other.from_id
),

joined as (
    select
        least(one_id, other_id) as one_id,
        greatest(one_id, other_id) as other_id,
        sum(similarity)::hugeint as similarity
    from renamed
    where one_id <> other_id
    group by all
)

select
    joined.one_id,
    joined.other_id,
    one.size as one_size,
    other.size as other_size,
    joined.similarity
from joined
inner join sizes as one on joined.one_id = one.cluster_id
inner join sizes as other on joined.other_id = other.cluster_id;
