-- Forget what was extracted from the versions in the variable `keys` ("article_id version"), before it is
-- stored anew.

delete from store.claims
where list_contains(getvariable('keys')::varchar[], article_id || ' ' || version);

delete from store.extractions
where list_contains(getvariable('keys')::varchar[], article_id || ' ' || version);
