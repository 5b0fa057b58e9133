-- Note what was read otherwise.
--
-- Question: what do other rules make of the versions in the variable `keys` ("article_id version")?
-- Grain: adds one row to store.rereadings per claim that is new, gone or read otherwise.
-- Parameters: keys; extractor_version; now. The temporary table read_before holds how they were read before.
-- Caveats: a claim is known again by the words it is read from: of one kind, with spans that overlap. The
--   name of the rule that read it does not matter.

insert into store.rereadings by name
with keys as (
    select unnest(getvariable('keys')::varchar[]) as key
),

wanted as (
    select
        split_part(key, ' ', 1) as article_id,
        split_part(key, ' ', 2)::integer as version
    from keys
),

read_now as (
    select claims.*
    from store.claims as claims
    semi join wanted on claims.article_id = wanted.article_id and claims.version = wanted.version
),

as_before as (
    select * exclude (rule) from read_now
    intersect
    select * exclude (rule, read_by, read_at) from read_before
),

other_before as (
    select read_before.*
    from read_before
    anti join as_before using (claim_id)
),

other_now as (
    select read_now.*
    from read_now
    anti join as_before using (claim_id)
),

pairs as (
    select
        other_before.claim_id,
        other_now.claim_id as claim_id_now,
        [other_before.low, other_before.high] <> [other_now.low, other_now.high] as is_other_number
    from other_before
    inner join other_now
        on
            other_before.article_id = other_now.article_id
            and other_before.version = other_now.version
            and other_before.kind = other_now.kind
            and other_before.span_start < other_now.span_end
            and other_before.span_end > other_now.span_start
),

matched as (
    select
        claim_id,
        if(bool_and(is_other_number), 'number', 'details') as change
    from pairs
    group by claim_id
),

changes as (
    select
        other_before.*,
        coalesce(matched.change, 'gone') as change
    from other_before
    left join matched using (claim_id)
    union all by name
    select
        other_now.*,
        'new' as change
    from other_now
    anti join pairs on other_now.claim_id = pairs.claim_id_now
)

select
    *,
    getvariable('extractor_version') as reread_by,
    getvariable('now')::timestamptz as reread_at
from changes;

drop table read_before;
