-- How much each topic has found
--
-- Question: does every topic's query find anything?
-- Grain: one row per topic.
-- Caveats: counts current versions whose words match, inside the topic's window or not.

select
    topics.topic_id,
    topics.title,
    count(distinct topic_articles.article_id) as article_count
from store.topics
left join store.topic_articles
    on topics.topic_id = topic_articles.topic_id and topic_articles.is_match
group by topics.topic_id, topics.title
order by topics.topic_id
