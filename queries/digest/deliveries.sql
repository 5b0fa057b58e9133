-- Issues and how far they came.
--
-- Question: which digests were issued to whom, and were they delivered?
-- Grain: one row per period and reader, the newest first.
-- Parameters: reader, period (null = all).

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
order by issues.period desc, issues.reader asc;
