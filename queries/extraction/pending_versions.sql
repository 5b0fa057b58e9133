-- Versions that the current extractor has not read.
--
-- Question: which articles are still to be read, or to be read again because the rules changed?
-- Grain: one row per article and version, oldest first.
-- Caveats: a version from which nothing could be extracted counts as read.

with params as (
    select getvariable('extractor_version') as extractor_version
),

read_already as (
    select
        extractions.article_id,
        extractions.version
    from store.extractions
    inner join params on extractions.extractor_version = params.extractor_version
)

select
    versions.article_id,
    versions.version
from store.article_versions as versions
anti join read_already
    on versions.article_id = read_already.article_id and versions.version = read_already.version
order by versions.seen_at, versions.article_id, versions.version
