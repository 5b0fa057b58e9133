-- What is compared in the end: in a topic every count, in a story the figure that each article gives.
--
-- A story is one event, told by articles that place it differently, by town, province or landmark; so
-- places set nothing apart in it, and a count must show in another way that it is of this event. It is
-- compared when it is its article's figure: the main toll, or else the only figure (beside vague words,
-- single persons and what is a hundred times larger) the article gives for what happened to this class. And
-- it must lie near what the other articles give: within five times their median. Where nobody says what
-- happened to those counted, within three times, four articles must count the same noun, and only a side
-- sets counts apart. The rest of a story is background, or parts.

create or replace view compared as
with in_stories as (
    select
        * replace (
            case
                when event = 'other' and includes_class is null and unit_class <> 'person' then unit
                when unit_class = 'civilian' then 'person'
                else unit_class
            end as unit_class,
            case
                when event <> 'other' then narrowed_to
                when side is not null then [side]
                else []
            end as narrowed_to
        ),
        coalesce(low, high) as figure
    from comparables
    where scope_kind = 'story' and extent = 'whole' and not is_part and coalesce(low, high) <> 1
),

sized as (
    select
        *,
        figure > 100 * min(figure) over (
            partition by scope_id, article_id, event, unit_class, narrowed_to
        ) as is_beyond
    from in_stories
),

own_figures as (
    select
        scope_id,
        article_id,
        event,
        unit_class,
        narrowed_to,
        coalesce(
            min(figure) filter (where main),
            only_one(
                min(figure) filter (where bound <> 'vague' and not is_beyond),
                max(figure) filter (where bound <> 'vague' and not is_beyond)
            ),
            only_one(min(figure) filter (where not is_beyond), max(figure) filter (where not is_beyond))
        ) as figure
    from sized
    group by scope_id, article_id, event, unit_class, narrowed_to
),

usual as (
    select
        *,
        exp(median(ln(1 + figure)) over same_count) - 1 as usual_figure,
        count(figure) over same_count as article_count
    from own_figures
    window same_count as (partition by scope_id, event, unit_class, narrowed_to)
),

near as (
    select
        in_stories.*,
        usual.article_count,
        usual.usual_figure,
        coalesce(in_stories.high, in_stories.low) as figure_high
    from in_stories
    inner join usual using (scope_id, article_id, event, unit_class, narrowed_to, figure)
)

select * exclude (unit, main, is_part)
from comparables
where scope_kind = 'topic'
union all by name
select
    * exclude (unit, main, is_part, figure, figure_high, article_count, usual_figure)
    replace (null as place_key)
from near
where
    if(
        event = 'other',
        article_count >= 4 and figure between usual_figure / 3 and usual_figure * 3,
        figure_high >= usual_figure / 5 and figure <= usual_figure * 5
    );

comment on view compared is 'Which counts are compared, of topics and of stories? '
'Try: from compared select scope_kind, event, unit_class, count(*) group by all order by all;';
