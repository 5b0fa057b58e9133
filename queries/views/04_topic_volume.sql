create or replace view topic_volume as
with output as (
    select
        told_at::date as day,
        outlet,
        count(*) as article_count,
        sum(count(*)) over (partition by told_at::date) as day_count
    from told_versions
    group by day, outlet
),

matched as (
    select
        topic_id,
        topic,
        published_at::date as day,
        outlet,
        count(*) as article_count,
        count(*) filter (where origin_id = article_id) as own_count
    from topic_matches
    group by topic_id, topic, day, outlet
)

select
    matched.topic_id,
    matched.topic,
    matched.day,
    matched.outlet,
    matched.article_count,
    matched.own_count,
    round(matched.article_count / output.article_count, 4) as share_of_outlet,
    round(matched.article_count / output.day_count, 4) as share_of_day
from matched
inner join output
    on matched.day = output.day and matched.outlet is not distinct from output.outlet;

comment on view topic_volume is 'How much did each outlet publish on a topic each day? How much of it is '
'copied from nobody, and as which share of all it published. '
'Try: from topic_volume order by day desc, topic_id, outlet;';
