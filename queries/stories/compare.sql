-- Compare articles by their terms: which pairs are similar at all?
--
-- A term weighs the more the fewer articles hold it; one that a single article holds says nothing. Each
-- family of terms counts the same. Similarities are whole millionths, so that sums do not depend on the
-- order in which they are added. Dates far apart make a pair less similar; an unknown date says nothing.

create or replace temp table clusters as
select
    article_id,
    article_id as cluster_id
from articles;

create or replace temp table cluster_links as
with held_by as (
    select
        family,
        term,
        count(*) as article_count
    from store.article_terms
    group by family, term
    having article_count > 1
),

everything as (
    select count(*) as article_count
    from articles
),

weighed as (
    select
        terms.article_id,
        terms.family,
        terms.term,
        (1 + ln(terms.occurrences)) * ln(everything.article_count / held_by.article_count) ** 2 as weight
    from store.article_terms as terms
    inner join held_by using (family, term)
    cross join everything
    where held_by.article_count < everything.article_count
),

scaled as (
    select
        article_id,
        family,
        term,
        weight / sqrt(sum(weight * weight) over (partition by article_id, family)) as weight
    from weighed
),

alike as (
    select
        one.article_id as one_id,
        other.article_id as other_id,
        sum(one.weight * other.weight) / 3 as similarity
    from scaled as one
    inner join scaled as other
        on one.family = other.family and one.term = other.term and one.article_id < other.article_id
    group by one.article_id, other.article_id
    having similarity > 0.01
),

apart as (
    select
        alike.*,
        abs(date_diff('day', one.published_at, other.published_at)) as days_apart
    from alike
    inner join articles as one on alike.one_id = one.article_id
    inner join articles as other on alike.other_id = other.article_id
)

select
    one_id,
    other_id,
    1 as one_size,
    1 as other_size,
    round(
        similarity * 1e6 * case when days_apart > 60 then 0.6 when days_apart > 14 then 0.9 else 1 end
    )::hugeint as similarity
from apart;
