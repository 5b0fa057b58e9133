-- Forget what was extracted from the versions in the variable `keys` ("article_id version"), before it is
-- stored anew.

delete from store.claims
where (article_id, version) in (
    select (split_part(key, ' ', 1), split_part(key, ' ', 2)::integer)
    from (select unnest(getvariable('keys')::varchar[]) as key) as keys
);

delete from store.extractions
where (article_id, version) in (
    select (split_part(key, ' ', 1), split_part(key, ' ', 2)::integer)
    from (select unnest(getvariable('keys')::varchar[]) as key) as keys
);
