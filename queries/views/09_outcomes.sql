create or replace view outcomes as
select
    runs.kind as run_kind,
    runs.started_at,
    found.subject_kind,
    found.subject,
    found.outcome,
    found.detail,
    found.hint,
    found.happened_at,
    found.run_id
from store.outcomes as found
inner join store.runs using (run_id)
where found.happened_at <= as_of();

comment on view outcomes is 'What became of each feed, page, seed and article? Run by run. '
'Try: from outcomes order by happened_at desc limit 20;';
