-- Numbers that their source changed.
--
-- Question: did a speaker change its own number, in another article, so that no disagreement is left?
-- Grain: one row per discrepancy and claim.
-- Caveats: where others still hold to the old number it is a conflict; what an outlet changes in one
--   article is a silent edit.

select
    discrepancy_id,
    kind,
    'revised' as family,
    * exclude (discrepancy_id, kind)
from differing_counts
where why = 'revised by its source'
order by discrepancy_id, position, claim_id
