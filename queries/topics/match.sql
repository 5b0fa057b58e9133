-- Match articles to topics.
--
-- Question: which versions say what a topic asks for?
-- Grain: adds one row to store.topic_articles per topic and version that was not yet held against its
--   query.
-- Caveats: words are looked for in title and body, folded; reader comments never count. The topic's
--   window is not looked at here: it moves with the day, see the view topic_matches. begin.sql and
--   match_term.sql run before.

insert into store.topic_articles by name
with alternatives as (
    select
        to_match.topic_id,
        to_match.article_id,
        to_match.version,
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
    group by to_match.topic_id, to_match.article_id, to_match.version, terms.alternative
),

satisfied as (
    select distinct
        topic_id,
        article_id,
        version
    from alternatives
    where holds
)

select
    to_match.topic_id,
    to_match.article_id,
    to_match.version,
    to_match.fingerprint,
    satisfied.topic_id is not null as is_match
from to_match
left join satisfied using (topic_id, article_id, version);

drop table hits;

drop table texts_to_match;

drop table to_match;
