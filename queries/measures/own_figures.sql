-- Which of the counts an article tells are its story's.
--
-- A story is one event, told by articles that place it differently, by town, province or landmark; so
-- places set nothing apart in it, and a count must show in another way that it is of this event. It is, when
-- it is its article's figure: the main toll, or else the only figure (beside vague words, single persons and
-- what is a hundred times larger) the article gives for what happened to this class. And it must lie near
-- what the other articles give: within five times their median. Where nobody says what happened to those
-- counted, within three times, four articles must count the same noun, and only a side sets counts apart.
-- The rest of a story is background, or parts.

create or replace temp table article_figures as
with sized as (
    select
        *,
        figure > 100 * min(figure) over one_article as is_beyond,
        -- "Dozens were wounded", a main toll, is what the one number says that it allows.
        figure between min(low) filter (where main and bound = 'vague') over one_article
        and max(high) filter (where main and bound = 'vague') over one_article as is_allowed
    from told_counts
    window one_article as (
        partition by scope_kind, scope_id, story_id, article_id, event, unit_class, narrowed_to
    )
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
            min(figure) filter (where main and bound <> 'vague'),
            only_one(
                min(figure) filter (where bound <> 'vague' and is_allowed),
                max(figure) filter (where bound <> 'vague' and is_allowed)
            ),
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
