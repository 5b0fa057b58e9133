-- Which counts that nobody says the event of are their story's.
--
-- A count must show that it is of what the story tells. It is, when it is the only figure its article gives
-- for this noun (beside vague words and what is a hundred times larger), when four articles give one, and
-- when it lies within three times their median. Only a side sets such counts apart.

create or replace temp table article_figures as
with sized as (
    select
        *,
        figure > 100 * min(figure) over (
            partition by scope_kind, scope_id, story_id, article_id, unit_class, narrowed_to
        ) as is_beyond
    from told_counts
    where event = 'other'
),

own_figures as (
    select
        scope_kind,
        scope_id,
        story_id,
        article_id,
        unit_class,
        narrowed_to,
        coalesce(
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
window same_count as (partition by scope_kind, scope_id, story_id, unit_class, narrowed_to);

create or replace temp table own_claims as
select
    told.scope_kind,
    told.scope_id,
    told.claim_id
from told_counts as told
inner join article_figures as usual
    using (scope_kind, scope_id, story_id, article_id, unit_class, narrowed_to, figure)
where
    told.event = 'other'
    and usual.article_count >= 4
    and told.figure between usual.usual_figure / 3 and usual.usual_figure * 3;
