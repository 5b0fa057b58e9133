-- Discrepancies by the beginning of their id.
--
-- Question: which discrepancies may be meant by the variable prefix?
-- Grain: one row per discrepancy, open ones first.

select
    discrepancy_id,
    kind,
    event,
    unit,
    modifiers,
    place,
    topic,
    verdict,
    is_open
from discrepancies
where starts_with(discrepancy_id, getvariable('prefix'))
order by is_open desc, discrepancy_id asc
