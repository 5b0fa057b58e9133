create or replace view stories as
select
    kept.story_id,
    first_value(versions.title) over told as story,
    count(*) over (partition by kept.story_id) as article_count,
    versions.article_id,
    versions.version,
    versions.outlet,
    versions.title,
    versions.url,
    versions.published_at
from store.story_articles as kept
inner join current_versions as versions using (article_id, version)
window told as (partition by kept.story_id order by versions.published_at, versions.article_id);

comment on view stories is 'Which articles report the same event? '
'Try: from stories where article_count > 1 limit 100;';
