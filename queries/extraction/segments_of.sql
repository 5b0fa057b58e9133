-- Segments by key.
--
-- Question: which slices do the versions in the variable `keys` ("article_id version") have?
-- Grain: one row per segment, in order.

select
    article_id || ' ' || version as key,
    origin,
    span_start,
    span_end,
    author
from store.segments
where list_contains(getvariable('keys')::varchar[], article_id || ' ' || version)
order by article_id, version, ordinal
