-- What the articles of a story tell of its event: tolls, and what nobody says the event of.
--
-- A story is one event, told by articles that place it differently, by town, province or landmark; so
-- places set nothing apart in it, and a count must show in another way that it is of this event. It is, when
-- it is its article's figure: the main toll, or else the only figure (beside vague words, single persons and
-- what is a hundred times larger) the article gives for what happened to this class. And it must lie near
-- what the other articles give: within five times their median. Where nobody says what happened to those
-- counted, within three times, four articles must count the same noun, and only a side sets counts apart.
-- The rest of a story is background, or parts.

create or replace temp table told_counts as
with paced as (
    select
        *,
        -- A story that is told again after two weeks of silence tells of another event, or of the past.
        coalesce(published_at, 'infinity')
        > lag(coalesce(published_at, 'infinity')) over one_story + interval 14 day as is_resumed
    from comparable_counts
    window one_story as (partition by scope_kind, scope_id, story_id order by published_at, claim_id)
),

waves as (
    select
        * exclude (is_resumed),
        count_if(is_resumed) over (
            partition by scope_kind, scope_id, story_id
            order by published_at, claim_id
            rows unbounded preceding
        ) as wave
    from paced
)

select
    * exclude (is_quantity, context, wave) replace (
        concat_ws(' ', story_id, nullif(wave, 0)) as story_id,
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
    unit_class = 'civilian' as counts_civilians,
    coalesce(low, high) as figure
from waves
where
    not is_quantity
    and (scope_kind = 'story' or is_toll(event) or event = 'other')
    and extent = 'whole' and not is_part and coalesce(low, high) <> 1;

create or replace temp table article_figures as
with sized as (
    select
        *,
        figure > 100 * min(figure) over (
            partition by scope_kind, scope_id, story_id, article_id, event, unit_class, narrowed_to
        ) as is_beyond
    from told_counts
),

own_figures as (
    select
        scope_kind,
        scope_id,
        story_id,
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
    group by all
)

select
    *,
    exp(median(ln(1 + figure)) over same_count) - 1 as usual_figure,
    count(figure) over same_count as article_count
from own_figures
window same_count as (partition by scope_kind, scope_id, story_id, event, unit_class, narrowed_to);

create or replace temp table own_claims as
select
    told.scope_kind,
    told.scope_id,
    told.claim_id
from told_counts as told
inner join article_figures as usual
    using (scope_kind, scope_id, story_id, article_id, event, unit_class, narrowed_to, figure)
where
    if(
        told.event = 'other',
        usual.article_count >= 4 and told.figure between usual.usual_figure / 3 and usual.usual_figure * 3,
        coalesce(told.high, told.low) >= usual.usual_figure / 5 and told.figure <= usual.usual_figure * 5
    );
