-- When each step last ran, and when it last finished
--
-- Question: is every step being done?
-- Grain: one row per kind of run that ever began.
-- Caveats: a run that was killed has a start and no end; the next one takes up its work.

select
    kind,
    max(started_at) as started_at,
    max(finished_at) as finished_at,
    count(*) filter (where finished_at is null) as unfinished_count
from store.runs
group by kind
order by kind
