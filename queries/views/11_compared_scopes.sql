-- Within a run (the variable touched_only) only what is compared anew is asked for.
create or replace view compared_scopes as
select
    scope_kind,
    scope_id,
    article_id,
    version
from store.compared_articles
where
    not coalesce(getvariable('touched_only')::boolean, false)
    or measured_at = getvariable('now')::timestamptz;

comment on view compared_scopes is 'Which articles were compared with each other, of topics and of stories? '
'Try: from compared_scopes select scope_kind, scope_id, count(*) group by all order by all limit 100;';
