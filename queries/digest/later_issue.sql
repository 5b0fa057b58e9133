-- An issue of a later day.
--
-- Question: has this reader had the issue of a later day than the one asked for, before now?
-- Grain: at most one row.
-- Parameters: reader; period (YYYY-MM-DD); now.
-- Caveats: only where a reader's zone was moved west is there one: the day begins again, and has been told.

select period
from store.issues
where
    reader = getvariable('reader')
    and period > getvariable('period')
    and issued_at <= getvariable('now')::timestamptz
    and corrects is null
order by period desc
limit 1;
