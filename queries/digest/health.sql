-- Can the silence be trusted?
--
-- Question: which feeds fail, fell silent or came back, which outlets' pages cannot be read, and which seeds
--   and articles failed in the newest run of each kind?
-- Grain: one row per subject; a failing feed says since when and how often.
-- Parameters: as_of; fine (the outcomes with which nothing is wrong).

with newest as (
    select
        kind,
        max(run_id) as run_id
    from store.runs
    where started_at <= as_of() and kind <> 'digest'
    group by kind
),

told as (
    select
        'feed' as subject_kind,
        url as subject,
        outcome,
        said as detail,
        hint,
        failing_since,
        failures
    from feed_health
    where state not in ('well', 'paused', 'moved')
    union all by name
    select
        'pages' as subject_kind,
        'of ' || outlet as subject,
        outcome,
        said as detail
    from page_health
    where state = 'failing'
    union all by name
    select
        outcomes.subject_kind,
        outcomes.subject,
        outcomes.outcome,
        outcomes.detail,
        outcomes.hint
    from store.outcomes as outcomes
    inner join newest using (run_id)
    where
        outcomes.subject_kind <> 'feed'
        and not list_contains(getvariable('fine')::varchar[], outcomes.outcome)
)

select
    subject_kind,
    subject,
    outcome,
    detail,
    hint,
    failing_since,
    failures
from told
order by subject_kind, subject, outcome;
