create or replace view stands as
with grades as (
    select
        alias_key(name) as name_key,
        min(grade) as grade
    from store.sources
    group by name_key
)

select
    standing.discrepancy_id,
    standing.position,
    standing.position_low,
    standing.position_high,
    standing.role,
    claims.*,
    coalesce(speakers.grade, outlets.grade, 'F6') as grade
from store.discrepancy_claims as standing
inner join last_states using (discrepancy_id, state)
inner join claims using (claim_id)
left join grades as speakers on alias_key(claims.speaker) = speakers.name_key
left join grades as outlets on alias_key(claims.outlet) = outlets.name_key;

comment on view stands is 'Who stands where in each discrepancy, in their own words? '
'Try: from stands select discrepancy_id, position, speaker, outlet, text order by all;';
