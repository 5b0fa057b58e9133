create or replace view topic_volume as
select
    topic_id,
    topic,
    published_at::date as day,
    outlet,
    count(*) as article_count
from topic_matches
group by all;

comment on view topic_volume is 'How much did each outlet publish on a topic each day? '
'Try: pivot topic_volume on outlet using sum(article_count) group by topic_id, day;';
