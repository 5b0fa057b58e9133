-- Within a run (the variable touched_only) only what is compared anew is asked for.
create or replace view compared_scopes as
select scopes.*
from scopes
inner join store.measured_scopes as measured using (scope_kind, scope_id)
where
    not coalesce(getvariable('touched_only')::boolean, false)
    or measured.measured_at = getvariable('now')::timestamptz;

comment on view compared_scopes is 'Which articles were compared with each other, of topics and of stories? '
'Try: from compared_scopes select scope_kind, scope_id, count(*) group by all;';
