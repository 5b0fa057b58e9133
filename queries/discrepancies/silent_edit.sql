-- Numbers changed in a published article.
--
-- Question: did an outlet change a number in a published article without saying so?
-- Grain: one row per discrepancy and claim; position 1 is the number before, position 2 the number after.
-- Caveats: a later version that says it was corrected or updated is none. The words of both versions are
--   kept; a change of words around the number says nothing here.

with sides as (
    select
        *,
        1 as position,
        low as position_low,
        high as position_high,
        claim_id as said_id
    from edited_numbers
    union all
    select
        *,
        2 as position,
        after_low as position_low,
        after_high as position_high,
        after_id as said_id
    from edited_numbers
)

select
    stable_id(['edit', scope_kind, scope_id, article_id, event, unit_class, origin, version::varchar])
        as discrepancy_id,
    'edit' as kind,
    'silent_edit' as family,
    scope_kind,
    scope_id,
    event,
    unit_class as unit,
    []::varchar[] as modifiers,
    min(place) over (partition by discrepancy_id) as place,
    null as event_date,
    'drift' as verdict,
    'revised by its source' as why,
    max(round(greatest(figure, after_figure) / nullif(least(figure, after_figure), 0), 2))
        over (partition by discrepancy_id) as ratio,
    position,
    min(position_low) over (partition by discrepancy_id, position) as position_low,
    max(position_high) over (partition by discrepancy_id, position) as position_high,
    said_id as claim_id,
    'stated' as role
from sides
order by discrepancy_id, position, claim_id
