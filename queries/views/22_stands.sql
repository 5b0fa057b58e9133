create or replace view stands as
select
    standing.discrepancy_id,
    standing.position,
    standing.position_low,
    standing.position_high,
    standing.role,
    claims.*,
    coalesce(
        first_known(known_sources.grades, speaker_keys(claims.speaker)),
        known_sources.grades[alias_key(claims.outlet)],
        'F6'
    ) as grade
from store.discrepancy_claims as standing
inner join last_states using (discrepancy_id, state)
inner join claims using (claim_id)
cross join known_sources;

comment on view stands is 'Who stands where in each discrepancy, in their own words? '
'Try: from stands select discrepancy_id, position, speaker, outlet, text order by all;';
