-- Within a run (the variable touched_only) only what is compared anew is asked for.
create or replace view measures as
select measured.*
from store.measured_claims as measured
where
    not coalesce(getvariable('touched_only')::boolean, false)
    or exists (
        select 1
        from store.measured_scopes as scopes
        where
            scopes.scope_kind = measured.scope_kind
            and scopes.scope_id = measured.scope_id
            and scopes.measured_at = getvariable('now')::timestamptz
    );

comment on view measures is 'Which counts measure the same thing? '
'Try: from measures select measure_id, event, unit_class, count(*) group by all order by all;';
