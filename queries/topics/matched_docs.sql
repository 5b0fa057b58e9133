-- The articles of the topics.
--
-- Question: which articles belong to a topic, within its window, as of the variable as_of?
-- Grain: one row per topic and article, by topic and name.

select
    matches.topic_id,
    articles.doc,
    matches.published_at
from topic_matches as matches
inner join articles using (article_id)
order by matches.topic_id, articles.doc, articles.article_id
