create or replace view scopes as
select
    'topic' as scope_kind,
    topic_id as scope_id,
    article_id,
    version
from topic_matches;

comment on view scopes is 'Which articles are compared with each other: those of one topic. '
'Try: from scopes select scope_id, count(*) group by all;';
