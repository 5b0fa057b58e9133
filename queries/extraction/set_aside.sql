-- Set aside how the versions in the variable `keys` ("article_id version") were read, before it is forgotten.

create or replace temp table read_before as
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
    claims.*,
    extractions.extractor_version as read_by,
    extractions.extracted_at as read_at
from store.claims as claims
semi join wanted on claims.article_id = wanted.article_id and claims.version = wanted.version
inner join store.extractions as extractions
    on claims.article_id = extractions.article_id and claims.version = extractions.version;
