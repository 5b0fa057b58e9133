-- Within which articles claims are compared: those of a topic, and those of a story that no topic holds.

create or replace view scopes as
with sizes as (
    select
        story_id,
        count(*) as article_count
    from store.story_articles
    group by story_id
),

held as (
    select
        stories.story_id,
        topics.topic_id,
        count(*) as article_count
    from store.story_articles as stories
    inner join topic_matches as topics using (article_id)
    group by stories.story_id, topics.topic_id
),

covered as (
    select distinct held.story_id
    from held
    inner join sizes using (story_id, article_count)
)

select
    'topic' as scope_kind,
    topic_id as scope_id,
    article_id,
    version
from topic_matches
union all
select
    'story' as scope_kind,
    stories.story_id as scope_id,
    stories.article_id,
    stories.version
from store.story_articles as stories
inner join current_versions using (article_id, version)
anti join covered using (story_id);

comment on view scopes is 'Which articles are compared with each other: those of one topic or one story. '
'Try: from scopes select scope_kind, scope_id, count(*) group by all order by all limit 100;';
