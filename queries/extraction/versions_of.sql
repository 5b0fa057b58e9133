-- Articles by key.
--
-- Question: what do the versions in the variable `keys` ("article_id version") say?
-- Grain: one row per key.

select
    article_id || ' ' || version as key,
    doc,
    url,
    outlet,
    title,
    author,
    published_at,
    published_basis,
    published_note,
    language,
    text
from store.article_versions
where list_contains(getvariable('keys')::varchar[], article_id || ' ' || version)
