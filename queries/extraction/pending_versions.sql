-- Versions that the current extractor has not read.
--
-- Question: which articles are still to be read, or to be read again because the rules changed?
-- Grain: one row per article and version: those that nobody has read, oldest first, then those that another
--   extractor has read, newest first.
-- Parameters: extractor_version; most_again (how many to read again, null = all); since (read again only what
--   was published from then on, null = everything).
-- Caveats: a version from which nothing could be extracted counts as read.

with params as (
    select
        getvariable('extractor_version') as extractor_version,
        coalesce(getvariable('most_again')::bigint, 9223372036854775807) as most_again,
        coalesce(getvariable('since')::timestamptz, '-infinity'::timestamptz) as since
),

pending as (
    select
        versions.article_id,
        versions.version,
        read_before.extractor_version as read_by,
        if(read_by is null, versions.seen_at, null) as unread_since,
        coalesce(versions.published_at, versions.seen_at) as told_at
    from store.article_versions as versions
    left join store.extractions as read_before
        on versions.article_id = read_before.article_id and versions.version = read_before.version
    inner join params on read_before.extractor_version is distinct from params.extractor_version
    where read_before.extractor_version is null or told_at >= params.since
),

in_order as (
    select
        pending.article_id,
        pending.version,
        pending.read_by,
        row_number() over (
            partition by pending.read_by is null
            order by
                pending.unread_since asc, pending.told_at desc, pending.article_id asc, pending.version asc
        ) as place
    from pending
)

select
    in_order.article_id,
    in_order.version,
    in_order.read_by
from in_order
inner join params on in_order.read_by is null or in_order.place <= params.most_again
order by in_order.read_by is not null, in_order.place
