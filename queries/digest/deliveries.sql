-- Issues and how far they came.
--
-- Question: which digests were issued to whom, and were they delivered?
-- Grain: one row per period and reader, the newest first; a correction is an issue of its own.
-- Parameters: reader, period, corrects (the period of the issue that was corrected); null = all.

select
    issues.period,
    issues.reader,
    deliveries.way,
    deliveries.state,
    deliveries.attempts,
    deliveries.detail,
    issues.subject,
    issues.folder,
    issues.message_id,
    issues.issued_at
from store.issues as issues
inner join store.deliveries as deliveries using (period, reader)
where
    coalesce(issues.reader = getvariable('reader')::varchar, true)
    and coalesce(issues.period = getvariable('period')::varchar, true)
    and coalesce(issues.corrects = getvariable('corrects')::varchar, getvariable('corrects') is null)
order by issues.period desc, issues.issued_at desc, issues.reader asc;
