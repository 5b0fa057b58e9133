-- What is exported.
--
-- Question: which views does an investigator ask first, and what does each answer?
-- Grain: one row per view.

select
    name,
    question
from start_here
where kind = 'view' and name != 'start_here';
