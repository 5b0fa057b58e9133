-- Keep which topics and stories were compared, as they stood, and with which articles.

delete from store.measured_scopes as known
where exists (
    select 1
    from touched
    where touched.is_changed and touched.scope_kind = known.scope_kind and touched.scope_id = known.scope_id
);

insert into store.measured_scopes by name
select
    held.scope_kind,
    held.scope_id,
    held.fingerprint,
    getvariable('now')::timestamptz as measured_at
from held
inner join touched using (scope_kind, scope_id)
where touched.is_changed;

delete from store.compared_articles as known
where exists (
    select 1
    from touched
    where touched.is_changed and touched.scope_kind = known.scope_kind and touched.scope_id = known.scope_id
);

insert into store.compared_articles by name
select
    holding.scope_kind,
    holding.scope_id,
    holding.article_id,
    holding.version,
    getvariable('now')::timestamptz as measured_at
from holding
inner join touched using (scope_kind, scope_id)
where touched.is_changed;

-- What did not change is asked with the rest, without being measured again.
update store.measured_claims as known
set measured_at = getvariable('now')::timestamptz
from touched
where
    not touched.is_changed and touched.scope_kind = known.scope_kind and touched.scope_id = known.scope_id;

update store.compared_articles as known
set measured_at = getvariable('now')::timestamptz
from touched
where
    not touched.is_changed and touched.scope_kind = known.scope_kind and touched.scope_id = known.scope_id;
