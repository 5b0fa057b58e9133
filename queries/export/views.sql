-- What is exported.
--
-- Question: which views does an investigator ask first, and what does each answer?
-- Grain: one row per view.

select
    name,
    question
from all_names
where kind = 'view' and name not in ('start_here', 'all_names')
order by place;
