create or replace view topic_matches as
select
    topics.topic_id,
    topics.title as topic,
    articles.article_id,
    articles.version,
    articles.outlet,
    articles.title,
    articles.url,
    articles.seen_at,
    coalesce(articles.published_at, articles.first_seen_at) as published_at,
    coalesce(copied.first_id, articles.article_id) as origin_id
from store.topics
inner join store.topic_articles as matches using (topic_id)
inner join articles using (article_id, version)
left join store.copied_articles as copied using (article_id)
where
    matches.is_match
    and coalesce(articles.published_at, articles.first_seen_at)::date between
    greatest(
        coalesce(topics.since_date, '-infinity'::date), coalesce(today() - topics.days, '-infinity'::date)
    )
    and coalesce(topics.until_date, 'infinity'::date);

comment on view topic_matches is 'Which articles belong to which topic? Within its window; those with one '
'origin copy each other. Try: from topic_matches order by published_at desc limit 100;';
