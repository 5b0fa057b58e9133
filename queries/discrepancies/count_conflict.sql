-- Counts that disagree.
--
-- Question: do independent claimants, or one claimant in different articles, give numbers for the same
--   measure that do not stand together?
-- Grain: one row per discrepancy and claim.
-- Caveats: two numbers of one claimant in one article are taken for parts, not for a disagreement.
--   Expected and possible numbers and comments take no part; inferences, and numbers that do not say who is
--   counted, are drawn and open no gap.

with placed as materialized (
    select *
    from standings
),

gists as (
    select
        measure_id,
        scope_kind,
        scope_id,
        event,
        unit_class,
        narrowed_to,
        min(place) filter (where role = 'stated') as place,
        max(position) as position_count,
        -- A day that one claim alone states was lent to the others, and is not shown as theirs.
        if(count_if(states_day) > 1, day_key::varchar, null) as event_date
    from placed
    group by measure_id, scope_kind, scope_id, event, unit_class, narrowed_to, day_key
),

drawn as (
    select
        measure_id,
        position,
        position_low,
        position_high,
        claim_id,
        role
    from placed
    union all
    select
        unclear_counts.measure_id,
        gists.position_count + unclear_counts.nth as position,
        unclear_counts.low as position_low,
        unclear_counts.high as position_high,
        unclear_counts.claim_id,
        'unclear' as role
    from unclear_counts
    inner join gists using (measure_id)
)

select
    stable_id(['count', measure_id]) as discrepancy_id,
    'count' as kind,
    'count_conflict' as family,
    gists.scope_kind,
    gists.scope_id,
    gists.event,
    gists.unit_class as unit,
    gists.narrowed_to as modifiers,
    gists.place,
    gists.event_date,
    if(count_gaps.why = 'sources differ', 'conflict', 'drift') as verdict,
    count_gaps.why,
    count_gaps.ratio,
    drawn.position,
    drawn.position_low,
    drawn.position_high,
    drawn.claim_id,
    drawn.role
from drawn
inner join count_gaps using (measure_id)
inner join gists using (measure_id)
order by discrepancy_id, drawn.position, drawn.claim_id
