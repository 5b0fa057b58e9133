-- Who stands where in each discrepancy, in their own words and with the words around them.
--
-- Question: what exactly did each source say, where, and what does the analyst know of it?
-- Grain: one row per discrepancy and claim; the lowest position first.
-- Parameters: as_of.
-- Caveats: what an outlet has edited since is told in the version it stood in. Before and after end at the
--   paragraph's ends, or after 240 characters.

with texts as (
    select
        article_id,
        version,
        text
    from store.article_versions
)

select
    stands.*,
    regexp_extract(
        substr(texts.text, greatest(stands.start - 240, 0) + 1, least(stands.start, 240)), '[^\n]*$'
    ) as before,
    regexp_extract(substr(texts.text, stands."end" + 1, 240), '^[^\n]*') as after,
    coalesce(
        first_known(known_sources.notes, speaker_keys(coalesce(stands.speaker, stands.outlet))), ''
    ) as note
from stands
inner join texts using (article_id, version)
cross join known_sources
order by
    stands.discrepancy_id,
    stands.position,
    stands.low nulls first,
    stands.high nulls last,
    stands.doc,
    stands.start,
    stands.claim_id;
