-- Numbers that rest on one speaker
--
-- Question: which numbers of the last 24 hours do three outlets or more give, all from the same speaker?
-- Grain: one row per number, counted thing and speaker, the most repeated first.
-- Limit: 5

with fresh as (
    select
        article_id,
        version
    from articles
    where first_seen_at > moment() - interval 24 hour
)

select
    any_value(claims.text) as number,
    claims.event,
    claims.speaker,
    count(distinct claims.outlet) as outlets,
    array_to_string(list_sort(list(distinct claims.outlet))[:4], ', ') as among_them
from claims
inner join fresh using (article_id, version)
where
    claims.kind = 'count' and claims.origin <> 'comment' and claims.speaker_kind <> 'unknown'
    and claims.speaker is distinct from claims.outlet
group by claims.event, claims.unit, claims.low, claims.high, claims.speaker
having count(distinct claims.outlet) >= 3
order by outlets desc, number asc
