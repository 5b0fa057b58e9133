-- Issues that may have to be corrected.
--
-- Question: since which recent issues was anything read again that had been there before, and up to when were
--   they corrected?
-- Grain: one row per issue that is no correction, the oldest first.
-- Parameters: since (how far back an issue is still corrected).

with candidates as (
    select
        issues.period,
        issues.reader,
        issues.folder,
        issues.subject,
        issues.message_id,
        count(corrections.period) as correction_count,
        max(greatest(issues.issued_at, corrections.issued_at)) as correct_until
    from store.issues as issues
    left join store.issues as corrections
        on issues.period = corrections.corrects and issues.reader = corrections.reader
    where issues.corrects is null and issues.issued_at > getvariable('since')::timestamptz
    group by all
)

select candidates.*
from candidates
where
    exists (
        from store.extractions as extractions
        inner join store.article_versions as versions using (article_id, version)
        where
            extractions.extracted_at > candidates.correct_until
            and versions.seen_at < candidates.correct_until
    )
order by candidates.period, candidates.reader;
