-- Keep the candidates that share more than a fifth of the runs of six words of the shorter one.
--
-- The members of their sources, as they were, are put into sources anew.

insert into store.copy_pairs by name
with shares as (
    select
        copy_candidates.article_id,
        copy_candidates.other_id,
        len(list_intersect(one.runs, other.runs)) / least(len(one.runs), len(other.runs)) as share
    from copy_candidates
    inner join article_runs as one on copy_candidates.article_id = one.article_id
    inner join article_runs as other on copy_candidates.other_id = other.article_id
)

select *
from shares
where share > 0.2;

insert into regrouped_articles by name
with met as (
    select pairs.article_id
    from store.copy_pairs as pairs
    semi join copy_candidates
        on pairs.article_id = copy_candidates.article_id and pairs.other_id = copy_candidates.other_id
    union
    select pairs.other_id
    from store.copy_pairs as pairs
    semi join copy_candidates
        on pairs.article_id = copy_candidates.article_id and pairs.other_id = copy_candidates.other_id
),

their_sources as (
    select distinct copied.first_id
    from store.copied_articles as copied
    semi join met on copied.article_id = met.article_id
)

select met.article_id
from met
union
select copied.article_id
from store.copied_articles as copied
semi join their_sources on copied.first_id = their_sources.first_id;
