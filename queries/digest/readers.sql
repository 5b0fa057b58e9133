-- What each reader had so far.
--
-- Question: which issue of a period has a reader, up to when went the one before it, and was there one of a
--   later day?
-- Grain: one row per period asked for and reader who ever had an issue.
-- Parameters: periods (YYYY-MM-DD, those that a moment falls in somewhere); now.
-- Caveats: since is null before the first issue, folder and subject before this one. Only where a reader's
--   zone was moved west is there one of a later day: the day begins again, and has been told.

select
    asked.period,
    issues.reader,
    any_value(issues.folder) filter (where issues.period = asked.period) as folder,
    any_value(issues.subject) filter (where issues.period = asked.period) as subject,
    arg_max(coalesce(issues.covers_until, issues.issued_at), issues.period)
    filter (where issues.period < asked.period) as since,
    bool_or(issues.period > asked.period and issues.issued_at <= getvariable('now')::timestamptz) as has_later
from (select unnest(getvariable('periods')::varchar[]) as period) as asked
cross join store.issues as issues
where issues.corrects is null
group by asked.period, issues.reader;
