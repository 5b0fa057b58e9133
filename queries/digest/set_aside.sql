-- What was read and set aside.
--
-- Question: which numbers were dropped before anything was compared, and why?
-- Grain: one row per reason, with the number of claims and up to three of them as examples.
-- Parameters: as_of.
-- Caveats: they stay in the database; a reader's comment and a number nobody states as a fact are no source.

with dropped as (
    select
        claim_id,
        doc,
        start,
        text,
        case
            when origin = 'comment' then 'reader comments'
            when polarity in ('expected', 'possible') then 'expectations and possibilities'
        end as reason
    from claims
    where kind = 'count'
)

select
    reason,
    count(*) as claim_count,
    list(text order by doc, start, claim_id)[1:3] as examples
from dropped
where reason is not null
group by reason
order by claim_count desc, reason asc;
