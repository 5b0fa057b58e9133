create or replace view stands as
with readings as (
    select
        * exclude (read_at, span_start, span_end),
        span_start as start,
        span_end as "end"
    from store.standing_claims
    where read_at <= as_of()
    qualify row_number() over (partition by claim_id order by read_at desc) = 1
),

names as (
    select coalesce(map_from_entries(list((alias, name))), map { }) as by_alias
    from other_names
)

select
    standing.discrepancy_id,
    standing.position,
    standing.position_low,
    standing.position_high,
    standing.role,
    readings.*,
    versions.outlet,
    versions.title,
    versions.url,
    versions.published_at,
    coalesce(
        first_known(known_sources.grades, speaker_keys(readings.speaker)),
        known_sources.grades[alias_key(versions.outlet)],
        'F6'
    ) as grade,
    claimant_of(
        readings.speaker,
        readings.speaker_kind,
        readings.chain,
        versions.outlet,
        coalesce(first_outlets.outlet, versions.outlet),
        readings.doc,
        names.by_alias
    ) as claimant
from store.discrepancy_claims as standing
inner join last_states using (discrepancy_id, state)
inner join readings using (claim_id)
inner join store.article_versions as versions using (article_id, version)
left join first_outlets using (article_id)
cross join known_sources
cross join names;

comment on view stands is 'Who stands where in each discrepancy, in their own words? '
'Try: from stands select discrepancy_id, position, speaker, outlet, text order by all;';
