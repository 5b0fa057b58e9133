-- The issue before this one.
--
-- Question: when did this reader last get a digest, of an earlier period than the one asked for?
-- Grain: at most one row.
-- Parameters: reader; period (YYYY-MM-DD).

select
    period,
    issued_at,
    covers_until
from store.issues
where reader = getvariable('reader') and period < getvariable('period') and corrects is null
order by period desc
limit 1;
