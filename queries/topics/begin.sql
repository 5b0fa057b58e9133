-- Lay out what is to be matched: versions not yet held against the current query of a topic, and their
-- words.

delete from store.topic_articles
where not exists (
    from store.topics
    where topics.topic_id = topic_articles.topic_id and topics.fingerprint = topic_articles.fingerprint
);

create or replace temp table to_match as
select
    topics.topic_id,
    topics.fingerprint,
    versions.article_id,
    versions.version
from store.topics
cross join store.article_versions as versions
anti join store.topic_articles as done
    on
        topics.topic_id = done.topic_id
        and versions.article_id = done.article_id
        and versions.version = done.version;

create or replace temp table texts_to_match as
with wanted as (
    select distinct
        article_id,
        version
    from to_match
),

bodies as (
    select
        segments.article_id,
        segments.version,
        string_agg(
            substr(versions.text, segments.span_start + 1, segments.span_end - segments.span_start),
            chr(10)
            order by segments.ordinal
        ) as body
    from store.segments
    inner join wanted using (article_id, version)
    inner join store.article_versions as versions using (article_id, version)
    where segments.origin in ('body', 'caption')
    group by segments.article_id, segments.version
)

select
    versions.article_id,
    versions.version,
    fold(coalesce(versions.title, '')) as title,
    fold(coalesce(bodies.body, '')) as body,
    fold(concat_ws(chr(10), versions.title, bodies.body)) as text,
    fold(coalesce(versions.outlet, '')) as outlet
from store.article_versions as versions
inner join wanted using (article_id, version)
left join bodies using (article_id, version);

create or replace temp table hits (
    article_id varchar not null,
    version integer not null,
    field varchar not null,
    pattern varchar not null
);
