-- Counts that disagree.
--
-- Question: do independent claimants give numbers for the same measure that do not stand together?
-- Grain: one row per discrepancy and claim.
-- Caveats: two numbers of one claimant in one article are taken for parts, not for a disagreement.
--   Expected and possible numbers and comments take no part; inferences, and numbers that do not say who
--   is counted, are drawn and open no gap.

select
    discrepancy_id,
    kind,
    'count_conflict' as family,
    * exclude (discrepancy_id, kind)
from differing_counts
where why not in ('rose over time', 'revised by its source')
order by discrepancy_id, position, claim_id
