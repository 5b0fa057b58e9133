-- Within a run (the variable touched_only) only what is compared anew is asked for.
create or replace view measures as
select *
from store.measured_claims
where
    not coalesce(getvariable('touched_only')::boolean, false)
    or measured_at = getvariable('now')::timestamptz;

comment on view measures is 'Which counts measure the same thing? '
'Try: from measures select measure_id, event, unit_class, count(*) group by all order by all limit 100;';
