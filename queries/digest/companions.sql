-- What those who disagree counted beside it.
--
-- Question: which other things of the same class did a source count in the same article for the same event,
--   that stand in no discrepancy? ("almost 50 trucks, 13 buses and more than 100 vehicles of their own")
-- Grain: one row per discrepancy and claim, with the columns of digest/standings; position is 0.
-- Parameters: as_of.
-- Caveats: only units of a class that has parts (people, vehicles), and only what is counted by another noun.

with texts as (
    select
        article_id,
        version,
        text
    from store.article_versions
),

beside as (
    select distinct
        stands.discrepancy_id,
        claims.claim_id,
        stands.grade,
        stands.claimant
    from stands
    inner join claims
        on
            stands.article_id = claims.article_id
            and stands.version = claims.version
            and stands.event = claims.event
            and stands.speaker is not distinct from claims.speaker
    inner join counted_as as one on stands.unit = one.unit
    inner join counted_as as other on claims.unit = other.unit
    where
        stands.role = 'stated'
        and stands.kind = 'count'
        and claims.kind = 'count'
        and claims.origin = 'body'
        and claims.polarity = 'asserted'
        and not claims.is_inference
        and claims.part_of is null
        and claims.unit <> stands.unit
        and coalesce(one.includes_class, one.unit_class) = coalesce(other.includes_class, other.unit_class)
        and not exists (
            select 1
            from stands as known
            where known.claim_id = claims.claim_id
        )
)

select
    beside.discrepancy_id,
    0 as position,
    null::double as position_low,
    null::double as position_high,
    'beside' as role,
    claims.*,
    beside.grade,
    beside.claimant,
    regexp_extract(
        substr(texts.text, greatest(claims.start - 240, 0) + 1, least(claims.start, 240)), '[^\n]*$'
    ) as before,
    regexp_extract(substr(texts.text, claims."end" + 1, 240), '^[^\n]*') as after,
    coalesce(
        first_known(known_sources.notes, speaker_keys(coalesce(claims.speaker, claims.outlet))), ''
    ) as note
from beside
inner join claims using (claim_id)
inner join texts using (article_id, version)
cross join known_sources
order by beside.discrepancy_id, claims.doc, claims.start, claims.claim_id;
