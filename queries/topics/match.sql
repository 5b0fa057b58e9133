-- Match articles to topics.
--
-- Question: which versions say what a topic asks for?
-- Grain: adds one row to store.topic_articles per topic and version that was not yet held against its
--   query and satisfies it.
-- Caveats: words are looked for in title and body, whatever their case and accents; reader comments never
--   count. The topic's window is not looked at here: it moves with the day, see the view topic_matches.
--   begin.sql and match_term.sql run before.

insert into store.topic_articles by name
with alternatives as (
    select
        to_match.topic_id,
        to_match.article_id,
        to_match.version,
        to_match.fingerprint,
        terms.alternative,
        bool_and((hits.pattern is not null) = terms.is_wanted) as holds
    from to_match
    inner join store.topic_terms as terms using (topic_id)
    left join hits
        on
            to_match.article_id = hits.article_id
            and to_match.version = hits.version
            and terms.field = hits.field
            and terms.pattern = hits.pattern
    group by
        to_match.topic_id, to_match.article_id, to_match.version, to_match.fingerprint, terms.alternative
)

select distinct
    topic_id,
    article_id,
    version,
    fingerprint,
    true as is_match
from alternatives
where holds;

insert into store.matched_versions by name
select
    article_id,
    version
from fresh_versions;

insert into store.matched_queries by name
select
    topics.topic_id,
    topics.fingerprint
from store.topics
anti join store.matched_queries using (topic_id);

drop table hits;

drop table texts_to_match;

drop table to_match;

drop table fresh_versions;
