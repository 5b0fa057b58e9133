-- Segments by key.
--
-- Question: which slices do the versions in the variable `keys` ("article_id version") have?
-- Grain: one row per segment, in order.

with keys as (
    select unnest(getvariable('keys')::varchar[]) as key
),

wanted as (
    select
        split_part(key, ' ', 1) as article_id,
        split_part(key, ' ', 2)::integer as version
    from keys
)

select
    segments.article_id || ' ' || segments.version as key,
    segments.origin,
    segments.span_start,
    segments.span_end,
    segments.author
from store.segments
semi join wanted on segments.article_id = wanted.article_id and segments.version = wanted.version
order by segments.article_id, segments.version, segments.ordinal
