-- Match articles to topics.
--
-- Question: which versions say what a topic asks for?
-- Grain: adds one row to store.topic_articles per topic and version that was not yet held against its
--   query.
-- Caveats: words are looked for in title and body, folded; reader comments never count. The topic's
--   window is not looked at here: it moves with the day, see the view topic_matches.

delete from store.topic_articles
where not exists (
    from store.topics
    where topics.topic_id = topic_articles.topic_id and topics.fingerprint = topic_articles.fingerprint
);

insert into store.topic_articles by name
with to_match as (
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
            and versions.version = done.version
),

wanted_versions as (
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
    inner join wanted_versions using (article_id, version)
    inner join store.article_versions as versions using (article_id, version)
    where segments.origin in ('body', 'caption')
    group by segments.article_id, segments.version
),

texts as (
    select
        versions.article_id,
        versions.version,
        map {
            'title': fold(coalesce(versions.title, '')),
            'body': fold(coalesce(bodies.body, '')),
            'text': fold(concat_ws(chr(10), versions.title, bodies.body)),
            'outlet': fold(coalesce(versions.outlet, ''))
        } as words
    from store.article_versions as versions
    inner join wanted_versions using (article_id, version)
    left join bodies using (article_id, version)
),

alternatives as (
    select
        to_match.topic_id,
        to_match.article_id,
        to_match.version,
        terms.alternative,
        bool_and(regexp_matches(texts.words[terms.field], terms.pattern) = terms.is_wanted) as holds
    from to_match
    inner join store.topic_terms as terms using (topic_id)
    inner join texts using (article_id, version)
    group by all
)

select
    to_match.topic_id,
    to_match.article_id,
    to_match.version,
    to_match.fingerprint,
    coalesce(bool_or(alternatives.holds), false) as is_match
from to_match
left join alternatives using (topic_id, article_id, version)
group by all
