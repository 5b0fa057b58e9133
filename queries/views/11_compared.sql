-- What is compared in the end: in a topic every count, in a story the figure each article gives.
--
-- A story is one event, told by articles that place it differently, by town, province or landmark; so
-- places set nothing apart in it, and a count must show in another way that it is of this event. It is compared when it is its
-- article's figure: the main toll, or else the only figure (beside vague words, single persons and what is
-- a hundred times larger) that the article gives for what happened to this class. It must lie near what the
-- articles of the story give: within five times their median, three where nobody says what happened to
-- those counted; and then four articles must count the same, by the same noun, and nothing but a side sets
-- them apart. The rest is background or parts.

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

stated as (
    select
        *,
        min(figure) over (partition by scope_id, article_id, event, unit_class, narrowed_to) as least_figure
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
            any_value(figure order by figure) filter (where main),
            only_one(
                min(figure) filter (where bound <> 'vague' and figure <= 100 * least_figure),
                max(figure) filter (where bound <> 'vague' and figure <= 100 * least_figure)
            ),
            only_one(
                min(figure) filter (where figure <= 100 * least_figure),
                max(figure) filter (where figure <= 100 * least_figure)
            )
        ) as figure
    from stated
    group by scope_id, article_id, event, unit_class, narrowed_to
),

usual as (
    select
        *,
        exp(median(ln(1 + figure)) over (partition by scope_id, event, unit_class, narrowed_to)) - 1
            as usual_figure,
        count(figure) over (partition by scope_id, event, unit_class, narrowed_to) as article_count
    from own_figures
)

select * exclude (unit, main, is_part)
from comparables
where scope_kind = 'topic'
union all by name
select in_stories.* exclude (unit, main, is_part, figure) replace (null as place_key)
from in_stories
inner join usual using (scope_id, article_id, event, unit_class, narrowed_to, figure)
where
    if(
        event = 'other',
        article_count >= 4 and figure between usual_figure / 3 and usual_figure * 3,
        coalesce(high, low) >= usual_figure / 5 and figure <= usual_figure * 5
    );

comment on view compared is 'Which counts are compared, of topics and of stories? '
'Try: from compared select scope_kind, event, unit_class, count(*) group by all order by all;';
