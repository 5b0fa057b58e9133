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

standing as (
    select
        said.discrepancy_id,
        said.position,
        said.position_low,
        said.position_high,
        said.role,
        readings.*,
        versions.outlet,
        versions.title,
        versions.url,
        versions.published_at,
        claimant_key(
            readings.speaker,
            readings.speaker_kind,
            readings.chain,
            versions.outlet,
            coalesce(first_outlets.outlet, versions.outlet),
            readings.doc
        ) as claimant
    from store.discrepancy_claims as said
    inner join last_states using (discrepancy_id, state)
    inner join readings using (claim_id)
    inner join store.article_versions as versions using (article_id, version)
    left join first_outlets using (article_id)
)

select
    standing.* exclude (claimant),
    coalesce(
        first_known(known_sources.grades, speaker_keys(standing.speaker)),
        known_sources.grades[alias_key(standing.outlet)],
        'F6'
    ) as grade,
    coalesce(other_names.name, standing.claimant) as claimant
from standing
left join other_names on standing.claimant = other_names.alias
cross join known_sources;

comment on view stands is 'Who says what in each discrepancy, word for word? '
'Try: select speaker, outlet, text from stands order by all;';
