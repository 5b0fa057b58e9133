-- Tolls that moved.
--
-- Question: has a toll moved over time, and is the newest report the highest?
-- Grain: one row per discrepancy and claim.
-- Caveats: only where every higher number was reported after all reports of the lower one: a rising toll
--   is no lie. A toll that falls, or two numbers of one day, are a conflict.

select
    discrepancy_id,
    kind,
    'count_drift' as family,
    * exclude (discrepancy_id, kind)
from differing_counts
where why = 'rose over time'
order by discrepancy_id, position, claim_id
