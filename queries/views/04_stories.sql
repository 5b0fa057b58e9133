create or replace view stories as
select
    kept.story_id,
    first_value(articles.title) over told as story,
    count(*) over (partition by kept.story_id) as article_count,
    articles.article_id,
    articles.version,
    articles.outlet,
    articles.title,
    articles.url,
    articles.published_at
from store.story_articles as kept
inner join articles using (article_id, version)
window told as (partition by kept.story_id order by articles.published_at, articles.article_id);

comment on view stories is 'Which articles report the same event? '
'Try: from stories where article_count > 1 order by story_id;';
