-- Headlines that their own body does not bear out.
--
-- Question: does a headline's number differ from its own body's?
-- Grain: one row per discrepancy and claim; the lower position first.
-- Caveats: held against the body's toll, or its only number; a headline that adds up the body's numbers is
--   borne out by them.

with gaps as (
    select
        *,
        stable_id(['headline', scope_kind, scope_id, article_id, event, unit_class]) as discrepancy_id,
        headline_figure < figure as is_headline_lower
    from headline_gaps
),

sides as (
    select
        *,
        if(is_headline_lower, 1, 2) as position,
        headline_low as position_low,
        headline_high as position_high,
        headline_id as claim_id
    from gaps
    union all
    select
        *,
        if(is_headline_lower, 2, 1) as position,
        low as position_low,
        high as position_high,
        body_id as claim_id
    from gaps
)

select distinct
    discrepancy_id,
    'count' as kind,
    'headline_body' as family,
    scope_kind,
    scope_id,
    event,
    unit_class as unit,
    []::varchar[] as modifiers,
    min(place) over (partition by discrepancy_id) as place,
    null as event_date,
    'unclear' as verdict,
    'sources differ' as why,
    round(times_apart(headline_figure, headline_figure, figure, figure), 2) as ratio,
    position,
    position_low,
    position_high,
    claim_id,
    'stated' as role
from sides
order by discrepancy_id, position, claim_id
