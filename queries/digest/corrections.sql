-- What an issue showed that is read otherwise now.
--
-- Question: which claims that were shown at a moment are read otherwise now: as a number that does not stand
--   together with the one before, or as no number at all?
-- Grain: one row per claim, as it was read at that moment, with what is read in its place.
-- Parameters: since (the moment); shown (the claims to look at); tolerance_pct.
-- Caveats: words, not rows, are compared: a claim whose span grew or shrank is the same number to a reader.
--   An article that its outlet changed is no fault of ours, and is not here.

with shown as (
    select *
    from store.standing_claims
    where
        read_at <= getvariable('since')::timestamptz
        and list_contains(getvariable('shown')::varchar[], claim_id)
    qualify row_number() over (partition by claim_id order by read_at desc) = 1
),

read_now as (
    select
        shown.claim_id,
        bool_or(
            stand_together(shown.bound, shown.low, shown.high, claims.bound, claims.low, claims.high)
        ) as is_the_same,
        arg_min(
            struct_pack(bound := claims.bound, low := claims.low, high := claims.high),
            abs(claims.span_start - shown.span_start)
        ) as nearest
    from shown
    inner join store.claims as claims
        on
            shown.article_id = claims.article_id
            and shown.version = claims.version
            and shown.kind = claims.kind
            and shown.span_start < claims.span_end
            and shown.span_end > claims.span_start
    group by shown.claim_id
)

select
    shown.claim_id,
    shown.text,
    shown.sentence,
    shown.speaker,
    shown.bound,
    shown.low,
    shown.high,
    versions.outlet,
    versions.title,
    versions.url,
    shown.doc,
    read_now.nearest.bound as bound_now,
    read_now.nearest.low as low_now,
    read_now.nearest.high as high_now
from shown
inner join store.article_versions as versions using (article_id, version)
left join read_now using (claim_id)
where shown.kind = 'count' and not coalesce(read_now.is_the_same, false)
order by shown.doc, shown.span_start, shown.claim_id;
