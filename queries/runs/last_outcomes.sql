-- What was said last of each subject
--
-- Question: which outcome was recorded last for each feed, seed, article or mail?
-- Grain: one row per subject.

select
    subject_kind,
    subject,
    arg_max(outcome, (happened_at, ordinal)) as outcome,
    arg_max(detail, (happened_at, ordinal)) as detail
from store.outcomes
group by subject_kind, subject
