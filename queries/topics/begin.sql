-- Lay out what is to be matched: versions not yet held against the topics, everything for a topic whose
-- query changed, and their words.

delete from store.topic_articles
where not exists (
    from store.topics
    where topics.topic_id = topic_articles.topic_id and topics.fingerprint = topic_articles.fingerprint
);

delete from store.matched_queries
where not exists (
    from store.topics
    where topics.topic_id = matched_queries.topic_id and topics.fingerprint = matched_queries.fingerprint
);

create or replace temp table fresh_versions as
select
    versions.article_id,
    versions.version,
    versions.seen_at
from store.article_versions as versions
anti join store.matched_versions using (article_id, version);

create or replace temp table to_match as
select
    topics.topic_id,
    topics.fingerprint,
    fresh_versions.*
from store.topics
semi join store.matched_queries using (topic_id)
cross join fresh_versions
union all
select
    topics.topic_id,
    topics.fingerprint,
    versions.article_id,
    versions.version,
    versions.seen_at
from store.topics
anti join store.matched_queries using (topic_id)
cross join store.article_versions as versions;

create or replace temp table texts_to_match as
with wanted as (
    select distinct
        article_id,
        version,
        seen_at
    from to_match
),

-- Joined by seen_at too, which lets DuckDB read only the part of the table where the newest lie.
texts as (
    select versions.*
    from store.article_versions as versions
    semi join wanted using (article_id, version, seen_at)
),

bodies as (
    select
        article_id,
        version,
        string_agg(
            substr(texts.text, segments.span_start + 1, segments.span_end - segments.span_start),
            chr(10)
            order by segments.ordinal
        ) as body
    from store.segments
    inner join texts using (article_id, version)
    where segments.origin in ('body', 'caption')
    group by article_id, version
)

select
    texts.article_id,
    texts.version,
    searched(coalesce(texts.title, '')) as title,
    searched(coalesce(bodies.body, '')) as body,
    concat_ws(chr(10), searched(texts.title), searched(bodies.body)) as text,
    searched(coalesce(texts.outlet, '')) as outlet
from texts
left join bodies using (article_id, version);

create or replace temp table hits (
    article_id varchar not null,
    version integer not null,
    field varchar not null,
    pattern varchar not null
);
