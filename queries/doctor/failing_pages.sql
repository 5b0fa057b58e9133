-- Outlets whose pages cannot be read
--
-- Question: of which outlets could half of the pages not be taken lately, and why not?
-- Grain: one row per such outlet.

select
    outlet,
    outcome,
    said
from page_health
where state = 'failing'
order by outlet
