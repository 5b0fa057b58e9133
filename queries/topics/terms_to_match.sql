-- The patterns to look for.
--
-- Question: which patterns do the topics have that some version was not yet held against?
-- Grain: one row per field and pattern. begin.sql runs before.

select distinct
    terms.field,
    terms.pattern
from store.topic_terms as terms
semi join to_match on terms.topic_id = to_match.topic_id
order by terms.field, terms.pattern
