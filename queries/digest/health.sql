-- Can the silence be trusted?
--
-- Question: which feeds, seeds and articles failed in the newest run of each kind, and since when?
-- Grain: one row per failed subject; a failing feed says since when and how often.
-- Parameters: as_of; fine (the outcomes with which nothing is wrong).

with newest as (
    select
        kind,
        max(run_id) as run_id
    from store.runs
    where started_at <= as_of() and kind <> 'digest'
    group by kind
),

failed as (
    select
        outcomes.subject_kind,
        outcomes.subject,
        outcomes.outcome,
        outcomes.detail,
        outcomes.hint
    from store.outcomes as outcomes
    inner join newest using (run_id)
    where not list_contains(getvariable('fine')::varchar[], outcomes.outcome)
)

select
    failed.*,
    feeds.failing_since,
    feeds.failures
from failed
left join store.feeds as feeds on failed.subject_kind = 'feed' and failed.subject = feeds.url
order by failed.subject_kind, failed.subject, failed.outcome;
