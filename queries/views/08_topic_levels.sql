-- Is a day quiet, normal, high or a burst for its topic, against the 28 days before?
--
-- Independent origins are counted: one text at thirty outlets is no burst. What is usual is the mean of the
-- days before with half an article added, so that no topic expects nothing; how far counts vary is the wider
-- of what that mean leaves open and what those days varied. A day counts there for at most ten more than
-- three times their median: a burst does not make the next one usual. Fewer than seven days say nothing: the
-- topic is new. Below three origins nothing is high, below five nothing a burst. After a burst only a greater
-- one is called so for some days.

create or replace view topic_levels as
with rules as (
    select
        coalesce(max(rare_days), 30) as rare_days,
        coalesce(max(cooldown_days), 3) as cooldown_days
    from store.volume_rules
),

against as (
    select
        *,
        coalesce(list(origin_count) over before, []) as earlier
    from topic_days
    window before as (partition by topic_id order by days_ago desc rows between 28 preceding and 1 preceding)
),

capped as (
    select
        * exclude (earlier),
        list_transform(
            earlier, lambda n: least(n, 10 + 3 * list_median(earlier))::double
        ) as earlier
    from against
),

expected as (
    select
        * exclude (earlier),
        len(earlier) as baseline_days,
        coalesce(list_sum(earlier), 0) + 0.5 as baseline_count,
        baseline_count / (baseline_days + 1) as usual,
        coalesce(list_var_pop(earlier), 0) as variance,
        least(baseline_count, if(variance > usual, usual ** 2 / (variance - usual), null)) as shape
    from capped
),

judged as (
    select
        expected.*,
        chance_of_at_least(expected.origin_count, expected.usual, expected.shape) as chance,
        case
            when expected.origin_count = 0 then 'quiet'
            when expected.baseline_days < 7 then 'new'
            when
                1 - chance_of_at_least(expected.origin_count + 1, expected.usual, expected.shape)
                <= 1 / rules.rare_days
                then 'quiet'
            when expected.origin_count < 3 then 'normal'
            when expected.origin_count >= 5 and chance <= 0.1 / rules.rare_days then 'burst'
            when chance <= 1 / rules.rare_days then 'high'
            else 'normal'
        end as level_alone,
        rules.cooldown_days
    from expected
    cross join rules
)

select
    topic_id,
    topic,
    days_ago,
    until,
    article_count,
    origin_count,
    outlet_count,
    share,
    first_outlet,
    round(usual, 2) as usual,
    round(chance, 5) as chance,
    if(
        level_alone = 'burst'
        and origin_count <= max(if(level_alone = 'burst', origin_count, null)) over lately,
        'high',
        level_alone
    ) as level
from judged
window lately as (
    partition by topic_id
    order by -days_ago range between cooldown_days preceding and 1 preceding
);

comment on view topic_levels is 'Was a topic quiet, normal, high or in a burst? Day by day, copies aside. '
'Try: from topic_levels where days_ago < 7 order by topic_id;';
